//! The one place where C's pointers become references and slices.
//!
//! A pointer is first wrapped, which looks at the number only: NULL, alignment, length, end of the address
//! space. The wrapped ones are then compared (`apart`), and only after that a reference is made, so that two
//! never overlap.

use crate::status::{CELLO_SESSION_INVALID_ARGUMENT, CELLO_SESSION_NULL_ARGUMENT, Status};
use core::ptr::NonNull;
use core::slice;
use core::sync::atomic::{Ordering, compiler_fence};

/// Addresses from `start` to before `end`.
#[derive(Clone, Copy)]
pub(crate) struct Region {
    start: usize,
    end: usize,
}

impl Region {
    /// The region of `count` values at a pointer: not NULL, aligned, not past the end of the address
    /// space.
    fn new<T>(data: *const T, count: usize) -> Result<Self, Status> {
        if data.is_null() {
            return Err(CELLO_SESSION_NULL_ARGUMENT);
        }
        let start = data.addr();
        let end = count.checked_mul(size_of::<T>()).and_then(|len| start.checked_add(len));
        match end {
            Some(end) if data.is_aligned() => Ok(Self { start, end }),
            _ => Err(CELLO_SESSION_INVALID_ARGUMENT),
        }
    }

    const fn overlaps(self, other: Self) -> bool {
        let either_is_empty = self.start == self.end || other.start == other.end;
        !either_is_empty && self.start < other.end && other.start < self.end
    }
}

/// Refuses arguments where one that the call writes overlaps another one of the call.
pub(crate) fn apart(written: &[Region], read: &[Region]) -> Result<(), Status> {
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
pub(crate) struct Input<T> {
    at: *const T,
    region: Region,
}

impl<T> Input<T> {
    pub(crate) fn new(at: *const T) -> Result<Self, Status> {
        Ok(Self { at, region: Region::new(at, 1)? })
    }

    pub(crate) const fn region(&self) -> Region {
        self.region
    }

    /// # Safety
    /// An initialised `T` is there, and nobody writes it while the reference is used.
    pub(crate) const unsafe fn get<'a>(&self) -> &'a T {
        // SAFETY: not NULL and aligned, as `new` checked; the rest is the caller's word.
        unsafe { &*self.at }
    }

    /// The same memory as another type that fits into it.
    pub(crate) const fn cast<U>(&self) -> Input<U> {
        const { assert!(size_of::<U>() <= size_of::<T>() && align_of::<U>() <= align_of::<T>()) };
        Input { at: self.at.cast(), region: self.region }
    }
}

/// A value that the call writes, or an object that it changes.
pub(crate) struct Output<T> {
    at: *mut T,
    region: Region,
}

impl<T> Output<T> {
    pub(crate) fn new(at: *mut T) -> Result<Self, Status> {
        Ok(Self { at, region: Region::new(at, 1)? })
    }

    pub(crate) const fn region(&self) -> Region {
        self.region
    }

    /// # Safety
    /// The memory is writable and nobody else uses it during the call. It may be uninitialised.
    pub(crate) const unsafe fn write(&self, value: T) {
        // SAFETY: not NULL and aligned, as `new` checked; the rest is the caller's word.
        unsafe { self.at.write(value) }
    }

    /// # Safety
    /// As for `write`; no other reference to this memory is in use; what is there is a valid `T`, as
    /// uninitialised memory is for a `MaybeUninit`.
    pub(crate) const unsafe fn get<'a>(&self) -> &'a mut T {
        // SAFETY: not NULL and aligned, as `new` checked; the rest is the caller's word.
        unsafe { &mut *self.at }
    }

    /// The same memory as another type that fits into it.
    pub(crate) const fn cast<U>(&self) -> Output<U> {
        const { assert!(size_of::<U>() <= size_of::<T>() && align_of::<U>() <= align_of::<T>()) };
        Output { at: self.at.cast(), region: self.region }
    }

    /// Overwrites all of it with zeros, in a way that the compiler does not take for useless.
    ///
    /// # Safety
    /// As for `write`, and `T` consists of whole words.
    pub(crate) unsafe fn wipe(&self) {
        const { assert!(size_of::<T>().is_multiple_of(size_of::<u64>())) };
        let words = self.at.cast::<u64>();
        for at in 0..size_of::<T>() / size_of::<u64>() {
            // SAFETY: inside of the value; aligned, because no word of an object needs more than the object.
            unsafe { words.add(at).write_volatile(0) };
        }
        compiler_fence(Ordering::SeqCst);
    }
}

/// Values in a row that the call reads: text, bytes, an array.
pub(crate) struct Inputs<T> {
    data: *const T,
    len: usize,
    is_too_long: bool,
    region: Region,
}

impl<T> Inputs<T> {
    /// NULL stands for nothing where the length is 0. Of what is longer than `len_max` only the first
    /// part counts as being there, because no more than that is ever looked at.
    pub(crate) fn new(data: *const T, len: usize, len_max: usize) -> Result<Self, Status> {
        let data = if len == 0 && data.is_null() { NonNull::dangling().as_ptr() } else { data };
        let is_too_long = len > len_max;
        let len = len.min(len_max);
        Ok(Self { data, len, is_too_long, region: Region::new(data, len)? })
    }

    pub(crate) const fn region(&self) -> Region {
        self.region
    }

    /// The slice, or `None` where it would be longer than the bound.
    ///
    /// # Safety
    /// That many initialised values are there, and nobody writes them while the slice is used.
    pub(crate) const unsafe fn get<'a>(&self) -> Option<&'a [T]> {
        if self.is_too_long {
            return None;
        }
        // SAFETY: not NULL and aligned, as `new` checked; the bounds are far below isize::MAX bytes.
        Some(unsafe { slice::from_raw_parts(self.data, self.len) })
    }
}

/// Room for values in a row that the call writes.
pub(crate) struct Outputs<T> {
    data: *mut T,
    cap: usize,
    region: Region,
}

impl<T> Outputs<T> {
    /// Room beyond `cap_max` is neither looked at nor needed.
    pub(crate) fn new(data: *mut T, cap: usize, cap_max: usize) -> Result<Self, Status> {
        let cap = cap.min(cap_max);
        Ok(Self { data, cap, region: Region::new(data, cap)? })
    }

    pub(crate) const fn region(&self) -> Region {
        self.region
    }

    /// # Safety
    /// The memory is writable, nobody else uses it during the call, and what is uninitialised is
    /// written before it is read.
    pub(crate) const unsafe fn get<'a>(&self) -> &'a mut [T] {
        // SAFETY: not NULL and aligned, as `new` checked; the bounds are far below isize::MAX bytes.
        unsafe { slice::from_raw_parts_mut(self.data, self.cap) }
    }
}
