//! Reading the whole map in one call.

use crate::bounds::CELLO_SESSION_ENTRIES_MAX;
use crate::entry::Entry;
use crate::memory::{Input, Output, Outputs, check};
use crate::object::SessionObject;
use crate::status::{CELLO_SESSION_BUFFER_TOO_SMALL, Status, answer};

/// Reads the whole map in one pass, in the order of the token: shorter keys first, then bytewise.
///
///     session        read; not NULL
///     entries_out    written, as many entries as the session has; not NULL
///     entries_cap    room in entries_out, in entries; CELLO_SESSION_ENTRIES_MAX are always enough
///     count_out      written; not NULL: how many entries were written
///     Returns
///       CELLO_SESSION_OK                 both outputs are written; the offsets are from session, and
///                                        true until the session changes
///       CELLO_SESSION_NULL_ARGUMENT      a pointer is NULL
///       CELLO_SESSION_NOT_INITIALISED    session holds no session
///       CELLO_SESSION_INVALID_ARGUMENT   misaligned, or an output overlaps another argument
///       CELLO_SESSION_BUFFER_TOO_SMALL   the session has more than entries_cap entries
///     On failure     both outputs are as they were
///     Threads        any number with one session, as long as none changes it
///     Time           grows with the bytes of the map, at most CELLO_SESSION_ENTRIES_LEN_MAX
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_entries(
    session: *const SessionObject,
    entries_out: *mut Entry,
    entries_cap: usize,
    count_out: *mut usize,
) -> Status {
    answer(|| {
        let session_in = Input::new(session);
        let entries_out = Outputs::new(entries_out, entries_cap, CELLO_SESSION_ENTRIES_MAX);
        let count_out = Output::new(count_out);
        check(&[entries_out.region(), count_out.region()], &[session_in.region()])?;
        // SAFETY: the caller's object and memory, apart from each other; an entry is written before it is
        // read.
        let (body, room) = unsafe { (session_in.body()?, entries_out.get()) };
        let room = room.get_mut(..body.len()).ok_or(CELLO_SESSION_BUFFER_TOO_SMALL)?;
        for (place, entry) in room.iter_mut().zip(body.entries()) {
            *place = Entry::of(&entry, session.addr());
        }
        // SAFETY: the caller's memory, to write.
        unsafe { count_out.write(room.len()) };
        Ok(())
    })
}
