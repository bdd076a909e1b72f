//! Any session, set, signed, read and written again: core and oracle make the same of it at every step.

#![no_main]

use cello_session_core::Error;
use cello_session_fuzz::Input;
use cello_session_fuzz::model::Model;
use cello_session_tests::bridge;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut input = Input::new(data);
    let (now, setup) = (input.now(), input.setup());
    let began = now.saturating_sub(input.u32().into());
    let (lifetime_s, id) = (u64::from(input.u32()), input.array());
    let (signer, host) = (setup.signer(), setup.host());

    let mut session = match signer.begin(id, began) {
        Err(error) => {
            assert_eq!((error, id), (Error::InvalidArgument, [0; 16]));
            return;
        }
        Ok(session) => session,
    };
    let mut model = host.begin(id, began);
    let set = session.set_lifetime(lifetime_s);
    assert_eq!(set.is_ok(), (1..=host.verifier.longest_s).contains(&lifetime_s));
    if set.is_ok() {
        model.lifetime_s = lifetime_s;
    }
    let mut map = Model::new(host.room());
    for (key, value) in input.entries() {
        assert_eq!(session.set(&key, bridge::core_value(&value)), map.set(&key, &value));
    }
    assert!(map.is_held_by(&session));
    model.map.clone_from(&map.map);

    let text = bridge::sign(&signer, &session, now);
    assert_eq!(text.as_ref().ok(), host.sign(&model, now).as_ref());
    let info = signer.describe(&session, now).expect("a time in range");
    assert_eq!((info.entries_len, info.entries_room), (map.entries_len(), host.room()));
    assert_eq!((info.count, info.lifetime_s), (map.map.len(), model.lifetime_s));
    let line = bridge::write_cookie(&signer, &session, now);
    assert_eq!(line.as_ref().ok(), host.line(&model, now).as_ref(), "what could be set fits into the line");
    let Ok(text) = text else {
        assert_eq!((text, info.expires_if_signed_now_unix_s), (Err(Error::Expired), 0));
        return;
    };
    let line = line.expect("a token and no line");
    assert_eq!((info.token_len, info.cookie_line_len), (text.len(), line.len()));
    assert!(text.len() <= 4000 && line.len() <= 4096);

    let read =
        bridge::verify(&signer, text.as_bytes(), now).expect("what was signed is genuine and in force");
    assert_eq!(bridge::map_of(&read), model.map);
    assert_eq!((read.id(), read.began_at()), (&id, began));
    assert_eq!(bridge::sign(&signer, &read, now), Ok(text));
    if !model.map.is_empty() {
        let header = line.split(';').next().unwrap_or_default();
        let read = bridge::read_cookie(&signer, header.as_bytes(), now).expect("what was set comes back");
        assert_eq!(bridge::map_of(&read), model.map);
    }
});
