//! Every rule of the configuration has an answer of its own, and nothing that holds a secret shows it.

use cello_session_core::{Config, Error, SameSite, Secret, Session, Signer};
use cello_session_tests::bridge::{self, SECRET, Setup};
use static_assertions::{assert_impl_all, assert_not_impl_any};
use std::fmt::Display;
use std::mem::MaybeUninit;

assert_not_impl_any!(Secret<'static>: Clone, Copy, PartialEq, Display);
assert_not_impl_any!(Signer: Clone, Copy, PartialEq, Display);
assert_not_impl_any!(Config<'static>: Clone, Copy, PartialEq, Display);
// One signer serves all threads, and a session moves between them.
assert_impl_all!(Signer: Send, Sync);
assert_impl_all!(Session: Send, Sync, Clone);
assert_impl_all!(Error: std::error::Error, Send, Sync, Copy);

fn configured(change: impl FnOnce(&mut Setup)) -> Result<(), Error> {
    let mut setup = Setup::default();
    change(&mut setup);
    setup.try_signer().map(drop)
}

#[test]
fn the_defaults_are_those_of_the_page() {
    let config = Config::new(Secret::new(SECRET).unwrap());
    assert_eq!((config.cookie_name, config.path, config.domain), ("session_id", "/", None));
    assert_eq!((config.max_age_s, config.longest_max_age_s, config.absolute_max_age_s), (86_400, None, None));
    assert_eq!(
        (config.http_only, config.secure, config.partitioned, config.persistent),
        (true, true, false, true)
    );
    assert_eq!(config.same_site, SameSite::Lax);
    assert!(config.accepted_secrets.is_empty());
    assert!(Signer::new(&config).is_ok());
}

#[test]
fn a_signer_made_in_the_caller_s_memory_is_the_same_signer_or_the_same_error() {
    let mut memory = MaybeUninit::uninit();
    let mut config = Config::new(Secret::new(SECRET).unwrap());
    let plain = Signer::new(&config).unwrap();
    let session = plain.begin([9; 16], 5).unwrap();
    let placed = Signer::new_in(&config, &mut memory).unwrap();
    assert_eq!(bridge::sign(placed, &session, 7), bridge::sign(&plain, &session, 7));
    // A signer in such memory is dropped by whoever lent it.
    // SAFETY: it was written above, and is not used again.
    unsafe { memory.assume_init_drop() };
    config.path = "no/path";
    assert_eq!(Signer::new_in(&config, &mut MaybeUninit::uninit()).err(), Some(Error::CookiePath));
}

#[test]
fn a_cookie_name_has_token_characters_only() {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    for byte in 0..=127 {
        let expected = if token(byte) { Ok(()) } else { Err(Error::CookieName) };
        for name in [format!("{}", char::from(byte)), format!("a{}b", char::from(byte))] {
            assert_eq!(configured(|setup| setup.cookie_name.clone_from(&name)), expected, "{name:?}");
        }
    }
    for name in ["\u{e9}", "s\u{ff}", "\u{1f36a}"] {
        assert_eq!(
            configured(|setup| setup.cookie_name = name.to_owned()),
            Err(Error::CookieName),
            "{name:?}"
        );
    }
}

#[test]
fn a_path_begins_at_the_root_and_ends_no_attribute() {
    for byte in 0..=127 {
        let path = format!("/a{}b", char::from(byte));
        let expected =
            if (0x20..0x7f).contains(&byte) && byte != b';' { Ok(()) } else { Err(Error::CookiePath) };
        assert_eq!(configured(|setup| setup.path.clone_from(&path)), expected, "{path:?}");
    }
    for path in ["", "a", "a/b", " /", ";", "\\", "./", "\u{e9}", "/\u{e9}", "http://a/"] {
        assert_eq!(configured(|setup| setup.path = path.to_owned()), Err(Error::CookiePath), "{path:?}");
    }
    for path in ["/", "//", "/app", "/app/", "/a,b=c", "/%20"] {
        assert_eq!(configured(|setup| setup.path = path.to_owned()), Ok(()), "{path:?}");
    }
}

#[test]
fn a_domain_is_a_host_name() {
    for domain in [
        "example.com",
        "EXAMPLE.com",
        "a",
        "localhost",
        "a-b.c",
        "1.2.3.4",
        "xn--bcher-kva.example",
        "a.b.c.d.e.f",
    ] {
        assert_eq!(configured(|setup| setup.domain = Some(domain.to_owned())), Ok(()), "{domain:?}");
    }
    for domain in [
        "",
        ".",
        ".example.com",
        "example.com.",
        "a..b",
        "-a.b",
        "a-.b",
        "a.-b",
        "a b",
        "a;b",
        "a_b.c",
        "a,b",
        "a/b",
        "a:80",
        "[::1]",
        "a\n",
        "\u{e9}.fr",
        "a\0b",
        " a",
        "a ",
        "*.a",
        "a=b",
        "%61",
    ] {
        assert_eq!(
            configured(|setup| setup.domain = Some(domain.to_owned())),
            Err(Error::CookieDomain),
            "{domain:?}"
        );
    }
}

#[test]
fn same_site_none_and_partitioned_need_secure() {
    for same_site in [SameSite::Lax, SameSite::Strict, SameSite::None] {
        for secure in [true, false] {
            let expected = if secure || same_site != SameSite::None {
                Ok(())
            } else {
                Err(Error::SameSiteNoneNeedsSecure)
            };
            let change = |setup: &mut Setup| (setup.same_site, setup.secure) = (same_site, secure);
            assert_eq!(configured(change), expected, "{same_site:?}, {secure}");
        }
    }
    for (partitioned, secure, expected) in [
        (true, true, Ok(())),
        (false, false, Ok(())),
        (false, true, Ok(())),
        (true, false, Err(Error::PartitionedNeedsSecure)),
    ] {
        assert_eq!(configured(|setup| (setup.partitioned, setup.secure) = (partitioned, secure)), expected);
    }
}

#[test]
fn a_host_prefix_needs_secure_the_root_path_and_no_domain_in_any_case() {
    for name in ["__Host-s", "__host-s", "__HOST-s", "__hOsT-s", "__Host-", "__Host-__Secure-s"] {
        let with = |change: fn(&mut Setup)| {
            configured(|setup| {
                setup.cookie_name = name.to_owned();
                change(setup);
            })
        };
        assert_eq!(with(|_| {}), Ok(()), "{name}");
        assert_eq!(with(|setup| setup.secure = false), Err(Error::HostPrefix), "{name}");
        assert_eq!(with(|setup| setup.path = "/a".to_owned()), Err(Error::HostPrefix), "{name}");
        assert_eq!(with(|setup| setup.path = "//".to_owned()), Err(Error::HostPrefix), "{name}");
        assert_eq!(with(|setup| setup.domain = Some("a.b".to_owned())), Err(Error::HostPrefix), "{name}");
        assert_eq!(with(|setup| setup.http_only = false), Ok(()), "{name}");
    }
}

#[test]
fn a_secure_prefix_needs_secure_in_any_case() {
    for name in ["__Secure-s", "__secure-s", "__SECURE-s", "__Secure-"] {
        for (secure, expected) in [(true, Ok(())), (false, Err(Error::SecurePrefix))] {
            let change = |setup: &mut Setup| {
                (setup.cookie_name, setup.secure) = (name.to_owned(), secure);
                (setup.path, setup.domain) = ("/a".to_owned(), Some("a.b".to_owned()));
            };
            assert_eq!(configured(change), expected, "{name}, {secure}");
        }
    }
}

#[test]
fn what_only_looks_like_a_prefix_is_none() {
    for name in
        ["_Host-s", "__Host_s", "__Host", "__Secure", "Host-s", "a__Host-s", "__Secure_s", "x__Secure-s"]
    {
        let change = |setup: &mut Setup| {
            (setup.cookie_name, setup.secure, setup.path) = (name.to_owned(), false, "/a".to_owned());
        };
        assert_eq!(configured(change), Ok(()), "{name}");
    }
}

#[test]
fn nothing_that_holds_a_secret_shows_it() {
    let secret = Secret::new(SECRET).unwrap();
    assert_eq!(format!("{secret:?} {secret:#?}"), "Secret(..) Secret(..)");
    let accepted = [Secret::new(b"another-secret-0123456789-0123456789").unwrap()];
    let mut config = Config::new(secret);
    config.accepted_secrets = &accepted;
    let signer = Signer::new(&config).unwrap();
    let session = signer.begin([9; 16], 0).unwrap();
    for shown in [
        format!("{config:?}"),
        format!("{config:#?}"),
        format!("{signer:?}"),
        format!("{signer:#?}"),
        format!("{session:?}"),
    ] {
        let as_text = shown.contains("secret-minimum") || shown.contains("another-secret");
        // The bytes as a list of numbers, as a derived Debug would write them.
        let as_numbers = shown.replace(char::is_whitespace, "").contains("115,101,115,115,105");
        assert!(!as_text && !as_numbers, "{shown}");
    }
    assert_eq!(format!("{signer:?}"), "Signer(..)");
}

#[test]
fn errors_have_names_in_snake_case_and_one_sentence_each() {
    let all = [
        Error::InvalidArgument,
        Error::BufferTooSmall,
        Error::SecretLength,
        Error::SecretDuplicate,
        Error::TooManySecrets,
        Error::CookieName,
        Error::CookiePath,
        Error::CookieDomain,
        Error::SameSiteNoneNeedsSecure,
        Error::PartitionedNeedsSecure,
        Error::HostPrefix,
        Error::SecurePrefix,
        Error::MaxAge,
        Error::LongestMaxAge,
        Error::AbsoluteMaxAge,
        Error::KeyLength,
        Error::ValueEncoding,
        Error::Full,
        Error::TimeRange,
        Error::TooLarge,
        Error::Expired,
        Error::NotYetValid,
        Error::Rejected,
        Error::Missing,
    ];
    let mut messages = std::collections::BTreeSet::new();
    for error in all {
        // The variant's own name, a word at a time.
        let mut snake = String::new();
        for letter in format!("{error:?}").chars() {
            if letter.is_uppercase() && !snake.is_empty() {
                snake.push('_');
            }
            snake.extend(letter.to_lowercase());
        }
        assert_eq!(error.name(), snake);
        assert_eq!(error.to_string(), error.message());
        assert!(messages.insert(error.message()), "said twice: {error}");
    }
}
