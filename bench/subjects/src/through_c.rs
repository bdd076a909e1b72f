//! The library's operations through C: the loops of c/ours.c, which call the static library.

use crate::maps::Map;
use crate::ours::{NOW, SECRET};
use std::ffi::{c_char, c_void};
use std::ptr::NonNull;

#[repr(C)]
struct Pair {
    key: *const c_char,
    key_len: usize,
    value: *const c_char,
    value_len: usize,
}

unsafe extern "C" {
    fn ours_new(
        secret: *const u8,
        secret_len: usize,
        now_unix_s: u64,
        pairs: *const Pair,
        pair_count: usize,
    ) -> *mut c_void;
    fn ours_free(ours: *mut c_void);
    fn ours_sign(ours: *mut c_void, times: u64) -> u64;
    fn ours_verify(ours: *mut c_void, times: u64) -> u64;
    fn ours_verify_and_read(ours: *mut c_void, times: u64) -> u64;
    fn ours_get(ours: *mut c_void, times: u64) -> u64;
    fn ours_set(ours: *mut c_void, times: u64) -> u64;
}

/// A signer, a session and its token, in C's hands.
pub struct ThroughC {
    ours: NonNull<c_void>,
    /// The C side keeps pointers to the keys and values.
    _map: Map,
}

impl ThroughC {
    pub fn new(map: Map) -> Self {
        let pairs: Vec<_> = map
            .iter()
            .map(|(key, value)| Pair {
                key: key.as_ptr().cast(),
                key_len: key.len(),
                value: value.as_ptr().cast(),
                value_len: value.len(),
            })
            .collect();
        // SAFETY: every pointer is to so many bytes; what C keeps of them lives in `_map`.
        let ours = unsafe { ours_new(SECRET.as_ptr(), SECRET.len(), NOW, pairs.as_ptr(), pairs.len()) };
        Self { ours: NonNull::new(ours).expect("the C side is made"), _map: map }
    }

    fn repeat(&mut self, operation: unsafe extern "C" fn(*mut c_void, u64) -> u64, times: u64) {
        // SAFETY: it was made by ours_new, and nobody else uses it.
        let failures = unsafe { operation(self.ours.as_ptr(), times) };
        assert_eq!(failures, 0, "an operation through C failed");
    }

    pub fn sign(&mut self, times: u64) {
        self.repeat(ours_sign, times);
    }

    pub fn verify(&mut self, times: u64) {
        self.repeat(ours_verify, times);
    }

    pub fn verify_and_read(&mut self, times: u64) {
        self.repeat(ours_verify_and_read, times);
    }

    pub fn get(&mut self, times: u64) {
        self.repeat(ours_get, times);
    }

    pub fn set(&mut self, times: u64) {
        self.repeat(ours_set, times);
    }
}

impl Drop for ThroughC {
    fn drop(&mut self) {
        // SAFETY: it was made by ours_new, and this is its last use.
        unsafe { ours_free(self.ours.as_ptr()) }
    }
}
