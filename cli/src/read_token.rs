//! Reads the token from standard input: whoever holds a token is logged in, so it does not belong into an argument.

use std::io::{IsTerminal, Read, stdin};

use cello_session_core::Error;
use cello_session_core::limits::TOKEN_LEN_MAX;

use crate::failure::{Failure, say};
use crate::secret_file::without_one_newline;

/// The longest token, a CRLF after it, and one byte more by which a longer input is known and refused.
const READ_LEN_MAX: usize = TOKEN_LEN_MAX + 3;

pub fn read_token() -> Result<Vec<u8>, Failure> {
    if stdin().is_terminal() {
        say("note: reading the token from standard input; paste it, then press Enter and Ctrl-D.");
    }
    let mut bytes = Vec::new();
    stdin().lock().take(READ_LEN_MAX as u64).read_to_end(&mut bytes).map_err(|error| {
        Failure::cannot(
            "standard input cannot be read",
            &error.to_string(),
            "Give the token there, as in `cello-session inspect < token.txt`.",
        )
    })?;
    let token_len = without_one_newline(&bytes).len();
    bytes.truncate(token_len);
    if bytes.is_empty() {
        return Err(Failure::Refused {
            status: Error::Rejected,
            why: "standard input holds no token; give the value of the cookie there, as in `cello-session verify ... < token.txt`",
        });
    }
    Ok(bytes)
}
