//! A secret is read from a file, or from standard input, and from nowhere else: other users of a machine can see
//! the arguments of a command, and often its environment too.
//!
//! Secret input: the bytes of the file. They are wiped when the command ends, and no message holds a part of them.

use std::fs::File;
use std::io::{ErrorKind, Read, stdin};
use std::path::Path;

use cello_session_core::Secret;
use cello_session_core::limits::{SECRET_LEN_MAX, SECRET_LEN_MIN};
use zeroize::Zeroizing;

use crate::failure::{Failure, say};

/// The longest secret, a CRLF after it, and one byte more by which a file that is too long is known.
const READ_LEN_MAX: usize = SECRET_LEN_MAX + 3;

pub struct SecretBytes(Zeroizing<Vec<u8>>);

impl SecretBytes {
    /// `option` is the option that named the file, for messages.
    pub fn read(path: &Path, option: &str) -> Result<Self, Failure> {
        // The whole room is set aside beforehand: a vector that grows would leave copies of the secret behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(READ_LEN_MAX));
        let length_max = READ_LEN_MAX as u64;
        if path.as_os_str() == "-" {
            stdin().lock().take(length_max).read_to_end(&mut bytes)
        } else {
            open(path, option)?.take(length_max).read_to_end(&mut bytes)
        }
        .map_err(|error| unreadable(option, path, &error))?;
        let kept_len = without_one_newline(&bytes).len();
        bytes.truncate(kept_len);
        Self::checked(bytes, option)
    }

    pub fn as_secret(&self) -> Result<Secret<'_>, Failure> {
        Secret::new(&self.0).map_err(|error| Failure::rule("the secret", error))
    }

    fn checked(bytes: Zeroizing<Vec<u8>>, option: &str) -> Result<Self, Failure> {
        let len = bytes.len();
        if (SECRET_LEN_MIN..=SECRET_LEN_MAX).contains(&len) {
            return Ok(Self(bytes));
        }
        let found = match len {
            0 => "is empty".to_owned(),
            _ if len > SECRET_LEN_MAX => format!("holds more than {SECRET_LEN_MAX} bytes"),
            _ => format!("holds {len} bytes"),
        };
        Err(Failure::Cannot(format!(
            "secret_length: the file of {option} {found}. A secret has {SECRET_LEN_MIN} to {SECRET_LEN_MAX} bytes, \
             not counting one newline at the end. `cello-session keygen` makes a good one."
        )))
    }
}

/// The bytes less one trailing LF or CRLF: an editor or `echo` put it there. A second newline belongs to the secret.
pub fn without_one_newline(bytes: &[u8]) -> &[u8] {
    let Some(rest) = bytes.strip_suffix(b"\n") else { return bytes };
    rest.strip_suffix(b"\r").unwrap_or(rest)
}

fn open(path: &Path, option: &str) -> Result<File, Failure> {
    let file = File::open(path).map_err(|error| unreadable(option, path, &error))?;
    warn_if_open_to_others(&file, path);
    Ok(file)
}

/// The name of a file that does not exist is left out: it may be the secret itself, given by mistake.
fn unreadable(option: &str, path: &Path, error: &std::io::Error) -> Failure {
    let named = match error.kind() {
        ErrorKind::NotFound | ErrorKind::InvalidInput | ErrorKind::InvalidFilename => String::new(),
        _ => format!(" ({})", path.display().to_string().escape_debug()),
    };
    Failure::cannot(
        &format!("the file of {option}{named} cannot be read"),
        &reason(error),
        "Give the path of a file that holds the secret and nothing else, not the secret itself.",
    )
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "this user may not read it".to_owned(),
        ErrorKind::IsADirectory => "it is a directory".to_owned(),
        _ => error.to_string(),
    }
}

/// A group may well share a secret (a server's); every user of a machine should not.
#[cfg(unix)]
fn warn_if_open_to_others(file: &File, path: &Path) {
    use std::os::unix::fs::PermissionsExt;

    let Ok(metadata) = file.metadata() else { return };
    let mode = metadata.permissions().mode();
    if metadata.is_file() && mode & 0o006 != 0 {
        let can = if mode & 0o002 != 0 { "changed" } else { "read" };
        let path = path.display().to_string();
        let path = path.escape_debug();
        say(&format!(
            "warning: the secret file {path} can be {can} by every user of this machine. Run `chmod o= {path}`."
        ));
    }
}

#[cfg(not(unix))]
fn warn_if_open_to_others(_file: &File, _path: &Path) {}

#[cfg(test)]
mod tests {
    use super::without_one_newline;

    #[test]
    fn one_newline_at_the_end_is_not_part_of_the_secret() {
        for (read, kept) in [
            (&b"abc"[..], &b"abc"[..]),
            (b"abc\n", b"abc"),
            (b"abc\r\n", b"abc"),
            (b"abc\n\n", b"abc\n"),
            (b"abc\r\n\r\n", b"abc\r\n"),
            (b"abc\r", b"abc\r"),
            (b"abc\n\r", b"abc\n\r"),
            (b"abc\n ", b"abc\n "),
            (b"\n", b""),
            (b"\r\n", b""),
            (b"", b""),
        ] {
            assert_eq!(without_one_newline(read), kept);
        }
    }
}
