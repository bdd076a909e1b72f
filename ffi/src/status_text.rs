//! Statuses for people: a name for logs and metrics, and the rule that was broken, in one sentence.

use crate::status::{
    CELLO_SESSION_ABI_MISMATCH, CELLO_SESSION_INVALID_ARGUMENT, CELLO_SESSION_KEY_ENCODING,
    CELLO_SESSION_NOT_FOUND, CELLO_SESSION_NOT_INITIALISED, CELLO_SESSION_NULL_ARGUMENT, CELLO_SESSION_OK,
    CELLO_SESSION_SAME_SITE_VALUE, CELLO_SESSION_WRONG_KIND, Status, number,
};
use cello_session_core::Error;
use core::ffi::{CStr, c_char};

struct Row {
    status: Status,
    name: &'static str,
    message: &'static str,
}

/// The row of a status that only C can meet: Rust's types rule the mistake out.
const fn row(status: Status, name: &'static str, message: &'static str) -> Row {
    Row { status, name, message }
}

/// The row of an error of the core.
const fn core_row(error: Error) -> Row {
    row(number(error), error.name(), error.message())
}

const ROWS: [Row; 32] = [
    row(CELLO_SESSION_OK, "ok", "done"),
    row(CELLO_SESSION_NULL_ARGUMENT, "null_argument", "a pointer is NULL; only input of length 0 may be"),
    row(
        CELLO_SESSION_NOT_INITIALISED,
        "not_initialised",
        "the signer or the session was never set up, was wiped, or the call that should have written it failed",
    ),
    row(
        CELLO_SESSION_ABI_MISMATCH,
        "abi_mismatch",
        "the program was compiled against the header of another version; compile it anew, and call config_init first",
    ),
    row(
        CELLO_SESSION_INVALID_ARGUMENT,
        "invalid_argument",
        "an argument is misaligned or overlaps what is written, a flag is neither 0 nor 1, a reserved field or a session id is wrong (0 and not all zero), or a key is given twice",
    ),
    core_row(Error::BufferTooSmall),
    core_row(Error::SecretLength),
    core_row(Error::SecretDuplicate),
    core_row(Error::TooManySecrets),
    core_row(Error::CookieName),
    core_row(Error::CookiePath),
    core_row(Error::CookieDomain),
    row(
        CELLO_SESSION_SAME_SITE_VALUE,
        "same_site_value",
        "same_site must be 1 (Lax), 2 (Strict) or 3 (None)",
    ),
    core_row(Error::SameSiteNoneNeedsSecure),
    core_row(Error::PartitionedNeedsSecure),
    core_row(Error::HostPrefix),
    core_row(Error::SecurePrefix),
    core_row(Error::MaxAge),
    core_row(Error::LongestMaxAge),
    core_row(Error::AbsoluteMaxAge),
    core_row(Error::KeyLength),
    row(CELLO_SESSION_KEY_ENCODING, "key_encoding", "a key must be UTF-8"),
    core_row(Error::ValueEncoding),
    core_row(Error::Full),
    row(CELLO_SESSION_NOT_FOUND, "not_found", "the session has no such key"),
    row(
        CELLO_SESSION_WRONG_KIND,
        "wrong_kind",
        "the key holds a value of another kind; cello_session_get tells which",
    ),
    core_row(Error::TimeRange),
    core_row(Error::TooLarge),
    core_row(Error::Expired),
    core_row(Error::NotYetValid),
    core_row(Error::Rejected),
    core_row(Error::Missing),
];

static STATUSES: [Status; ROWS.len()] = {
    let mut statuses = [0; ROWS.len()];
    let mut row = 0;
    while row < ROWS.len() {
        statuses[row] = ROWS[row].status;
        row += 1;
    }
    statuses
};

/// All texts, each with a NUL behind it. Pointers to them would all have to be relocated by the loader.
static TEXTS: [u8; texts_len()] = {
    let mut texts = [0; texts_len()];
    let (mut row, mut at) = (0, 0);
    while row < ROWS.len() {
        at = put(&mut texts, at, ROWS[row].name);
        at = put(&mut texts, at, ROWS[row].message);
        row += 1;
    }
    texts
};

const fn texts_len() -> usize {
    let (mut row, mut len) = (0, 0);
    while row < ROWS.len() {
        len += ROWS[row].name.len() + ROWS[row].message.len() + 2;
        row += 1;
    }
    len
}

/// Copies a text and leaves a NUL behind it; answers where the next one begins.
const fn put(texts: &mut [u8], mut at: usize, text: &str) -> usize {
    let mut from = 0;
    while from < text.len() {
        texts[at] = text.as_bytes()[from];
        assert!(texts[at] != 0, "a NUL inside of a text would end it");
        at += 1;
        from += 1;
    }
    at + 1
}

/// Names a status for logs and metrics: "rejected", "secret_length".
///
///     status      a status; every number is allowed
///     Returns     text that ends with NUL, never NULL, valid for ever; "unknown" for other numbers
///     On failure  cannot fail
///     Threads     any
#[unsafe(no_mangle)]
extern "C" fn cello_session_status_name(status: Status) -> *const c_char {
    text(status, 0, c"unknown")
}

/// Says which rule a status stands for, in one English sentence for the people who run the server.
///
///     status      a status; every number is allowed
///     Returns     text that ends with NUL, never NULL, valid for ever; one for other numbers too
///     On failure  cannot fail
///     Threads     any
#[unsafe(no_mangle)]
extern "C" fn cello_session_status_message(status: Status) -> *const c_char {
    text(status, 1, c"not a status of this library")
}

/// One of the two texts of a status.
#[inline(never)]
fn text(status: Status, which: usize, otherwise: &'static CStr) -> *const c_char {
    let Some(row) = STATUSES.iter().position(|row| *row == status) else {
        return otherwise.as_ptr();
    };
    let mut texts_before = 2 * row + which;
    let mut rest = TEXTS.iter();
    while texts_before > 0 && rest.any(|byte| *byte == 0) {
        texts_before -= 1;
    }
    rest.as_slice().as_ptr().cast()
}
