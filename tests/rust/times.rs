//! Every edge of time in signing: lifetimes, the absolute end that no renewal moves, logins, and clocks that differ.

use cello_session_core::{Error, Info, Session, Signer, Value};
use cello_session_tests::bridge::{self, ID, NOW, Setup};
use cello_session_tests::forge;
use cello_session_tests::oracle::{Claims, Map, numbers::UNIX_S_MAX};

const DAY: u64 = 86_400;

fn verdict(setup: &Setup, claims: &Claims, now: u64) -> Result<(), Error> {
    bridge::verify(&setup.signer(), forge::claims(&setup.key(), claims).as_bytes(), now).map(drop)
}

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
fn sums_saturate_where_a_limit_is_the_largest_number() {
    let setup = Setup { max_age_s: 34_560_000, absolute_max_age_s: u64::MAX, ..Setup::default() };
    let signer = setup.signer();
    for now in [0, NOW, UNIX_S_MAX - 34_560_000, UNIX_S_MAX - 1] {
        let session = session(&signer, now);
        let end = (now + 34_560_000).min(UNIX_S_MAX);
        assert_eq!(info(&signer, &session, now).expires_if_signed_now_unix_s, end);
        let read = travel(&signer, &session, now);
        assert_eq!(info(&signer, &read, now).expires_at_unix_s, end);
        assert_eq!(read.expires_at(), Some(end));
    }
    let last = claims(UNIX_S_MAX - 1, UNIX_S_MAX);
    assert_eq!(verdict(&setup, &last, UNIX_S_MAX - 61), Ok(()));
    assert_eq!(verdict(&setup, &last, UNIX_S_MAX - 1), Ok(()));
    assert_eq!(verdict(&setup, &last, UNIX_S_MAX), Err(Error::Expired));
}

#[test]
fn nothing_is_signed_in_the_last_second_of_the_year_9999() {
    let signer = Setup::default().signer();
    let session = session(&signer, UNIX_S_MAX);
    assert_eq!(bridge::sign(&signer, &session, UNIX_S_MAX), Err(Error::Expired));
    assert_eq!(bridge::write_cookie(&signer, &session, UNIX_S_MAX), Err(Error::Expired));
    assert_eq!(info(&signer, &session, UNIX_S_MAX).expires_if_signed_now_unix_s, 0);
    assert!(bridge::sign(&signer, &session, UNIX_S_MAX - 1).is_ok());
}

#[test]
fn time_zero_is_a_time_like_any_other() {
    let signer = Setup::default().signer();
    let read = travel(&signer, &session(&signer, 0), 0);
    assert_eq!((read.issued_at(), read.expires_at(), read.began_at()), (Some(0), Some(DAY), 0));
    let seen = info(&signer, &read, 1);
    assert_eq!(
        (seen.issued_at_unix_s, seen.began_at_unix_s, seen.expires_if_signed_now_unix_s),
        (0, 0, DAY + 1)
    );
}

#[test]
fn thousands_of_renewals_do_not_move_the_absolute_end() {
    let signer = Setup { absolute_max_age_s: 30 * DAY, ..Setup::default() }.signer();
    let end = NOW + 30 * DAY;
    let mut now = NOW;
    let mut read = travel(&signer, &session(&signer, now), now);
    let mut renewals = 0;
    while now + 500 < end {
        now += 500;
        assert_eq!(read.began_at(), NOW);
        read = travel(&signer, &read, now);
        assert_eq!(
            read.expires_at(),
            Some((now + read.expires_at().unwrap() - read.issued_at().unwrap()).min(end))
        );
        assert!(read.expires_at().unwrap() <= end);
        renewals += 1;
    }
    assert!(renewals > 5000);
    let token = bridge::sign(&signer, &read, now).unwrap();
    assert!(bridge::verify(&signer, token.as_bytes(), end - 1).is_ok());
    assert_eq!(bridge::verify(&signer, token.as_bytes(), end).map(drop), Err(Error::Expired));
    assert_eq!(bridge::sign(&signer, &read, end), Err(Error::Expired));
}

#[test]
fn without_an_absolute_limit_a_session_is_renewed_for_ever() {
    let signer = Setup::default().signer();
    let mut now = NOW;
    let mut read = travel(&signer, &session(&signer, now), now);
    for _ in 0..3000 {
        now += DAY - 1;
        read = travel(&signer, &read, now);
        assert_eq!((read.expires_at(), read.began_at()), (Some(now + DAY), NOW));
    }
}

#[test]
fn the_absolute_end_passed_is_expired_and_told_beforehand() {
    let signer = Setup { absolute_max_age_s: 2 * DAY, ..Setup::default() }.signer();
    let session = session(&signer, NOW);
    for (now, expected) in [(NOW + 2 * DAY - 1, NOW + 2 * DAY), (NOW + 2 * DAY, 0), (NOW + 2 * DAY + 1, 0)] {
        assert_eq!(info(&signer, &session, now).expires_if_signed_now_unix_s, expected);
        assert_eq!(bridge::sign(&signer, &session, now).is_ok(), expected != 0);
        assert_eq!(bridge::write_cookie(&signer, &session, now).is_ok(), expected != 0);
    }
    assert_eq!(bridge::sign(&signer, &session, NOW + 2 * DAY), Err(Error::Expired));
    assert_eq!(bridge::write_cookie(&signer, &session, NOW + 2 * DAY), Err(Error::Expired));
}

#[test]
fn a_host_whose_clock_is_ahead_makes_no_invalid_token_elsewhere() {
    let setup = Setup { absolute_max_age_s: DAY, longest_max_age_s: 5 * DAY, ..Setup::default() };
    let signer = setup.signer();
    let token = bridge::sign(&signer, &session(&signer, NOW + 60), NOW + 60).unwrap();
    let mut read = bridge::verify(&signer, token.as_bytes(), NOW).unwrap();
    assert_eq!(read.began_at(), NOW + 60);
    read.set_lifetime(5 * DAY).unwrap();
    assert_eq!(info(&signer, &read, NOW).expires_if_signed_now_unix_s, NOW + DAY, "it counts from now on");
    let again = travel(&signer, &read, NOW);
    assert_eq!((again.issued_at(), again.began_at(), again.expires_at()), (Some(NOW), NOW, Some(NOW + DAY)));
}

#[test]
fn lifetimes_follow_their_rules() {
    let setup = Setup { longest_max_age_s: 10 * DAY, ..Setup::default() };
    let signer = setup.signer();
    let mut session = session(&signer, NOW);
    assert_eq!(
        info(&signer, &session, NOW + 5).expires_if_signed_now_unix_s,
        NOW + 5 + DAY,
        "a new one: max_age from now on"
    );
    session.set_lifetime(7 * DAY).unwrap();
    assert_eq!(
        info(&signer, &session, NOW + 5).expires_if_signed_now_unix_s,
        NOW + 5 + 7 * DAY,
        "remember me"
    );
    let mut read = travel(&signer, &session, NOW);
    assert_eq!(
        info(&signer, &read, NOW + 9).expires_if_signed_now_unix_s,
        NOW + 9 + 7 * DAY,
        "one that was read: exp - iat"
    );
    read.rotate_id([7; 16]).unwrap();
    assert_eq!(
        info(&signer, &read, NOW + 9).expires_if_signed_now_unix_s,
        NOW + 9 + 7 * DAY,
        "rotation keeps it"
    );
    signer.login(&mut read, [8; 16], NOW + 9).unwrap();
    assert_eq!(
        info(&signer, &read, NOW + 9).expires_if_signed_now_unix_s,
        NOW + 9 + DAY,
        "login: max_age again"
    );
}

#[test]
fn a_session_of_another_signer_is_cut_to_this_one_s_longest_lifetime() {
    let generous = Setup { longest_max_age_s: 10 * DAY, ..Setup::default() }.signer();
    let strict = Setup { max_age_s: DAY / 2, longest_max_age_s: DAY, ..Setup::default() }.signer();
    let mut session = session(&generous, NOW);
    session.set_lifetime(10 * DAY).unwrap();
    assert_eq!(info(&strict, &session, NOW).expires_if_signed_now_unix_s, NOW + DAY, "when signing");
    let token = bridge::sign(&generous, &session, NOW).unwrap();
    let mut read = bridge::verify(&strict, token.as_bytes(), NOW).unwrap();
    assert_eq!(read.expires_at(), Some(NOW + 10 * DAY), "what the token says");
    assert_eq!(info(&strict, &read, NOW).expires_at_unix_s, NOW + DAY, "and what this signer sees");
    assert_eq!(info(&strict, &read, NOW + 1).expires_if_signed_now_unix_s, NOW + 1 + DAY);
    assert_eq!(read.set_lifetime(DAY + 1), Err(Error::TimeRange), "and lets be set");
    assert_eq!(bridge::verify(&strict, token.as_bytes(), NOW + DAY).map(drop), Err(Error::Expired));
    assert!(bridge::verify(&generous, token.as_bytes(), NOW + DAY).is_ok());
}

#[test]
fn login_begins_anew_and_keeps_the_map_and_rotation_keeps_all_but_the_id() {
    let signer = Setup { absolute_max_age_s: 5 * DAY, ..Setup::default() }.signer();
    let mut read = travel(&signer, &session(&signer, NOW), NOW);
    assert!(!read.is_changed());
    read.rotate_id([1; 16]).unwrap();
    assert_eq!((read.id(), read.began_at(), read.len(), read.is_changed()), (&[1; 16], NOW, 1, true));
    assert_eq!((read.issued_at(), read.expires_at()), (Some(NOW), Some(NOW + DAY)));
    let later = NOW + 4 * DAY;
    signer.login(&mut read, [2; 16], later).unwrap();
    assert_eq!((read.id(), read.began_at(), read.get("k")), (&[2; 16], later, Some(Value::Null)));
    assert!(
        bridge::sign(&signer, &read, later + 5 * DAY - 1).is_ok(),
        "the absolute limit counts from the login on"
    );
    assert_eq!(bridge::sign(&signer, &read, later + 5 * DAY), Err(Error::Expired));
}

#[test]
fn an_id_of_zeros_is_refused_and_changes_nothing() {
    let signer = Setup::default().signer();
    assert_eq!(signer.begin([0; 16], NOW).map(drop), Err(Error::InvalidArgument));
    let mut read = travel(&signer, &session(&signer, NOW), NOW);
    assert_eq!(read.rotate_id([0; 16]), Err(Error::InvalidArgument));
    assert_eq!(signer.login(&mut read, [0; 16], NOW + 5), Err(Error::InvalidArgument));
    assert_eq!(read.rotate_id(ID), Ok(()), "the present id is no change");
    assert_eq!(signer.login(&mut read, [5; 16], UNIX_S_MAX + 1), Err(Error::TimeRange));
    assert_eq!((read.id(), read.began_at(), read.is_changed()), (&ID, NOW, false));
    let mut almost = [0; 16];
    almost[15] = 1;
    assert_eq!(read.rotate_id(almost), Ok(()));
}

#[test]
fn a_login_that_is_written_later_keeps_its_id_and_begins_anew() {
    let signer = Setup::default().signer();
    let mut read = travel(&signer, &session(&signer, NOW), NOW);
    signer.login(&mut read, [7; 16], NOW + 5).unwrap();
    signer.login(&mut read, [7; 16], NOW + 9).unwrap();
    assert_eq!((read.id(), read.began_at(), read.is_changed()), (&[7; 16], NOW + 9, true));
}

#[test]
fn a_failed_set_lifetime_changes_nothing_and_the_same_one_is_no_change() {
    let signer = Setup::default().signer();
    let mut read = travel(&signer, &session(&signer, NOW), NOW);
    assert_eq!(read.set_lifetime(0), Err(Error::TimeRange));
    assert_eq!(read.set_lifetime(DAY + 1), Err(Error::TimeRange));
    assert_eq!(read.set_lifetime(DAY), Ok(()));
    assert!(!read.is_changed());
    assert_eq!(read.set_lifetime(DAY - 1), Ok(()));
    assert!(read.is_changed());
    assert_eq!(info(&signer, &read, NOW).expires_if_signed_now_unix_s, NOW + DAY - 1);
}
