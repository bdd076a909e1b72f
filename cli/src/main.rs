//! `cello-session`: what an operator or a developer asks of a session token from a shell.
//!
//! The exit code is the answer for scripts: 0 done, or the token is valid; 1 the token was refused;
//! 2 the question could not be answered (wrong usage, an unreadable secret, a full disk).

#![deny(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod arguments;
mod entry;
mod failure;
mod help;
mod printable;
mod random;
mod read_token;
mod report;
mod secret_file;
mod sign;
mod times;
mod usage;
mod verify;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use arguments::Command;
use failure::Failure;

fn main() -> ExitCode {
    let answer = arguments::parse().and_then(|command| {
        let text = match command {
            Command::Help(text) => text,
            Command::Keygen => random::new_secret()?,
            Command::Sign(arguments) => sign::sign(&arguments)?,
            Command::Verify(arguments) => verify::verify(&arguments)?,
            Command::Inspect(arguments) => verify::inspect(&arguments)?,
        };
        write_answer(&text)
    });
    match answer {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure::say(&failure.to_string());
            failure.exit_code()
        }
    }
}

/// One write of the whole answer. A reader that went away (`| head -1`) has seen enough: the answer stays what it was.
fn write_answer(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::cannot(
            "standard output could not be written",
            &error.to_string(),
            "See that its disk has room, then run the command again.",
        )),
        _ => Ok(()),
    }
}
