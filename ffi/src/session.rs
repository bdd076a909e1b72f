//! How a session object comes to hold a session, and how it is emptied.

use crate::bounds::{CELLO_SESSION_COOKIE_HEADER_LEN_MAX, CELLO_SESSION_ID_LEN, CELLO_SESSION_TOKEN_LEN_MAX};
use crate::memory::{Input, Inputs, Output, check};
use crate::object::{SessionObject, SignerObject};
use crate::status::{
    CELLO_SESSION_INVALID_ARGUMENT, CELLO_SESSION_MISSING, CELLO_SESSION_REJECTED, Status, answer, number,
};
use cello_session_core::Error;
use core::ffi::c_char;

/// Begins a session: new, empty, with the lifetime that is configured.
///
///     signer        read; not NULL
///     session_id    read, 16 bytes; not NULL; random for each session (an operating system's random
///                   source), not all zero
///     now_unix_s    the time, in seconds since 1970-01-01T00:00:00Z, 0..CELLO_SESSION_UNIX_S_MAX
///     session_out   written; not NULL, may be uninitialised or hold another session
///     Returns
///       CELLO_SESSION_OK                 session_out holds the session
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    signer is not initialised
///       CELLO_SESSION_INVALID_ARGUMENT   session_id is all zero, a pointer is misaligned, or
///                                        session_out overlaps an input
///       CELLO_SESSION_TIME_RANGE         now_unix_s is beyond the year 9999
///     On failure    session_out holds no session
///     Threads       any number with one signer; session_out is the caller's alone during the call
///     Time          constant
/// cbindgen:ptrs-as-arrays=[[session_id;16]]
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_begin(
    signer: *const SignerObject,
    session_id: *const u8,
    now_unix_s: u64,
    session_out: *mut SessionObject,
) -> Status {
    answer(|| {
        let (signer, session_out) = (Input::new(signer), Output::new(session_out));
        let id = Input::new(session_id.cast::<[u8; CELLO_SESSION_ID_LEN]>());
        // SAFETY: the caller's object, to write.
        unsafe { void(&session_out, &signer) }?;
        check(&[session_out.region()], &[signer.region(), id.region()])?;
        // SAFETY: the caller's objects, apart from each other.
        let (signer, id) = unsafe { (signer.body()?, *id.get()) };
        let session = signer.begin(id, now_unix_s).map_err(number)?;
        // SAFETY: the caller's object, to write.
        unsafe {
            session_out.fill(|memory| {
                memory.write(session);
                Ok(())
            })
        }
    })
}

/// Checks a token and, when it is good, decodes its session. Everything that is wrong with a token
/// that these secrets did not make for this cookie has one answer, CELLO_SESSION_REJECTED.
///
///     signer        read; not NULL
///     token         read, token_len bytes; NULL only where token_len is 0
///     token_len     in bytes; more than CELLO_SESSION_TOKEN_LEN_MAX are rejected without a look
///     now_unix_s    the time, in seconds since 1970-01-01T00:00:00Z, 0..CELLO_SESSION_UNIX_S_MAX
///     session_out   written; not NULL, may be uninitialised or hold another session
///     Returns
///       CELLO_SESSION_OK                 session_out holds the session
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    signer is not initialised
///       CELLO_SESSION_INVALID_ARGUMENT   a pointer is misaligned, or session_out overlaps an input
///       CELLO_SESSION_TIME_RANGE         now_unix_s is beyond the year 9999
///       CELLO_SESSION_EXPIRED            a genuine session that is over
///       CELLO_SESSION_NOT_YET_VALID      a genuine session from more than CELLO_SESSION_LEEWAY_S in
///                                        the future
///       CELLO_SESSION_REJECTED           not a token of these secrets and this cookie
///     On failure    session_out holds no session, so that the last visitor's cannot be shown to the
///                   next one
///     Threads       any number with one signer; session_out is the caller's alone during the call
///     Time          grows with token_len: one HMAC-SHA256 and one base64url decoding; the same
///                   wherever a tag differs
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_verify(
    signer: *const SignerObject,
    token: *const c_char,
    token_len: usize,
    now_unix_s: u64,
    session_out: *mut SessionObject,
) -> Status {
    answer(|| {
        let (signer, session_out) = (Input::new(signer), Output::new(session_out));
        let token = Inputs::new(token.cast::<u8>(), token_len, CELLO_SESSION_TOKEN_LEN_MAX);
        // SAFETY: the caller's object, to write.
        unsafe { void(&session_out, &signer) }?;
        check(&[session_out.region()], &[signer.region(), token.region()])?;
        // SAFETY: the caller's object and text, apart from what is written.
        let (signer, token) = unsafe { (signer.body()?, token.get()) };
        // What is over the bound is not looked at: empty text is rejected as well, but a wrong clock is told.
        let token = token.unwrap_or_default();
        // SAFETY: the caller's object; the core hands out a session only after it has written one.
        unsafe { session_out.fill(|memory| signer.verify(token, now_unix_s, memory).map(drop)) }
            .map_err(number)
    })
}

/// Finds the cookie in a Cookie header and verifies it. Of several cookies of our name at most 8 are
/// tried, and the one that was signed last wins.
///
///     signer              read; not NULL
///     cookie_header       read, cookie_header_len bytes: the value of one Cookie field, without its
///                         name; a caller that has several joins them with "; "; NULL only where
///                         cookie_header_len is 0
///     cookie_header_len   in bytes; more than CELLO_SESSION_COOKIE_HEADER_LEN_MAX are rejected
///                         without a look
///     now_unix_s          the time, in seconds since 1970-01-01T00:00:00Z,
///                         0..CELLO_SESSION_UNIX_S_MAX
///     session_out         written; not NULL, may be uninitialised or hold another session
///     Returns
///       CELLO_SESSION_OK                 session_out holds the session
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    signer is not initialised
///       CELLO_SESSION_INVALID_ARGUMENT   a pointer is misaligned, or session_out overlaps an input
///       CELLO_SESSION_TIME_RANGE         now_unix_s is beyond the year 9999
///       CELLO_SESSION_EXPIRED            none is valid, and one was a genuine session that is over
///       CELLO_SESSION_NOT_YET_VALID      none is valid, and one is a genuine session from the future
///       CELLO_SESSION_REJECTED           none is valid or genuine, or the header is too long
///       CELLO_SESSION_MISSING            no cookie has our name
///     On failure          session_out holds no session, so that the last visitor's cannot be shown to
///                         the next one
///     Threads             any number with one signer; session_out is the caller's alone during the
///                         call
///     Time                grows with cookie_header_len, and with the length of at most 8 tokens
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_cookie_read(
    signer: *const SignerObject,
    cookie_header: *const c_char,
    cookie_header_len: usize,
    now_unix_s: u64,
    session_out: *mut SessionObject,
) -> Status {
    answer(|| {
        let (signer, session_out) = (Input::new(signer), Output::new(session_out));
        let header = cookie_header.cast::<u8>();
        let header = Inputs::new(header, cookie_header_len, CELLO_SESSION_COOKIE_HEADER_LEN_MAX);
        // SAFETY: the caller's object, to write.
        unsafe { void(&session_out, &signer) }?;
        check(&[session_out.region()], &[signer.region(), header.region()])?;
        // SAFETY: the caller's object and text, apart from what is written.
        let (signer, header) = unsafe { (signer.body()?, header.get()) };
        // A header that is over the bound is not looked at, but a wrong clock is told there as well.
        let (header, missing) = match header {
            Some(header) => (header, CELLO_SESSION_MISSING),
            None => (&[][..], CELLO_SESSION_REJECTED),
        };
        // SAFETY: the caller's object; the core hands out a session only after it has written one.
        unsafe { session_out.fill(|memory| signer.read_cookie(header, now_unix_s, memory).map(drop)) }
            .map_err(|error| if error == Error::Missing { missing } else { number(error) })
    })
}

/// Overwrites a session with zeros.
///
///     session       written; NULL or misaligned: nothing is done
///     Returns       nothing
///     On failure    cannot fail
///     Threads       any; no other thread may use the session any more
#[unsafe(no_mangle)]
unsafe extern "C" fn cello_session_wipe(session: *mut SessionObject) {
    let session = Output::new(session);
    if check(&[session.region()], &[]).is_ok() {
        // SAFETY: the caller's object, to write.
        unsafe { session.wipe() };
    }
}

/// Voids the session that a call is going to write before anything else can fail, so that no failure
/// leaves an old one behind. Only a pointer that cannot be written, or one into the signer, is left
/// alone.
///
/// # Safety
/// The object is the caller's, to write.
unsafe fn void(session_out: &Output<SessionObject>, signer: &Input<SignerObject>) -> Result<(), Status> {
    check(&[session_out.region()], &[])?;
    if session_out.region().overlaps(signer.region()) {
        return Err(CELLO_SESSION_INVALID_ARGUMENT);
    }
    // SAFETY: the caller's word.
    unsafe { session_out.void() };
    Ok(())
}
