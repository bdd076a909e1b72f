//! Statuses for people: a name for logs and metrics, and the rule that was broken, in one sentence.

use crate::status::{
    CELLO_SESSION_ABI_MISMATCH, CELLO_SESSION_KEY_ENCODING, CELLO_SESSION_NOT_FOUND,
    CELLO_SESSION_NOT_INITIALISED, CELLO_SESSION_NULL_ARGUMENT, CELLO_SESSION_OK,
    CELLO_SESSION_SAME_SITE_VALUE, CELLO_SESSION_WRONG_KIND, Status, number,
};
use cello_session_core::Error;
use core::ffi::{CStr, c_char};

struct Text {
    status: Status,
    name: &'static CStr,
    message: &'static CStr,
}

/// The row of a status that only C can meet: Rust's types rule the mistake out.
const fn row(status: Status, name: &'static CStr, message: &'static CStr) -> Text {
    Text { status, name, message }
}

/// A NUL put behind a constant string of the core, so that each text is written in one place.
macro_rules! with_nul {
    ($text:expr) => {{
        const TEXT: &[u8] = $text.as_bytes();
        const BYTES: [u8; TEXT.len() + 1] = {
            let mut bytes = [0; TEXT.len() + 1];
            let mut at = 0;
            while at < TEXT.len() {
                bytes[at] = TEXT[at];
                at += 1;
            }
            bytes
        };
        const WITH_NUL: &CStr = match CStr::from_bytes_with_nul(&BYTES) {
            Ok(text) => text,
            Err(_) => panic!("a text of the core holds a NUL"),
        };
        WITH_NUL
    }};
}

/// The row of an error of the core.
macro_rules! core_row {
    ($error:ident) => {
        row(number(Error::$error), with_nul!(Error::$error.name()), with_nul!(Error::$error.message()))
    };
}

static TEXTS: [Text; 32] = [
    row(CELLO_SESSION_OK, c"ok", c"done"),
    row(
        CELLO_SESSION_NULL_ARGUMENT,
        c"null_argument",
        c"a pointer is NULL; only input of length 0 may be",
    ),
    row(
        CELLO_SESSION_NOT_INITIALISED,
        c"not_initialised",
        c"the signer or the session was never set up, was wiped, or the call that should have written it failed",
    ),
    row(
        CELLO_SESSION_ABI_MISMATCH,
        c"abi_mismatch",
        c"the program was compiled against the header of another version; compile it anew, and call config_init first",
    ),
    core_row!(InvalidArgument),
    core_row!(BufferTooSmall),
    core_row!(SecretLength),
    core_row!(SecretDuplicate),
    core_row!(TooManySecrets),
    core_row!(CookieName),
    core_row!(CookiePath),
    core_row!(CookieDomain),
    row(
        CELLO_SESSION_SAME_SITE_VALUE,
        c"same_site_value",
        c"same_site must be 1 (Lax), 2 (Strict) or 3 (None)",
    ),
    core_row!(SameSiteNoneNeedsSecure),
    core_row!(PartitionedNeedsSecure),
    core_row!(HostPrefix),
    core_row!(SecurePrefix),
    core_row!(MaxAge),
    core_row!(LongestMaxAge),
    core_row!(AbsoluteMaxAge),
    core_row!(KeyLength),
    row(CELLO_SESSION_KEY_ENCODING, c"key_encoding", c"a key must be UTF-8"),
    core_row!(ValueEncoding),
    core_row!(Full),
    row(CELLO_SESSION_NOT_FOUND, c"not_found", c"the session has no such key"),
    row(
        CELLO_SESSION_WRONG_KIND,
        c"wrong_kind",
        c"the key holds a value of another kind; cello_session_get tells which",
    ),
    core_row!(TimeRange),
    core_row!(TooLarge),
    core_row!(Expired),
    core_row!(NotYetValid),
    core_row!(Rejected),
    core_row!(Missing),
];

fn find(status: Status) -> Option<&'static Text> {
    TEXTS.iter().find(|text| text.status == status)
}

/// Names a status for logs and metrics: "rejected", "secret_length".
///
///     status      a status; every number is allowed
///     Returns     text that ends with NUL, never NULL, valid for ever; "unknown" for other numbers
///     On failure  cannot fail
///     Threads     any
#[unsafe(no_mangle)]
extern "C" fn cello_session_status_name(status: Status) -> *const c_char {
    find(status).map_or(c"unknown", |text| text.name).as_ptr()
}

/// Says which rule a status stands for, in one English sentence for the people who run the server.
///
///     status      a status; every number is allowed
///     Returns     text that ends with NUL, never NULL, valid for ever; one for other numbers too
///     On failure  cannot fail
///     Threads     any
#[unsafe(no_mangle)]
extern "C" fn cello_session_status_message(status: Status) -> *const c_char {
    find(status).map_or(c"not a status of this library", |text| text.message).as_ptr()
}
