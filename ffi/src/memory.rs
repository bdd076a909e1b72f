//! The one place where C's pointers become references and slices.
//!
//! A pointer is first wrapped, with what the call will do with it. `check` then looks at the numbers of all of them:
//! NULL, alignment, the end of the address space, overlaps. Only after that a reference is made, so that two never
//! overlap.

use crate::status::{CELLO_SESSION_INVALID_ARGUMENT, CELLO_SESSION_NULL_ARGUMENT, Status};
use core::ptr::NonNull;
use core::slice;
use core::sync::atomic::{Ordering, compiler_fence};

/// Where an argument lies.
#[derive(Clone, Copy)]
pub(crate) struct Region {
    start: usize,
    len: usize,
    align: usize,
}

impl Region {
    fn new<T>(data: *const T, count: usize) -> Self {
        Self { start: data.addr(), len: count.saturating_mul(size_of::<T>()), align: align_of::<T>() }
    }

    /// What is empty overlaps nothing.
    pub(crate) const fn overlaps(self, other: Self) -> bool {
        self.len != 0 && other.len != 0 && self.start < other.end() && other.start < self.end()
    }

    const fn end(self) -> usize {
        self.start.saturating_add(self.len)
    }
}

/// Refuses a call whose arguments are NULL, misaligned, past the end of the address space, or where one that the call
/// writes overlaps another one.
#[inline(never)]
pub(crate) fn check(written: &[Region], read: &[Region]) -> Result<(), Status> {
    let all = || written.iter().chain(read);
    if all().any(|region| region.start == 0) {
        return Err(CELLO_SESSION_NULL_ARGUMENT);
    }
    let is_misaligned = |region: &Region| region.start & region.align.wrapping_sub(1) != 0;
    if all().any(|region| is_misaligned(region) || region.start.checked_add(region.len).is_none()) {
        return Err(CELLO_SESSION_INVALID_ARGUMENT);
    }
    let mut rest = written;
    while let [region, others @ ..] = rest {
        if others.iter().chain(read).any(|other| region.overlaps(*other)) {
            return Err(CELLO_SESSION_INVALID_ARGUMENT);
        }
        rest = others;
    }
    Ok(())
}

/// A value that the call reads.
pub(crate) struct Input<T>(*const T);

impl<T> Input<T> {
    pub(crate) const fn new(at: *const T) -> Self {
        Self(at)
    }

    pub(crate) fn region(&self) -> Region {
        Region::new(self.0, 1)
    }

    /// # Safety
    /// `check` has passed; an initialised `T` is there, and nobody writes it while the reference is used.
    pub(crate) const unsafe fn get<'a>(&self) -> &'a T {
        // SAFETY: the caller's word.
        unsafe { &*self.0 }
    }

    /// The same memory as another type that fits into it.
    pub(crate) const fn cast<U>(&self) -> Input<U> {
        const { assert!(size_of::<U>() <= size_of::<T>() && align_of::<U>() <= align_of::<T>()) };
        Input(self.0.cast())
    }
}

/// A value that the call writes, or an object that it changes.
pub(crate) struct Output<T>(*mut T);

impl<T> Output<T> {
    pub(crate) const fn new(at: *mut T) -> Self {
        Self(at)
    }

    pub(crate) fn region(&self) -> Region {
        Region::new(self.0, 1)
    }

    /// # Safety
    /// `check` has passed; the memory is writable and nobody else uses it during the call. It may be uninitialised.
    pub(crate) const unsafe fn write(&self, value: T) {
        // SAFETY: the caller's word.
        unsafe { self.0.write(value) }
    }

    /// # Safety
    /// As for `write`; no other reference to this memory is in use; what is there is a valid `T`, as uninitialised
    /// memory is for a `MaybeUninit`.
    pub(crate) const unsafe fn get<'a>(&self) -> &'a mut T {
        // SAFETY: the caller's word.
        unsafe { &mut *self.0 }
    }

    /// The same memory as another type that fits into it.
    pub(crate) const fn cast<U>(&self) -> Output<U> {
        const { assert!(size_of::<U>() <= size_of::<T>() && align_of::<U>() <= align_of::<T>()) };
        Output(self.0.cast())
    }

    /// # Safety
    /// As for `write`, and `T` consists of whole words.
    pub(crate) unsafe fn wipe(&self) {
        const { assert!(size_of::<T>().is_multiple_of(size_of::<u64>())) };
        // SAFETY: the caller's word; the words are as aligned as the value is.
        unsafe { wipe_words(self.0.cast(), size_of::<T>() / size_of::<u64>()) };
    }
}

/// Overwrites words with zeros, in a way that the compiler does not take for useless.
///
/// # Safety
/// That many words are there to be written; nobody else uses them.
#[inline(never)]
unsafe fn wipe_words(words: *mut u64, count: usize) {
    for at in 0..count {
        // SAFETY: the caller's word.
        unsafe { words.add(at).write_volatile(0) };
    }
    compiler_fence(Ordering::SeqCst);
}

/// Values in a row that the call reads: text, bytes, an array.
#[derive(Clone, Copy)]
pub(crate) struct Inputs<T> {
    data: *const T,
    len: usize,
    len_max: usize,
}

impl<T> Inputs<T> {
    /// NULL stands for nothing where the length is 0.
    pub(crate) const fn new(data: *const T, len: usize, len_max: usize) -> Self {
        let data = if len == 0 && data.is_null() { NonNull::dangling().as_ptr() } else { data };
        Self { data, len, len_max }
    }

    /// Of what is too long only the first part counts as being there, because no more of it could ever be looked at.
    pub(crate) fn region(&self) -> Region {
        Region::new(self.data, self.len.min(self.len_max))
    }

    /// The slice, or `None` where it would be longer than the bound.
    ///
    /// # Safety
    /// `check` has passed; that many initialised values are there, and nobody writes them while the slice is used.
    pub(crate) const unsafe fn get<'a>(&self) -> Option<&'a [T]> {
        if self.len > self.len_max {
            return None;
        }
        // SAFETY: the caller's word; the bounds are far below isize::MAX bytes.
        Some(unsafe { slice::from_raw_parts(self.data, self.len) })
    }
}

/// Room for values in a row that the call writes.
pub(crate) struct Outputs<T> {
    data: *mut T,
    cap: usize,
}

impl<T> Outputs<T> {
    /// Room beyond `cap_max` is neither looked at nor needed.
    pub(crate) fn new(data: *mut T, cap: usize, cap_max: usize) -> Self {
        Self { data, cap: cap.min(cap_max) }
    }

    pub(crate) fn region(&self) -> Region {
        Region::new(self.data, self.cap)
    }

    /// # Safety
    /// `check` has passed; the memory is writable, nobody else uses it during the call, and what is uninitialised is
    /// written before it is read.
    pub(crate) const unsafe fn get<'a>(&self) -> &'a mut [T] {
        // SAFETY: the caller's word; the bounds are far below isize::MAX bytes.
        unsafe { slice::from_raw_parts_mut(self.data, self.cap) }
    }
}
