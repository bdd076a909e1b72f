//! Any bytes as claims, with a right MAC around them: what stands behind the MAC, against the oracle.

#![no_main]

use cello_session_core::{Error, Session, Value};
use cello_session_fuzz::Input;
use cello_session_tests::bridge;
use cello_session_tests::forge;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut input = Input::new(data);
    let (now, setup) = (input.now(), input.setup());
    let token = forge::token(&setup.key(), input.rest());
    let signer = setup.signer();

    let session =
        match (bridge::verify(&signer, token.as_bytes(), now), setup.host().verify(token.as_bytes(), now)) {
            (Ok(session), Ok(model)) => {
                assert_eq!(bridge::map_of(&session), model.map);
                assert_eq!((session.id(), session.began_at()), (&model.id, model.began_at));
                let read = model.read.expect("a session that was read");
                assert_eq!(
                    (session.issued_at(), session.expires_at()),
                    (Some(read.issued_at), Some(read.expires_at))
                );
                session
            }
            (Err(error), Err(refusal)) => {
                assert_eq!(error, bridge::core_error(refusal));
                return;
            }
            (core, oracle) => panic!("core {:?}, oracle {:?}", core.map(|_| ()), oracle.map(|_| ())),
        };
    planted_bug(&session);

    // There is one encoding: signed at the same time, with room for its lifetime, it is the same token.
    let lifetime_s = session.expires_at().unwrap() - session.issued_at().unwrap();
    let longest_s = setup.host().verifier.longest_s;
    if setup.absolute_max_age_s == 0 && lifetime_s <= longest_s {
        assert_eq!(bridge::sign(&signer, &session, session.issued_at().unwrap()), Ok(token));
    }
    let info = signer.describe(&session, now).expect("a time in range");
    match bridge::write_cookie(&signer, &session, now) {
        Ok(line) => assert_eq!(line.len(), info.cookie_line_len),
        Err(Error::TooLarge) => assert!(!info.renewal_due),
        Err(Error::Expired) => assert_eq!(info.expires_if_signed_now_unix_s, 0),
        Err(other) => panic!("{other:?}"),
    }
});

/// Nothing, unless the test of the fuzzing asks for it: then a state that only a payload behind the MAC can reach.
fn planted_bug(session: &Session) {
    let reached =
        session.entries().any(|entry| matches!(entry.value, Value::Text(text) if text.contains('!')));
    assert!(!(cfg!(feature = "planted-bug") && reached), "the planted bug");
}
