//! Reading one key: of any kind, or of the kind that the caller expects.

use crate::entry::{CELLO_SESSION_KIND_BYTES, CELLO_SESSION_KIND_JSON, CELLO_SESSION_KIND_TEXT, Entry};
use crate::lookup::Lookup;
use crate::memory::Output;
use crate::object::SessionObject;
use crate::status::{CELLO_SESSION_WRONG_KIND, Status, answer};
use cello_session_core::Value;
use core::ffi::c_char;

/// Reads one entry, of whatever kind it is.
///
///     session         read; not NULL
///     key             read, key_len bytes of UTF-8; NULL only where key_len is 0
///     key_len         in bytes; what cannot be a key is not found
///     entry_out       written; not NULL
///     Returns
///       CELLO_SESSION_OK                 entry_out holds the entry; its offsets are from session, and
///                                        true until the session changes
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
///       CELLO_SESSION_NOT_FOUND          there is no such key, or there cannot be one
///     On failure      entry_out is as it was
///     Threads         any number with one session, as long as none changes it
///     Time            grows with the bytes before the key, at most CELLO_SESSION_ENTRIES_LEN_MAX
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_get(
    session: *const SessionObject,
    key: *const c_char,
    key_len: usize,
    entry_out: *mut Entry,
) -> Status {
    answer(|| {
        let (lookup, entry_out) = (Lookup::new(session, key, key_len), Output::new(entry_out));
        lookup.check(&[entry_out.region()])?;
        // SAFETY: the caller's object and text.
        let entry = unsafe { lookup.find_entry() }?;
        // SAFETY: the caller's memory, to write, apart from what is read.
        unsafe { entry_out.write(Entry::of(&entry, session.addr())) };
        Ok(())
    })
}

/// Reads text.
///
///     session         read; not NULL
///     key             read, key_len bytes of UTF-8; NULL only where key_len is 0
///     key_len         in bytes; what cannot be a key is not found
///     value_out       written; not NULL: where the value is, inside of session: UTF-8 without a NUL
///                     at its end
///     value_len_out   written; not NULL: its length in bytes
///     Returns
///       CELLO_SESSION_OK                 both outputs are written; the pointer is good until the
///                                        session changes
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
///       CELLO_SESSION_NOT_FOUND          there is no such key, or there cannot be one
///       CELLO_SESSION_WRONG_KIND         the value is of another kind
///     On failure      both outputs are as they were
///     Threads         any number with one session, as long as none changes it
///     Time            grows with the bytes before the key, at most CELLO_SESSION_ENTRIES_LEN_MAX
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_get_text(
    session: *const SessionObject,
    key: *const c_char,
    key_len: usize,
    value_out: *mut *const c_char,
    value_len_out: *mut usize,
) -> Status {
    let lookup = Lookup::new(session, key, key_len);
    // SAFETY: the caller's object, text and memory to write.
    unsafe { lookup.get_bytes(CELLO_SESSION_KIND_TEXT, value_out.cast(), value_len_out) }
}

/// Reads bytes.
///
///     session         read; not NULL
///     key             read, key_len bytes of UTF-8; NULL only where key_len is 0
///     key_len         in bytes; what cannot be a key is not found
///     value_out       written; not NULL: where the value is, inside of session: any bytes
///     value_len_out   written; not NULL: its length in bytes
///     Returns
///       CELLO_SESSION_OK                 both outputs are written; the pointer is good until the
///                                        session changes
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
///       CELLO_SESSION_NOT_FOUND          there is no such key, or there cannot be one
///       CELLO_SESSION_WRONG_KIND         the value is of another kind
///     On failure      both outputs are as they were
///     Threads         any number with one session, as long as none changes it
///     Time            grows with the bytes before the key, at most CELLO_SESSION_ENTRIES_LEN_MAX
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_get_bytes(
    session: *const SessionObject,
    key: *const c_char,
    key_len: usize,
    value_out: *mut *const u8,
    value_len_out: *mut usize,
) -> Status {
    let lookup = Lookup::new(session, key, key_len);
    // SAFETY: the caller's object, text and memory to write.
    unsafe { lookup.get_bytes(CELLO_SESSION_KIND_BYTES, value_out, value_len_out) }
}

/// Reads a JSON value, as its text.
///
///     session         read; not NULL
///     key             read, key_len bytes of UTF-8; NULL only where key_len is 0
///     key_len         in bytes; what cannot be a key is not found
///     value_out       written; not NULL: where the value is, inside of session: UTF-8 without a NUL
///                     at its end
///     value_len_out   written; not NULL: its length in bytes
///     Returns
///       CELLO_SESSION_OK                 both outputs are written; the pointer is good until the
///                                        session changes
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
///       CELLO_SESSION_NOT_FOUND          there is no such key, or there cannot be one
///       CELLO_SESSION_WRONG_KIND         the value is of another kind
///     On failure      both outputs are as they were
///     Threads         any number with one session, as long as none changes it
///     Time            grows with the bytes before the key, at most CELLO_SESSION_ENTRIES_LEN_MAX
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_get_json(
    session: *const SessionObject,
    key: *const c_char,
    key_len: usize,
    value_out: *mut *const c_char,
    value_len_out: *mut usize,
) -> Status {
    let lookup = Lookup::new(session, key, key_len);
    // SAFETY: the caller's object, text and memory to write.
    unsafe { lookup.get_bytes(CELLO_SESSION_KIND_JSON, value_out.cast(), value_len_out) }
}

/// Reads an integer.
///
///     session         read; not NULL
///     key             read, key_len bytes of UTF-8; NULL only where key_len is 0
///     key_len         in bytes; what cannot be a key is not found
///     value_out       written; not NULL: the value
///     Returns
///       CELLO_SESSION_OK                 value_out is written
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
///       CELLO_SESSION_NOT_FOUND          there is no such key, or there cannot be one
///       CELLO_SESSION_WRONG_KIND         the value is of another kind
///     On failure      value_out is as it was
///     Threads         any number with one session, as long as none changes it
///     Time            grows with the bytes before the key, at most CELLO_SESSION_ENTRIES_LEN_MAX
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_get_int(
    session: *const SessionObject,
    key: *const c_char,
    key_len: usize,
    value_out: *mut i64,
) -> Status {
    answer(|| {
        let (lookup, value_out) = (Lookup::new(session, key, key_len), Output::new(value_out));
        lookup.check(&[value_out.region()])?;
        // SAFETY: the caller's object and text.
        let Value::Int(value) = unsafe { lookup.find() }? else {
            return Err(CELLO_SESSION_WRONG_KIND);
        };
        // SAFETY: the caller's memory, to write, apart from what is read.
        unsafe { value_out.write(value) };
        Ok(())
    })
}

/// Reads a boolean.
///
///     session         read; not NULL
///     key             read, key_len bytes of UTF-8; NULL only where key_len is 0
///     key_len         in bytes; what cannot be a key is not found
///     value_out       written; not NULL: 1 for true, 0 for false
///     Returns
///       CELLO_SESSION_OK                 value_out is written
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
///       CELLO_SESSION_NOT_FOUND          there is no such key, or there cannot be one
///       CELLO_SESSION_WRONG_KIND         the value is of another kind
///     On failure      value_out is as it was
///     Threads         any number with one session, as long as none changes it
///     Time            grows with the bytes before the key, at most CELLO_SESSION_ENTRIES_LEN_MAX
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_get_bool(
    session: *const SessionObject,
    key: *const c_char,
    key_len: usize,
    value_out: *mut u8,
) -> Status {
    answer(|| {
        let (lookup, value_out) = (Lookup::new(session, key, key_len), Output::new(value_out));
        lookup.check(&[value_out.region()])?;
        // SAFETY: the caller's object and text.
        let Value::Bool(value) = unsafe { lookup.find() }? else {
            return Err(CELLO_SESSION_WRONG_KIND);
        };
        // SAFETY: the caller's memory, to write, apart from what is read.
        unsafe { value_out.write(u8::from(value)) };
        Ok(())
    })
}
