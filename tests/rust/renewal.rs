//! When an unchanged session is due to be written again, and when never.

use cello_session_core::{Info, Session, Signer, Value};
use cello_session_tests::bridge::{self, ID, NOW, Setup};
use cello_session_tests::forge;
use cello_session_tests::oracle::{self, Claims, Map};

const DAY: u64 = 86_400;

fn claims(issued_at: u64, expires_at: u64) -> Claims {
    Claims { issued_at, expires_at, ..forge::plain(Map::new()) }
}

fn session(signer: &Signer, now: u64) -> Session {
    let mut session = signer.begin(ID, now).unwrap();
    session.set("k", Value::Null).unwrap();
    session
}

/// Signs, and reads what was signed.
fn travel(signer: &Signer, session: &Session, now: u64) -> Session {
    bridge::verify(signer, bridge::sign(signer, session, now).unwrap().as_bytes(), now).unwrap()
}

fn info(signer: &Signer, session: &Session, now: u64) -> Info {
    signer.describe(session, now).unwrap()
}

#[test]
fn renewal_is_due_past_half_of_the_life_that_this_signer_sees() {
    let setup = Setup { longest_max_age_s: 2 * DAY, absolute_max_age_s: 20 * DAY, ..Setup::default() };
    let signer = setup.signer();
    // Life as seen: exp - iat; cut by the longest lifetime; cut by the absolute limit.
    let plain = claims(NOW, NOW + 100);
    let odd = claims(NOW, NOW + 101);
    let long = claims(NOW, NOW + 9 * DAY);
    let old = Claims { began: Some(NOW + 1000 - 20 * DAY), ..claims(NOW, NOW + 2 * DAY) };
    for (token, age, expected) in [
        (&plain, 0, false),
        (&plain, 50, false),
        (&plain, 51, true),
        (&plain, 99, true),
        (&odd, 50, false),
        (&odd, 51, true),
        (&long, DAY, false),
        (&long, DAY + 1, true),
        // Its end cannot move any more: renewed, it would end at the same second.
        (&old, 501, false),
        (&old, 999, false),
    ] {
        let token = Claims { session: Map::from([("k".to_owned(), oracle::Value::Null)]), ..token.clone() };
        let read =
            bridge::verify(&signer, forge::claims(&setup.key(), &token).as_bytes(), NOW + age).unwrap();
        assert_eq!(info(&signer, &read, NOW + age).renewal_due, expected, "{age} of {token:?}");
    }
}

#[test]
fn renewal_is_not_due_for_a_new_an_empty_or_an_early_session() {
    let signer = Setup::default().signer();
    assert!(!info(&signer, &session(&signer, NOW), NOW + DAY - 1).renewal_due, "never read");
    let empty = travel(&signer, &signer.begin(ID, NOW).unwrap(), NOW);
    assert!(!info(&signer, &empty, NOW + DAY - 1).renewal_due, "its cookie would be the deletion");
    let ahead = travel(&signer, &session(&signer, NOW + 60), NOW + 60);
    assert!(!info(&signer, &ahead, NOW).renewal_due, "signed by a clock ahead of ours");
}

#[test]
fn renewal_is_not_due_where_the_lifetime_was_shortened() {
    let signer = Setup::default().signer();
    let mut read = travel(&signer, &session(&signer, NOW), NOW);
    let late = NOW + DAY / 2 + 10;
    assert!(info(&signer, &read, late).renewal_due);
    read.set_lifetime(60).unwrap();
    assert!(!info(&signer, &read, late).renewal_due, "signed now it would end earlier");
}
