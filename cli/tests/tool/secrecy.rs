//! Secrets and tokens in the wrong place: no message repeats them. That every other run keeps them hidden too is
//! looked at in `run`, for each test of this folder.

use crate::run::{Answer, SECRET, TOKEN, file, leaked, run};

/// The secret and the token, and the twin that shows that a leak would be seen.
#[test]
fn the_search_for_leaks_finds_them() {
    assert!(leaked(&format!("error: {SECRET} is too short"), b"").is_some());
    assert!(leaked(&format!("error: no such file: {}", &SECRET[4..16]), b"").is_some());
    assert!(leaked(&TOKEN[40..60], b"").is_some());
    assert!(leaked("error: hunter2hunter2", b"hunter2hunter2\n").is_some());
    assert!(leaked("rejected: the token is not genuine", TOKEN.as_bytes()).is_none());
}

#[test]
fn a_secret_given_as_an_argument_is_not_repeated() {
    for arguments in [
        format!("sign --secret-file {SECRET} a=b"),
        format!("sign --secret {SECRET} a=b"),
        format!("sign --secret={SECRET} a=b"),
        format!("sign --{SECRET}"),
        format!("sign -{SECRET}"),
        format!("sign {SECRET}"),
        format!("keygen {SECRET}"),
        format!("{SECRET} sign"),
        format!("verify --secret-file {SECRET}"),
        format!("sign --secret-file x --max-age {SECRET} a=b"),
        format!("sign --secret-file x --id {SECRET} a=b"),
        format!("verify --secret-file x --json={SECRET}"),
    ] {
        let answer = run(&arguments, b"");
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{arguments}: {}", answer.err);
    }
}

#[test]
fn a_token_given_as_an_argument_is_not_repeated() {
    let secret = file(SECRET);
    for arguments in [
        format!("verify --secret-file {secret} {TOKEN}"),
        format!("verify --secret-file {secret} --token={TOKEN}"),
        format!("verify --secret-file {secret} --now {TOKEN}"),
        format!("verify {TOKEN} --secret-file {secret}"),
        format!("inspect {TOKEN}"),
        TOKEN.to_owned(),
        format!("sign --secret-file {secret} {TOKEN}"),
    ] {
        let answer: Answer = run(&arguments, b"");
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{arguments}: {}", answer.err);
    }
    run(&format!("inspect {TOKEN}"), b"").assert_error(&["a token is read from standard input"]);
}
