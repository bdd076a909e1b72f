//! `Session`: the map, a random id and a life.

use crate::entries::{Entries, Entry};
use crate::error::Error;
use crate::limits::ID_LEN;
use crate::map::Map;
use crate::times::Times;
use crate::value::Value;
use crate::wipe;
use core::fmt;
use core::ops::Range;

/// A small map with a random id and an end, made by [`Signer::begin`](crate::Signer::begin) or read from a token.
///
/// It carries the limits of the signer that made it, so that what would not fit into the cookie is refused when it is
/// set.
// The map is last for the reason that its bytes are last in it.
#[repr(C)]
#[derive(Clone)]
pub struct Session {
    longest_max_age_s: u64,
    id: [u8; ID_LEN],
    began_at: u64,
    lifetime_s: u64,
    read: Option<Read>,
    changed: bool,
    map: Map,
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
            longest_max_age_s: allowance.longest_max_age_s,
            id: [0; ID_LEN],
            began_at: 0,
            lifetime_s: 0,
            read: None,
            changed: false,
            map: Map::new(allowance.room),
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
        self.map.entry(key)
    }

    /// The entries in their canonical order: shorter keys first, keys of one length bytewise.
    #[must_use]
    pub fn entries(&self) -> Entries<'_> {
        self.map.entries()
    }

    /// How many entries there are, 0 to 64.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.map.len() == 0
    }

    /// Sets a key of 1 to 128 bytes. What is held already changes nothing.
    ///
    /// # Errors
    ///
    /// [`Error::KeyLength`]; [`Error::ValueEncoding`] for JSON text that is none; [`Error::Full`] when the map would
    /// grow beyond 64 entries or its room. The session is then as it was.
    pub fn set(&mut self, key: &str, value: Value<'_>) -> Result<(), Error> {
        self.changed |= self.map.set(Entry { key, value })?;
        Ok(())
    }

    /// Replaces the whole map, or nothing of it. The entries may come in any order.
    ///
    /// # Errors
    ///
    /// As [`Session::set`] for each entry; [`Error::InvalidArgument`] for a key that comes twice.
    pub fn replace(&mut self, entries: &[Entry<'_>]) -> Result<(), Error> {
        self.changed |= self.map.replace(entries)?;
        Ok(())
    }

    /// Removes a key; whether it was there.
    pub fn remove(&mut self, key: &str) -> bool {
        let removed = self.map.remove(key);
        self.changed |= removed;
        removed
    }

    /// Removes every entry. Id and times stay; a stolen copy of the cookie is not recalled.
    pub fn clear(&mut self) {
        self.changed |= self.map.clear();
    }

    /// Takes a new id at a change of rights. The map, the beginning and the lifetime stay.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidArgument`] for zeros.
    pub fn rotate_id(&mut self, id: [u8; ID_LEN]) -> Result<(), Error> {
        if id == [0; ID_LEN] {
            return Err(Error::InvalidArgument);
        }
        self.changed |= id != self.id;
        self.id = id;
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
        self.map.wipe();
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
        self.changed = true;
        self.map.set_room(allowance.room);
        self.longest_max_age_s = allowance.longest_max_age_s;
        self.began_at = now;
        self.lifetime_s = lifetime_s;
        Ok(())
    }

    /// Room for a token of `len` bytes, to be decoded into; what was held is gone.
    pub(crate) fn receive(&mut self, len: usize) -> Option<&mut [u8]> {
        self.map.receive(len)
    }

    /// Becomes the session of the token that was received.
    pub(crate) fn adopt(&mut self, received: &Received) {
        let Times { issued_at, expires_at, began_at } = received.times;
        self.map.adopt(&received.entries, received.count);
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
        self.map.encoded()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Only how much there is: what is in a session is its visitor's.
        f.debug_struct("Session").field("len", &self.len()).finish_non_exhaustive()
    }
}
