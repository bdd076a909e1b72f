//! `Session`: the bounded map, kept as the canonical bytes that go into the token.
//!
//! Setting a key finds its place and splices; reading one walks the bytes. There is no second representation, so there
//! is nothing to serialise and nothing to allocate.

use crate::bounded::Bounded;
use crate::cbor::{Reader, Writer};
use crate::entries::{self, Entries, Entry};
use crate::error::Error;
use crate::limits::{ENTRIES_MAX, ID_LEN, TOKEN_BYTES_MAX};
use crate::times::Times;
use crate::value::Value;
use crate::wipe;
use core::cell::Cell;
use core::cmp::Ordering;
use core::fmt;
use core::ops::Range;

/// A small map with a random id and an end, made by [`Signer::begin`](crate::Signer::begin) or read from a token.
///
/// It carries the limits of the signer that made it, so that what would not fit into the cookie is refused when it is
/// set.
// In this order a blank session is made by writing what stands before the bytes; in another the compiler fills all of
// it with zeros.
#[repr(C)]
#[derive(Clone)]
pub struct Session {
    entries_at: usize,
    count: usize,
    room: usize,
    longest_max_age_s: u64,
    id: [u8; ID_LEN],
    began_at: u64,
    lifetime_s: u64,
    read: Option<Read>,
    changed: bool,
    /// A token as it was received, less its tag, or nothing; the entries are at its end.
    bytes: Bounded<TOKEN_BYTES_MAX>,
}

/// What is kept of the token that a session was read from.
#[derive(Clone, Copy)]
pub(crate) struct Read {
    /// Its own, also after a login.
    pub(crate) times: Times,
    /// Signed with a secret that only verifies.
    pub(crate) accepted_only: bool,
}

/// A token that passed: what it claims, and where in its bytes the entries are.
pub(crate) struct Received {
    pub(crate) times: Times,
    pub(crate) id: [u8; ID_LEN],
    pub(crate) count: usize,
    pub(crate) entries: Range<usize>,
    pub(crate) accepted_only: bool,
}

/// What the signer lets a session grow and live to.
#[derive(Clone, Copy)]
pub(crate) struct Allowance {
    /// Bytes of encoded entries.
    pub(crate) room: usize,
    pub(crate) longest_max_age_s: u64,
}

impl Session {
    /// A session that holds nothing yet, not even an id.
    #[inline]
    pub(crate) const fn blank(allowance: Allowance) -> Self {
        Self {
            bytes: Bounded::new(),
            entries_at: 0,
            count: 0,
            room: allowance.room,
            longest_max_age_s: allowance.longest_max_age_s,
            id: [0; ID_LEN],
            began_at: 0,
            lifetime_s: 0,
            read: None,
            changed: false,
        }
    }

    /// The value of a key, or `None`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Value<'_>> {
        self.entry(key).map(|entry| entry.value)
    }

    /// The entry of a key, or `None`: as [`Session::get`], with the key as the session holds it.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<Entry<'_>> {
        match self.find(key.as_bytes()) {
            Place::Held { entry, .. } => Entries::new(entry, 1).next(),
            Place::Free { .. } => None,
        }
    }

    /// The entries in their canonical order: shorter keys first, keys of one length bytewise.
    #[must_use]
    pub fn entries(&self) -> Entries<'_> {
        Entries::new(self.encoded_entries(), self.count)
    }

    /// How many entries there are, 0 to 64.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there is no entry.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Sets a key of 1 to 128 bytes. What is held already changes nothing.
    ///
    /// # Errors
    ///
    /// [`Error::KeyLength`]; [`Error::ValueEncoding`] for JSON text that is none; [`Error::Full`] when the map would
    /// grow beyond 64 entries or its room. The session is then as it was.
    pub fn set(&mut self, key: &str, value: Value<'_>) -> Result<(), Error> {
        let entry = Entry { key, value };
        entry.check()?;
        let (at, held_len) = match self.find(key.as_bytes()) {
            Place::Held { at, entry: held } => {
                if Entries::new(held, 1).next() == Some(entry) {
                    return Ok(());
                }
                (at, held.len())
            }
            Place::Free { at } => (at, 0),
        };
        let is_new = held_len == 0;
        let len = entry.encoded_len();
        let entries_len = self.encoded_len().saturating_sub(held_len).saturating_add(len);
        let too_large = entries_len > self.room.max(self.encoded_len());
        if too_large || (is_new && self.count >= ENTRIES_MAX) {
            return Err(Error::Full);
        }
        let gap = self.bytes.splice(at, held_len, len).ok_or(Error::Full)?;
        entry.write(&mut Writer::new(gap)).ok_or(Error::Full)?;
        self.count = self.count.saturating_add(usize::from(is_new));
        self.changed = true;
        Ok(())
    }

    /// Replaces the whole map, or nothing of it. The entries may come in any order.
    ///
    /// # Errors
    ///
    /// As [`Session::set`] for each entry; [`Error::InvalidArgument`] for a key that comes twice.
    pub fn replace(&mut self, entries: &[Entry<'_>]) -> Result<(), Error> {
        if entries.len() > ENTRIES_MAX {
            return Err(Error::Full);
        }
        let mut len: usize = 0;
        for entry in entries {
            entry.check()?;
            len = len.saturating_add(entry.encoded_len());
        }
        if len > self.room.max(self.encoded_len()) {
            return Err(Error::Full);
        }
        let mut slots = [None; ENTRIES_MAX];
        let sorted = entries::sort(entries, &mut slots)?;
        if self.entries().map(Some).eq(sorted.iter().map(|slot| slot.get().copied())) {
            return Ok(());
        }
        let gap = self.bytes.splice(self.entries_at, self.encoded_len(), len).ok_or(Error::Full)?;
        let mut writer = Writer::new(gap);
        for entry in sorted.iter().filter_map(Cell::get) {
            entry.write(&mut writer).ok_or(Error::Full)?;
        }
        self.count = entries.len();
        self.changed = true;
        Ok(())
    }

    /// Removes a key; whether it was there.
    pub fn remove(&mut self, key: &str) -> bool {
        let Place::Held { at, entry } = self.find(key.as_bytes()) else { return false };
        let len = entry.len();
        let removed = self.bytes.splice(at, len, 0).is_some();
        if removed {
            self.count = self.count.saturating_sub(1);
            self.changed = true;
        }
        removed
    }

    /// Removes every entry. Id and times stay; a stolen copy of the cookie is not recalled.
    pub fn clear(&mut self) {
        self.changed |= !self.is_empty();
        self.bytes.truncate(self.entries_at);
        self.count = 0;
    }

    /// Takes a new id at a change of rights. The map, the beginning and the lifetime stay.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidArgument`] for zeros or the present id: then the random source is broken.
    pub fn rotate_id(&mut self, id: [u8; ID_LEN]) -> Result<(), Error> {
        if id == [0; ID_LEN] || id == self.id {
            return Err(Error::InvalidArgument);
        }
        self.id = id;
        self.changed = true;
        Ok(())
    }

    /// Sets how long the session lives from each signing on: 1 second to the signer's longest lifetime.
    ///
    /// # Errors
    ///
    /// [`Error::TimeRange`] for 0 or more than the longest.
    pub const fn set_lifetime(&mut self, lifetime_s: u64) -> Result<(), Error> {
        if lifetime_s == 0 || lifetime_s > self.longest_max_age_s {
            return Err(Error::TimeRange);
        }
        self.changed |= lifetime_s != self.lifetime_s;
        self.lifetime_s = lifetime_s;
        Ok(())
    }

    /// Overwrites everything with zeros, also what was removed or shortened before. What is left is empty and has no id.
    pub fn wipe(&mut self) {
        self.bytes.wipe();
        *self = Self::blank(Allowance { room: 0, longest_max_age_s: 0 });
        wipe::settle(self);
    }

    /// The session id: 16 random bytes, which revocation is keyed on.
    #[must_use]
    pub const fn id(&self) -> &[u8; ID_LEN] {
        &self.id
    }

    /// When the token that was read was signed, in Unix seconds; `None` for a session that was never read.
    #[must_use]
    pub fn issued_at(&self) -> Option<u64> {
        self.read.map(|read| read.times.issued_at)
    }

    /// The end that the token which was read claims, in Unix seconds; `None` for a session that was never read.
    #[must_use]
    pub fn expires_at(&self) -> Option<u64> {
        self.read.map(|read| read.times.expires_at)
    }

    /// When the session began, in Unix seconds.
    #[must_use]
    pub const fn began_at(&self) -> u64 {
        self.began_at
    }

    /// Whether something was altered since it was read; true from the start for a session that was begun.
    #[must_use]
    pub const fn is_changed(&self) -> bool {
        self.changed
    }

    /// Begins: a new id, from now on, with this lifetime. The map stays.
    pub(crate) fn begin(
        &mut self,
        allowance: Allowance,
        id: [u8; ID_LEN],
        now: u64,
        lifetime_s: u64,
    ) -> Result<(), Error> {
        self.rotate_id(id)?;
        self.room = allowance.room;
        self.longest_max_age_s = allowance.longest_max_age_s;
        self.began_at = now;
        self.lifetime_s = lifetime_s;
        Ok(())
    }

    /// Room for a token of `len` bytes, to be decoded into; what was held is gone.
    pub(crate) fn receive(&mut self, len: usize) -> Option<&mut [u8]> {
        self.bytes.truncate(0);
        self.bytes.splice(0, 0, len)
    }

    /// Becomes the session of the token that was received.
    pub(crate) fn adopt(&mut self, received: &Received) {
        let Times { issued_at, expires_at, began_at } = received.times;
        self.bytes.truncate(received.entries.end);
        self.entries_at = received.entries.start;
        self.count = received.count;
        self.id = received.id;
        self.began_at = began_at;
        self.lifetime_s = expires_at.saturating_sub(issued_at);
        self.read = Some(Read { times: received.times, accepted_only: received.accepted_only });
        self.changed = false;
    }

    pub(crate) const fn read(&self) -> Option<Read> {
        self.read
    }

    pub(crate) const fn lifetime_s(&self) -> u64 {
        self.lifetime_s
    }

    /// The entries as they go into the token.
    pub(crate) fn encoded_entries(&self) -> &[u8] {
        self.bytes.as_slice().get(self.entries_at..).unwrap_or_default()
    }

    fn encoded_len(&self) -> usize {
        self.bytes.len().saturating_sub(self.entries_at)
    }

    fn find(&self, key: &[u8]) -> Place<'_> {
        let mut at = self.entries_at;
        let mut reader = Reader::new(self.encoded_entries());
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

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Only how much there is: what is in a session is its visitor's.
        f.debug_struct("Session").field("len", &self.count).finish_non_exhaustive()
    }
}

/// Where a key is, or where it would be.
enum Place<'a> {
    Held { at: usize, entry: &'a [u8] },
    Free { at: usize },
}
