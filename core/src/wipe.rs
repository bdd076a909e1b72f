//! Overwriting what was secret, so that the compiler does not leave it out (zeroize).

/// Overwrites `LEN` bytes of the stack below the caller, where a function that was not inlined worked with secrets.
pub(crate) fn stack<const LEN: usize>() {
    zeroize::zeroize_stack::<LEN>();
}

/// Overwrites bytes with zeros.
pub(crate) fn bytes(bytes: &mut [u8]) {
    zeroize::zeroize_bytes(bytes);
}

/// Makes sure that a value which was overwritten, and is never read again, was overwritten.
pub(crate) fn settle<T>(overwritten: &T) {
    zeroize::optimization_barrier(overwritten);
}
