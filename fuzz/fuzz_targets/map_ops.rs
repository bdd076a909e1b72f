//! Any sequence of changes to a session's map, against a `BTreeMap`.

#![no_main]

use cello_session_core::{Entry, Error};
use cello_session_fuzz::Input;
use cello_session_tests::bridge::{self, ID, NOW};
use cello_session_tests::oracle::{Map, Value, json, token};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut input = Input::new(data);
    let setup = input.setup();
    let (signer, room) = (setup.signer(), setup.host().room());
    let mut session = signer.begin(ID, NOW).expect("a valid id");
    let mut model = Map::new();
    let mut key = String::new();
    for _ in 0..64 {
        if input.is_empty() {
            break;
        }
        let was_changed = session.is_changed();
        let before = model.clone();
        match input.u8() % 8 {
            0..=2 => {
                key = input.key();
                set(&mut session, &mut model, room, &key, &input.value());
            }
            // The last key again, with another value: the case that splices in place.
            3 => set(&mut session, &mut model, room, &key, &input.value()),
            4 => {
                key = input.key();
                assert_eq!(session.remove(&key), model.remove(&key).is_some());
            }
            5 => {
                session.clear();
                model.clear();
            }
            6 => replace(&mut session, &mut model, room, &mut input),
            _ => {
                // A round trip makes it a session that was read; a signer with less room reads it as well.
                let text = bridge::sign(&signer, &session, NOW).expect("nothing is over");
                session = bridge::verify(&signer, text.as_bytes(), NOW).expect("just signed");
                assert!(!session.is_changed());
                continue;
            }
        }
        assert_eq!(
            session.is_changed(),
            was_changed || model != before,
            "changed when, and only when, it changed"
        );
        assert_eq!(bridge::map_of(&session), model);
        assert_eq!((session.len(), session.is_empty()), (model.len(), model.is_empty()));
    }
    for (key, value) in &model {
        assert_eq!(session.get(key), Some(bridge::core_value(value)));
    }
    let text = bridge::sign(&signer, &session, NOW).expect("nothing is over");
    let read = bridge::verify(&signer, text.as_bytes(), NOW).expect("just signed");
    assert_eq!(bridge::map_of(&read), model);
});

/// Which of the rules an entry breaks, in the order in which they are checked.
fn rule(key: &str, value: &Value) -> Result<(), Error> {
    if key.is_empty() || key.len() > 128 {
        return Err(Error::KeyLength);
    }
    match value {
        Value::Json(text) if !json::is_value(text.as_bytes()) => Err(Error::ValueEncoding),
        _ => Ok(()),
    }
}

fn set(session: &mut cello_session_core::Session, model: &mut Map, room: usize, key: &str, value: &Value) {
    let mut next = model.clone();
    next.insert(key.to_owned(), value.clone());
    let fits = token::map_is_valid(&next) && token::entries_len(&next) <= room;
    let expected = rule(key, value).and(if fits { Ok(()) } else { Err(Error::Full) });
    assert_eq!(session.set(key, bridge::core_value(value)), expected);
    if expected.is_ok() {
        *model = next;
    }
}

fn replace(session: &mut cello_session_core::Session, model: &mut Map, room: usize, input: &mut Input<'_>) {
    let count = input.u8() % 70;
    let pairs: Vec<(String, Value)> = (0..count).map(|_| (input.key(), input.value())).collect();
    let entries: Vec<Entry<'_>> =
        pairs.iter().map(|(key, value)| Entry { key, value: bridge::core_value(value) }).collect();
    let next: Map = pairs.iter().cloned().collect();
    let fits = next.len() == pairs.len() && token::map_is_valid(&next) && token::entries_len(&next) <= room;
    let answer = session.replace(&entries);
    assert_eq!(answer.is_ok(), fits, "{answer:?}");
    if fits {
        *model = next;
    }
}
