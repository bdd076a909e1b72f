//! Every way in which a command ends without an answer, and the words and exit code of each.
//!
//! The words never hold a secret, a token, or anything that may be one by mistake.

use std::fmt;
use std::io::Write;
use std::process::ExitCode;

use cello_session_core::Error;

pub enum Failure {
    /// The token's own fault: an ordinary event, exit code 1.
    Refused { status: Error, why: &'static str },
    /// The command's fault, or the machine's: exit code 2.
    Cannot(String),
}

impl Failure {
    /// What was wrong, what it was in detail, and what to do.
    pub fn cannot(what: &str, detail: &str, what_to_do: &str) -> Self {
        Self::Cannot(format!("{what}: {detail}. {what_to_do}"))
    }

    /// A rule of the library that the command broke; `what` names the part of the command.
    pub fn rule(what: &str, error: Error) -> Self {
        let (name, message) = (error.name(), sentence(error.message()));
        Self::Cannot(format!("{what}: {name}: {message}"))
    }

    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Refused { .. } => ExitCode::from(1),
            Self::Cannot(_) => ExitCode::from(2),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The status comes first on its line, so that a script reads it with ${line%%:*}.
            Self::Refused { status, why } => write!(formatter, "{}: {}", status.name(), sentence(why)),
            Self::Cannot(text) => write!(formatter, "error: {text}"),
        }
    }
}

/// One line on standard error. Where even that cannot be written, the exit code still tells.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

fn sentence(message: &str) -> String {
    let message = message.trim_end_matches('.');
    format!("{message}.")
}
