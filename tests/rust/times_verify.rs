//! Every edge of time in verification: when a token begins and ends to be good.

use cello_session_core::Error;
use cello_session_tests::bridge::{self, NOW, Setup};
use cello_session_tests::forge;
use cello_session_tests::oracle::{self, Claims, Map, numbers::UNIX_S_MAX};

const DAY: u64 = 86_400;

fn verdict(setup: &Setup, claims: &Claims, now: u64) -> Result<(), Error> {
    bridge::verify(&setup.signer(), forge::claims(&setup.key(), claims).as_bytes(), now).map(drop)
}

fn claims(issued_at: u64, expires_at: u64) -> Claims {
    Claims { issued_at, expires_at, ..forge::plain(Map::new()) }
}

#[test]
fn a_token_is_good_from_60_seconds_before_it_was_signed() {
    let setup = Setup::default();
    for (now, expected) in [
        (NOW - 62, Err(Error::NotYetValid)),
        (NOW - 61, Err(Error::NotYetValid)),
        (NOW - 60, Ok(())),
        (NOW - 59, Ok(())),
        (NOW, Ok(())),
    ] {
        assert_eq!(verdict(&setup, &claims(NOW, NOW + DAY), now), expected, "{now}");
    }
}

#[test]
fn a_token_is_good_until_the_second_before_it_expires() {
    let setup = Setup::default();
    for (now, expected) in [
        (NOW + 99, Ok(())),
        (NOW + 100, Err(Error::Expired)),
        (NOW + 101, Err(Error::Expired)),
        (UNIX_S_MAX, Err(Error::Expired)),
    ] {
        assert_eq!(verdict(&setup, &claims(NOW, NOW + 100), now), expected, "{now}");
    }
}

#[test]
fn a_token_that_claims_more_than_the_longest_lifetime_ends_with_the_longest() {
    let setup = Setup { longest_max_age_s: 2 * DAY, ..Setup::default() };
    for (now, expected) in [
        (NOW + 2 * DAY - 1, Ok(())),
        (NOW + 2 * DAY, Err(Error::Expired)),
        (NOW + 2 * DAY + 1, Err(Error::Expired)),
    ] {
        assert_eq!(verdict(&setup, &claims(NOW, NOW + 400 * DAY), now), expected, "{now}");
        assert_eq!(verdict(&setup, &claims(NOW, UNIX_S_MAX), now), expected, "{now}");
    }
    assert_eq!(
        verdict(&Setup::default(), &claims(NOW, NOW + 2 * DAY), NOW + DAY),
        Err(Error::Expired),
        "the longest is max_age by default"
    );
}

#[test]
fn a_token_ends_at_the_absolute_limit_whether_it_names_its_beginning_or_not() {
    let setup = Setup { absolute_max_age_s: 3 * DAY, longest_max_age_s: 10 * DAY, ..Setup::default() };
    let unnamed = claims(NOW, NOW + 10 * DAY);
    let named = Claims { began: Some(NOW), ..claims(NOW + DAY, NOW + 10 * DAY) };
    for token in [unnamed, named] {
        for (now, expected) in [
            (NOW + 3 * DAY - 1, Ok(())),
            (NOW + 3 * DAY, Err(Error::Expired)),
            (NOW + 3 * DAY + 1, Err(Error::Expired)),
        ] {
            assert_eq!(verdict(&setup, &token, now), expected, "{now}");
        }
        assert_eq!(verdict(&Setup { absolute_max_age_s: 0, ..setup.clone() }, &token, NOW + 3 * DAY), Ok(()));
    }
}

#[test]
fn a_token_of_the_future_that_is_over_already_is_not_yet_valid() {
    let setup = Setup { absolute_max_age_s: DAY, ..Setup::default() };
    let both = Claims { began: Some(1), ..claims(NOW, NOW + 1) };
    assert_eq!(verdict(&setup, &both, NOW - 61), Err(Error::NotYetValid));
    assert_eq!(verdict(&setup, &both, NOW - 60), Err(Error::Expired));
}

#[test]
fn a_bad_mac_is_rejected_at_every_time() {
    let setup = Setup::default();
    let good = forge::claims(&setup.key(), &claims(NOW, NOW + 100));
    let bad = format!("{}{}", &good[..good.len() - 2], "AA");
    for now in [0, NOW - 61, NOW - 60, NOW, NOW + 99, NOW + 100, UNIX_S_MAX] {
        assert_eq!(
            bridge::verify(&setup.signer(), bad.as_bytes(), now).map(drop),
            Err(Error::Rejected),
            "{now}"
        );
    }
}

#[test]
fn a_token_whose_times_are_out_of_order_is_rejected_although_its_mac_is_right() {
    let setup = Setup::default();
    for (issued_at, expires_at) in
        [(NOW, NOW), (NOW, NOW - 1), (NOW, 0), (0, 0), (u64::MAX, u64::MAX), (UNIX_S_MAX, UNIX_S_MAX)]
    {
        assert_eq!(
            verdict(&setup, &claims(issued_at, expires_at), NOW),
            Err(Error::Rejected),
            "{issued_at} to {expires_at}"
        );
    }
    for (began, expected) in [
        (NOW - 1, Ok(())),
        (NOW, Err(Error::Rejected)),
        (NOW + 1, Err(Error::Rejected)),
        (0, Ok(())),
        (u64::MAX, Err(Error::Rejected)),
    ] {
        assert_eq!(
            verdict(&setup, &Claims { began: Some(began), ..claims(NOW, NOW + DAY) }, NOW),
            expected,
            "{began}"
        );
    }
}

#[test]
fn malformed_claims_are_rejected_at_every_time_although_their_mac_is_right() {
    let setup = Setup::default();
    let json = oracle::Value::Json("1".to_owned());
    let malformed = Claims { session: Map::from([("j".to_owned(), json)]), ..claims(NOW, NOW + 100) };
    let nobody = Claims { id: [0; 16], ..claims(NOW, NOW + 100) };
    for now in [0, NOW - 61, NOW, NOW + 100, UNIX_S_MAX] {
        assert_eq!(verdict(&setup, &malformed, now), Err(Error::Rejected), "{now}");
        assert_eq!(verdict(&setup, &nobody, now), Err(Error::Rejected), "{now}");
    }
}
