//! Bytes to text and back: unpadded base64url (RFC 4648 section 5), strict and in constant time (base64ct).
//!
//! The text of a token is a bearer credential, so neither direction branches or looks up on it. Lengths are public,
//! and so is the one bit whether a text was well formed.
//!
//! Blocks of 64 characters are translated by arithmetic that is the same for each character, written so that the
//! compiler makes vector code of it; base64ct does what is shorter than a block, and the end.

use base64ct::{Base64UrlUnpadded, Encoding};

/// Characters of a block: four vectors of the smallest x86-64. Half and twice as many were slower.
const BLOCK_CHARS: usize = 64;
const BLOCK_BYTES: usize = BLOCK_CHARS / 4 * 3;
const HALF_CHARS: usize = BLOCK_CHARS / 2;
const HALF_BYTES: usize = BLOCK_BYTES / 2;
/// Groups of four characters, or three bytes, in a block.
const BLOCK_GROUPS: usize = BLOCK_CHARS / 4;

/// Characters of the text of `len` bytes.
pub(crate) const fn encoded_len(len: usize) -> usize {
    // Four characters for three bytes, one more than the bytes for what is left.
    let rest = len % 3;
    (len / 3).saturating_mul(4).saturating_add(if rest == 0 { 0 } else { rest.saturating_add(1) })
}

/// Bytes in a text of `len` characters; `None` where no text has that length.
pub(crate) const fn decoded_len(len: usize) -> Option<usize> {
    let whole = (len / 4).saturating_mul(3);
    match len % 4 {
        0 => Some(whole),
        2 => Some(whole.saturating_add(1)),
        3 => Some(whole.saturating_add(2)),
        _ => None,
    }
}

/// Decodes into `out`, which has [`decoded_len`] bytes. `None`: padding, white space, a character of another
/// alphabet, or bits set behind the end.
pub(crate) fn decode(text: &[u8], out: &mut [u8]) -> Option<()> {
    let (groups, end) = text.split_at_checked(text.len() & !3)?;
    if groups.len() < BLOCK_CHARS {
        return decode_short(text, out);
    }
    let (groups_out, end_out) = out.split_at_mut_checked(decoded_len(groups.len())?)?;
    let mut valid = 0xff;
    let (blocks, rest) = groups.as_chunks();
    let (blocks_out, _) = groups_out.as_chunks_mut();
    for (block, block_out) in blocks.iter().zip(blocks_out) {
        valid &= decode_block(block, block_out);
    }
    if !rest.is_empty() {
        // The last block reaches back into the one before: decoding that part twice is cheaper than a copy.
        valid &= decode_block(groups.last_chunk()?, groups_out.last_chunk_mut()?);
    }
    decode_short(end, end_out)?;
    (valid == 0xff).then_some(())
}

/// Writes the text of bytes that come in pieces, so that they need not be copied together first.
pub(crate) struct Encoder<'o> {
    rest: &'o mut [u8],
    /// The one or two bytes that wait for the rest of their group of three.
    waiting: [u8; 2],
    waiting_len: usize,
}

impl<'o> Encoder<'o> {
    pub(crate) const fn new(out: &'o mut [u8]) -> Self {
        Self { rest: out, waiting: [0; 2], waiting_len: 0 }
    }

    pub(crate) fn piece(&mut self, bytes: &[u8]) -> Option<()> {
        let [first, second] = self.waiting;
        let bytes = match (self.waiting_len, bytes) {
            (1, &[a, b, ref rest @ ..]) => {
                self.write(&[first, a, b])?;
                rest
            }
            (2, &[a, ref rest @ ..]) => {
                self.write(&[first, second, a])?;
                rest
            }
            (1, &[a]) => {
                self.waiting = [first, a];
                self.waiting_len = 2;
                return Some(());
            }
            (1 | 2, &[]) => return Some(()),
            _ => bytes,
        };
        let (groups, rest) = bytes.split_at_checked(bytes.len().checked_sub(bytes.len() % 3)?)?;
        self.write(groups)?;
        self.waiting_len = rest.len();
        match *rest {
            [a, b] => self.waiting = [a, b],
            [a] => self.waiting = [a, 0],
            _ => {}
        }
        Some(())
    }

    /// Writes what still waits. `None` unless the output is full to the last byte.
    pub(crate) fn finish(mut self) -> Option<()> {
        let [first, second] = self.waiting;
        match self.waiting_len {
            1 => self.write(&[first])?,
            2 => self.write(&[first, second])?,
            _ => {}
        }
        self.rest.is_empty().then_some(())
    }

    /// Whole groups of three, or the shorter last one.
    fn write(&mut self, bytes: &[u8]) -> Option<()> {
        let (out, rest) = core::mem::take(&mut self.rest).split_at_mut_checked(encoded_len(bytes.len()))?;
        self.rest = rest;
        // Pieces are often shorter than a block, so there is a half one.
        match bytes.len() {
            BLOCK_BYTES.. => encode_blocks::<BLOCK_BYTES, BLOCK_CHARS>(bytes, out),
            HALF_BYTES.. => encode_blocks::<HALF_BYTES, HALF_CHARS>(bytes, out),
            _ => encode_short(bytes, out),
        }
    }
}

fn decode_short(text: &[u8], out: &mut [u8]) -> Option<()> {
    if text.is_empty() && out.is_empty() {
        return Some(());
    }
    let len = out.len();
    let decoded = Base64UrlUnpadded::decode(text, out).ok()?;
    (decoded.len() == len).then_some(())
}

fn encode_short(bytes: &[u8], out: &mut [u8]) -> Option<()> {
    if bytes.is_empty() {
        return Some(());
    }
    Base64UrlUnpadded::encode(bytes, out).ok().map(|_| ())
}

/// Decodes one block, whatever it holds: 0xff if all of it is in the alphabet, else 0.
fn decode_block(text: &[u8; BLOCK_CHARS], out: &mut [u8; BLOCK_BYTES]) -> u8 {
    let mut values = [0; BLOCK_CHARS];
    let mut offsets = [0; BLOCK_CHARS];
    for ((value, offset), &character) in values.iter_mut().zip(&mut offsets).zip(text) {
        *offset = offset_to_value(character);
        *value = character.wrapping_add(*offset);
    }
    let mut groups = [0_u32; BLOCK_GROUPS];
    let (fours, _) = values.as_chunks();
    for (group, four) in groups.iter_mut().zip(fours) {
        *group = join(u32::from_le_bytes(*four));
    }
    let (triples, _) = out.as_chunks_mut();
    for (triple, group) in triples.iter_mut().zip(groups) {
        let [a, b, c, _] = group.to_le_bytes();
        *triple = [a, b, c];
    }
    // Every character of the alphabet has an offset, and none of them is zero.
    !mask(offsets.iter().fold(0xff, |least, &offset| offset.min(least)) == 0)
}

/// Whole groups of three, at least a block of them.
fn encode_blocks<const BYTES: usize, const CHARS: usize>(bytes: &[u8], out: &mut [u8]) -> Option<()> {
    let (blocks, rest) = bytes.as_chunks::<BYTES>();
    let (blocks_out, _) = out.as_chunks_mut::<CHARS>();
    for (block, block_out) in blocks.iter().zip(blocks_out) {
        encode_block(block, block_out);
    }
    if !rest.is_empty() {
        encode_block(bytes.last_chunk::<BYTES>()?, out.last_chunk_mut::<CHARS>()?);
    }
    Some(())
}

fn encode_block<const BYTES: usize, const CHARS: usize>(bytes: &[u8; BYTES], out: &mut [u8; CHARS]) {
    let mut groups = [0_u32; BLOCK_GROUPS];
    let (triples, _) = bytes.as_chunks();
    for (group, &[a, b, c]) in groups.iter_mut().zip(triples) {
        *group = split(u32::from_le_bytes([a, b, c, 0]));
    }
    let mut values = [0_u8; CHARS];
    let (fours, _) = values.as_chunks_mut();
    for (four, group) in fours.iter_mut().zip(groups) {
        *four = group.to_le_bytes();
    }
    for (character, value) in out.iter_mut().zip(values) {
        *character = character_of(value);
    }
}

/// Four values of 6 bits, the first in the lowest byte, as three bytes in that order.
const fn join(values: u32) -> u32 {
    ((values << 2) & 0x0000_00fc)
        | ((values >> 12) & 0x0000_0003)
        | ((values << 4) & 0x0000_f000)
        | ((values >> 10) & 0x0000_0f00)
        | ((values << 6) & 0x00c0_0000)
        | ((values >> 8) & 0x003f_0000)
}

/// Three bytes, the first in the lowest, as four values of 6 bits in that order.
const fn split(bytes: u32) -> u32 {
    ((bytes >> 2) & 0x0000_003f)
        | ((bytes << 12) & 0x0000_3000)
        | ((bytes >> 4) & 0x0000_0f00)
        | ((bytes << 10) & 0x003c_0000)
        | ((bytes >> 6) & 0x0003_0000)
        | ((bytes << 8) & 0x3f00_0000)
}

/// What to add to a character to get its value, modulo 256; 0 for a character outside the alphabet.
fn offset_to_value(character: u8) -> u8 {
    (mask(character.wrapping_sub(b'A') < 26) & 0_u8.wrapping_sub(b'A'))
        | (mask(character.wrapping_sub(b'a') < 26) & 26_u8.wrapping_sub(b'a'))
        | (mask(character.wrapping_sub(b'0') < 10) & 52_u8.wrapping_sub(b'0'))
        | (mask(character == b'-') & 62_u8.wrapping_sub(b'-'))
        | (mask(character == b'_') & 63_u8.wrapping_sub(b'_'))
}

/// The character of a value below 64.
fn character_of(value: u8) -> u8 {
    // From each run of the alphabet to the next one, the distance between character and value changes.
    b'A'.wrapping_add(value)
        .wrapping_add(at_least(value, 26) & b'a'.wrapping_sub(b'Z').wrapping_sub(1))
        .wrapping_add(at_least(value, 52) & b'0'.wrapping_sub(b'z').wrapping_sub(1))
        .wrapping_add(at_least(value, 62) & b'-'.wrapping_sub(b'9').wrapping_sub(1))
        .wrapping_add(at_least(value, 63) & b'_'.wrapping_sub(b'-').wrapping_sub(1))
}

/// All bits for a value of at least `bound`, else none; both below 64. The difference has seven bits, so its sign is
/// shifted out of bit 6: from bit 7 the compiler would know it for a sign, and make a branch of it where it does not make
/// vector code.
const fn at_least(value: u8, bound: u8) -> u8 {
    (bound.wrapping_sub(1).wrapping_sub(value).cast_signed() >> 6).cast_unsigned()
}

/// All bits, or none.
fn mask(condition: bool) -> u8 {
    0_u8.wrapping_sub(u8::from(condition))
}
