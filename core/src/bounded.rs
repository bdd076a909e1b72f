//! Bounded bytes that live where they are declared, with one way to change them in the middle (heapless).

use crate::wipe;
use heapless::Vec;

/// Up to `N` bytes, without allocation. New ones cost nothing: the room is not zeroed before it is used.
#[derive(Clone)]
pub(crate) struct Bounded<const N: usize>(Vec<u8, N>);

impl<const N: usize> Bounded<N> {
    #[inline]
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        self.0.as_slice()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Keeps the first `len` bytes.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.0.truncate(len);
    }

    /// Adds bytes at the end; `None` when they do not fit.
    pub(crate) fn extend(&mut self, bytes: &[u8]) -> Option<()> {
        self.0.extend_from_slice(bytes).ok()
    }

    /// Replaces `old_len` bytes at `at` by a gap of `new_len`, which the caller fills; what follows moves along.
    pub(crate) fn splice(&mut self, at: usize, old_len: usize, new_len: usize) -> Option<&mut [u8]> {
        let old_end = self.len().checked_sub(at)?;
        let tail_len = old_end.checked_sub(old_len)?;
        let len = at.saturating_add(new_len).saturating_add(tail_len);
        self.grow(len)?;
        let from_gap = self.0.get_mut(at..)?;
        // Said once more in the terms of copy_within, so that the compiler sees that it cannot panic.
        if old_end > from_gap.len() || new_len > from_gap.len().checked_sub(tail_len)? {
            return None;
        }
        from_gap.copy_within(old_len..old_end, new_len);
        self.0.truncate(len);
        self.0.get_mut(at..)?.get_mut(..new_len)
    }

    /// Overwrites all the room with zeros; the length is 0 then.
    pub(crate) fn wipe(&mut self) {
        self.0.clear();
        let _all_of_it = self.grow(N);
        wipe::bytes(self.0.as_mut_slice());
        self.0.clear();
    }

    /// Appends zeros until there are at least `len` bytes.
    fn grow(&mut self, len: usize) -> Option<()> {
        // In pieces, because a copy from a fixed block is many times faster than pushing single bytes.
        static ZEROS: [u8; 256] = [0; 256];
        while let Some(missing) = len.checked_sub(self.len()).filter(|&missing| missing > 0) {
            self.extend(ZEROS.get(..missing.min(ZEROS.len()))?)?;
        }
        Some(())
    }
}
