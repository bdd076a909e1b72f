//! Pipes that close early, disks that are full, inputs that are cut.

use std::fs::OpenOptions;
use std::io::Write;
use std::process::Stdio;

use crate::run::{ISSUED_AT, SECRET, TOKEN, directory, file, tool};

/// The tool with a good token and `out` as its standard output: the exit code and what it said on standard error.
fn verify_into(out: Stdio) -> (Option<i32>, String) {
    let secret = directory().join(file(SECRET).trim_start_matches('@'));
    let mut child = tool()
        .args(["verify", "--now", &ISSUED_AT.to_string(), "--secret-file"])
        .arg(secret)
        .stdin(Stdio::piped())
        .stdout(out)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tool starts");
    child
        .stdin
        .take()
        .expect("standard input is a pipe")
        .write_all(TOKEN.as_bytes())
        .expect("the tool reads");
    let output = child.wait_with_output().expect("the tool ends");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_reader_that_went_away_changes_no_verdict() {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    assert_eq!(verify_into(writer.into()), (Some(0), String::new()));
}

#[test]
fn a_full_disk_is_an_error() {
    let Ok(full) = OpenOptions::new().write(true).open("/dev/full") else { return };
    let (code, err) = verify_into(full.into());
    assert_eq!(code, Some(2), "{err}");
    assert!(err.starts_with("error: standard output could not be written"), "{err}");
}

#[test]
fn a_closed_standard_error_does_not_hide_the_exit_code() {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let status = tool()
        .arg("inspect")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(writer)
        .status()
        .expect("the tool starts");
    assert_eq!(status.code(), Some(1));
}
