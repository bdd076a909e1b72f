//! Laws of the session map and its encoding: what holds for every map, whatever is in it and however it came there.

use cello_session_core::{Entry, Error, Value};
use cello_session_tests::bridge::{self, ID, NOW, Setup};
use cello_session_tests::oracle::{self, Claims, Map, keys::Key, numbers, token};
use ciborium::Value as Cbor;
use proptest::collection::vec;
use proptest::prelude::*;

mod generators;

/// The claims inside a token, as bytes.
fn payload_of(token: &str) -> Vec<u8> {
    use base64::Engine;
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(token).unwrap();
    token::split(&bytes).expect("a token of our own").1
}

/// A CBOR tree with every map sorted by encoded keys, as RFC 8949 section 4.2.1 has it.
fn canonical(value: Cbor) -> Cbor {
    match value {
        Cbor::Map(pairs) => {
            let mut pairs: Vec<_> = pairs.into_iter().map(|(k, v)| (canonical(k), canonical(v))).collect();
            pairs.sort_by_key(|(key, _)| encode(key));
            Cbor::Map(pairs)
        }
        Cbor::Array(items) => Cbor::Array(items.into_iter().map(canonical).collect()),
        Cbor::Tag(tag, inner) => Cbor::Tag(tag, Box::new(canonical(*inner))),
        other => other,
    }
}

fn encode(value: &Cbor) -> Vec<u8> {
    let mut out = Vec::new();
    ciborium::into_writer(value, &mut out).unwrap();
    out
}

fn cbor_value(value: &oracle::Value) -> Cbor {
    match value {
        oracle::Value::Text(text) => Cbor::Text(text.clone()),
        oracle::Value::Bytes(bytes) => Cbor::Bytes(bytes.clone()),
        oracle::Value::Int(n) => Cbor::Integer((*n).into()),
        oracle::Value::Bool(flag) => Cbor::Bool(*flag),
        oracle::Value::Null => Cbor::Null,
        oracle::Value::Json(text) => Cbor::Tag(262, Box::new(Cbor::Bytes(text.clone().into_bytes()))),
    }
}

proptest! {
    #![proptest_config(generators::config(1_500))]

    #[test]
    fn what_is_signed_is_read_back(map in generators::map(), id in generators::id(), now in generators::now()) {
        let signer = Setup::default().signer();
        let mut session = signer.begin(id, now).unwrap();
        bridge::fill(&mut session, &map).unwrap();
        let token = bridge::sign(&signer, &session, now).unwrap();
        let mut out = [0; 4096];
        prop_assert_eq!(signer.sign_ascii(&session, now, &mut out), Ok(token.as_bytes()));
        let line = bridge::write_cookie(&signer, &session, now).unwrap();
        prop_assert_eq!(signer.write_cookie_ascii(&session, now, &mut out), Ok(line.as_bytes()));
        let read = bridge::verify(&signer, token.as_bytes(), now).unwrap();
        prop_assert_eq!(bridge::map_of(&read), map);
        prop_assert_eq!(read.id(), &id);
        prop_assert_eq!(read.issued_at(), Some(now));
        prop_assert_eq!(read.expires_at(), Some((now + 86_400).min(numbers::UNIX_S_MAX)));
        prop_assert_eq!(read.began_at(), now);
        prop_assert!(!read.is_changed());
    }

    #[test]
    fn the_order_of_setting_does_not_matter(map in generators::map(), seed in any::<u64>()) {
        let signer = Setup::default().signer();
        let sorted = bridge::session_with(&signer, &map, NOW);
        let mut shuffled: Vec<_> = map.iter().collect();
        // Multiplication by an odd number permutes the residues: enough of a shuffle, and repeatable.
        shuffled.sort_by_key(|(key, _)| key.bytes().fold(seed | 1, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let mut session = signer.begin(ID, NOW).unwrap();
        for (key, value) in shuffled {
            session.set(key, bridge::core_value(value)).unwrap();
        }
        prop_assert_eq!(bridge::sign(&signer, &session, NOW), bridge::sign(&signer, &sorted, NOW));
    }

    #[test]
    fn replace_is_clear_and_set(before in generators::map(), after in generators::map(), reverse in any::<bool>()) {
        let signer = Setup::default().signer();
        let mut replaced = bridge::session_with(&signer, &before, NOW);
        let mut entries = bridge::entries_of(&after);
        if reverse {
            entries.reverse();
        }
        replaced.replace(&entries).unwrap();
        let set = bridge::session_with(&signer, &after, NOW);
        prop_assert_eq!(bridge::map_of(&replaced), after);
        prop_assert_eq!(bridge::sign(&signer, &replaced, NOW), bridge::sign(&signer, &set, NOW));
    }

    #[test]
    fn replace_with_a_key_twice_is_refused_and_changes_nothing(
        before in generators::map(), after in generators::map(), twice in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!after.is_empty() && after.len() < numbers::ENTRIES_MAX);
        let signer = Setup::default().signer();
        let mut session = bridge::session_with(&signer, &before, NOW);
        let mut entries = bridge::entries_of(&after);
        let again = Entry { key: entries[twice.index(entries.len())].key, value: Value::Null };
        entries.insert(at.index(entries.len() + 1), again);
        let answer = session.replace(&entries);
        prop_assert!(matches!(answer, Err(Error::InvalidArgument | Error::Full)), "{:?}", answer);
        prop_assert_eq!(bridge::map_of(&session), before);
    }

    #[test]
    fn getters_agree_with_the_map(map in generators::map(), absent in generators::key()) {
        let session = bridge::session_with(&Setup::default().signer(), &map, NOW);
        for (key, value) in &map {
            prop_assert_eq!(session.get(key).map(bridge::oracle_value), Some(value.clone()));
            prop_assert_eq!(session.entry(key), Some(Entry { key, value: bridge::core_value(value) }));
        }
        prop_assert_eq!(session.get(&absent).map(bridge::oracle_value), map.get(&absent).cloned());
        prop_assert_eq!(session.len(), map.len());
        prop_assert_eq!(session.is_empty(), map.is_empty());
        prop_assert_eq!(session.get(""), None);
        prop_assert_eq!(session.entry("\u{0}absent"), None);
    }

    #[test]
    fn entries_come_shortest_key_first_and_bytewise_among_equals(map in generators::map()) {
        let session = bridge::session_with(&Setup::default().signer(), &map, NOW);
        let keys: Vec<&str> = session.entries().map(|entry| entry.key).collect();
        prop_assert!(keys.is_sorted_by(|a, b| (a.len(), a.as_bytes()) < (b.len(), b.as_bytes())));
        prop_assert_eq!(keys.len(), map.len());
    }

    #[test]
    fn a_sequence_of_changes_is_that_of_a_plain_map(
        changes in vec((generators::key(), prop::option::weighted(0.7, generators::value()), 0..40_u8), 0..60),
    ) {
        let signer = Setup::default().signer();
        let mut session = signer.begin(ID, NOW).unwrap();
        let mut model = Map::new();
        for (key, value, dice) in changes {
            let mut next = model.clone();
            match value {
                _ if dice == 0 => {
                    session.clear();
                    next.clear();
                }
                None => {
                    let was_there = next.remove(&key).is_some();
                    prop_assert_eq!(session.remove(&key), was_there);
                }
                Some(value) => {
                    next.insert(key.clone(), value.clone());
                    if token::map_is_valid(&next) {
                        prop_assert_eq!(session.set(&key, bridge::core_value(&value)), Ok(()));
                    } else {
                        prop_assert_eq!(session.set(&key, bridge::core_value(&value)), Err(Error::Full));
                        next.clone_from(&model);
                    }
                }
            }
            model = next;
            prop_assert_eq!(bridge::map_of(&session), model.clone());
        }
        let token = bridge::sign(&signer, &session, NOW).unwrap();
        prop_assert_eq!(bridge::map_of(&bridge::verify(&signer, token.as_bytes(), NOW).unwrap()), model);
    }

    #[test]
    fn the_token_is_that_of_the_oracle(
        map in generators::map(), id in generators::id(), now in generators::now(), age in 0..86_400_u64, secret in vec(any::<u8>(), 32..1025),
        cookie_name in "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}",
    ) {
        prop_assume!(!cookie_name.starts_with("__"));
        let setup = Setup { signing_secret: secret, cookie_name, ..Setup::default() };
        let began = now.saturating_sub(age);
        let signer = setup.signer();
        let mut session = signer.begin(id, began).unwrap();
        // A long name leaves less room, and it is known when something is set.
        let fits = token::entries_len(&map) <= setup.host().room();
        prop_assert_eq!(bridge::fill(&mut session, &map), if fits { Ok(()) } else { Err(Error::Full) });
        prop_assume!(fits);
        let claims = Claims {
            expires_at: (now + 86_400).min(numbers::UNIX_S_MAX),
            issued_at: now,
            id,
            began: (began < now).then_some(began),
            session: map,
        };
        let expected = token::write(&Key::derive(&setup.signing_secret, &setup.cookie_name), &claims);
        prop_assert_eq!(bridge::sign(&signer, &session, now).unwrap(), expected);
    }

    #[test]
    fn the_claims_are_what_an_independent_cbor_crate_writes(map in generators::map(), age in 0..2_u64) {
        let signer = Setup::default().signer();
        let session = bridge::session_with(&signer, &map, NOW - age);
        let payload = payload_of(&bridge::sign(&signer, &session, NOW).unwrap());
        let read: Cbor = ciborium::from_reader(&payload[..]).unwrap();
        prop_assert_eq!(encode(&canonical(read.clone())), payload);
        let mut claims = vec![
            (Cbor::Integer(4.into()), Cbor::Integer((NOW + 86_400).into())),
            (Cbor::Integer(6.into()), Cbor::Integer(NOW.into())),
            (Cbor::Integer(7.into()), Cbor::Bytes(ID.to_vec())),
        ];
        if age > 0 {
            claims.push((Cbor::Integer((-65_537).into()), Cbor::Integer((NOW - age).into())));
        }
        let entries = map.iter().map(|(key, value)| (Cbor::Text(key.clone()), cbor_value(value))).collect();
        claims.push((Cbor::Integer((-65_538).into()), canonical(Cbor::Map(entries))));
        prop_assert_eq!(read, Cbor::Map(claims));
    }
}
