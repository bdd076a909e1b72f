//! Every bound of the session map, the token and the Cookie header at one below, at it, and at one above.

use cello_session_core::{Entry, Error, Value};
use cello_session_tests::bridge::{self, ID, NOW, Setup};
use cello_session_tests::forge;
use cello_session_tests::oracle::cbor::Item;
use cello_session_tests::oracle::{self, Claims, Map, numbers, token};

type Outcome = Result<(), Error>;

/// What verification answers to claims with one thing changed.
fn verified(change: impl FnOnce(&mut Claims)) -> Outcome {
    let mut claims = forge::plain(Map::new());
    change(&mut claims);
    let setup = Setup::default();
    bridge::verify(&setup.signer(), forge::claims(&setup.key(), &claims).as_bytes(), claims.issued_at)
        .map(drop)
}

/// A JSON text of arrays in arrays.
fn nested(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

#[test]
fn a_key_has_1_to_128_bytes_when_set_when_replaced_and_when_read() {
    for (len, expected) in [
        (0, Err(Error::KeyLength)),
        (1, Ok(())),
        (2, Ok(())),
        (127, Ok(())),
        (128, Ok(())),
        (129, Err(Error::KeyLength)),
        (3000, Err(Error::KeyLength)),
    ] {
        let key = "k".repeat(len);
        let mut session = Setup::default().signer().begin(ID, NOW).unwrap();
        assert_eq!(session.replace(&[Entry { key: &key, value: Value::Null }]), expected, "{len}");
        session.clear();
        assert_eq!(session.set(&key, Value::Null), expected, "{len}");
        assert_eq!(session.get(&key).is_some(), expected.is_ok(), "{len}");
        assert_eq!(session.remove(&key), expected.is_ok(), "{len}");
        if len < 200 {
            let read = verified(|claims| drop(claims.session.insert(key, oracle::Value::Null)));
            assert_eq!(read, expected.map_err(|_| Error::Rejected), "{len}, in a token");
        }
    }
}

#[test]
fn a_key_s_bound_is_in_bytes_not_in_characters() {
    let mut session = Setup::default().signer().begin(ID, NOW).unwrap();
    assert_eq!(session.set(&"\u{e9}".repeat(64), Value::Null), Ok(()));
    assert_eq!(session.set(&format!("{}a", "\u{e9}".repeat(64)), Value::Null), Err(Error::KeyLength));
}

#[test]
fn a_map_has_up_to_64_entries_when_set_when_replaced_and_when_read() {
    let keys: Vec<String> = (0..65).map(|i| format!("{i:02}")).collect();
    let entries: Vec<_> = keys.iter().map(|key| Entry { key, value: Value::Null }).collect();
    for (count, expected) in [(63, Ok(())), (64, Ok(())), (65, Err(Error::Full))] {
        let signer = Setup::default().signer();
        let mut session = signer.begin(ID, NOW).unwrap();
        let answers: Vec<_> =
            entries[..count].iter().map(|entry| session.set(entry.key, entry.value)).collect();
        assert_eq!(answers.last(), Some(&expected), "{count}");
        assert_eq!(session.len(), count.min(64));
        assert_eq!(signer.begin(ID, NOW).unwrap().replace(&entries[..count]), expected, "{count}");
        let read = verified(|claims| {
            claims.session.extend(keys[..count].iter().map(|key| (key.clone(), oracle::Value::Null)));
        });
        assert_eq!(read, expected.map_err(|_| Error::Rejected), "{count}, in a token");
    }
}

#[test]
fn at_64_entries_a_held_key_can_still_be_set_and_an_unknown_one_not() {
    let mut session = Setup::default().signer().begin(ID, NOW).unwrap();
    (0..64).for_each(|i| session.set(&format!("{i}"), Value::Null).unwrap());
    assert_eq!(session.set("63", Value::Int(1)), Ok(()));
    assert_eq!(session.set("64", Value::Null), Err(Error::Full));
    assert!(session.remove("0"));
    assert_eq!(session.set("64", Value::Null), Ok(()));
}

#[test]
fn entries_have_up_to_2890_encoded_bytes_when_set_when_replaced_and_when_read() {
    for (len, expected) in
        [(2889, Ok(())), (2890, Ok(())), (2891, Err(Error::Full)), (2892, Err(Error::Full))]
    {
        // A key of one character with its head, and a byte string with a head of three.
        let value = vec![1; len - 5];
        let signer = Setup::default().signer();
        let mut session = signer.begin(ID, NOW).unwrap();
        assert_eq!(session.set("k", Value::Bytes(&value)), expected, "{len}");
        assert_eq!(session.is_empty(), expected.is_err(), "{len}");
        assert_eq!(
            signer.begin(ID, NOW).unwrap().replace(&[Entry { key: "k", value: Value::Bytes(&value) }]),
            expected,
            "{len}"
        );
        // In a token, times in the widest encoding leave it within 4000 characters up to the bound and beyond it by two.
        let read = verified(|claims| {
            drop(claims.session.insert("k".to_owned(), oracle::Value::Bytes(value.clone())));
        });
        assert_eq!(read, expected.map_err(|_| Error::Rejected), "{len}, in a token");
    }
}

#[test]
fn the_last_byte_of_room_is_given_and_the_next_refused_however_it_is_asked_for() {
    let signer = Setup::default().signer();
    let mut session = signer.begin(ID, NOW).unwrap();
    session.set("k", Value::Bytes(&[1; 2890 - 5 - 3])).unwrap();
    assert_eq!(session.set("n", Value::Int(23)), Ok(()), "three bytes are left, and this takes three");
    assert_eq!(session.set("o", Value::Null), Err(Error::Full));
    assert_eq!(session.set("n", Value::Int(24)), Err(Error::Full), "the same key one byte longer");
    assert_eq!(session.get("n"), Some(Value::Int(23)));
    assert_eq!(session.set("n", Value::Bool(true)), Ok(()), "no longer than before");
    assert_eq!(session.set("k", Value::Bytes(&[2; 2890 - 5 - 2])), Err(Error::Full));
    assert_eq!(session.set("k", Value::Bytes(&[2; 2890 - 5 - 4])), Ok(()));
    assert_eq!(session.set("n", Value::Int(24)), Ok(()));
}

#[test]
fn json_nests_up_to_32_deep_when_set_and_when_read() {
    for (depth, expected) in [
        (1, Ok(())),
        (31, Ok(())),
        (32, Ok(())),
        (33, Err(Error::ValueEncoding)),
        (1000, Err(Error::ValueEncoding)),
    ] {
        let text = nested(depth);
        let mut session = Setup::default().signer().begin(ID, NOW).unwrap();
        assert_eq!(session.set("j", Value::Json(&text)), expected, "{depth}");
        let read = verified(|claims| drop(claims.session.insert("j".to_owned(), oracle::Value::Json(text))));
        assert_eq!(read, expected.map_err(|_| Error::Rejected), "{depth}, in a token");
    }
}

#[test]
fn integers_reach_from_minus_2_to_the_63_to_one_below_2_to_the_63() {
    let setup = Setup::default();
    let signer = setup.signer();
    for n in [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX] {
        let mut session = signer.begin(ID, NOW).unwrap();
        session.set("n", Value::Int(n)).unwrap();
        let token = bridge::sign(&signer, &session, NOW).unwrap();
        assert_eq!(bridge::verify(&signer, token.as_bytes(), NOW).unwrap().get("n"), Some(Value::Int(n)));
    }
    for (item, expected) in [
        (Item::Uint((1 << 63) - 1), true),
        (Item::Uint(1 << 63), false),
        (Item::Uint(u64::MAX), false),
        (Item::Nint((1 << 63) - 1), true),
        (Item::Nint(1 << 63), false),
        (Item::Nint(u64::MAX), false),
    ] {
        let payload = forge::payload_with_session(&Item::Map(vec![(Item::text("n"), item.clone())]));
        let answer = bridge::verify(&signer, forge::token(&setup.key(), &payload).as_bytes(), NOW);
        assert_eq!(answer.is_ok(), expected, "{item:?}");
    }
}

#[test]
fn a_token_has_up_to_4000_characters() {
    let setup = Setup::default();
    let signer = setup.signer();
    let key = setup.key();
    // The widest everything: nine bytes of each time, `began`, a map head of two bytes, and 2890 bytes of entries.
    let now = 5_000_000_000;
    let mut session: Map = (0..24).map(|i| (format!("{i:02}"), oracle::Value::Null)).collect();
    session.insert("v".to_owned(), oracle::Value::Bytes(vec![9; 2890 - 24 * 4 - 5]));
    let claims =
        Claims { issued_at: now, expires_at: now + 86_400, began: Some(now - 1), ..forge::plain(session) };
    assert_eq!(token::entries_len(&claims.session), 2890);
    let token = forge::claims(&key, &claims);
    assert_eq!(token.len(), 4000);
    let read = bridge::verify(&signer, token.as_bytes(), now).unwrap();
    assert_eq!(bridge::sign(&signer, &read, now).as_ref(), Ok(&token));

    // One byte less is a token too; one more is a text of 4002, which is refused for its length whatever is in it.
    for (len, expected) in [(2889, true), (2890, true), (2891, false)] {
        let mut longer = claims.clone();
        longer.session.insert("v".to_owned(), oracle::Value::Bytes(vec![9; len - 24 * 4 - 5]));
        let token = forge::claims(&key, &longer);
        assert_eq!(token.len() <= 4000, expected);
        assert_eq!(bridge::verify(&signer, token.as_bytes(), now).is_ok(), expected, "{len}");
    }
    for len in [4000, 4001, 4002, 4003, 4004, 8000, 100_000] {
        assert_eq!(
            bridge::verify(&signer, "A".repeat(len).as_bytes(), now).map(drop),
            Err(Error::Rejected),
            "{len}"
        );
    }
}

#[test]
fn the_times_of_a_token_reach_to_the_end_of_the_year_9999() {
    let last = numbers::UNIX_S_MAX;
    for (expires_at, expected) in [
        (last - 1, Ok(())),
        (last, Ok(())),
        (last + 1, Err(Error::Rejected)),
        (u64::MAX, Err(Error::Rejected)),
    ] {
        let answer = verified(|claims| {
            claims.issued_at = last - 100;
            claims.expires_at = expires_at;
        });
        assert_eq!(answer, expected, "{expires_at}");
    }
}

#[test]
fn a_now_reaches_to_the_end_of_the_year_9999() {
    let signer = Setup::default().signer();
    let last = numbers::UNIX_S_MAX;
    let session = signer.begin(ID, NOW).unwrap();
    for (now, expected) in [
        (last - 1, Ok(())),
        (last, Ok(())),
        (last + 1, Err(Error::TimeRange)),
        (1_700_000_000_000, Err(Error::TimeRange)),
        (u64::MAX, Err(Error::TimeRange)),
    ] {
        let verdict = |answer: Outcome| if answer == Err(Error::TimeRange) { answer } else { Ok(()) };
        assert_eq!(signer.begin(ID, now).map(drop), expected, "begin at {now}");
        assert_eq!(signer.login(&mut session.clone(), [9; 16], now), expected, "login at {now}");
        assert_eq!(signer.describe(&session, now).map(drop), expected, "describe at {now}");
        assert_eq!(verdict(bridge::sign(&signer, &session, now).map(drop)), expected, "sign at {now}");
        assert_eq!(
            verdict(bridge::write_cookie(&signer, &session, now).map(drop)),
            expected,
            "write at {now}"
        );
        assert_eq!(verdict(bridge::verify(&signer, b"nonsense", now).map(drop)), expected, "verify at {now}");
        for header in [&b"session_id=nonsense"[..], b"", b"other=cookie", &vec![b'x'; 65_537]] {
            let answer = verdict(bridge::read_cookie(&signer, header, now).map(drop));
            assert_eq!(answer, expected, "read {} bytes at {now}", header.len());
        }
    }
}

#[test]
fn a_header_of_65536_bytes_is_searched_and_a_longer_one_rejected_whole() {
    let signer = Setup::default().signer();
    let session = bridge::session_with(&signer, &Map::new(), NOW);
    let cookie = format!("; session_id={}", bridge::sign(&signer, &session, NOW).unwrap());
    for (len, expected) in
        [(65_535, Ok(())), (65_536, Ok(())), (65_537, Err(Error::Rejected)), (200_000, Err(Error::Rejected))]
    {
        let header = format!("a={}{cookie}", "x".repeat(len - cookie.len() - 2));
        assert_eq!(header.len(), len);
        assert_eq!(bridge::read_cookie(&signer, header.as_bytes(), NOW).map(drop), expected, "{len}");
    }
    // Without a cookie of ours it is missing up to the bound, and rejected beyond it.
    assert_eq!(bridge::read_cookie(&signer, &vec![b'x'; 65_536], NOW).map(drop), Err(Error::Missing));
    assert_eq!(bridge::read_cookie(&signer, &vec![b'x'; 65_537], NOW).map(drop), Err(Error::Rejected));
}

#[test]
fn of_many_cookies_of_our_name_8_are_tried() {
    let signer = Setup::default().signer();
    let good = bridge::sign(&signer, &bridge::session_with(&signer, &Map::new(), NOW), NOW).unwrap();
    for (before, expected) in
        [(6, Ok(())), (7, Ok(())), (8, Err(Error::Rejected)), (100, Err(Error::Rejected))]
    {
        let header = format!("{}session_id={good}", "session_id=x; other=y; ".repeat(before));
        assert_eq!(
            bridge::read_cookie(&signer, header.as_bytes(), NOW).map(drop),
            expected,
            "{before} before it"
        );
    }
}
