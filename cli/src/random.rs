//! The operating system's randomness: session ids and new secrets come from here and nowhere else.

use cello_session_core::limits::ID_LEN;
use zeroize::Zeroizing;

use crate::failure::{Failure, say};
use crate::printable::hex;

/// 256 bits, as many as the MAC key that is derived from them has.
const SECRET_RANDOM_LEN: usize = 32;

pub fn session_id() -> Result<[u8; ID_LEN], Failure> {
    let mut id = [0; ID_LEN];
    fill(&mut id)?;
    Ok(id)
}

/// A line of 64 hexadecimal digits: printable, so that it survives editors, environment files and copying by hand.
pub fn new_secret() -> Result<String, Failure> {
    let mut bytes = Zeroizing::new([0; SECRET_RANDOM_LEN]);
    fill(bytes.as_mut())?;
    warn_if_others_can_read_standard_output();
    Ok(format!("{}\n", hex(bytes.as_ref())))
}

fn fill(bytes: &mut [u8]) -> Result<(), Failure> {
    getrandom::fill(bytes).map_err(|error| {
        Failure::cannot(
            "the operating system gave no random bytes",
            &error.to_string(),
            "Nothing was made; run the command again.",
        )
    })
}

/// `cello-session keygen > secret` makes a file that everybody can read, unless the umask says otherwise.
#[cfg(unix)]
fn warn_if_others_can_read_standard_output() {
    use std::os::fd::AsFd;
    use std::os::unix::fs::PermissionsExt;

    let Ok(descriptor) = std::io::stdout().as_fd().try_clone_to_owned() else { return };
    let Ok(metadata) = std::fs::File::from(descriptor).metadata() else { return };
    if metadata.is_file() && metadata.permissions().mode() & 0o004 != 0 {
        say("warning: the file that the secret is written to can be read by every user of this machine. \
             Run `chmod 600` on it, or `umask 077` before `cello-session keygen`.");
    }
}

#[cfg(not(unix))]
fn warn_if_others_can_read_standard_output() {}
