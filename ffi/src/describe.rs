//! What is known of a session beside its map: times, lengths, whether it has to be written.

use crate::memory::{Input, Output, check};
use crate::object::{SessionObject, SignerObject};
use crate::status::{CELLO_SESSION_ABI_MISMATCH, Status, answer, number};
use cello_session_core::Info as CoreInfo;

/// A session's id and times, and what it would be if it were signed now. Later versions add fields at
/// the end.
#[repr(C)]
pub struct Info {
    /// When the token that was read was signed; 0 for a session that was never read.
    pub issued_at_unix_s: u64,
    /// When the token that was read is over, as this signer sees it; 0 for a session that was never
    /// read.
    pub expires_at_unix_s: u64,
    /// When the session began.
    pub began_at_unix_s: u64,
    /// When a token signed now would be over; 0 where nothing is left and cello_session_sign would say
    /// CELLO_SESSION_EXPIRED.
    pub expires_if_signed_now_unix_s: u64,
    /// Entries in the map.
    pub count: u32,
    /// Length in bytes of a token signed now, also where that is over a bound.
    pub token_len: u32,
    /// Length in bytes of what cello_session_cookie_write would write now, also where that is over a
    /// bound.
    pub cookie_line_len: u32,
    /// 1 where a call has altered the session since it was begun or read; a session just begun counts
    /// as altered.
    pub changed: u8,
    /// 1 where the cookie should be written again although nothing was altered: half of its life is
    /// over, or it was signed with an accepted secret more than CELLO_SESSION_LEEWAY_S ago. Never for a
    /// session that was not read, for an empty map (its cookie would be the deletion), where the end
    /// would not grow, or where the session does not fit this signer's cookie.
    pub renewal_due: u8,
    /// 0.
    pub reserved: [u8; 2],
    /// The session id.
    pub id: [u8; 16],
    /// Seconds that the session lives from each signing on, before this signer's limits.
    pub lifetime_s: u64,
    /// Bytes of the encoded entries.
    pub entries_len: u32,
    /// Bytes of encoded entries that fit this signer's cookie at every signing. A set that needs more is
    /// CELLO_SESSION_FULL; a session of another signer that has more is CELLO_SESSION_TOO_LARGE for
    /// cello_session_cookie_write, whatever cookie_line_len is now.
    pub entries_room: u32,
}

/// Tells a session's id and times, the lengths that its token and its cookie line have now, and
/// whether they should be written.
///
///     signer        read; not NULL; it would sign
///     session       read; not NULL
///     now_unix_s    the time, in seconds since 1970-01-01T00:00:00Z, 0..CELLO_SESSION_UNIX_S_MAX
///     info_out      written; not NULL, may be uninitialised; info_size bytes
///     info_size     sizeof(cello_session_info)
///     Returns
///       CELLO_SESSION_OK                 info_out is written
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    signer is not initialised, or session holds no session
///       CELLO_SESSION_ABI_MISMATCH       info_size is no size that this library knows
///       CELLO_SESSION_INVALID_ARGUMENT   a pointer is misaligned, or info_out overlaps an input
///       CELLO_SESSION_TIME_RANGE         now_unix_s is beyond the year 9999
///     On failure    info_out is as it was
///     Threads       any number with one signer and one session, as long as none changes them
///     Time          grows with the bytes of the map; no key is used
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_describe(
    signer: *const SignerObject,
    session: *const SessionObject,
    now_unix_s: u64,
    info_out: *mut Info,
    info_size: usize,
) -> Status {
    answer(|| {
        let (signer, session) = (Input::new(signer), Input::new(session));
        let info_out = Output::new(info_out);
        check(&[info_out.region()], &[signer.region(), session.region()])?;
        // So far one size was released; see the configuration's gate for what a later library does.
        if info_size != size_of::<Info>() {
            return Err(CELLO_SESSION_ABI_MISMATCH);
        }
        // SAFETY: the caller's objects.
        let (signer, session) = unsafe { (signer.body()?, session.body()?) };
        let info = signer.describe(session, now_unix_s).map_err(number)?;
        // SAFETY: the caller's memory, to write, apart from what is read.
        unsafe { info_out.write(Info::of(&info)) };
        Ok(())
    })
}

impl Info {
    fn of(info: &CoreInfo) -> Self {
        Self {
            issued_at_unix_s: info.issued_at_unix_s,
            expires_at_unix_s: info.expires_at_unix_s,
            began_at_unix_s: info.began_at_unix_s,
            expires_if_signed_now_unix_s: info.expires_if_signed_now_unix_s,
            count: narrow(info.count),
            token_len: narrow(info.token_len),
            cookie_line_len: narrow(info.cookie_line_len),
            changed: u8::from(info.changed),
            renewal_due: u8::from(info.renewal_due),
            reserved: [0; 2],
            id: info.id,
            lifetime_s: info.lifetime_s,
            entries_len: narrow(info.entries_len),
            entries_room: narrow(info.entries_room),
        }
    }
}

/// The core's bounds keep every length far below this type's.
fn narrow(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
