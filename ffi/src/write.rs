//! What goes out: a token, or the value of a Set-Cookie field.

use crate::bounds::{CELLO_SESSION_COOKIE_LINE_LEN_MAX, CELLO_SESSION_TOKEN_LEN_MAX};
use crate::memory::{Input, Output, Outputs, Region, check};
use crate::object::{SessionObject, SignerObject};
use crate::status::{Status, answer, number};
use cello_session_core::{Error, Session, Signer};
use core::ffi::c_char;

/// Signs a session: writes its token. An empty map is signed too; nothing in the session changes.
///
///     signer          read; not NULL
///     session         read; not NULL
///     now_unix_s      the time, in seconds since 1970-01-01T00:00:00Z, 0..CELLO_SESSION_UNIX_S_MAX
///     token_out       written, token_len_out bytes of A-Z a-z 0-9 - _ without a NUL; not NULL
///     token_cap       room in token_out, in bytes; CELLO_SESSION_TOKEN_LEN_MAX are always enough
///     token_len_out   written; not NULL
///     Returns
///       CELLO_SESSION_OK                 both outputs are written
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    signer is not initialised, or session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
///       CELLO_SESSION_BUFFER_TOO_SMALL   the token is longer than token_cap
///       CELLO_SESSION_TIME_RANGE         now_unix_s is beyond the year 9999
///       CELLO_SESSION_EXPIRED            the absolute end has come
///     On failure      both outputs are as they were
///     Threads         any number with one signer and one session, as long as none changes them
///     Time            grows with the bytes of the map: one HMAC-SHA256 and one base64url encoding
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_sign(
    signer: *const SignerObject,
    session: *const SessionObject,
    now_unix_s: u64,
    token_out: *mut c_char,
    token_cap: usize,
    token_len_out: *mut usize,
) -> Status {
    let text_out = TextOut::new(token_out, token_cap, CELLO_SESSION_TOKEN_LEN_MAX, token_len_out);
    // SAFETY: the caller's objects and memory, under the header's contract.
    unsafe { write(signer, session, now_unix_s, &text_out, Signer::sign_ascii) }
}

/// Signs a session and writes the value of a Set-Cookie field: name, token and attributes. For an
/// empty map it writes what deletes the cookie.
///
///     signer         read; not NULL
///     session        read; not NULL
///     now_unix_s     the time, in seconds since 1970-01-01T00:00:00Z, 0..CELLO_SESSION_UNIX_S_MAX
///     line_out       written, line_len_out bytes of printable ASCII without a NUL; not NULL
///     line_cap       room in line_out, in bytes; CELLO_SESSION_COOKIE_LINE_LEN_MAX are always enough
///     line_len_out   written; not NULL
///     Returns
///       CELLO_SESSION_OK                 both outputs are written
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    signer is not initialised, or session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
///       CELLO_SESSION_BUFFER_TOO_SMALL   the line is longer than line_cap
///       CELLO_SESSION_TIME_RANGE         now_unix_s is beyond the year 9999
///       CELLO_SESSION_TOO_LARGE          the session is from a signer with more room, and does not
///                                        fit this cookie
///       CELLO_SESSION_EXPIRED            the absolute end has come, and the map is not empty
///     On failure     both outputs are as they were
///     Threads        any number with one signer and one session, as long as none changes them
///     Time           grows with the bytes of the map: one HMAC-SHA256 and one base64url encoding
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_cookie_write(
    signer: *const SignerObject,
    session: *const SessionObject,
    now_unix_s: u64,
    line_out: *mut c_char,
    line_cap: usize,
    line_len_out: *mut usize,
) -> Status {
    let text_out = TextOut::new(line_out, line_cap, CELLO_SESSION_COOKIE_LINE_LEN_MAX, line_len_out);
    // SAFETY: the caller's objects and memory, under the header's contract.
    unsafe { write(signer, session, now_unix_s, &text_out, Signer::write_cookie_ascii) }
}

/// Writes the value of a Set-Cookie field that deletes the cookie, with the attributes that it was set
/// with.
///
///     signer         read; not NULL
///     line_out       written, line_len_out bytes of printable ASCII without a NUL; not NULL
///     line_cap       room in line_out, in bytes; CELLO_SESSION_COOKIE_LINE_LEN_MAX are always enough
///     line_len_out   written; not NULL
///     Returns
///       CELLO_SESSION_OK                 both outputs are written
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    signer is not initialised
///       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
///       CELLO_SESSION_BUFFER_TOO_SMALL   the line is longer than line_cap
///     On failure     both outputs are as they were
///     Threads        any number with one signer
///     Time           grows with the length of the line
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_cookie_write_deletion(
    signer: *const SignerObject,
    line_out: *mut c_char,
    line_cap: usize,
    line_len_out: *mut usize,
) -> Status {
    answer(|| {
        let signer = Input::new(signer);
        let text_out = TextOut::new(line_out, line_cap, CELLO_SESSION_COOKIE_LINE_LEN_MAX, line_len_out);
        check(&text_out.regions(), &[signer.region()])?;
        // SAFETY: the caller's object and memory, apart from each other.
        let (signer, out) = unsafe { (signer.body()?, text_out.text()) };
        let line = signer.write_cookie_deletion(out).map_err(number)?;
        // SAFETY: the caller's memory, to write.
        unsafe { text_out.len_out.write(line.len()) };
        Ok(())
    })
}

/// One of the core's two functions that sign.
type TextOf = for<'o> fn(&Signer, &Session, u64, &'o mut [u8]) -> Result<&'o [u8], Error>;

/// The two functions that sign, which differ in what the core is asked for.
///
/// # Safety
/// The objects and the memory are the caller's, under the header's contract.
#[inline(never)]
unsafe fn write(
    signer: *const SignerObject,
    session: *const SessionObject,
    now_unix_s: u64,
    text_out: &TextOut,
    text_of: TextOf,
) -> Status {
    answer(|| {
        let (signer, session) = (Input::new(signer), Input::new(session));
        check(&text_out.regions(), &[signer.region(), session.region()])?;
        // SAFETY: the caller's objects and memory, what is written apart from what is read.
        let (signer, session, out) = unsafe { (signer.body()?, session.body()?, text_out.text()) };
        let text = text_of(signer, session, now_unix_s, out).map_err(number)?;
        // SAFETY: the caller's memory, to write.
        unsafe { text_out.len_out.write(text.len()) };
        Ok(())
    })
}

/// Room for text, and where its length goes.
struct TextOut {
    text_out: Outputs<u8>,
    len_out: Output<usize>,
}

impl TextOut {
    fn new(text_out: *mut c_char, cap: usize, cap_max: usize, len_out: *mut usize) -> Self {
        let text_out = Outputs::new(text_out.cast::<u8>(), cap, cap_max);
        Self { text_out, len_out: Output::new(len_out) }
    }

    fn regions(&self) -> [Region; 2] {
        [self.text_out.region(), self.len_out.region()]
    }

    /// # Safety
    /// The memory is the caller's, to write; nobody else uses it during the call.
    const unsafe fn text<'a>(&self) -> &'a mut [u8] {
        // SAFETY: the caller's word; the core writes every byte of its output before it reads one.
        unsafe { self.text_out.get() }
    }
}
