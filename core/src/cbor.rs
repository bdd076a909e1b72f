//! Deterministic CBOR items, read and written (RFC 8949 section 4.2.1): the only code that moves an offset.
//!
//! Only what the format has: definite lengths, shortest heads, no floats. Everything read here is public: a token
//! can be read by its owner.

/// The major types of RFC 8949 section 3.1, in the place they have in an item's first byte.
pub(crate) mod major {
    pub(crate) const UINT: u8 = 0x00;
    pub(crate) const NEGATIVE: u8 = 0x20;
    pub(crate) const BYTES: u8 = 0x40;
    pub(crate) const TEXT: u8 = 0x60;
    pub(crate) const MAP: u8 = 0xa0;
    pub(crate) const TAG: u8 = 0xc0;
    pub(crate) const SIMPLE: u8 = 0xe0;
}

const MAJOR_BITS: u8 = 0xe0;
const ONE_BYTE: u8 = 24;
const TWO_BYTES: u8 = 25;
const FOUR_BYTES: u8 = 26;
const EIGHT_BYTES: u8 = 27;

/// An item's head: its major type and its argument, which is the value, the length or the count.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    pub(crate) major: u8,
    pub(crate) argument: u64,
}

/// Bytes of the shortest head that holds `argument`.
pub(crate) const fn head_len(argument: u64) -> usize {
    match argument {
        0..=0x17 => 1,
        0x18..=0xff => 2,
        0x100..=0xffff => 3,
        0x1_0000..=0xffff_ffff => 5,
        _ => 9,
    }
}

/// Bytes of a string's head and the string.
pub(crate) fn string_len(bytes: &[u8]) -> usize {
    let head = u64::try_from(bytes.len()).map_or(9, head_len);
    head.saturating_add(bytes.len())
}

/// Reads items from the front of some bytes; `None` is always "not what the format allows".
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The bytes that are still to be read.
    pub(crate) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// What was read since `earlier`, which this reader's rest once was.
    pub(crate) fn read_since(&self, earlier: &'a [u8]) -> Option<&'a [u8]> {
        earlier.get(..earlier.len().checked_sub(self.rest.len())?)
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Exactly these bytes.
    pub(crate) fn literal(&mut self, expected: &[u8]) -> Option<()> {
        self.rest = self.rest.strip_prefix(expected)?;
        Some(())
    }

    /// The next `N` bytes as they are.
    pub(crate) fn array<const N: usize>(&mut self) -> Option<&'a [u8; N]> {
        let (array, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(array)
    }

    /// The next `len` bytes as they are.
    pub(crate) fn take(&mut self, len: u64) -> Option<&'a [u8]> {
        let (bytes, rest) = self.rest.split_at_checked(usize::try_from(len).ok()?)?;
        self.rest = rest;
        Some(bytes)
    }

    /// An item's head, if it is the shortest that holds its argument.
    pub(crate) fn head(&mut self) -> Option<Head> {
        let [first] = *self.array()?;
        let major = first & MAJOR_BITS;
        let (argument, least) = match first & !MAJOR_BITS {
            small @ 0..ONE_BYTE => (u64::from(small), 0),
            ONE_BYTE => (u64::from(u8::from_be_bytes(*self.array()?)), 0x18),
            TWO_BYTES => (u64::from(u16::from_be_bytes(*self.array()?)), 0x100),
            FOUR_BYTES => (u64::from(u32::from_be_bytes(*self.array()?)), 0x1_0000),
            EIGHT_BYTES => (u64::from_be_bytes(*self.array()?), 0x1_0000_0000),
            _ => return None,
        };
        (argument >= least).then_some(Head { major, argument })
    }

    /// The argument of a head of this major type.
    pub(crate) fn argument(&mut self, major: u8) -> Option<u64> {
        let head = self.head()?;
        (head.major == major).then_some(head.argument)
    }

    /// A string of this major type: its bytes.
    pub(crate) fn string(&mut self, major: u8) -> Option<&'a [u8]> {
        let len = self.argument(major)?;
        self.take(len)
    }
}

/// Writes items to the front of some bytes; `None` is always "no room".
pub(crate) struct Writer<'a> {
    rest: &'a mut [u8],
}

impl<'a> Writer<'a> {
    pub(crate) const fn new(bytes: &'a mut [u8]) -> Self {
        Self { rest: bytes }
    }

    /// How many bytes are left to be written.
    pub(crate) const fn room(&self) -> usize {
        self.rest.len()
    }

    /// The next `len` bytes, for the caller to write.
    pub(crate) fn slot(&mut self, len: usize) -> Option<&'a mut [u8]> {
        let (slot, rest) = core::mem::take(&mut self.rest).split_at_mut_checked(len)?;
        self.rest = rest;
        Some(slot)
    }

    /// These bytes as they are.
    pub(crate) fn literal(&mut self, bytes: &[u8]) -> Option<()> {
        self.slot(bytes.len())?.copy_from_slice(bytes);
        Some(())
    }

    /// The shortest head for this argument.
    pub(crate) fn head(&mut self, major: u8, argument: u64) -> Option<()> {
        let bytes = argument.to_be_bytes();
        let [.., low] = bytes;
        let (additional, tail): (u8, &[u8]) = match head_len(argument) {
            1 => (low, &[]),
            2 => (ONE_BYTE, bytes.last_chunk::<1>()?),
            3 => (TWO_BYTES, bytes.last_chunk::<2>()?),
            5 => (FOUR_BYTES, bytes.last_chunk::<4>()?),
            _ => (EIGHT_BYTES, &bytes),
        };
        self.literal(&[major | additional])?;
        self.literal(tail)
    }

    /// A string of this major type.
    pub(crate) fn string(&mut self, major: u8, bytes: &[u8]) -> Option<()> {
        self.head(major, u64::try_from(bytes.len()).ok()?)?;
        self.literal(bytes)
    }
}
