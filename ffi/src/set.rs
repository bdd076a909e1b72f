//! Setting one key, for each kind of value.

use crate::bounds::{CELLO_SESSION_ENTRIES_LEN_MAX, CELLO_SESSION_KEY_LEN_MAX};
use crate::entry::{
    CELLO_SESSION_KIND_BOOL, CELLO_SESSION_KIND_BYTES, CELLO_SESSION_KIND_INT, CELLO_SESSION_KIND_JSON,
    CELLO_SESSION_KIND_NULL, CELLO_SESSION_KIND_TEXT, core_value, key_text,
};
use crate::memory::{Inputs, Output, check};
use crate::object::SessionObject;
use crate::status::{Status, answer, number};
use core::ffi::c_char;
use core::ptr;

/// Sets a key to text, in place of whatever it held.
///
///     session        changed; not NULL
///     key            read, key_len bytes of UTF-8; NULL only where key_len is 0
///     key_len        1..CELLO_SESSION_KEY_LEN_MAX bytes
///     value          read, value_len bytes; NULL only where value_len is 0; UTF-8, without a NUL at
///                    its end
///     value_len      in bytes; at most what the session has room for
///     Returns
///       CELLO_SESSION_OK                 the key holds the value
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned, or an input lies in it
///       CELLO_SESSION_KEY_LENGTH         the key has no byte or more than CELLO_SESSION_KEY_LEN_MAX
///       CELLO_SESSION_KEY_ENCODING       the key is not UTF-8
///       CELLO_SESSION_VALUE_ENCODING     the value is not UTF-8
///       CELLO_SESSION_FULL               the map has no room; what does not make it longer always
///                                        fits
///     On failure     session is as it was
///     Threads        session is the caller's alone during the call
///     Time           grows with the bytes of the map and of the value, at most
///                    CELLO_SESSION_ENTRIES_LEN_MAX each
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_set_text(
    session: *mut SessionObject,
    key: *const c_char,
    key_len: usize,
    value: *const c_char,
    value_len: usize,
) -> Status {
    let (key, bytes) = (key_in(key, key_len), value_in(value.cast(), value_len));
    // SAFETY: the caller's object and bytes.
    unsafe { set(session, key, CELLO_SESSION_KIND_TEXT, bytes, 0) }
}

/// Sets a key to bytes, in place of whatever it held.
///
///     session        changed; not NULL
///     key            read, key_len bytes of UTF-8; NULL only where key_len is 0
///     key_len        1..CELLO_SESSION_KEY_LEN_MAX bytes
///     value          read, value_len bytes; NULL only where value_len is 0; any bytes
///     value_len      in bytes; at most what the session has room for
///     Returns
///       CELLO_SESSION_OK                 the key holds the value
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned, or an input lies in it
///       CELLO_SESSION_KEY_LENGTH         the key has no byte or more than CELLO_SESSION_KEY_LEN_MAX
///       CELLO_SESSION_KEY_ENCODING       the key is not UTF-8
///       CELLO_SESSION_FULL               the map has no room; what does not make it longer always
///                                        fits
///     On failure     session is as it was
///     Threads        session is the caller's alone during the call
///     Time           grows with the bytes of the map and of the value, at most
///                    CELLO_SESSION_ENTRIES_LEN_MAX each
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_set_bytes(
    session: *mut SessionObject,
    key: *const c_char,
    key_len: usize,
    value: *const u8,
    value_len: usize,
) -> Status {
    let (key, bytes) = (key_in(key, key_len), value_in(value, value_len));
    // SAFETY: the caller's object and bytes.
    unsafe { set(session, key, CELLO_SESSION_KIND_BYTES, bytes, 0) }
}

/// Sets a key to a value that has no kind of its own, as JSON text, in place of whatever it held.
///
///     session        changed; not NULL
///     key            read, key_len bytes of UTF-8; NULL only where key_len is 0
///     key_len        1..CELLO_SESSION_KEY_LEN_MAX bytes
///     value          read, value_len bytes; NULL only where value_len is 0; JSON (RFC 8259) in UTF-8,
///                    at most 32 deep: an array, an object, or a number with a fraction, an exponent
///                    or more than 64 bits
///     value_len      in bytes; at most what the session has room for
///     Returns
///       CELLO_SESSION_OK                 the key holds the value
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned, or an input lies in it
///       CELLO_SESSION_KEY_LENGTH         the key has no byte or more than CELLO_SESSION_KEY_LEN_MAX
///       CELLO_SESSION_KEY_ENCODING       the key is not UTF-8
///       CELLO_SESSION_VALUE_ENCODING     the value is malformed, nested too deep, or has a kind of
///                                        its own: a string, a boolean, null, a 64-bit integer
///       CELLO_SESSION_FULL               the map has no room; what does not make it longer always
///                                        fits
///     On failure     session is as it was
///     Threads        session is the caller's alone during the call
///     Time           grows with the bytes of the map and of the value, at most
///                    CELLO_SESSION_ENTRIES_LEN_MAX each
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_set_json(
    session: *mut SessionObject,
    key: *const c_char,
    key_len: usize,
    value: *const c_char,
    value_len: usize,
) -> Status {
    let (key, bytes) = (key_in(key, key_len), value_in(value.cast(), value_len));
    // SAFETY: the caller's object and bytes.
    unsafe { set(session, key, CELLO_SESSION_KIND_JSON, bytes, 0) }
}

/// Sets a key to an integer, in place of whatever it held.
///
///     session        changed; not NULL
///     key            read, key_len bytes of UTF-8; NULL only where key_len is 0
///     key_len        1..CELLO_SESSION_KEY_LEN_MAX bytes
///     value          any value
///     Returns
///       CELLO_SESSION_OK                 the key holds the value
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned, or an input lies in it
///       CELLO_SESSION_KEY_LENGTH         the key has no byte or more than CELLO_SESSION_KEY_LEN_MAX
///       CELLO_SESSION_KEY_ENCODING       the key is not UTF-8
///       CELLO_SESSION_FULL               the map has no room; what does not make it longer always
///                                        fits
///     On failure     session is as it was
///     Threads        session is the caller's alone during the call
///     Time           grows with the bytes of the map and of the value, at most
///                    CELLO_SESSION_ENTRIES_LEN_MAX each
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_set_int(
    session: *mut SessionObject,
    key: *const c_char,
    key_len: usize,
    value: i64,
) -> Status {
    let (key, bytes) = (key_in(key, key_len), no_bytes());
    // SAFETY: the caller's object and key.
    unsafe { set(session, key, CELLO_SESSION_KIND_INT, bytes, value) }
}

/// Sets a key to a boolean, in place of whatever it held.
///
///     session        changed; not NULL
///     key            read, key_len bytes of UTF-8; NULL only where key_len is 0
///     key_len        1..CELLO_SESSION_KEY_LEN_MAX bytes
///     value          0 for false, 1 for true
///     Returns
///       CELLO_SESSION_OK                 the key holds the value
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned, or an input lies in it, or value is
///                                        neither 0 nor 1
///       CELLO_SESSION_KEY_LENGTH         the key has no byte or more than CELLO_SESSION_KEY_LEN_MAX
///       CELLO_SESSION_KEY_ENCODING       the key is not UTF-8
///       CELLO_SESSION_FULL               the map has no room; what does not make it longer always
///                                        fits
///     On failure     session is as it was
///     Threads        session is the caller's alone during the call
///     Time           grows with the bytes of the map and of the value, at most
///                    CELLO_SESSION_ENTRIES_LEN_MAX each
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_set_bool(
    session: *mut SessionObject,
    key: *const c_char,
    key_len: usize,
    value: u8,
) -> Status {
    let (key, bytes) = (key_in(key, key_len), no_bytes());
    // SAFETY: the caller's object and key.
    unsafe { set(session, key, CELLO_SESSION_KIND_BOOL, bytes, i64::from(value)) }
}

/// Sets a key to null, in place of whatever it held.
///
///     session        changed; not NULL
///     key            read, key_len bytes of UTF-8; NULL only where key_len is 0
///     key_len        1..CELLO_SESSION_KEY_LEN_MAX bytes
///     Returns
///       CELLO_SESSION_OK                 the key holds the value
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned, or an input lies in it
///       CELLO_SESSION_KEY_LENGTH         the key has no byte or more than CELLO_SESSION_KEY_LEN_MAX
///       CELLO_SESSION_KEY_ENCODING       the key is not UTF-8
///       CELLO_SESSION_FULL               the map has no room; what does not make it longer always
///                                        fits
///     On failure     session is as it was
///     Threads        session is the caller's alone during the call
///     Time           grows with the bytes of the map and of the value, at most
///                    CELLO_SESSION_ENTRIES_LEN_MAX each
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_set_null(
    session: *mut SessionObject,
    key: *const c_char,
    key_len: usize,
) -> Status {
    let (key, bytes) = (key_in(key, key_len), no_bytes());
    // SAFETY: the caller's object and key.
    unsafe { set(session, key, CELLO_SESSION_KIND_NULL, bytes, 0) }
}

/// The six functions' common part. Kinds without bytes hand over none; the others hand over 0 as integer.
///
/// # Safety
/// The object and the bytes are the caller's, under the header's contract.
#[inline(never)]
unsafe fn set(
    session: *mut SessionObject,
    key: Inputs<u8>,
    kind: i32,
    value: Inputs<u8>,
    integer: i64,
) -> Status {
    answer(|| {
        let session = Output::new(session);
        check(&[session.region()], &[key.region(), value.region()])?;
        // SAFETY: the caller's word; what is read is apart from the session.
        let (session, key, value) = unsafe { (session.body()?, key.get(), value.get()) };
        let (key, value) = (key_text(key)?, core_value(kind, value, integer)?);
        session.set(key, value).map_err(number)
    })
}

const fn key_in(key: *const c_char, key_len: usize) -> Inputs<u8> {
    Inputs::new(key.cast(), key_len, CELLO_SESSION_KEY_LEN_MAX)
}

const fn value_in(value: *const u8, value_len: usize) -> Inputs<u8> {
    Inputs::new(value, value_len, CELLO_SESSION_ENTRIES_LEN_MAX)
}

const fn no_bytes() -> Inputs<u8> {
    value_in(ptr::null(), 0)
}
