//! `cello-session verify` and `cello-session inspect`: what is in a token, checked by the library or plainly unchecked.

use std::mem::MaybeUninit;

use cello_session_core::{Config, Error, Secret, Session, Signer};

use crate::arguments::{InspectArguments, VerifyArguments};
use crate::failure::{Failure, say};
use crate::read_token::read_token;
use crate::report::{Report, Verdict};
use crate::secret_file::SecretBytes;
use crate::times;

pub fn verify(arguments: &VerifyArguments) -> Result<String, Failure> {
    refuse_standard_input_for_secrets(arguments)?;
    let now_unix_s = arguments.now.map_or_else(times::now_unix_s, Ok)?;
    let signing = SecretBytes::read(&arguments.secret_file, "--secret-file")?;
    let accepted = arguments
        .accepted_secret_file
        .iter()
        .map(|path| SecretBytes::read(path, "--accepted-secret-file"))
        .collect::<Result<Vec<_>, _>>()?;
    let accepted = accepted.iter().map(SecretBytes::as_secret).collect::<Result<Vec<_>, _>>()?;
    let signer = verifier(signing.as_secret()?, &accepted, arguments)?;

    let token = read_token()?;
    let mut memory = MaybeUninit::uninit();
    let session = signer.verify(&token, now_unix_s, &mut memory).map_err(refused)?;
    let info = signer.describe(session, now_unix_s).map_err(refused)?;
    // The key id is not part of a session; the token that has just been verified names it.
    let mut unverified_memory = MaybeUninit::uninit();
    let kid = cello_session_core::inspect(&token, &mut unverified_memory).map_err(refused)?.kid();
    let report = Report {
        verdict: Verdict::Valid {
            claimed_end_unix_s: session.expires_at().unwrap_or(info.expires_at_unix_s),
        },
        id: info.id,
        kid,
        issued_at_unix_s: info.issued_at_unix_s,
        expires_at_unix_s: info.expires_at_unix_s,
        began_at_unix_s: info.began_at_unix_s,
        entries: session.entries().collect(),
        now_unix_s,
    };
    Ok(if arguments.json { report.json() } else { report.for_people() })
}

pub fn inspect(arguments: &InspectArguments) -> Result<String, Failure> {
    let token = read_token()?;
    let mut memory: MaybeUninit<Session> = MaybeUninit::uninit();
    let unverified = cello_session_core::inspect(&token, &mut memory).map_err(|error| match error {
        Error::Rejected => Failure::Refused {
            status: error,
            why: "this is not a session token: its form is wrong; see that the whole value of the cookie was given, and nothing else",
        },
        _ => refused(error),
    })?;
    let report = Report {
        verdict: Verdict::Unchecked,
        id: *unverified.id(),
        kid: unverified.kid(),
        issued_at_unix_s: unverified.issued_at(),
        expires_at_unix_s: unverified.expires_at(),
        began_at_unix_s: unverified.began_at(),
        entries: unverified.entries().collect(),
        now_unix_s: times::now_unix_s()?,
    };
    if !arguments.json {
        return Ok(report.for_people());
    }
    say(
        "note: nothing was checked; anyone can write a token that says this. `cello-session verify` tells whether it is genuine.",
    );
    Ok(report.json())
}

fn verifier(
    signing: Secret<'_>,
    accepted: &[Secret<'_>],
    arguments: &VerifyArguments,
) -> Result<Signer, Failure> {
    let mut config = Config::new(signing);
    config.accepted_secrets = accepted;
    config.cookie_name = &arguments.cookie;
    config.longest_max_age_s = Some(arguments.longest_max_age);
    config.absolute_max_age_s = arguments.absolute_max_age;
    // Only signing uses the lifetime of new sessions; here it just must not be longer than the limits.
    config.max_age_s = arguments.longest_max_age.min(arguments.absolute_max_age.unwrap_or(u64::MAX));
    Signer::new(&config).map_err(|error| Failure::rule("the options", error))
}

/// A verdict about the token, or a rule of the library that the command broke.
fn refused(status: Error) -> Failure {
    match status {
        Error::Rejected => Failure::Refused {
            status,
            why: "none of the secrets made this token for this cookie name, or it was changed since, or it is no token at all",
        },
        Error::Expired => Failure::Refused { status, why: "the token is genuine, but its time has passed" },
        Error::NotYetValid => Failure::Refused {
            status,
            why: "the token is genuine, but it was signed more than 60 seconds after the time of this check: a clock is wrong",
        },
        _ => Failure::rule("the token cannot be checked", status),
    }
}

fn refuse_standard_input_for_secrets(arguments: &VerifyArguments) -> Result<(), Failure> {
    let mut files = std::iter::once(&arguments.secret_file).chain(&arguments.accepted_secret_file);
    if files.any(|path| path.as_os_str() == "-") {
        return Err(Failure::Cannot(
            "standard input holds the token, so a secret cannot come from there. Give the secret as a file."
                .to_owned(),
        ));
    }
    Ok(())
}
