//! What `describe` tells of a session beside its map.

use cello_session_core::{Error, Info, Session, Signer, Value};
use cello_session_tests::bridge::{self, ID, NOW, Setup};

const DAY: u64 = 86_400;

fn session(signer: &Signer, now: u64) -> Session {
    let mut session = signer.begin(ID, now).unwrap();
    session.set("k", Value::Null).unwrap();
    session
}

fn info(signer: &Signer, session: &Session, now: u64) -> Info {
    signer.describe(session, now).unwrap()
}

#[test]
fn describe_tells_lifetime_and_room() {
    let signer = Setup::default().signer();
    let mut session = session(&signer, NOW);
    session.clear();
    session.set("k", Value::Int(1)).unwrap();
    session.set_lifetime(DAY / 2).unwrap();
    let info = signer.describe(&session, NOW).unwrap();
    assert_eq!((info.lifetime_s, info.entries_len, info.entries_room), (DAY / 2, 3, 2890));
    let setup = Setup { path: format!("/{}", "p".repeat(254)), ..Setup::default() };
    let narrow = setup.signer();
    let room = narrow.describe(&session, NOW).unwrap().entries_room;
    let text = |len: usize| "x".repeat(len);
    // A key of one byte is two, the head of a long text three.
    let mut full = narrow.begin(ID, NOW).unwrap();
    assert_eq!(full.set("k", Value::Text(&text(room - 4))), Err(Error::Full));
    full.set("k", Value::Text(&text(room - 5))).unwrap();
    assert_eq!(narrow.describe(&full, NOW).unwrap().entries_len, room);
}

#[test]
fn times_of_a_session_never_read_are_zero_or_absent() {
    let signer = Setup::default().signer();
    let session = session(&signer, NOW);
    let seen = info(&signer, &session, NOW);
    assert_eq!((seen.issued_at_unix_s, seen.expires_at_unix_s, seen.began_at_unix_s), (0, 0, NOW));
    assert_eq!((session.issued_at(), session.expires_at()), (None, None));
    assert!(seen.changed && session.is_changed());
    assert_eq!(seen.id, ID);
}

#[test]
fn lengths_where_nothing_is_left_are_those_of_an_end_now() {
    let signer = Setup { absolute_max_age_s: DAY, ..Setup::default() }.signer();
    let session = session(&signer, NOW);
    let last = info(&signer, &session, NOW + DAY - 1);
    let over = info(&signer, &session, NOW + DAY);
    assert_eq!(over.expires_if_signed_now_unix_s, 0);
    assert_eq!(
        (over.token_len, over.cookie_line_len),
        (last.token_len, last.cookie_line_len),
        "a Max-Age of 0 is as long as one of 1"
    );
}

#[test]
fn a_login_does_not_move_the_end_of_the_token_that_was_read() {
    // The other host knows no absolute limit, so its token claims more than this one sees in it.
    let limited = Setup { absolute_max_age_s: DAY, ..Setup::default() }.signer();
    let token = bridge::sign(&Setup::default().signer(), &session(&limited, NOW), NOW + DAY / 2).unwrap();
    let mut read = bridge::verify(&limited, token.as_bytes(), NOW + DAY / 2).unwrap();
    assert_eq!(read.expires_at(), Some(NOW + DAY / 2 + DAY), "what it claims");
    assert_eq!(info(&limited, &read, NOW + DAY / 2).expires_at_unix_s, NOW + DAY, "what this signer sees");
    limited.login(&mut read, [6; 16], NOW + DAY / 2).unwrap();
    let after = info(&limited, &read, NOW + DAY / 2);
    assert_eq!((after.issued_at_unix_s, after.expires_at_unix_s), (NOW + DAY / 2, NOW + DAY));
    assert_eq!(
        (after.began_at_unix_s, after.expires_if_signed_now_unix_s),
        (NOW + DAY / 2, NOW + DAY / 2 + DAY)
    );
}
