//! Bytes to text and back: unpadded base64url (RFC 4648 section 5), strict and in constant time (base64ct).
//!
//! The text of a token is a bearer credential, so neither direction branches or looks up on it. Lengths are public,
//! and so is the one bit whether a text was well formed.

use base64ct::{Base64UrlUnpadded, Encoding};

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
    let len = out.len();
    let decoded = Base64UrlUnpadded::decode(text, out).ok()?;
    (decoded.len() == len).then_some(())
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
                self.group(&[first, a, b])?;
                rest
            }
            (2, &[a, ref rest @ ..]) => {
                self.group(&[first, second, a])?;
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
        self.group(groups)?;
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
            1 => self.group(&[first])?,
            2 => self.group(&[first, second])?,
            _ => {}
        }
        self.rest.is_empty().then_some(())
    }

    /// Whole groups of three, or the shorter last one.
    fn group(&mut self, bytes: &[u8]) -> Option<()> {
        let (slot, rest) = core::mem::take(&mut self.rest).split_at_mut_checked(encoded_len(bytes.len()))?;
        Base64UrlUnpadded::encode(bytes, slot).ok()?;
        self.rest = rest;
        Some(())
    }
}
