//! Changes that are not about one value: keys taken away, a new id, a login, a lifetime.

use crate::bounds::{CELLO_SESSION_ID_LEN, CELLO_SESSION_KEY_LEN_MAX};
use crate::entry::key_text;
use crate::memory::{Input, Inputs, Output, check};
use crate::object::{SessionObject, SignerObject};
use crate::status::{Status, answer, number};
use core::ffi::c_char;

/// Takes one key out of the map; a key that is not there is no failure, so the answer may be ignored.
///
///     session       changed; not NULL
///     key           read, key_len bytes of UTF-8; NULL only where key_len is 0
///     key_len       in bytes; what cannot be a key is not there
///     Returns
///       CELLO_SESSION_OK                 the map has no such key
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   a pointer is misaligned, or key lies in session
///     On failure    session is as it was
///     Threads       session is the caller's alone during the call
///     Time          grows with the bytes of the map, at most CELLO_SESSION_ENTRIES_LEN_MAX
#[unsafe(no_mangle)]
unsafe extern "C" fn cello_session_remove(
    session: *mut SessionObject,
    key: *const c_char,
    key_len: usize,
) -> Status {
    answer(|| {
        let session = Output::new(session);
        let key = Inputs::new(key.cast::<u8>(), key_len, CELLO_SESSION_KEY_LEN_MAX);
        check(&[session.region()], &[key.region()])?;
        // SAFETY: the caller's object and text, apart from each other.
        let (session, key) = unsafe { (session.body()?, key.get()) };
        if let Ok(key) = key_text(key) {
            session.remove(key);
        }
        Ok(())
    })
}

/// Empties the map; id and times stay. This does not recall a token that was copied: a visitor who
/// kept one can go on sending it until it expires.
///
///     session       changed; not NULL
///     Returns
///       CELLO_SESSION_OK                 the map is empty
///       CELLO_SESSION_NULL_ARGUMENT      session is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned
///     On failure    session is as it was
///     Threads       session is the caller's alone during the call
///     Time          constant
#[unsafe(no_mangle)]
unsafe extern "C" fn cello_session_clear(session: *mut SessionObject) -> Status {
    answer(|| {
        let session = Output::new(session);
        check(&[session.region()], &[])?;
        // SAFETY: the caller's object.
        unsafe { session.body() }?.clear();
        Ok(())
    })
}

/// Gives the session a new id, as is due at a change of rights; map, beginning and lifetime stay.
///
///     session       changed; not NULL
///     session_id    read, 16 bytes; not NULL; random, not all zero
///     Returns
///       CELLO_SESSION_OK                 the session has the new id
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   session_id is all zero or lies in session, or session
///                                        is misaligned
///     On failure    session is as it was
///     Threads       session is the caller's alone during the call
///     Time          constant
/// cbindgen:ptrs-as-arrays=[[session_id;16]]
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_rotate_id(session: *mut SessionObject, session_id: *const u8) -> Status {
    answer(|| {
        let session = Output::new(session);
        let id = Input::new(session_id.cast::<[u8; CELLO_SESSION_ID_LEN]>());
        check(&[session.region()], &[id.region()])?;
        // SAFETY: the caller's object and bytes, apart from each other.
        let (session, id) = unsafe { (session.body()?, *id.get()) };
        session.rotate_id(id).map_err(number)
    })
}

/// Marks that the visitor has just proved who they are: a new id, begins now, the lifetime that is
/// configured; the map stays, so what an anonymous visitor may not keep is removed first.
///
///     signer        read; not NULL
///     session       changed; not NULL
///     session_id    read, 16 bytes; not NULL; random, not all zero
///     now_unix_s    the time, in seconds since 1970-01-01T00:00:00Z, 0..CELLO_SESSION_UNIX_S_MAX
///     Returns
///       CELLO_SESSION_OK                 the session has the new id and begins now
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    signer is not initialised, or session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   session_id is all zero, a pointer is misaligned, or
///                                        session overlaps an input
///       CELLO_SESSION_TIME_RANGE         now_unix_s is beyond the year 9999
///     On failure    session is as it was
///     Threads       any number with one signer; session is the caller's alone during the call
///     Time          constant
/// cbindgen:ptrs-as-arrays=[[session_id;16]]
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_login(
    signer: *const SignerObject,
    session: *mut SessionObject,
    session_id: *const u8,
    now_unix_s: u64,
) -> Status {
    answer(|| {
        let (signer, session) = (Input::new(signer), Output::new(session));
        let id = Input::new(session_id.cast::<[u8; CELLO_SESSION_ID_LEN]>());
        check(&[session.region()], &[signer.region(), id.region()])?;
        // SAFETY: the caller's objects and bytes, the session apart from the others.
        let (signer, session, id) = unsafe { (signer.body()?, session.body()?, *id.get()) };
        signer.login(session, id, now_unix_s).map_err(number)
    })
}

/// Sets how long the session lives from each signing on: "remember me".
///
///     session       changed; not NULL
///     lifetime_s    in seconds, 1 to the longest_max_age_s of the signer that the session was begun
///                   or read with
///     Returns
///       CELLO_SESSION_OK                 the lifetime is set
///       CELLO_SESSION_NULL_ARGUMENT      session is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   session is misaligned
///       CELLO_SESSION_TIME_RANGE         lifetime_s is 0 or longer than the longest
///     On failure    session is as it was
///     Threads       session is the caller's alone during the call
///     Time          constant
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_set_lifetime(session: *mut SessionObject, lifetime_s: u64) -> Status {
    answer(|| {
        let session = Output::new(session);
        check(&[session.region()], &[])?;
        // SAFETY: the caller's object.
        unsafe { session.body() }?.set_lifetime(lifetime_s).map_err(number)
    })
}
