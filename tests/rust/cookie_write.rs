//! Writing Set-Cookie: every attribute, the deletion, and what counts as a change that has to be written.

use cello_session_core::{Entry, SameSite, Session, Signer, Value};
use cello_session_tests::bridge::{self, ID, NOW, Setup};

fn session(signer: &Signer) -> Session {
    let mut session = signer.begin(ID, NOW).unwrap();
    session.set("user_id", Value::Text("123")).unwrap();
    session
}

/// Signs, and reads what was signed.
fn travel(signer: &Signer, session: &Session) -> Session {
    bridge::verify(signer, bridge::sign(signer, session, NOW).unwrap().as_bytes(), NOW).unwrap()
}

/// The attributes of a line, behind its first part.
fn attributes(setup: &Setup) -> String {
    let signer = setup.signer();
    let line = bridge::write_cookie(&signer, &session(&signer), NOW).unwrap();
    line.split_once("; ").unwrap().1.to_owned()
}

#[test]
fn every_attribute_stands_where_it_was_configured_and_in_one_order() {
    let plain = Setup::default();
    let all = Setup {
        path: "/app/".to_owned(),
        domain: Some("example.com".to_owned()),
        partitioned: true,
        same_site: SameSite::None,
        ..plain.clone()
    };
    let bare = Setup {
        http_only: false,
        secure: false,
        persistent: false,
        same_site: SameSite::Strict,
        ..plain.clone()
    };
    for (setup, line) in [
        (&plain, "Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=Lax"),
        (&all, "Path=/app/; Domain=example.com; Max-Age=86400; HttpOnly; Secure; SameSite=None; Partitioned"),
        (&bare, "Path=/; SameSite=Strict"),
        (&Setup { http_only: false, ..plain.clone() }, "Path=/; Max-Age=86400; Secure; SameSite=Lax"),
        (&Setup { secure: false, ..plain.clone() }, "Path=/; Max-Age=86400; HttpOnly; SameSite=Lax"),
        (&Setup { persistent: false, ..plain.clone() }, "Path=/; HttpOnly; Secure; SameSite=Lax"),
        (&Setup { max_age_s: 1, ..plain.clone() }, "Path=/; Max-Age=1; HttpOnly; Secure; SameSite=Lax"),
    ] {
        assert_eq!(attributes(setup), line);
    }
}

#[test]
fn max_age_is_what_is_left_until_the_signed_end() {
    let setup = Setup { absolute_max_age_s: 100_000, longest_max_age_s: 100_000, ..Setup::default() };
    let signer = setup.signer();
    let session = session(&signer);
    for (age, expected) in [(0, 86_400), (13_600, 86_400), (13_601, 86_399), (99_999, 1)] {
        let line = bridge::write_cookie(&signer, &session, NOW + age).unwrap();
        assert!(line.contains(&format!("; Max-Age={expected};")), "{age}: {line}");
        assert!(!line.contains("Expires"));
    }
}

#[test]
fn the_line_carries_the_token_that_sign_gives() {
    for setup in [Setup::default(), Setup { cookie_name: "__Host-s".to_owned(), ..Setup::default() }] {
        let signer = setup.signer();
        let session = session(&signer);
        let line = bridge::write_cookie(&signer, &session, NOW).unwrap();
        let token = bridge::sign(&signer, &session, NOW).unwrap();
        assert!(line.starts_with(&format!("{}={token}; ", setup.cookie_name)), "{line}");
        // What a browser sends back is read.
        let header = line.split_once("; ").unwrap().0;
        assert_eq!(bridge::read_cookie(&signer, header.as_bytes(), NOW).unwrap().id(), &ID);
    }
}

#[test]
fn the_deletion_has_the_attributes_of_the_line_that_set_it() {
    let plain = Setup::default();
    for setup in [
        Setup {
            domain: Some("example.com".to_owned()),
            path: "/app".to_owned(),
            partitioned: true,
            same_site: SameSite::None,
            ..plain.clone()
        },
        Setup { http_only: false, secure: false, same_site: SameSite::Strict, ..plain.clone() },
        plain,
    ] {
        let deletion = bridge::write_cookie_deletion(&setup.signer()).unwrap();
        let expected = attributes(&setup).replace("Max-Age=86400", "Max-Age=0");
        assert_eq!(deletion, format!("session_id=; {expected}"));
        // Without Max-Age the browser would keep it until it closes.
        let brief = Setup { persistent: false, ..setup };
        assert_eq!(bridge::write_cookie_deletion(&brief.signer()).as_ref(), Ok(&deletion));
    }
}

#[test]
fn an_empty_map_is_written_as_the_deletion_at_any_time_and_signed_as_a_token() {
    let signer = Setup { absolute_max_age_s: 86_400, ..Setup::default() }.signer();
    let deletion = bridge::write_cookie_deletion(&signer);
    let mut session = session(&signer);
    session.clear();
    for now in [NOW, NOW + 86_399, NOW + 86_400, NOW + 1_000_000, 0] {
        assert_eq!(bridge::write_cookie(&signer, &session, now), deletion, "{now}");
    }
    assert!(travel(&signer, &session).is_empty());
}

#[test]
fn clear_empties_the_map_only() {
    let signer = Setup::default().signer();
    let mut read = travel(&signer, &session(&signer));
    read.clear();
    assert!(read.is_empty() && read.is_changed());
    assert_eq!((read.id(), read.began_at()), (&ID, NOW));
    assert_eq!((read.issued_at(), read.expires_at()), (Some(NOW), Some(NOW + 86_400)));
}

type Act = fn(&mut Session, &Signer);

#[test]
fn changed_is_set_by_what_alters_something() {
    let altering: [(&str, Act); 9] = [
        ("another value", |s, _| s.set("user_id", Value::Text("124")).unwrap()),
        ("another kind of the same bytes", |s, _| s.set("user_id", Value::Bytes(b"123")).unwrap()),
        ("another key", |s, _| s.set("b", Value::Null).unwrap()),
        ("remove", |s, _| assert!(s.remove("user_id"))),
        ("clear", |s, _| s.clear()),
        ("replace by nothing", |s, _| s.replace(&[]).unwrap()),
        ("a new id", |s, _| s.rotate_id([3; 16]).unwrap()),
        ("login", |s, signer| signer.login(s, [4; 16], NOW).unwrap()),
        ("another lifetime", |s, _| s.set_lifetime(5).unwrap()),
    ];
    let signer = Setup::default().signer();
    let read = travel(&signer, &session(&signer));
    for (what, act) in altering {
        let mut session = read.clone();
        act(&mut session, &signer);
        assert!(session.is_changed(), "{what}");
        assert!(signer.describe(&session, NOW).unwrap().changed, "{what}");
    }
}

#[test]
fn changed_is_set_by_nothing_else() {
    let idle: [(&str, Act); 9] = [
        ("the value that it holds", |s, _| s.set("user_id", Value::Text("123")).unwrap()),
        ("remove of an absent key", |s, _| assert!(!s.remove("absent"))),
        ("replace by the same", |s, _| {
            s.replace(&[Entry { key: "user_id", value: Value::Text("123") }]).unwrap();
        }),
        ("a refused key", |s, _| assert!(s.set("", Value::Null).is_err())),
        ("a refused value", |s, _| assert!(s.set("j", Value::Json("1")).is_err())),
        ("a refused map", |s, _| assert!(s.replace(&[Entry { key: "", value: Value::Null }]).is_err())),
        ("a refused id", |s, _| assert!(s.rotate_id([0; 16]).is_err())),
        ("reading", |s, signer| {
            assert!(
                s.get("user_id").is_some() && s.entries().count() == 1 && signer.describe(s, NOW).is_ok()
            );
        }),
        ("the same lifetime", |s, _| s.set_lifetime(86_400).unwrap()),
    ];
    let signer = Setup::default().signer();
    let read = travel(&signer, &session(&signer));
    for (what, act) in idle {
        let mut session = read.clone();
        act(&mut session, &signer);
        assert!(!session.is_changed(), "{what}");
    }
    let mut empty = read;
    empty.clear();
    let mut empty = travel(&signer, &empty);
    empty.clear();
    assert!(!empty.is_changed(), "clear of an empty map");
}

#[test]
fn changed_is_set_by_begin_kept_by_signing_and_cleared_by_reading() {
    let signer = Setup::default().signer();
    assert!(signer.begin(ID, NOW).unwrap().is_changed());
    let fresh = session(&signer);
    let line = bridge::write_cookie(&signer, &fresh, NOW).unwrap();
    assert!(fresh.is_changed(), "the session is const when it is signed");
    assert!(!travel(&signer, &fresh).is_changed());
    let header = line.split_once("; ").unwrap().0;
    assert!(!bridge::read_cookie(&signer, header.as_bytes(), NOW).unwrap().is_changed());
}
