//! Which cookies of a header are ours: the core's answer against what the crate `cookie` finds.
//!
//! Its known differences, which the generator leaves out: it trims around `=` and trims all Unicode white space, it wants
//! UTF-8, and it knows no cookie without a name.

use cello_session_core::{Error, Session, Value};
use cello_session_tests::bridge::{self, ID, NOW, Setup};
use cello_session_tests::forge;
use cello_session_tests::oracle::{Claims, Map};
use cookie::Cookie;
use proptest::collection::vec;
use proptest::prelude::*;

mod generators;

/// What the core should answer, from the values that the other crate found under our name.
fn expected(setup: &Setup, header: &str) -> Result<[u8; 16], Error> {
    let ours = Cookie::split_parse(header).flatten().filter(|cookie| cookie.name() == setup.cookie_name);
    let signer = setup.signer();
    let mut newest: Option<Session> = None;
    let mut refusals = vec![Error::Missing];
    for cookie in ours.take(8) {
        match bridge::verify(&signer, cookie.value().as_bytes(), NOW) {
            Ok(session) if newest.as_ref().is_none_or(|newest| session.issued_at() > newest.issued_at()) => {
                newest = Some(session);
            }
            Ok(_) => {}
            Err(error) => refusals.push(error),
        }
    }
    let telling = |error: &Error| {
        [Error::Missing, Error::Rejected, Error::NotYetValid, Error::Expired]
            .iter()
            .position(|other| other == error)
    };
    newest.map(|session| *session.id()).ok_or_else(|| refusals.into_iter().max_by_key(telling).unwrap())
}

/// A token of ours, good or not, whose id tells which one it was.
fn token(number: u8, issued_at: u64) -> String {
    let id = [number; 16];
    let claims = Claims { issued_at, expires_at: issued_at + 86_400, id, ..forge::plain(Map::new()) };
    forge::claims(&Setup::default().key(), &claims)
}

fn pair() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        5 => Just("session_id".to_owned()),
        2 => prop::sample::select(vec!["session_i", "session_idx", "Session_id", "SESSION_ID", "xsession_id", "session", "a", "__Host-session_id"])
            .prop_map(str::to_owned),
        1 => "[!#$%&'*+.^_`|~A-Za-z0-9-]{1,12}",
    ];
    let issued = prop_oneof![
        4 => NOW - 5..NOW + 5, 1 => Just(NOW - 90_000), 1 => Just(NOW + 61), 1 => Just(NOW + 60),
    ];
    let value = prop_oneof![
        6 => (1..20_u8, issued).prop_map(|(number, issued_at)| token(number, issued_at)),
        1 => (1..20_u8).prop_map(|number| format!("\"{}\"", token(number, NOW))),
        1 => (1..20_u8).prop_map(|number| format!("{}=", token(number, NOW))),
        2 => "[!#-+./0-:<-\\[\\]-~-]{0,20}",
        1 => Just(String::new()),
        1 => "[!-:<-~]{1,5}=[!-:<-~]{1,5}",
    ];
    prop_oneof![12 => (name.clone(), value).prop_map(|(name, value)| format!("{name}={value}")), 1 => name, 1 => Just(String::new())]
}

fn header() -> impl Strategy<Value = String> {
    vec(("[ \t]{0,2}", pair(), "[ \t]{0,2}"), 0..14).prop_map(|pairs| {
        pairs
            .into_iter()
            .map(|(before, pair, after)| format!("{before}{pair}{after}"))
            .collect::<Vec<_>>()
            .join(";")
    })
}

proptest! {
    #![proptest_config(generators::config(10_000))]

    #[test]
    fn the_same_cookies_are_ours_and_the_newest_good_one_wins(header in header()) {
        let setup = Setup::default();
        let answer = bridge::read_cookie(&setup.signer(), header.as_bytes(), NOW).map(|session| *session.id());
        prop_assert_eq!(answer, expected(&setup, &header), "{}", header);
        let oracle = setup.host().read_cookie(header.as_bytes(), NOW);
        prop_assert_eq!(answer, oracle.map(|session| session.id).map_err(bridge::core_error), "oracle: {}", header);
    }

    #[test]
    fn the_line_that_is_written_parses_to_what_was_configured(
        map in generators::map(), http_only in any::<bool>(), secure in any::<bool>(), partitioned in any::<bool>(), persistent in any::<bool>(),
        domain in prop::option::of("[a-z]{1,10}\\.[a-z]{2,5}"), path in "/[a-zA-Z0-9/_.-]{0,30}", max_age_s in 1..34_560_000_u64,
    ) {
        let setup = Setup { http_only, secure, partitioned: partitioned && secure, persistent, domain, path, max_age_s, ..Setup::default() };
        let signer = setup.signer();
        let mut session = signer.begin(ID, NOW).unwrap();
        session.set("k", Value::Null).unwrap();
        prop_assume!(bridge::fill(&mut session, &map).is_ok());
        let line = bridge::write_cookie(&signer, &session, NOW).unwrap();
        let cookie = Cookie::parse(&line).unwrap();
        prop_assert_eq!(cookie.name(), "session_id");
        let token = bridge::sign(&signer, &session, NOW).unwrap();
        prop_assert_eq!(cookie.value(), token);
        prop_assert_eq!(cookie.path(), Some(&setup.path[..]));
        prop_assert_eq!(cookie.domain(), setup.domain.as_deref());
        prop_assert_eq!(cookie.http_only().unwrap_or(false), setup.http_only);
        prop_assert_eq!(cookie.secure().unwrap_or(false), setup.secure);
        prop_assert_eq!(cookie.partitioned().unwrap_or(false), setup.partitioned);
        prop_assert_eq!(cookie.same_site(), Some(cookie::SameSite::Lax));
        let max_age = cookie.max_age().map(|age| age.whole_seconds().unsigned_abs());
        prop_assert_eq!(max_age, setup.persistent.then_some(max_age_s));
        prop_assert!(cookie.expires().is_none());
    }
}
