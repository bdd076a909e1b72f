//! Any sequence of changes to a session's map, against a `BTreeMap`.

#![no_main]

use cello_session_core::{Entry, Session};
use cello_session_fuzz::Input;
use cello_session_fuzz::model::Model;
use cello_session_tests::bridge::{self, ID, NOW};
use cello_session_tests::oracle::Value;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut input = Input::new(data);
    let setup = input.setup();
    let signer = setup.signer();
    let mut session = signer.begin(ID, NOW).expect("a valid id");
    let mut model = Model::new(setup.host().room());
    let mut key = String::new();
    for _ in 0..100 {
        if input.is_empty() {
            break;
        }
        let was_changed = session.is_changed();
        let alters = match input.u8() % 8 {
            0..=2 => {
                key = input.key();
                set(&mut session, &mut model, &key, &input.value())
            }
            // The last key again, with another value: the case that splices in place.
            3 => set(&mut session, &mut model, &key, &input.value()),
            4 => {
                key = input.key();
                let was_there = model.remove(&key);
                assert_eq!(session.remove(&key), was_there);
                was_there
            }
            5 => {
                let was_there = !model.map.is_empty();
                session.clear();
                model.clear();
                was_there
            }
            6 => replace(&mut session, &mut model, &mut input),
            _ => {
                // From here on it is a session that was read.
                let text = bridge::sign(&signer, &session, NOW).expect("nothing is over");
                session = bridge::verify(&signer, text.as_bytes(), NOW).expect("just signed");
                assert!(!session.is_changed());
                false
            }
        };
        assert!(session.is_changed() == alters || was_changed, "changed when, and only when, it changed");
        assert!(model.is_held_by(&session));
    }
    for (key, value) in &model.map {
        assert_eq!(session.get(key), Some(bridge::core_value(value)));
    }
    let text = bridge::sign(&signer, &session, NOW).expect("nothing is over");
    let read = bridge::verify(&signer, text.as_bytes(), NOW).expect("just signed");
    assert!(model.is_held_by(&read));
});

/// Whether it altered something.
fn set(session: &mut Session, model: &mut Model, key: &str, value: &Value) -> bool {
    let was_held = model.map.get(key) == Some(value);
    let expected = model.set(key, value);
    assert_eq!(session.set(key, bridge::core_value(value)), expected);
    expected.is_ok() && !was_held
}

fn replace(session: &mut Session, model: &mut Model, input: &mut Input<'_>) -> bool {
    let count = input.u8() % 70;
    let pairs: Vec<(String, Value)> = (0..count).map(|_| (input.key(), input.value())).collect();
    let entries: Vec<Entry<'_>> =
        pairs.iter().map(|(key, value)| Entry { key, value: bridge::core_value(value) }).collect();
    let before = model.map.clone();
    let answer = session.replace(&entries);
    assert_eq!(answer.is_ok(), model.replace(&pairs), "{answer:?}");
    model.map != before
}
