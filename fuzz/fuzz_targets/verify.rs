//! Any bytes as a token. Without the key no input gets past the MAC, so the grammar is also reached through `inspect`.

#![no_main]

use std::mem::MaybeUninit;

use cello_session_core::{Error, inspect};
use cello_session_fuzz::Input;
use cello_session_tests::bridge;
use cello_session_tests::oracle::token;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut input = Input::new(data);
    let (now, setup) = (input.now(), input.setup());
    let text = input.rest();
    let signer = setup.signer();

    let verified = bridge::verify(&signer, text, now);
    let oracle = setup.host().verify(text, now);
    match (&verified, &oracle) {
        (Ok(session), Ok(model)) => {
            assert_eq!(bridge::map_of(session), model.map);
            assert_eq!(session.id(), &model.id);
        }
        (Err(error), Err(refusal)) => assert_eq!(*error, bridge::core_error(*refusal)),
        _ => panic!("core and oracle disagree on whether this is a token"),
    }

    let mut memory = MaybeUninit::uninit();
    match inspect(text, &mut memory) {
        // What has the grammar is the one way to write what it says.
        Ok(seen) => {
            let bytes = decode(text);
            let (kid, payload, _) = token::split(&bytes).expect("an envelope");
            let claims = token::read_claims(&payload).expect("claims");
            assert_eq!((seen.kid(), seen.id()), (kid, &claims.id));
            assert_eq!((seen.issued_at(), seen.expires_at()), (claims.issued_at, claims.expires_at));
            assert_eq!(seen.began_at(), claims.began_at());
            assert_eq!(seen.entries().count(), claims.session.len());
        }
        Err(error) => {
            assert_eq!(error, Error::Rejected);
            assert_eq!(verified.err(), Some(Error::Rejected), "verified, although it has not the grammar");
        }
    }
});

fn decode(text: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0; text.len()];
    cello_session_core::hazmat::base64url_decode(text, &mut bytes).expect("base64url").to_vec()
}
