//! A MAC tag: no `PartialEq`, one comparison in constant time (subtle).
//!
//! Secret: the tag that was computed. Public: the tag that was received, and the verdict.

use crate::wipe;
use core::hint::black_box;
use subtle::{Choice, ConstantTimeEq};

/// HMAC-SHA256 over a token. It is wiped when it is dropped: what was computed for a forged token is what its forger
/// wants.
pub(crate) struct Tag(pub(crate) [u8; 32]);

impl Tag {
    /// Whether the received tag is this one and the key it was computed with is one that may be believed.
    ///
    /// The words are folded into one before the only comparison: subtle over 32 single bytes is slower, and compiles
    /// to branches on some targets (docs/side-channels.md).
    pub(crate) fn accepts(&self, received: &[u8; 32], key_is_known: bool) -> bool {
        let difference = words(&self.0).zip(words(received)).fold(0, |all, (a, b)| all | (a ^ b));
        let equal = black_box(difference).ct_eq(&0);
        let verdict = (equal & Choice::from(u8::from(key_is_known))).unwrap_u8();
        #[cfg(feature = "ct-check")]
        let verdict = crate::ct_check::declassify(verdict);
        verdict == 1
    }
}

impl Drop for Tag {
    fn drop(&mut self) {
        wipe::bytes(&mut self.0);
    }
}

fn words(bytes: &[u8; 32]) -> impl Iterator<Item = u64> {
    let (words, _) = bytes.as_chunks::<8>();
    words.iter().map(|word| u64::from_ne_bytes(*word))
}
