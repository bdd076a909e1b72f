//! Wrong usage: exit code 2, a message that says what is allowed, and help that teaches.

use crate::run::{SECRET, TOKEN, directory, file, run, run_list, set_mode};

#[test]
fn help_is_there_for_every_command_with_an_example() {
    for command in ["", "keygen", "sign", "verify", "inspect"] {
        let out = run(&format!("{command} --help"), b"").assert_valid().to_owned();
        assert!(out.contains("Example") && out.contains("cello-session"), "{out}");
        assert!(
            out.lines().all(|line| line.chars().count() <= 100),
            "{command} --help has an overlong line:\n{out}"
        );
    }
    assert_eq!(
        run("--version", b"").assert_valid(),
        format!("cello-session {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn the_help_of_verify_documents_the_json_and_the_statuses() {
    let out = run("verify --help", b"").assert_valid().to_owned();
    for part in [
        r#"{"id","issued_at","expires_at","began_at","kid","entries":[{"key","kind","value"}]}"#,
        "rejected",
        "expired",
        "not_yet_valid",
    ] {
        assert!(out.contains(part), "{part} is not in {out}");
    }
}

#[test]
fn what_is_missing_or_unknown_is_named() {
    for (arguments, said) in [
        ("", "a command is missing"),
        ("renew", "no such command"),
        ("sign a=b", "--secret-file is missing"),
        ("verify", "--secret-file is missing"),
        ("sign --secret-file", "--secret-file needs a value"),
        ("verify --secret x", "no option --secret here"),
        ("inspect --secret-file x", "no option --secret-file here"),
        ("inspect --json --json", "--json is given twice"),
    ] {
        run(arguments, b"").assert_error(&[said, "--help"]);
    }
}

#[test]
fn numbers_and_ids_out_of_range_are_told_the_range() {
    let secret = file(SECRET);
    for (option, said) in [
        ("--now 1700000000000", "seconds since 1970 from 0 to 253402300799 (not milliseconds)"),
        ("--now -1", "the value of --now must be a count of seconds"),
        ("--now soon", "seconds since 1970"),
        ("--began 253402300800", "seconds since 1970"),
        ("--max-age 0", "from 1 to 34560000"),
        ("--max-age 34560001", "from 1 to 34560000"),
        ("--max-age 1d", "from 1 to 34560000"),
        ("--id 00", "32 hexadecimal digits"),
        ("--id 00000000000000000000000000000000", "not all zero"),
        ("--id 000102030405060708090a0b0c0d0e0g", "32 hexadecimal digits"),
    ] {
        run(&format!("sign --secret-file {secret} {option} a=b"), b"").assert_error(&[said]);
    }
    for (option, said) in [
        ("--longest-max-age 0", "from 1 to 34560000"),
        ("--absolute-max-age 0", "leave it out for no limit"),
        ("--now x", "seconds since 1970"),
    ] {
        run(&format!("verify --secret-file {secret} {option}"), TOKEN.as_bytes()).assert_error(&[said]);
    }
}

#[test]
fn a_secret_of_the_wrong_length_is_told_the_length() {
    for (secret, said) in [
        (String::new(), "is empty"),
        ("\n".to_owned(), "is empty"),
        ("x".repeat(31), "holds 31 bytes"),
        (format!("{}\r\n", "x".repeat(31)), "holds 31 bytes"),
        ("x".repeat(1025), "holds more than 1024 bytes"),
        ("x".repeat(1_000_000), "holds more than 1024 bytes"),
    ] {
        let path = file(&secret);
        run(&format!("sign --secret-file {path} a=b"), b"").assert_error(&[
            "secret_length",
            said,
            "32 to 1024",
            "keygen",
        ]);
        let good = file(SECRET);
        run(&format!("verify --secret-file {good} --accepted-secret-file {path}"), TOKEN.as_bytes())
            .assert_error(&["secret_length", "--accepted-secret-file", said]);
    }
    for length in [32, 1024] {
        for after in ["", "\n", "\r\n"] {
            let path = file(format!("{}{after}", "x".repeat(length)));
            run(&format!("sign --secret-file {path} a=b"), b"").assert_valid();
        }
    }
}

#[test]
fn a_secret_file_that_cannot_be_read_is_told_why() {
    run("sign --secret-file does-not-exist a=b", b"").assert_error(&[
        "--secret-file",
        "there is no such file",
        "not the secret itself",
    ]);
    let folder = directory().display().to_string();
    run(&format!("sign --secret-file {folder} a=b"), b"").assert_error(&["it is a directory"]);
}

#[test]
fn a_secret_cannot_come_from_where_the_token_comes_from() {
    let secret = file(SECRET);
    run("verify --secret-file -", TOKEN.as_bytes()).assert_error(&["standard input holds the token"]);
    run(&format!("verify --secret-file {secret} --accepted-secret-file -"), TOKEN.as_bytes())
        .assert_error(&["standard input holds the token"]);
}

#[test]
fn a_secret_file_that_is_open_to_every_user_is_warned_of() {
    for (mode, said) in [
        (0o600, None),
        (0o640, None),
        (0o660, None),
        (0o644, Some("can be read")),
        (0o602, Some("can be changed")),
    ] {
        let secret = file(SECRET);
        set_mode(&secret, mode);
        let answer = run(&format!("sign --secret-file {secret} a=b"), b"");
        assert_eq!(answer.code, 0);
        match said {
            Some(said) => assert!(
                answer.err.starts_with("warning: ")
                    && answer.err.contains(said)
                    && answer.err.contains("chmod o="),
                "{mode:o}: {}",
                answer.err
            ),
            None => assert_eq!(answer.err, "", "{mode:o}"),
        }
    }
}

#[test]
fn an_argument_that_is_not_utf_8_is_refused() {
    use std::os::unix::ffi::OsStrExt;
    let secret = directory().join(file(SECRET).trim_start_matches('@'));
    let output = crate::run::tool()
        .arg("sign")
        .arg("--secret-file")
        .arg(secret)
        .arg(std::ffi::OsStr::from_bytes(b"a=\xff"))
        .output()
        .expect("the tool starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("not UTF-8"));
}

#[test]
fn an_entry_that_begins_with_a_dash_comes_after_two_dashes() {
    let secret = file(SECRET);
    run_list(&["sign", "--secret-file", &secret, "-x=5"], b"").assert_error(&["there is no option"]);
    run_list(&["sign", "--secret-file", &secret, "--", "-x=5"], b"").assert_valid();
}
