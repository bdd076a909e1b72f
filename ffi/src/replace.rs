//! Writing the whole map in one call: what a binding does at the end of a request.

use crate::bounded_list::BoundedList;
use crate::bounds::CELLO_SESSION_ENTRIES_MAX;
use crate::entry::Entry;
use crate::memory::{Inputs, Output, check};
use crate::object::SessionObject;
use crate::status::{CELLO_SESSION_FULL, Status, answer, number};

/// Most bytes of the base that the 32-bit offsets of entries can reach.
const BASE_LEN_MAX: usize = u32::MAX as usize;

/// Replaces the whole map, all or nothing. The entries may come in any order; their bytes lie in one
/// buffer.
///
///     session       changed; not NULL
///     base          read, base_len bytes: keys and values lie here, wherever the entries say; NULL
///                   only where base_len is 0; may be another session object
///     base_len      in bytes
///     entries       read, entry_count entries with offsets from base; NULL only where entry_count is
///                   0; for kinds without bytes value_offset and value_len are not looked at, for the
///                   others integer is not
///     entry_count   0..CELLO_SESSION_ENTRIES_MAX; 0 empties the map
///     Returns
///       CELLO_SESSION_OK                 the map is what the entries say
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   a pointer is misaligned, an input lies in session, an entry
///                                        reaches beyond the base, has no known kind, a boolean that
///                                        is neither 0 nor 1, or reserved is not 0, or a key is given
///                                        twice
///       CELLO_SESSION_KEY_LENGTH         a key has no byte or more than CELLO_SESSION_KEY_LEN_MAX
///       CELLO_SESSION_KEY_ENCODING       a key is not UTF-8
///       CELLO_SESSION_VALUE_ENCODING     a text is not UTF-8, or JSON text is malformed, nested too
///                                        deep, or a value that has a kind of its own
///       CELLO_SESSION_FULL               the entries do not fit
///     On failure    session is as it was
///     Threads       session is the caller's alone during the call
///     Time          grows with the bytes of the entries, and with the square of their number
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_replace(
    session: *mut SessionObject,
    base: *const u8,
    base_len: usize,
    entries: *const Entry,
    entry_count: usize,
) -> Status {
    answer(|| {
        let session = Output::new(session);
        let base_in = Inputs::new(base, base_len, BASE_LEN_MAX);
        let entries = Inputs::new(entries, entry_count, CELLO_SESSION_ENTRIES_MAX);
        check(&[session.region()], &[base_in.region(), entries.region()])?;
        // SAFETY: the caller's object and entries, apart from each other.
        let (session, entries) = unsafe { (session.body()?, entries.get()) };
        let mut list = BoundedList::<_, CELLO_SESSION_ENTRIES_MAX>::new();
        for entry in entries.ok_or(CELLO_SESSION_FULL)? {
            // SAFETY: the caller's bytes, apart from the session.
            let entry = unsafe { entry.at_base(base, base_len.min(BASE_LEN_MAX)) }?;
            list.push(entry).ok_or(CELLO_SESSION_FULL)?;
        }
        session.replace(list.as_slice()).map_err(number)
    })
}
