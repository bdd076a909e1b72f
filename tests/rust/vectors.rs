//! Every case of tests/vectors/v1.json through the core: each group is one test, and each test names the case it met.

use cello_session_core::{Error, Session, Signer, inspect};
use cello_session_tests::bridge;
use cello_session_tests::vectors::{self, Expect, MustFail, SessionCase, bytes_of};
use std::collections::BTreeSet;
use std::mem::MaybeUninit;

fn status(answer: &Result<Session, Error>) -> &'static str {
    match answer {
        Ok(_) => "ok",
        Err(error) => error.name(),
    }
}

fn check_session(name: &str, signer: &Signer, session: &Session, now: u64, expect: &Expect) {
    let info = signer.describe(session, now).unwrap();
    let entries: Vec<_> = expect.entries.iter().map(|entry| (entry.key.clone(), entry.value())).collect();
    let read: Vec<_> =
        session.entries().map(|entry| (entry.key.to_owned(), bridge::oracle_value(entry.value))).collect();
    assert_eq!(read, entries, "{name}: entries, in the order of the token");
    for (key, value) in &entries {
        assert_eq!(session.get(key).map(bridge::oracle_value).as_ref(), Some(value), "{name}: {key}");
    }
    assert_eq!(hex::encode(session.id()), expect.id, "{name}: id");
    assert_eq!(hex::encode(info.id), expect.id, "{name}: id");
    assert_eq!(session.issued_at(), Some(expect.issued_at), "{name}: issued_at");
    assert_eq!(info.issued_at_unix_s, expect.issued_at, "{name}: issued_at");
    assert_eq!(session.expires_at(), Some(expect.expires_at), "{name}: expires_at");
    assert_eq!(info.expires_at_unix_s, expect.ends_at, "{name}: ends_at");
    assert_eq!(session.began_at(), expect.began_at, "{name}: began_at");
    assert_eq!(info.began_at_unix_s, expect.began_at, "{name}: began_at");
    assert_eq!(info.renewal_due, expect.renewal_due, "{name}: renewal_due");
    assert_eq!(info.count, expect.entries.len(), "{name}: count");
    assert!(!info.changed && !session.is_changed(), "{name}: a session just read is unchanged");
}

#[test]
fn every_accept_case_is_read_as_it_says() {
    for case in vectors::load().accept {
        let signer = case.config.setup().signer();
        let session = bridge::verify(&signer, case.token.as_bytes(), case.now)
            .unwrap_or_else(|error| panic!("{}: {} ({})", case.name, error.name(), case.why));
        check_session(&case.name, &signer, &session, case.now, &case.expect);

        let mut memory = MaybeUninit::uninit();
        let seen = inspect(case.token.as_bytes(), &mut memory).expect(&case.name);
        assert_eq!(hex::encode(seen.kid()), case.expect.kid, "{}: kid", case.name);
        assert_eq!(seen.entries().count(), case.expect.entries.len(), "{}: inspect", case.name);
    }
}

#[test]
fn every_accept_case_that_says_so_signs_to_the_same_token_again() {
    let cases: Vec<_> = vectors::load().accept.into_iter().filter(|case| case.resign).collect();
    assert!(!cases.is_empty());
    for case in cases {
        let signer = case.config.setup().signer();
        let session = bridge::verify(&signer, case.token.as_bytes(), case.now).expect(&case.name);
        let again = bridge::sign(&signer, &session, case.expect.issued_at);
        assert_eq!(again.as_ref(), Ok(&case.token), "{}", case.name);
    }
}

#[test]
fn every_must_fail_case_has_exactly_its_status() {
    for case in vectors::load().must_fail {
        let token = bytes_of(case.token.as_ref(), case.token_hex.as_ref());
        let answer = bridge::verify(&case.config.setup().signer(), &token, case.now);
        assert_eq!(status(&answer), case.status, "{}: {}", case.name, case.why);
    }
}

#[test]
fn steps_1_to_6_give_one_answer_and_step_7_its_own() {
    for MustFail { name, step, status, .. } in vectors::load().must_fail {
        match (step, &status[..]) {
            (1..=6, "rejected") | (7, "expired" | "not_yet_valid") | (0, "time_range") => {}
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn every_cookie_header_case_is_read_as_it_says() {
    for case in vectors::load().cookie_header {
        let header = bytes_of(case.cookie_header.as_ref(), case.cookie_header_hex.as_ref());
        let signer = case.config.setup().signer();
        let answer = bridge::read_cookie(&signer, &header, case.now);
        assert_eq!(status(&answer), case.status, "{}: {}", case.name, case.why);
        assert_eq!(
            answer.is_ok(),
            case.expect.is_some(),
            "{}: a session is expected when it is ok",
            case.name
        );
        if let (Ok(session), Some(expect)) = (&answer, &case.expect) {
            check_session(&case.name, &signer, session, case.now, expect);
        }
    }
}

/// The session of a set-cookie case, made the way a server makes one: begun, its lifetime set where somebody set it.
fn session_of(signer: &Signer, case: &SessionCase) -> Session {
    let mut session = signer.begin(vectors::array(&case.id), case.began_at).unwrap();
    if let Some(lifetime_s) = case.lifetime_s {
        session.set_lifetime(lifetime_s).unwrap();
    }
    bridge::fill(&mut session, &vectors::map(&case.entries)).unwrap();
    session
}

#[test]
fn every_set_cookie_case_is_written_as_it_says() {
    for case in vectors::load().set_cookie {
        let signer = case.config.setup().signer();
        let line = match (&case.session, case.now) {
            (Some(session), Some(now)) => {
                let session = session_of(&signer, session);
                let line = bridge::write_cookie(&signer, &session, now);
                let info = signer.describe(&session, now).unwrap();
                assert_eq!(info.cookie_line_len, case.line.len(), "{}: length foretold", case.name);
                line
            }
            _ => bridge::write_cookie_deletion(&signer),
        };
        assert_eq!(line.as_ref(), Ok(&case.line), "{}: {}", case.name, case.why);
        assert_eq!(case.deletion, case.session.is_none(), "{}: one of the two", case.name);
    }
}

#[test]
fn every_configuration_case_has_exactly_its_status() {
    for case in vectors::load().configuration {
        let status = case.config.setup().try_signer().map_or_else(Error::name, |_| "ok");
        assert_eq!(status, case.status, "{}: {}", case.name, case.why);
    }
}

#[test]
fn names_are_unique_and_every_group_is_as_large_as_it_was_promised() {
    let file = vectors::load();
    let accept = file.accept.iter().map(|case| &case.name);
    let must_fail = file.must_fail.iter().map(|case| &case.name);
    let others = file.cookie_header.iter().map(|case| &case.name);
    let others = others.chain(file.set_cookie.iter().map(|case| &case.name));
    let others = others.chain(file.configuration.iter().map(|case| &case.name));
    let names: Vec<_> = accept.chain(must_fail).chain(others).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "a name is used twice");
    assert!(file.accept.len() >= 40 && file.must_fail.len() >= 80);
    for step in 1..=7 {
        let hit = file.must_fail.iter().filter(|case| case.step == step).count();
        assert!(hit >= 3, "step {step} of verification is hit by {hit} cases only");
    }
}

#[test]
fn the_oracle_agrees_with_every_token_case() {
    let file = vectors::load();
    for case in &file.accept {
        let session = case.config.setup().host().verify(case.token.as_bytes(), case.now).expect(&case.name);
        assert_eq!(session.map, vectors::map(&case.expect.entries), "{}", case.name);
    }
    for case in file.must_fail.iter().filter(|case| case.status != "time_range") {
        let token = bytes_of(case.token.as_ref(), case.token_hex.as_ref());
        let refusal = case.config.setup().host().verify(&token, case.now).unwrap_err();
        assert_eq!(bridge::core_error(refusal).name(), case.status, "{}", case.name);
    }
}
