//! A few values on the stack, of which only those in use are ever written: lists of secrets and of entries.

use crate::memory::Inputs;
use core::mem::MaybeUninit;

/// Up to `N` values. They are `Copy` or borrowed things, so nothing has to be dropped.
pub(crate) struct BoundedList<T, const N: usize> {
    slots: [MaybeUninit<T>; N],
    len: usize,
}

impl<T, const N: usize> BoundedList<T, N> {
    pub(crate) const fn new() -> Self {
        const { assert!(!core::mem::needs_drop::<T>()) };
        Self { slots: [const { MaybeUninit::uninit() }; N], len: 0 }
    }

    /// Adds a value at the end; `None` when there are `N` already.
    pub(crate) fn push(&mut self, value: T) -> Option<()> {
        self.slots.get_mut(self.len)?.write(value);
        self.len += 1;
        Some(())
    }

    pub(crate) fn as_slice(&self) -> &[T] {
        let filled = Inputs::new(self.slots.as_ptr().cast::<T>(), self.len, N);
        // SAFETY: `push` is the only one to change `len`, after it has written the slot before it.
        unsafe { filled.get() }.unwrap_or_default()
    }
}
