//! `cello-session sign`: a session made of command-line entries, as a token on one line.

use cello_session_core::limits::TOKEN_LEN_MAX;
use cello_session_core::{Config, Error, Session, Signer};

use crate::arguments::SignArguments;
use crate::entry::EntryArgument;
use crate::failure::Failure;
use crate::printable::quoted;
use crate::random;
use crate::secret_file::SecretBytes;
use crate::times;

pub fn sign(arguments: &SignArguments) -> Result<String, Failure> {
    let entries: Vec<EntryArgument> = arguments
        .entries
        .iter()
        .zip(1..)
        .map(|(argument, place)| EntryArgument::parse(argument, place))
        .collect::<Result<_, _>>()?;
    refuse_a_key_twice(&entries)?;
    let now_unix_s = arguments.now.map_or_else(times::now_unix_s, Ok)?;
    let began_unix_s = arguments.began.unwrap_or(now_unix_s);
    if began_unix_s > now_unix_s {
        return Err(Failure::Cannot("--began is later than the time to sign at. Give a --began that is not later than --now or the clock.".to_owned()));
    }
    let id = arguments.id.map_or_else(random::session_id, Ok)?;

    let secret = SecretBytes::read(&arguments.secret_file, "--secret-file")?;
    let mut config = Config::new(secret.as_secret()?);
    config.cookie_name = &arguments.cookie;
    config.max_age_s = arguments.max_age;
    let signer = Signer::new(&config).map_err(|error| Failure::rule("the options", error))?;

    let mut session = signer.begin(id, began_unix_s).map_err(|error| Failure::rule("the session", error))?;
    for (entry, place) in entries.iter().zip(1..) {
        set(&mut session, entry, place)?;
    }
    let mut memory = [0; TOKEN_LEN_MAX];
    let token = signer
        .sign(&session, now_unix_s, &mut memory)
        .map_err(|error| Failure::rule("the session cannot be signed", error))?;
    Ok(format!("{token}\n"))
}

fn set(session: &mut Session, entry: &EntryArgument, place: usize) -> Result<(), Failure> {
    session.set(&entry.key, entry.value()).map_err(|error| {
        let what = format!("entry {place}, {}", quoted(&entry.key));
        match (error, entry.value()) {
            (Error::ValueEncoding, cello_session_core::Value::Json(_)) => Failure::Cannot(format!(
                "{what}: value_encoding: JSON text is an array, an object, or a number with a fraction or an exponent or beyond 64 bits, \
                 nested at most 32 deep. Strings, true, false, null and 64-bit integers have kinds of their own: KEY=TEXT, :bool, :null, :int."
            )),
            _ => Failure::rule(&what, error),
        }
    })
}

/// The library would let the later one win; on a command line a key twice is a slip.
fn refuse_a_key_twice(entries: &[EntryArgument]) -> Result<(), Failure> {
    let mut keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
    keys.sort_unstable();
    match keys
        .windows(2)
        .find_map(|pair| if let [first, second] = pair { (first == second).then_some(*first) } else { None })
    {
        Some(key) => Err(Failure::Cannot(format!(
            "the key {} is given twice. A session holds each key once.",
            quoted(key)
        ))),
        None => Ok(()),
    }
}
