//! Runs the tool, and on every run of every test looks for secrets and tokens where none may be.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// The worked example of the token's specification.
pub const SECRET: &str = "session-secret-minimum-32-bytes-long";
pub const ID: &str = "000102030405060708090a0b0c0d0e0f";
pub const TOKEN: &str = "0YRJogEFBETS_UeGoFhApAQaZVVCgAYaZVPxAAdQAAECAwQFBgcICQoLDA0ODzoAAQABomd1c2VyX2lkYzEyM2h1c2VybmFtZWVhbGljZVggxbglVK4aqo7APSTxXsP_edNkfMCEr2zJysBl4utyMf4";
/// The same session renewed an hour later, with an integer and JSON text.
pub const RENEWED_TOKEN: &str = "0YRJogEFBETS_UeGoFhLpQQaZVVQkAYaZVP_EAdQAAECAwQFBgcICQoLDA0ODzoAAQAAGmVT8QA6AAEAAaNhatkBBkdbMSwyLjVdYW4kZ3VzZXJfaWRjMTIzWCDfiGEyzmG_GdoxT2GUq6S0SqFca02t1lfP_cU2oftUfA";
pub const ISSUED_AT: u64 = 1_700_000_000;

pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Answer {
    /// The last line on standard error: the status, or the error.
    pub fn last_line(&self) -> &str {
        self.err.lines().last().unwrap_or_default()
    }

    pub fn assert_valid(&self) -> &str {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        &self.out
    }

    pub fn assert_refused(&self, status: &str) {
        assert_eq!((self.code, self.out.as_str()), (1, ""), "{}", self.err);
        assert!(self.last_line().starts_with(&format!("{status}: ")), "{}", self.err);
    }

    /// Exit code 2, nothing on standard output, and a message that says each of `said`.
    pub fn assert_error(&self, said: &[&str]) {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{}", self.err);
        assert!(self.last_line().starts_with("error: "), "{}", self.err);
        for part in said {
            assert!(self.last_line().contains(part), "{part:?} is not in {}", self.err);
        }
    }
}

pub fn tool() -> Command {
    Command::new(env!("CARGO_BIN_EXE_cello-session"))
}

/// Arguments are separated by spaces; `@NAME` stands for the path of a secret file of that name, made by [`file`].
pub fn run(arguments: &str, input: &[u8]) -> Answer {
    run_list(&arguments.split_whitespace().collect::<Vec<_>>(), input)
}

pub fn run_list(arguments: &[&str], input: &[u8]) -> Answer {
    let mut command = tool();
    for argument in arguments {
        match argument.strip_prefix('@') {
            Some(name) => command.arg(directory().join(name)),
            None => command.arg(argument),
        };
    }
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tool starts");
    // A tool that does not read its input may be gone already.
    let _ = child.stdin.take().expect("standard input is a pipe").write_all(input);
    let output = child.wait_with_output().expect("the tool ends");
    let answer = Answer {
        code: output.status.code().expect("the tool ends by itself"),
        out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    };
    let printed_on_purpose = arguments.iter().any(|argument| matches!(*argument, "sign" | "keygen"));
    let shown = if printed_on_purpose { answer.err.clone() } else { format!("{}{}", answer.out, answer.err) };
    assert_eq!(leaked(&shown, input), None, "{arguments:?} printed what must stay hidden: {shown}");
    answer
}

/// A part of a secret or a token that `shown` holds. Twelve characters are taken: fewer of this
/// secret of words meet by chance, more would miss one that is cut.
pub fn leaked(shown: &str, input: &[u8]) -> Option<String> {
    let input = String::from_utf8_lossy(input);
    let hidden = [SECRET, TOKEN, RENEWED_TOKEN, input.trim()];
    // What all tokens of a key begin with is no secret, and one of the vectors holds it as a text.
    let hidden = hidden.map(|text| text.strip_prefix(&TOKEN[..16]).unwrap_or(text));
    hidden.iter().flat_map(|text| windows(text)).find(|part| shown.contains(part.as_str()))
}

fn windows(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    // Runs of one character say nothing, and a help text may well hold them.
    characters
        .windows(12)
        .filter(|part| part.iter().any(|one| Some(one) != part.first()))
        .map(|part| part.iter().collect())
        .collect()
}

/// A secret file that only its owner can read. `NAME` is then `@NAME` in [`run`].
pub fn file(bytes: impl AsRef<[u8]>) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("file-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    fs::write(directory().join(&name), bytes).expect("the folder for tests can be written");
    set_mode(&name, 0o600);
    format!("@{name}")
}

pub fn set_mode(name: &str, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    let path = directory().join(name.trim_start_matches('@'));
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("the mode of an own file can be set");
}

pub fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
}

/// `cello-session sign` at the time and with the id of the worked example.
pub fn sign_example(more: &str) -> String {
    let secret = file(SECRET);
    run(&format!("sign --secret-file {secret} --now {ISSUED_AT} --id {ID} {more}"), b"")
        .assert_valid()
        .to_owned()
}

/// `cello-session verify` of a token, with the secret of the worked example.
pub fn verify_example(token: &str, more: &str) -> Answer {
    let secret = file(SECRET);
    run(&format!("verify --secret-file {secret} {more}"), token.as_bytes())
}
