//! What a mistake on the command line is answered with.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::printable::quoted;

/// clap's own messages repeat what was typed, which may be a secret or a token in the wrong place. These do not.
pub fn explain(error: &clap::Error) -> String {
    let option = option_in(error);
    let what = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            "a command is missing: keygen, sign, verify or inspect".to_owned()
        }
        ErrorKind::InvalidSubcommand => {
            "there is no such command; there are keygen, sign, verify and inspect".to_owned()
        }
        ErrorKind::UnknownArgument => match option {
            Some(option) => format!("there is no option {option} here"),
            None => "an argument is too many: a token is read from standard input, a secret from a file, \
                     because other users of this machine can see arguments"
                .to_owned(),
        },
        ErrorKind::MissingRequiredArgument => format!("{} is missing", option.unwrap_or_default()),
        ErrorKind::ArgumentConflict => format!("{} is given twice", option.unwrap_or_default()),
        ErrorKind::InvalidUtf8 => "an argument is not UTF-8; session text and keys are".to_owned(),
        // Our own parsers' messages come as the source of the error, and name the allowed values.
        ErrorKind::ValueValidation => {
            let allowed = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            format!("the value of {} {allowed}", option.unwrap_or_default())
        }
        ErrorKind::InvalidValue => format!("{} needs a value", option.unwrap_or_default()),
        _ => format!("{} cannot be used like this", option.unwrap_or_default()),
    };
    format!(
        "{what}. `cello-session --help` and `cello-session COMMAND --help` tell what there is, with examples."
    )
}

/// The option that the error is about, up to its '='; never a positional argument, which holds data.
fn option_in(error: &clap::Error) -> Option<String> {
    let named = match error.get(ContextKind::InvalidArg)? {
        ContextValue::String(name) => name.clone(),
        ContextValue::Strings(names) => names.join(", "),
        _ => return None,
    };
    let option = named.split(['=', ' ']).next().unwrap_or_default().to_owned();
    // A longer one than any of ours may be a value that begins with '-'.
    let is_option = option.starts_with('-') && option.len() <= "--accepted-secret-file".len();
    is_option.then(|| quoted(&option).trim_matches('"').to_owned())
}
