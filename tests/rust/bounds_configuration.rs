//! Every bound of the configuration at one below, at it, and at one above.

use cello_session_core::{Error, Secret, limits};
use cello_session_tests::bridge::{ID, NOW, Setup};

type Outcome = Result<(), Error>;

/// What a configuration with one thing changed answers.
fn configured(change: impl FnOnce(&mut Setup)) -> Outcome {
    let mut setup = Setup::default();
    change(&mut setup);
    setup.try_signer().map(drop)
}

fn distinct_secrets(count: usize) -> Vec<Vec<u8>> {
    (0..count).map(|i| vec![u8::try_from(i).unwrap(); 32]).collect()
}

/// A host name of exactly this length, in labels of at most 63.
fn domain(len: usize) -> String {
    let mut name = "d".repeat(len);
    for dot in (60..len.saturating_sub(1)).step_by(61) {
        name.replace_range(dot..=dot, ".");
    }
    name
}

#[test]
fn the_limits_are_the_numbers_of_the_page() {
    assert_eq!((limits::SECRET_LEN_MIN, limits::SECRET_LEN_MAX, limits::ACCEPTED_SECRETS_MAX), (32, 1024, 7));
    assert_eq!((limits::COOKIE_NAME_LEN_MAX, limits::PATH_LEN_MAX, limits::DOMAIN_LEN_MAX), (64, 255, 253));
    assert_eq!((limits::KEY_LEN_MAX, limits::ENTRIES_MAX, limits::ENTRIES_LEN_MAX), (128, 64, 2890));
    assert_eq!(
        (limits::TOKEN_BYTES_MAX, limits::TOKEN_LEN_MAX, limits::COOKIE_LINE_LEN_MAX),
        (3000, 4000, 4096)
    );
    assert_eq!((limits::COOKIE_HEADER_LEN_MAX, limits::COOKIE_CANDIDATES_MAX), (65_536, 8));
    assert_eq!((limits::ID_LEN, limits::JSON_DEPTH_MAX), (16, 32));
    assert_eq!((limits::MAX_AGE_S_DEFAULT, limits::MAX_AGE_S_MAX), (86_400, 34_560_000));
    assert_eq!((limits::LEEWAY_S, limits::UNIX_S_MAX), (60, 253_402_300_799));
}

#[test]
fn a_secret_has_32_to_1024_bytes() {
    for (len, expected) in [
        (0, Err(Error::SecretLength)),
        (31, Err(Error::SecretLength)),
        (32, Ok(())),
        (33, Ok(())),
        (64, Ok(())),
        (65, Ok(())),
        (1023, Ok(())),
        (1024, Ok(())),
        (1025, Err(Error::SecretLength)),
    ] {
        assert_eq!(Secret::new(&vec![7; len]).map(drop), expected, "{len}");
        assert_eq!(
            configured(|setup| setup.accepted_secrets = vec![vec![7; len]]),
            expected,
            "{len}, accepted"
        );
    }
}

#[test]
fn one_bad_secret_among_good_ones_is_noticed_at_every_place() {
    for place in 0..7 {
        let mut secrets = distinct_secrets(7);
        secrets[place].pop();
        assert_eq!(configured(|setup| setup.accepted_secrets = secrets), Err(Error::SecretLength), "{place}");
    }
}

#[test]
fn up_to_7_secrets_are_accepted_beside_the_signing_one() {
    for (count, expected) in [
        (0, Ok(())),
        (1, Ok(())),
        (6, Ok(())),
        (7, Ok(())),
        (8, Err(Error::TooManySecrets)),
        (9, Err(Error::TooManySecrets)),
    ] {
        assert_eq!(configured(|setup| setup.accepted_secrets = distinct_secrets(count)), expected, "{count}");
    }
}

#[test]
fn a_cookie_name_has_1_to_64_characters() {
    for (len, expected) in [
        (0, Err(Error::CookieName)),
        (1, Ok(())),
        (2, Ok(())),
        (63, Ok(())),
        (64, Ok(())),
        (65, Err(Error::CookieName)),
    ] {
        assert_eq!(configured(|setup| setup.cookie_name = "n".repeat(len)), expected, "{len}");
    }
}

#[test]
fn a_path_has_1_to_255_characters() {
    for (len, expected) in
        [(1, Ok(())), (2, Ok(())), (254, Ok(())), (255, Ok(())), (256, Err(Error::CookiePath))]
    {
        assert_eq!(configured(|setup| setup.path = format!("/{}", "p".repeat(len - 1))), expected, "{len}");
    }
    assert_eq!(configured(|setup| setup.path = String::new()), Err(Error::CookiePath));
}

#[test]
fn a_domain_has_1_to_253_characters_in_labels_of_1_to_63() {
    for (len, expected) in
        [(1, Ok(())), (2, Ok(())), (252, Ok(())), (253, Ok(())), (254, Err(Error::CookieDomain))]
    {
        let domain = domain(len);
        assert_eq!(domain.len(), len);
        assert_eq!(configured(|setup| setup.domain = Some(domain)), expected, "{len}");
    }
    for (len, expected) in [
        (0, Err(Error::CookieDomain)),
        (1, Ok(())),
        (62, Ok(())),
        (63, Ok(())),
        (64, Err(Error::CookieDomain)),
    ] {
        assert_eq!(configured(|setup| setup.domain = Some("l".repeat(len))), expected, "one label of {len}");
        assert_eq!(
            configured(|setup| setup.domain = Some(format!("{}.com", "l".repeat(len)))),
            expected,
            "a first label of {len}"
        );
    }
}

#[test]
fn max_age_is_1_second_to_400_days() {
    for (seconds, expected) in [
        (0, Err(Error::MaxAge)),
        (1, Ok(())),
        (2, Ok(())),
        (34_559_999, Ok(())),
        (34_560_000, Ok(())),
        (34_560_001, Err(Error::MaxAge)),
        (u64::MAX, Err(Error::MaxAge)),
    ] {
        assert_eq!(configured(|setup| setup.max_age_s = seconds), expected, "{seconds}");
    }
}

#[test]
fn longest_max_age_is_max_age_to_400_days() {
    for (seconds, expected) in [
        (1, Err(Error::LongestMaxAge)),
        (86_399, Err(Error::LongestMaxAge)),
        (86_400, Ok(())),
        (86_401, Ok(())),
        (34_560_000, Ok(())),
        (34_560_001, Err(Error::LongestMaxAge)),
        (u64::MAX, Err(Error::LongestMaxAge)),
    ] {
        assert_eq!(configured(|setup| setup.longest_max_age_s = seconds), expected, "{seconds}");
    }
}

#[test]
fn absolute_max_age_is_at_least_max_age() {
    for (seconds, expected) in [
        (1, Err(Error::AbsoluteMaxAge)),
        (86_399, Err(Error::AbsoluteMaxAge)),
        (86_400, Ok(())),
        (86_401, Ok(())),
        (u64::MAX - 1, Ok(())),
        (u64::MAX, Ok(())),
    ] {
        assert_eq!(configured(|setup| setup.absolute_max_age_s = seconds), expected, "{seconds}");
    }
}

#[test]
fn a_lifetime_is_1_second_to_the_longest() {
    let signer = Setup { longest_max_age_s: 100_000, ..Setup::default() }.signer();
    for (seconds, expected) in [
        (0, Err(Error::TimeRange)),
        (1, Ok(())),
        (2, Ok(())),
        (99_999, Ok(())),
        (100_000, Ok(())),
        (100_001, Err(Error::TimeRange)),
        (u64::MAX, Err(Error::TimeRange)),
    ] {
        assert_eq!(signer.begin(ID, NOW).unwrap().set_lifetime(seconds), expected, "{seconds}");
    }
    // Without a longest of its own, it is max_age.
    let mut session = Setup::default().signer().begin(ID, NOW).unwrap();
    assert_eq!(session.set_lifetime(86_400), Ok(()));
    assert_eq!(session.set_lifetime(86_401), Err(Error::TimeRange));
}
