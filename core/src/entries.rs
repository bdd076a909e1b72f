//! The entries of a session as one run of canonical bytes: keys once, in bytewise order, each with its value.

use crate::cbor::{self, Reader, Writer, major};
use crate::error::Error;
use crate::limits::{ENTRIES_MAX, KEY_LEN_MAX};
use crate::value::{self, Value};
use core::cell::Cell;
use core::cmp::Ordering;
use core::{fmt, str};

/// One key of the session map and what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The key, 1 to 128 bytes.
    pub key: &'a str,
    /// Its value.
    pub value: Value<'a>,
}

/// The entries of a session, from [`Session::entries`](crate::Session::entries).
#[derive(Clone)]
pub struct Entries<'a> {
    reader: Reader<'a>,
    left: usize,
}

impl fmt::Debug for Entries<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entries").field("left", &self.left).finish_non_exhaustive()
    }
}

impl<'a> Entries<'a> {
    pub(crate) const fn new(bytes: &'a [u8], count: usize) -> Self {
        Self { reader: Reader::new(bytes), left: count }
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        let key = str::from_utf8(self.reader.string(major::TEXT)?).ok()?;
        let value = Value::read(&mut self.reader)?;
        self.left = self.left.saturating_sub(1);
        Some(Entry { key, value })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Entries<'_> {}

impl Entry<'_> {
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.key.is_empty() || self.key.len() > KEY_LEN_MAX {
            return Err(Error::KeyLength);
        }
        if !self.value.is_storable() {
            return Err(Error::ValueEncoding);
        }
        Ok(())
    }

    pub(crate) fn encoded_len(&self) -> usize {
        cbor::string_len(self.key.as_bytes()).saturating_add(self.value.encoded_len())
    }

    pub(crate) fn write(&self, writer: &mut Writer<'_>) -> Option<()> {
        writer.string(major::TEXT, self.key.as_bytes())?;
        self.value.write(writer)
    }
}

/// Whether these bytes are `count` entries: valid, each key once and in order, and nothing else.
pub(crate) fn are_canonical(bytes: &[u8], count: usize) -> bool {
    // One fast look at all of it spares most sessions the slower one at each text.
    let ascii = bytes.is_ascii();
    let mut reader = Reader::new(bytes);
    // No key is empty, so the first one comes after this.
    let mut before: &[u8] = &[];
    for _ in 0..count {
        let Some(key) = reader.string(major::TEXT) else { return false };
        let in_order = key_order(before, key).is_lt() && key.len() <= KEY_LEN_MAX;
        if !in_order || !(ascii || str::from_utf8(key).is_ok()) || value::check(&mut reader, ascii).is_none()
        {
            return false;
        }
        before = key;
    }
    reader.is_empty()
}

/// The bytewise order of encoded keys (RFC 8949 section 4.2.1): the head puts shorter ones first.
pub(crate) fn key_order(a: &[u8], b: &[u8]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// The next entry's key, and the whole of it as it is encoded.
pub(crate) fn next<'a>(reader: &mut Reader<'a>) -> Option<(&'a [u8], &'a [u8])> {
    let start = reader.rest();
    let key = reader.string(major::TEXT)?;
    Value::skip(reader)?;
    Some((key, reader.read_since(start)?))
}

/// Sorts references to the entries by insertion, which is one pass for a map that was read and is written back.
pub(crate) fn sort<'s, 'e>(
    entries: &'e [Entry<'e>],
    slots: &'s mut [Option<&'e Entry<'e>>; ENTRIES_MAX],
) -> Result<&'s [Cell<Option<&'e Entry<'e>>>], Error> {
    for (slot, entry) in slots.iter_mut().zip(entries) {
        *slot = Some(entry);
    }
    let slots = Cell::from_mut(slots.as_mut_slice()).as_slice_of_cells();
    let slots = slots.get(..entries.len()).ok_or(Error::Full)?;
    for end in 1..=slots.len() {
        for pair in slots.get(..end).unwrap_or_default().windows(2).rev() {
            let [before, after] = pair else { continue };
            let (Some(a), Some(b)) = (before.get(), after.get()) else { continue };
            match key_order(a.key.as_bytes(), b.key.as_bytes()) {
                Ordering::Less => break,
                Ordering::Equal => return Err(Error::InvalidArgument),
                Ordering::Greater => before.swap(after),
            }
        }
    }
    Ok(slots)
}
