//! The parts that published test vectors are for. Not for applications, and not under semantic versioning.

use crate::base64url::{self, Encoder};
use crate::tag::Tag;
use crate::{json, key};
use core::str;

/// HMAC-SHA256 over parts, as tokens are tagged.
#[must_use]
pub fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    key::hazmat::hmac_sha256(key, parts)
}

/// HKDF-SHA256, as keys are derived; false for more output than RFC 5869 allows.
pub fn hkdf_sha256(salt: &[u8], ikm: &[u8], info: &[u8], okm_out: &mut [u8]) -> bool {
    key::hazmat::hkdf_sha256(salt, ikm, info, okm_out)
}

/// Unpadded base64url; `None` when `out` is too short.
pub fn base64url_encode<'o>(bytes: &[u8], out: &'o mut [u8]) -> Option<&'o str> {
    let out = out.get_mut(..base64url::encoded_len(bytes.len()))?;
    let mut encoder = Encoder::new(out);
    encoder.piece(bytes)?;
    encoder.finish()?;
    str::from_utf8(out).ok()
}

/// As [`base64url_encode`], of bytes in pieces.
pub fn base64url_encode_pieces<'o>(pieces: &[&[u8]], out: &'o mut [u8]) -> Option<&'o str> {
    let len = pieces.iter().fold(0_usize, |len, piece| len.saturating_add(piece.len()));
    let out = out.get_mut(..base64url::encoded_len(len))?;
    let mut encoder = Encoder::new(out);
    for piece in pieces {
        encoder.piece(piece)?;
    }
    encoder.finish()?;
    str::from_utf8(out).ok()
}

/// Strict decoding; `None` for anything but canonical unpadded base64url, or when `out` is too short.
pub fn base64url_decode<'o>(text: &[u8], out: &'o mut [u8]) -> Option<&'o [u8]> {
    let out = out.get_mut(..base64url::decoded_len(text.len())?)?;
    base64url::decode(text, out)?;
    Some(out)
}

/// Whether a session can hold this as JSON text.
#[must_use]
pub fn json_valid(text: &[u8]) -> bool {
    json::is_session_json(text)
}

/// The comparison of tags.
#[must_use]
pub fn tags_equal(computed: &[u8; 32], received: &[u8; 32]) -> bool {
    Tag(*computed).accepts(received, true)
}
