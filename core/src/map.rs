//! The bounded map of a session, kept as the canonical bytes that go into the token.
//!
//! Setting a key finds its place and splices; reading one walks the bytes. There is no second representation, so there
//! is nothing to serialise and nothing to allocate.

use crate::bounded::Bounded;
use crate::cbor::{Reader, Writer};
use crate::entries::{self, Entries, Entry};
use crate::error::Error;
use crate::limits::{ENTRIES_MAX, TOKEN_BYTES_MAX};
use core::cell::Cell;
use core::cmp::Ordering;
use core::ops::Range;

/// Entries in canonical order, in the bytes of the token that brought them or in bytes of their own.
// In this order a new map is made by writing what stands before the bytes; in another the compiler fills all of it with
// zeros.
#[repr(C)]
#[derive(Clone)]
pub(crate) struct Map {
    entries_at: usize,
    count: usize,
    /// Bytes of encoded entries to which the map may grow.
    room: usize,
    /// A token as it was received, less its tag, or nothing; the entries are at its end.
    bytes: Bounded<TOKEN_BYTES_MAX>,
}

/// Whether a call altered anything.
pub(crate) type Changed = bool;

impl Map {
    #[inline]
    pub(crate) const fn new(room: usize) -> Self {
        Self { entries_at: 0, count: 0, room, bytes: Bounded::new() }
    }

    pub(crate) const fn len(&self) -> usize {
        self.count
    }

    pub(crate) fn entries(&self) -> Entries<'_> {
        Entries::new(self.encoded(), self.count)
    }

    /// The entries as they go into the token.
    pub(crate) fn encoded(&self) -> &[u8] {
        self.bytes.as_slice().get(self.entries_at..).unwrap_or_default()
    }

    pub(crate) fn entry(&self, key: &str) -> Option<Entry<'_>> {
        match self.find(key) {
            Place::Held { entry, .. } => Entries::new(entry, 1).next(),
            Place::Free { .. } => None,
        }
    }

    pub(crate) fn set(&mut self, entry: Entry<'_>) -> Result<Changed, Error> {
        entry.check()?;
        let (at, held_len) = match self.find(entry.key) {
            Place::Held { at, entry: held } => {
                if Entries::new(held, 1).next() == Some(entry) {
                    return Ok(false);
                }
                (at, held.len())
            }
            Place::Free { at } => (at, 0),
        };
        let is_new = held_len == 0;
        let len = entry.encoded_len();
        self.check_room(self.encoded_len().saturating_sub(held_len).saturating_add(len))?;
        if is_new && self.count >= ENTRIES_MAX {
            return Err(Error::Full);
        }
        let gap = self.bytes.splice(at, held_len, len).ok_or(Error::Full)?;
        entry.write(&mut Writer::new(gap)).ok_or(Error::Full)?;
        self.count = self.count.saturating_add(usize::from(is_new));
        Ok(true)
    }

    /// All or nothing: one pass checks, one writes.
    pub(crate) fn replace(&mut self, entries: &[Entry<'_>]) -> Result<Changed, Error> {
        if entries.len() > ENTRIES_MAX {
            return Err(Error::Full);
        }
        let mut len: usize = 0;
        for entry in entries {
            entry.check()?;
            len = len.saturating_add(entry.encoded_len());
        }
        self.check_room(len)?;
        let mut slots = [None; ENTRIES_MAX];
        let sorted = entries::sort(entries, &mut slots)?;
        if self.entries().map(Some).eq(sorted.iter().map(|slot| slot.get().copied())) {
            return Ok(false);
        }
        let gap = self.bytes.splice(self.entries_at, self.encoded_len(), len).ok_or(Error::Full)?;
        let mut writer = Writer::new(gap);
        for entry in sorted.iter().filter_map(Cell::get) {
            entry.write(&mut writer).ok_or(Error::Full)?;
        }
        self.count = entries.len();
        Ok(true)
    }

    pub(crate) fn remove(&mut self, key: &str) -> Changed {
        let Place::Held { at, entry } = self.find(key) else { return false };
        let len = entry.len();
        let removed = self.bytes.splice(at, len, 0).is_some();
        self.count = self.count.saturating_sub(usize::from(removed));
        removed
    }

    pub(crate) fn clear(&mut self) -> Changed {
        let held_some = self.count > 0;
        self.bytes.truncate(self.entries_at);
        self.count = 0;
        held_some
    }

    pub(crate) const fn set_room(&mut self, room: usize) {
        self.room = room;
    }

    /// Room for a token of `len` bytes, to be decoded into; what was held is gone.
    pub(crate) fn receive(&mut self, len: usize) -> Option<&mut [u8]> {
        self.entries_at = 0;
        self.count = 0;
        self.bytes.truncate(0);
        self.bytes.splice(0, 0, len)
    }

    /// Takes the entries of the token that was received and checked.
    pub(crate) fn adopt(&mut self, entries: &Range<usize>, count: usize) {
        self.bytes.truncate(entries.end);
        self.entries_at = entries.start;
        self.count = count;
    }

    /// Overwrites all the bytes, also those of what was removed or shortened before.
    pub(crate) fn wipe(&mut self) {
        self.bytes.wipe();
        *self = Self::new(0);
    }

    fn encoded_len(&self) -> usize {
        self.bytes.len().saturating_sub(self.entries_at)
    }

    /// What does not grow the map always fits: it may have come from a signer with more room.
    fn check_room(&self, encoded_len: usize) -> Result<(), Error> {
        if encoded_len > self.room.max(self.encoded_len()) { Err(Error::Full) } else { Ok(()) }
    }

    fn find(&self, key: &str) -> Place<'_> {
        let key = key.as_bytes();
        let mut at = self.entries_at;
        let mut reader = Reader::new(self.encoded());
        while let Some((held, entry)) = entries::next(&mut reader) {
            match entries::key_order(held, key) {
                Ordering::Less => at = at.saturating_add(entry.len()),
                Ordering::Equal => return Place::Held { at, entry },
                Ordering::Greater => break,
            }
        }
        Place::Free { at }
    }
}

/// Where a key is, or where it would be.
enum Place<'a> {
    Held { at: usize, entry: &'a [u8] },
    Free { at: usize },
}
