//! R: one HMAC-SHA256 of OpenSSL with the key already set, over exactly the bytes that a token's MAC covers.

use crate::contest::{Contestant, Pace, hold};
use cello_session_core::hazmat;
use std::ffi::c_void;
use std::ptr::NonNull;
use subjects::{Ours, SECRET};

/// Ways to use one key many times, as c/reference.c numbers them.
pub(crate) const WAYS: [&str; 5] = [
    "HMAC_Init_ex, key NULL",
    "HMAC_CTX_copy",
    "EVP_MAC_init, key NULL",
    "EVP_MAC_CTX_dup",
    "SHA256_CTX copied (no HMAC of OpenSSL's; the floor)",
];
/// The last one is HMAC by hand.
const WAYS_OF_OPENSSL: usize = 4;

unsafe extern "C" {
    fn reference_new(key: *const u8, key_len: usize) -> *mut c_void;
    fn reference_run(
        reference: *mut c_void,
        way: i32,
        data: *const u8,
        len: usize,
        times: u64,
        tag_out: *mut u8,
    ) -> i32;
}

/// One of OpenSSL's ways, with the key and the bytes of one token.
#[derive(Clone)]
pub(crate) struct Reference {
    context: NonNull<c_void>,
    way: i32,
    signed: Vec<u8>,
}

impl Reference {
    /// The reference for a token of [`Ours`]; its tag is the token's, so key and bytes are the right ones.
    pub(crate) fn new(ours: &Ours, way: usize) -> Self {
        let (signed, tag) = signed_bytes(&ours.token);
        let key = mac_key();
        // SAFETY: the key has that many bytes.
        let context = unsafe { reference_new(key.as_ptr(), key.len()) };
        let context = NonNull::new(context).expect("OpenSSL has HMAC-SHA256");
        let reference = Self { context, way: i32::try_from(way).expect("few ways"), signed };
        assert_eq!(reference.run(1), tag, "the reference computes another tag than the token has");
        reference
    }

    pub(crate) fn run(&self, times: u64) -> [u8; 32] {
        let mut tag = [0; 32];
        // SAFETY: the context was made by reference_new, and both slices have those bytes.
        let ok = unsafe {
            reference_run(
                self.context.as_ptr(),
                self.way,
                self.signed.as_ptr(),
                self.signed.len(),
                times,
                tag.as_mut_ptr(),
            )
        };
        assert_eq!(ok, 1, "OpenSSL refused");
        tag
    }

    pub(crate) fn contestant(&self) -> Contestant<'static> {
        let reference = self.clone();
        Contestant::in_loop("R", move |times| {
            reference.run(times);
        })
    }
}

/// The way of OpenSSL's that is fastest here, and what each way costs.
pub(crate) fn fastest(ours: &Ours, pace: Pace) -> Result<(usize, Vec<crate::contest::Figure>), String> {
    let mut contestants: Vec<_> = (0..WAYS.len())
        .map(|way| {
            let reference = Reference::new(ours, way);
            Contestant::in_loop(WAYS[way], move |times| {
                reference.run(times);
            })
        })
        .collect();
    let figures = hold(&mut contestants, pace)?;
    let fastest = (0..WAYS_OF_OPENSSL).min_by(|&a, &b| figures[a].ratio.total_cmp(&figures[b].ratio));
    Ok((fastest.unwrap_or(0), figures))
}

/// The key that the signer derives from its secret (docs/format.md).
pub(crate) fn mac_key() -> [u8; 32] {
    let mut okm = [0; 32];
    assert!(hazmat::hkdf_sha256(b"cello-session/1", SECRET, b"session_id", &mut okm));
    okm
}

/// What the MAC of a token covers, and the tag: the `MAC_structure` of RFC 9052, with this token's header and payload.
pub(crate) fn signed_bytes(token: &[u8]) -> (Vec<u8>, [u8; 32]) {
    let mut room = vec![0; token.len()];
    let bytes = hazmat::base64url_decode(token, &mut room).expect("a token of ours");
    let (before_tag, tag) = bytes.split_last_chunk::<32>().expect("it ends with a tag");
    let payload = &before_tag[13..before_tag.len() - 2];
    ([b"\x84\x64MAC0", &before_tag[2..12], b"\x40", payload].concat(), *tag)
}
