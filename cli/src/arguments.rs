//! The command line: what may be given, and in which range.

use std::path::PathBuf;

use cello_session_core::limits::{ID_LEN, MAX_AGE_S_MAX, UNIX_S_MAX};
use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand};

use crate::failure::Failure;
use crate::printable::from_hex;
use crate::{help, usage};

/// What the command line asks for.
pub enum Command {
    Help(String),
    Keygen,
    Sign(SignArguments),
    Verify(VerifyArguments),
    Inspect(InspectArguments),
}

#[derive(Parser)]
#[command(name = "cello-session", version, about = help::ABOUT, after_help = help::AFTER, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Subcommands,
}

#[derive(Subcommand)]
enum Subcommands {
    /// Print a new secret
    #[command(long_about = help::KEYGEN_ABOUT, after_help = help::KEYGEN_AFTER)]
    Keygen,
    /// Make a token with the entries given and print it
    #[command(long_about = help::SIGN_ABOUT, after_help = help::SIGN_AFTER)]
    Sign(SignArguments),
    /// Check the token on standard input and print what is in it
    #[command(long_about = help::VERIFY_ABOUT, after_help = help::VERIFY_AFTER)]
    Verify(VerifyArguments),
    /// Print what is in the token on standard input, without checking it
    #[command(long_about = help::INSPECT_ABOUT, after_help = help::INSPECT_AFTER)]
    Inspect(InspectArguments),
}

#[derive(Args)]
pub struct SignArguments {
    /// The file that holds the secret; - for standard input
    #[arg(long, value_name = "FILE")]
    pub secret_file: PathBuf,
    /// The name of the cookie that the token is for; it is worthless under another
    #[arg(long, value_name = "NAME", default_value = "session_id")]
    pub cookie: String,
    /// How long the token is valid
    #[arg(long, value_name = "SECONDS", default_value_t = cello_session_core::limits::MAX_AGE_S_DEFAULT, value_parser = max_age, allow_negative_numbers = true)]
    pub max_age: u64,
    /// When the session began, in seconds since 1970 UTC [default: --now]
    #[arg(long, value_name = "UNIX", value_parser = unix_s, allow_negative_numbers = true)]
    pub began: Option<u64>,
    /// The time to sign at, in seconds since 1970 UTC [default: the clock]
    #[arg(long, value_name = "UNIX", value_parser = unix_s, allow_negative_numbers = true)]
    pub now: Option<u64>,
    /// The session id, 32 hexadecimal digits, not all zero [default: random]
    #[arg(long, value_name = "HEX", value_parser = session_id)]
    pub id: Option<[u8; ID_LEN]>,
    /// The entries of the session, see below
    #[arg(value_name = "KEY[:KIND]=VALUE")]
    pub entries: Vec<String>,
}

#[derive(Args)]
pub struct VerifyArguments {
    /// The file that holds the secret that signs today
    #[arg(long, value_name = "FILE")]
    pub secret_file: PathBuf,
    /// A file with another secret that is accepted, an old or a coming one; up to 7 of them
    #[arg(long, value_name = "FILE")]
    pub accepted_secret_file: Vec<PathBuf>,
    /// The name of the cookie that the token came in
    #[arg(long, value_name = "NAME", default_value = "session_id")]
    pub cookie: String,
    /// The longest lifetime that a token may claim since it was signed
    #[arg(long, value_name = "SECONDS", default_value_t = cello_session_core::limits::MAX_AGE_S_DEFAULT, value_parser = max_age, allow_negative_numbers = true)]
    pub longest_max_age: u64,
    /// The longest that a session may last, however often it is renewed [default: no limit]
    #[arg(long, value_name = "SECONDS", value_parser = absolute_max_age, allow_negative_numbers = true)]
    pub absolute_max_age: Option<u64>,
    /// The time to check at, in seconds since 1970 UTC [default: the clock]
    #[arg(long, value_name = "UNIX", value_parser = unix_s, allow_negative_numbers = true)]
    pub now: Option<u64>,
    /// Print one JSON object instead of text for people
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct InspectArguments {
    /// Print one JSON object instead of text for people
    #[arg(long)]
    pub json: bool,
}

pub fn parse() -> Result<Command, Failure> {
    match Arguments::try_parse() {
        Ok(Arguments { command }) => Ok(match command {
            Subcommands::Keygen => Command::Keygen,
            Subcommands::Sign(arguments) => Command::Sign(arguments),
            Subcommands::Verify(arguments) => Command::Verify(arguments),
            Subcommands::Inspect(arguments) => Command::Inspect(arguments),
        }),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok(Command::Help(error.to_string())),
            _ => Err(Failure::Cannot(usage::explain(&error))),
        },
    }
}

fn unix_s(text: &str) -> Result<u64, String> {
    in_range(text, 0, UNIX_S_MAX)
        .ok_or_else(|| format!("must be a count of seconds since 1970 from 0 to {UNIX_S_MAX} (not milliseconds), as `date +%s` prints it"))
}

fn max_age(text: &str) -> Result<u64, String> {
    in_range(text, 1, MAX_AGE_S_MAX)
        .ok_or_else(|| format!("must be a count of seconds from 1 to {MAX_AGE_S_MAX} (400 days)"))
}

fn absolute_max_age(text: &str) -> Result<u64, String> {
    in_range(text, 1, UNIX_S_MAX).ok_or_else(|| {
        format!("must be a count of seconds from 1 to {UNIX_S_MAX}; leave it out for no limit")
    })
}

fn session_id(text: &str) -> Result<[u8; ID_LEN], String> {
    from_hex(text).and_then(|bytes| bytes.try_into().ok()).filter(|id| *id != [0; ID_LEN]).ok_or_else(|| {
        format!("must be {} hexadecimal digits, not all zero; leave it out for a random id", ID_LEN * 2)
    })
}

fn in_range(text: &str, least: u64, most: u64) -> Option<u64> {
    text.parse().ok().filter(|number| (least..=most).contains(number))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Arguments::command().debug_assert();
    }
}
