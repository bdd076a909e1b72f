//! Bytes to text and back: unpadded base64url (RFC 4648 section 5), strict and in constant time.
//!
//! The text of a token is a bearer credential, so neither direction branches or looks up on it. Lengths are public,
//! and so is the one bit whether a text was well formed.
//!
//! Blocks of 64 characters are translated by arithmetic that is the same for each character, written so that the
//! compiler makes vector code of it. What is shorter than a block is filled up to one. base64ct is several times slower
//! (docs/performance.md); the tests hold this to its answers.

/// Characters of a block: four vectors of the smallest x86-64. Half and twice as many were slower.
const BLOCK_CHARS: usize = 64;
const BLOCK_BYTES: usize = BLOCK_CHARS / 4 * 3;
/// Groups of eight characters, or six bytes, in a block.
const BLOCK_SIXES: usize = BLOCK_CHARS / 8;

/// Every bit of a mask.
const ALL: u8 = 0xff;

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
    if decoded_len(text.len())? != out.len() {
        return None;
    }
    let mut valid = ALL;
    let (blocks, rest) = text.as_chunks();
    let (blocks_out, rest_out) = out.as_chunks_mut();
    for (block, block_out) in blocks.iter().zip(blocks_out) {
        valid &= decode_block(block, block_out);
    }
    if !rest.is_empty() {
        valid &= decode_rest(rest, rest_out)?;
    }
    (valid == ALL).then_some(())
}

/// Less than a block, filled up with the character of value 0.
fn decode_rest(text: &[u8], out: &mut [u8]) -> Option<u8> {
    let mut filled = [b'A'; BLOCK_CHARS];
    filled.get_mut(..text.len())?.copy_from_slice(text);
    let mut decoded = [0; BLOCK_BYTES];
    let valid = decode_block(&filled, &mut decoded);
    let (bytes, behind) = decoded.split_at_checked(out.len())?;
    out.copy_from_slice(bytes);
    // The last character's bits behind the end, where there are any, are the only ones that can be set here.
    let bits = behind.iter().fold(0, |bits, byte| bits | byte);
    Some(valid & mask(bits == 0))
}

/// Writes the text of bytes that come in pieces, so that they need not be copied together first.
pub(crate) struct Encoder<'o> {
    rest: &'o mut [u8],
    /// The beginning of the next block.
    waiting: [u8; BLOCK_BYTES],
    waiting_len: usize,
}

impl<'o> Encoder<'o> {
    pub(crate) const fn new(out: &'o mut [u8]) -> Self {
        Self { rest: out, waiting: [0; BLOCK_BYTES], waiting_len: 0 }
    }

    pub(crate) fn piece(&mut self, mut bytes: &[u8]) -> Option<()> {
        if self.waiting_len > 0 {
            let free = self.waiting.get_mut(self.waiting_len..)?;
            let (next, later) = bytes.split_at_checked(bytes.len().min(free.len()))?;
            free.get_mut(..next.len())?.copy_from_slice(next);
            self.waiting_len = self.waiting_len.saturating_add(next.len());
            bytes = later;
            if self.waiting_len < BLOCK_BYTES {
                return Some(());
            }
            let block = self.waiting;
            self.write(&block)?;
        }
        let (blocks, rest) = bytes.as_chunks();
        for block in blocks {
            self.write(block)?;
        }
        self.waiting.get_mut(..rest.len())?.copy_from_slice(rest);
        self.waiting_len = rest.len();
        Some(())
    }

    /// Writes what still waits. `None` unless the output is full to the last byte.
    pub(crate) fn finish(mut self) -> Option<()> {
        if self.rest.len() != encoded_len(self.waiting_len) {
            return None;
        }
        self.waiting.get_mut(self.waiting_len..)?.fill(0);
        let mut text = [0; BLOCK_CHARS];
        encode_block(&self.waiting, &mut text);
        self.rest.copy_from_slice(text.get(..self.rest.len())?);
        Some(())
    }

    fn write(&mut self, block: &[u8; BLOCK_BYTES]) -> Option<()> {
        let (out, rest) = core::mem::take(&mut self.rest).split_first_chunk_mut()?;
        encode_block(block, out);
        self.rest = rest;
        Some(())
    }
}

/// Decodes one block, whatever it holds: [`ALL`] if all of it is in the alphabet, else 0.
fn decode_block(text: &[u8; BLOCK_CHARS], out: &mut [u8; BLOCK_BYTES]) -> u8 {
    let mut sixes = [0; BLOCK_SIXES];
    let valid = values_of(text, &mut sixes);
    // Whole words are stored, because three bytes at a time cost more than all the rest.
    let (runs, _) = out.as_chunks_mut::<24>();
    let (fours, _) = sixes.as_chunks();
    for (run, &[a, b, c, d]) in runs.iter_mut().zip(fours) {
        let (words, _) = run.as_chunks_mut();
        for (word, value) in
            words.iter_mut().zip([a | (b >> 48), (b << 16) | (c >> 32), (c << 32) | (d >> 16)])
        {
            *word = value.to_be_bytes();
        }
    }
    valid
}

/// The vector part of decoding: by itself, since the compiler makes worse code of it together with the stores.
#[inline(never)]
fn values_of(text: &[u8; BLOCK_CHARS], sixes: &mut [u64; BLOCK_SIXES]) -> u8 {
    let mut values = [0; BLOCK_CHARS];
    let mut offsets = [0; BLOCK_CHARS];
    for ((value, offset), &character) in values.iter_mut().zip(&mut offsets).zip(text) {
        *offset = offset_to_value(character);
        *value = character.wrapping_add(*offset);
    }
    let (eights, _) = values.as_chunks();
    for (six, eight) in sixes.iter_mut().zip(eights) {
        *six = join(u64::from_le_bytes(*eight));
    }
    // Every character of the alphabet has an offset, and none of them is zero.
    !mask(offsets.iter().fold(ALL, |least, &offset| offset.min(least)) == 0)
}

fn encode_block(bytes: &[u8; BLOCK_BYTES], out: &mut [u8; BLOCK_CHARS]) {
    let mut sixes = [0_u64; BLOCK_SIXES];
    let (runs, _) = bytes.as_chunks::<24>();
    let (fours, _) = sixes.as_chunks_mut();
    for (run, four) in runs.iter().zip(fours) {
        let (words, _) = run.as_chunks();
        let &[x, y, z] = words else { continue };
        let [x, y, z] = [x, y, z].map(u64::from_be_bytes);
        *four = [x >> 16, (x << 32) | (y >> 32), (y << 16) | (z >> 48), z];
    }
    let mut values = [0_u8; BLOCK_CHARS];
    let (eights, _) = values.as_chunks_mut();
    for (eight, six) in eights.iter_mut().zip(sixes) {
        *eight = split(six).to_le_bytes();
    }
    for (character, value) in out.iter_mut().zip(values) {
        *character = character_of(value);
    }
}

/// Eight values of 6 bits, the first in the lowest byte, as six bytes, the first the highest.
const fn join(values: u64) -> u64 {
    let pairs = ((values << 6) & 0x0fc0_0fc0_0fc0_0fc0) | ((values >> 8) & 0x003f_003f_003f_003f);
    let threes = ((pairs << 12) & 0x00ff_f000_00ff_f000) | ((pairs >> 16) & 0x0000_0fff_0000_0fff);
    (threes << 40) | ((threes >> 32) << 16)
}

/// Six bytes, the first the highest of the low 48 bits, as eight values of 6 bits, the first in the lowest byte.
const fn split(bytes: u64) -> u64 {
    let threes = ((bytes >> 24) & 0x0000_0000_00ff_ffff) | ((bytes << 32) & 0x00ff_ffff_0000_0000);
    let pairs = ((threes >> 12) & 0x0000_0fff_0000_0fff) | ((threes << 16) & 0x0fff_0000_0fff_0000);
    ((pairs >> 6) & 0x003f_003f_003f_003f) | ((pairs << 8) & 0x3f00_3f00_3f00_3f00)
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

/// All bits for a value of at least `bound`, else none. As a comparison, the compiler makes branches of it where it does
/// not make vector code.
fn at_least(value: u8, bound: u8) -> u8 {
    0_u8.wrapping_sub(value.saturating_sub(bound.wrapping_sub(1)).min(1))
}

/// All bits, or none.
fn mask(condition: bool) -> u8 {
    0_u8.wrapping_sub(u8::from(condition))
}
