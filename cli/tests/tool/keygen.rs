//! `keygen`: good secrets, and a word where they would lie open.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;

use crate::run::{directory, file, run, tool};

#[test]
fn it_prints_256_bits_as_hexadecimal_digits_and_never_the_same() {
    let first = run("keygen", b"").assert_valid().to_owned();
    let second = run("keygen", b"").assert_valid().to_owned();
    for secret in [&first, &second] {
        assert_eq!(secret.len(), 65);
        assert!(secret.ends_with('\n') && secret.trim_end().bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
    assert_ne!(first, second);
}

#[test]
fn what_it_prints_is_a_secret_file() {
    let secret = file(run("keygen", b"").assert_valid());
    let token = run(&format!("sign --secret-file {secret} user_id=123"), b"").assert_valid().to_owned();
    run(&format!("verify --secret-file {secret}"), token.as_bytes()).assert_valid();
}

#[test]
fn it_warns_when_it_writes_into_a_file_that_others_can_read() {
    for (mode, warns) in [(0o600, false), (0o640, false), (0o644, true), (0o604, true)] {
        let path = directory().join(format!("keygen-{}-{mode:o}", std::process::id()));
        let out = File::create(&path).expect("the folder for tests can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode))
            .expect("the mode of an own file can be set");
        let output = tool().arg("keygen").stdout(out).output().expect("the tool starts");
        let err = String::from_utf8(output.stderr).expect("standard error is UTF-8");
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(err.starts_with("warning: "), warns, "{mode:o}: {err}");
        assert_eq!(fs::read(&path).expect("the file was written").len(), 65);
    }
}
