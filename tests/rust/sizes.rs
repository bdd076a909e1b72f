//! Sizes are known before it is too late: the room of a signer, lengths foretold, buffers too small, lines within 4096.

use cello_session_core::{Entry, Error, SameSite, Session, Signer, Value};
use cello_session_tests::bridge::{self, ID, NOW, Setup};
use cello_session_tests::oracle::{Map, token};

/// Late enough for times of nine bytes, and early enough that the year 9999 cuts no lifetime.
const LATE: u64 = 5_000_000_000;

/// Signers whose cookies have ever longer attributes, up to the longest that can be configured.
fn setups() -> Vec<Setup> {
    let longest = Setup {
        cookie_name: "n".repeat(64),
        path: format!("/{}", "p".repeat(254)),
        domain: Some(format!("{}.{}.{}.{}", "a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(61))),
        partitioned: true,
        same_site: SameSite::Strict,
        max_age_s: 34_560_000,
        ..Setup::default()
    };
    let mut setups = vec![Setup::default(), longest.clone(), Setup { persistent: false, ..longest.clone() }];
    // Every residue of the line's length by four, across the point where the attributes begin to cost room.
    setups.extend((20..60).map(|len| Setup { path: format!("/{}", "p".repeat(len)), ..Setup::default() }));
    setups.push(Setup { http_only: false, secure: false, persistent: false, ..Setup::default() });
    setups.push(Setup { max_age_s: 9, longest_max_age_s: 10, ..longest.clone() });
    setups.push(Setup { max_age_s: 9, ..longest });
    setups
}

/// A session filled to the last byte with a value of the right length and, so that the map head has two bytes, 24 keys.
fn filled(signer: &Signer, now: u64) -> Session {
    let mut session = signer.begin(ID, now).unwrap();
    for i in 0..24 {
        session.set(&format!("{i:02}"), Value::Null).unwrap();
    }
    let fits = (0..3000).rev().find(|&len| session.set("v", Value::Bytes(&vec![7; len])).is_ok());
    assert!(fits.is_some());
    session
}

#[test]
fn a_signer_s_room_is_what_its_line_leaves_at_the_widest() {
    for setup in setups() {
        let session = filled(&setup.signer(), NOW);
        let used = token::entries_len(&bridge::map_of(&session));
        assert_eq!(used, setup.host().room(), "{setup:?}");
    }
    assert_eq!(Setup::default().host().room(), 2890);
}

#[test]
fn what_could_be_set_can_be_written_at_every_time_and_stays_within_4096_bytes() {
    for setup in setups() {
        let signer = setup.signer();
        for began in [0, 23, NOW, LATE - 1] {
            let session = filled(&signer, began);
            for now in
                [began, began + 1, began + 300, began + 70_000, NOW + 5, 4_294_967_295, 4_294_967_296, LATE]
            {
                let line = bridge::write_cookie(&signer, &session, now).unwrap();
                assert!(line.len() <= 4096, "{} bytes", line.len());
                let token = bridge::sign(&signer, &session, now).unwrap();
                assert!(token.len() <= 4000, "{} characters", token.len());
            }
        }
    }
}

#[test]
fn the_room_is_used_up_at_the_widest_times_and_not_a_byte_is_lost() {
    for setup in setups() {
        let signer = setup.signer();
        let mut session = filled(&signer, LATE - 1);
        session.set_lifetime(setup.host().verifier.longest_s).unwrap();
        let line = bridge::write_cookie(&signer, &session, LATE).unwrap();
        let token = bridge::sign(&signer, &session, LATE).unwrap();
        // One character may be left over, because no base64 text has a length of one more than a multiple of four.
        assert!(line.len() >= 4095 || token.len() == 4000, "{} bytes, {}", line.len(), token.len());
    }
}

#[test]
fn a_session_that_was_filled_and_read_is_renewed_and_written_again() {
    let signer = Setup::default().signer();
    let session = filled(&signer, NOW);
    let mut token = bridge::sign(&signer, &session, NOW).unwrap();
    for day in 1..=400 {
        let now = NOW + day * 80_000;
        let read = bridge::verify(&signer, token.as_bytes(), now).unwrap();
        assert_eq!(bridge::map_of(&read), bridge::map_of(&session));
        bridge::write_cookie(&signer, &read, now).unwrap();
        token = bridge::sign(&signer, &read, now).unwrap();
    }
}

#[test]
fn lengths_are_foretold_exactly() {
    for setup in setups() {
        let signer = setup.signer();
        let mut session = signer.begin(ID, NOW).unwrap();
        for step in 0..40 {
            let now = NOW + step * 7;
            if step > 0 {
                session.set(&format!("key{step}"), Value::Int(1 << step)).unwrap();
            }
            let info = signer.describe(&session, now).unwrap();
            assert_eq!(info.token_len, bridge::sign(&signer, &session, now).unwrap().len());
            assert_eq!(info.cookie_line_len, bridge::write_cookie(&signer, &session, now).unwrap().len());
            assert_eq!(info.count, session.len());
        }
    }
}

#[test]
fn a_buffer_one_byte_short_is_left_alone_and_an_exact_one_serves() {
    let signer = Setup::default().signer();
    let mut session = signer.begin(ID, NOW).unwrap();
    session.set("user_id", Value::Text("123")).unwrap();
    let info = signer.describe(&session, NOW).unwrap();
    for len in [0, 1, info.token_len - 1] {
        let mut out = vec![0xa5; len];
        assert_eq!(signer.sign(&session, NOW, &mut out), Err(Error::BufferTooSmall), "{len}");
        assert!(out.iter().all(|&byte| byte == 0xa5), "untouched on failure");
    }
    for len in [info.token_len, info.token_len + 1, 4000] {
        let mut out = vec![0xa5; len];
        let written = signer.sign(&session, NOW, &mut out).unwrap().len();
        assert_eq!(written, info.token_len);
        assert!(out[written..].iter().all(|&byte| byte == 0xa5), "nothing behind the token is written");
    }
    for len in [0, 1, info.cookie_line_len - 1] {
        let mut out = vec![0xa5; len];
        assert_eq!(signer.write_cookie(&session, NOW, &mut out), Err(Error::BufferTooSmall), "{len}");
        assert!(out.iter().all(|&byte| byte == 0xa5), "untouched on failure");
    }
    assert!(signer.write_cookie(&session, NOW, &mut vec![0; info.cookie_line_len]).is_ok());
    session.clear();
    let deletion = signer.describe(&session, NOW).unwrap().cookie_line_len;
    let mut short = vec![0xa5; deletion - 1];
    assert_eq!(signer.write_cookie_deletion(&mut short), Err(Error::BufferTooSmall));
    assert_eq!(signer.write_cookie(&session, NOW, &mut short), Err(Error::BufferTooSmall));
    assert!(short.iter().all(|&byte| byte == 0xa5), "untouched on failure");
    assert!(signer.write_cookie_deletion(&mut vec![0; deletion]).is_ok());
}

#[test]
fn a_session_of_a_roomier_signer_is_read_and_can_shrink_but_not_be_written() {
    let roomy = Setup::default();
    let tight = Setup { path: format!("/{}", "p".repeat(250)), ..Setup::default() };
    let (roomy, tight) = (roomy.signer(), tight.signer());
    let session = filled(&roomy, NOW);
    let token = bridge::sign(&roomy, &session, NOW).unwrap();
    let mut read = bridge::verify(&tight, token.as_bytes(), NOW + 80_000).unwrap();
    assert_eq!(bridge::map_of(&read), bridge::map_of(&session));

    assert_eq!(bridge::write_cookie(&tight, &read, NOW + 80_000), Err(Error::TooLarge));
    assert!(bridge::sign(&tight, &read, NOW + 80_000).is_ok(), "a token alone has no attributes");
    let info = tight.describe(&read, NOW + 80_000).unwrap();
    assert!(info.cookie_line_len > 4096, "told also when over the bound");
    assert!(!info.renewal_due, "never where the line would not fit");

    // A change that does not grow the map is never full, and one that does is.
    assert_eq!(read.set("00", Value::Bool(true)), Ok(()));
    assert_eq!(read.set("00", Value::Int(24)), Err(Error::Full));
    assert_eq!(read.set("99", Value::Null), Err(Error::Full));
    let same = bridge::map_of(&read);
    assert_eq!(read.replace(&bridge::entries_of(&same)), Ok(()));
    let swapped: Vec<_> = bridge::entries_of(&same)
        .into_iter()
        .map(|entry| if entry.key == "00" { Entry { value: Value::Null, ..entry } } else { entry })
        .collect();
    assert_eq!(read.replace(&swapped), Ok(()));
    assert!(read.remove("v"));
    assert_eq!(read.set("99", Value::Null), Ok(()));
    assert!(bridge::write_cookie(&tight, &read, NOW + 80_000).is_ok());
}

#[test]
fn a_login_takes_over_the_limits_of_the_signer_that_the_visitor_logs_in_at() {
    let roomy = Setup { longest_max_age_s: 200_000, ..Setup::default() };
    let tight = Setup { path: format!("/{}", "p".repeat(250)), ..Setup::default() };
    let mut session = roomy.signer().begin(ID, NOW).unwrap();
    tight.signer().login(&mut session, [7; 16], NOW).unwrap();
    assert_eq!(session.set("v", Value::Bytes(&vec![0; tight.host().room() - 4])), Err(Error::Full));
    assert_eq!(session.set("v", Value::Bytes(&vec![0; tight.host().room() - 5])), Ok(()));
    assert_eq!(session.set_lifetime(86_401), Err(Error::TimeRange));
    roomy.signer().login(&mut session, [8; 16], NOW).unwrap();
    assert_eq!(session.set("v", Value::Bytes(&[0; 2890 - 5])), Ok(()));
    assert_eq!(session.set_lifetime(200_000), Ok(()));
}

#[test]
fn whether_a_line_is_too_large_does_not_depend_on_the_time() {
    let tight = Setup { path: format!("/{}", "p".repeat(100)), ..Setup::default() };
    let room = tight.host().room();
    for (len, expected) in [(room, true), (room + 1, false)] {
        let map = Map::from([("v".to_owned(), cello_session_tests::oracle::Value::Bytes(vec![1; len - 5]))]);
        // Begun early, its times take one byte each and the line would be short of 4096.
        let session = bridge::session_with(&Setup::default().signer(), &map, 5);
        for now in [5, 6, 1000, 80_000] {
            assert_eq!(
                bridge::write_cookie(&tight.signer(), &session, now).is_ok(),
                expected,
                "{len} at {now}"
            );
        }
    }
}

#[test]
fn a_failed_set_or_replace_leaves_the_session_as_it_was() {
    let signer = Setup::default().signer();
    let mut session = filled(&signer, NOW);
    let before = bridge::sign(&signer, &session, NOW).unwrap();
    let big = vec![0; 2890];
    assert_eq!(session.set("x", Value::Bytes(&big)), Err(Error::Full));
    assert_eq!(session.set("00", Value::Bytes(&big)), Err(Error::Full));
    assert_eq!(session.set("", Value::Null), Err(Error::KeyLength));
    assert_eq!(session.set("x", Value::Json("nope")), Err(Error::ValueEncoding));
    assert_eq!(session.set("00", Value::Json("1")), Err(Error::ValueEncoding));
    for bad in [
        Entry { key: "", value: Value::Null },
        Entry { key: "b", value: Value::Json("true") },
        Entry { key: "b", value: Value::Bytes(&big) },
        Entry { key: "a", value: Value::Int(1) },
    ] {
        let good = Entry { key: "a", value: Value::Null };
        assert!(session.replace(&[good, bad]).is_err(), "{bad:?}");
        assert!(session.replace(&[bad, good]).is_err(), "{bad:?}");
    }
    assert_eq!(bridge::sign(&signer, &session, NOW), Ok(before));
}
