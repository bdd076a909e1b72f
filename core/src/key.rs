//! From a secret to a prepared key and its key id (hmac, sha2, hkdf).
//!
//! Secret: the configured bytes, everything derived from them but the key id, every state of the hash.
//! Public: lengths, the cookie name, the key id.

use crate::error::Error;
use crate::limits::{SECRET_LEN_MAX, SECRET_LEN_MIN};
use crate::tag::Tag;
use crate::wipe;
use core::fmt;
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// HKDF's salt: the format and its version, so that tokens of a later version bear other key ids.
const SALT: &[u8] = b"cello-session/1";
/// HKDF's info for the key that stands in for an unknown one. No cookie name is empty, so nobody has this key.
const NOBODY: &[u8] = b"";

/// Bytes of stack to wipe after one HMAC, and after the derivation of a key. `tests/c/test_erasure.c` searches what is left.
const STACK_LEN: usize = 1024;
const DERIVE_STACK_LEN: usize = 2048;

/// A secret of 32 to 1024 bytes, as an application configured it. The bytes stay the caller's; nothing shows them.
pub struct Secret<'a>(&'a [u8]);

impl<'a> Secret<'a> {
    /// Takes 32 to 1024 bytes: best 32 or more from a random generator.
    ///
    /// # Errors
    ///
    /// [`Error::SecretLength`] for fewer or more.
    pub const fn new(bytes: &'a [u8]) -> Result<Self, Error> {
        if bytes.len() < SECRET_LEN_MIN || bytes.len() > SECRET_LEN_MAX {
            return Err(Error::SecretLength);
        }
        Ok(Self(bytes))
    }
}

impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// What a token says about the key that signed it.
pub(crate) type KeyId = [u8; 4];

/// A key that is ready to use: the hash has taken in the key and the bytes that begin every MAC input.
pub(crate) struct Key {
    id: KeyId,
    prepared: Hmac<Sha256>,
}

impl Key {
    /// The key of this secret for this cookie name (docs/format.md, Keys: RFC 5869 with the name as info).
    pub(crate) fn for_cookie(secret: &Secret<'_>, cookie_name: &str) -> Option<Self> {
        Self::derive(secret, cookie_name.as_bytes())
    }

    /// A key that signs nothing: a token with an unknown key id is checked with it, and refused.
    pub(crate) fn for_nobody(secret: &Secret<'_>) -> Option<Self> {
        Self::derive(secret, NOBODY)
    }

    fn derive(secret: &Secret<'_>, info: &[u8]) -> Option<Self> {
        let key = Self::derive_on_stack(secret, info);
        wipe::stack::<DERIVE_STACK_LEN>();
        key
    }

    #[inline(never)]
    fn derive_on_stack(secret: &Secret<'_>, info: &[u8]) -> Option<Self> {
        let mut okm = [0; 36];
        let expanded = Hkdf::<Sha256>::new(Some(SALT), secret.0).expand(info, &mut okm);
        let key = expanded.ok().and_then(|()| Self::prepare(&okm));
        wipe::bytes(&mut okm);
        key
    }

    fn prepare(okm: &[u8; 36]) -> Option<Self> {
        let (mac_key, id) = okm.split_first_chunk::<32>()?;
        let id: KeyId = *id.first_chunk()?;
        // It goes out in clear in every token.
        #[cfg(feature = "ct-check")]
        let id = id.map(crate::ct_check::declassify);
        let mut prepared = hmac_for(mac_key)?;
        // MAC_structure (RFC 9052 section 6.3): array of 4, "MAC0", the protected header, no external data.
        prepared.update(b"\x84\x64MAC0");
        prepared.update(&protected_header(id));
        prepared.update(b"\x40");
        Some(Self { id, prepared })
    }

    pub(crate) const fn id(&self) -> KeyId {
        self.id
    }

    /// The tag over a payload that comes in two pieces, hashed where they lie.
    pub(crate) fn tag(&self, payload: [&[u8]; 2]) -> Tag {
        let tag = self.tag_on_stack(payload);
        wipe::stack::<STACK_LEN>();
        tag
    }

    #[inline(never)]
    fn tag_on_stack(&self, payload: [&[u8]; 2]) -> Tag {
        let mut mac = self.prepared.clone();
        for piece in payload {
            mac.update(piece);
        }
        Tag(mac.finalize().into_bytes().into())
    }
}

impl Drop for Key {
    /// Overwrites the key where it stands; a barrier keeps the compiler from leaving that out. The zeroize features of
    /// hmac and sha2 would wipe each working copy as well and still leave traces on the stack, which is wiped instead.
    #[inline(never)]
    fn drop(&mut self) {
        if let Some(public) = hmac_for(&[0; 32]) {
            self.prepared = public;
        }
        wipe::settle(self);
    }
}

/// The protected header as a byte string of 9: {1: 5, 4: key id} (RFC 9052 section 3.1).
pub(crate) const fn protected_header([a, b, c, d]: KeyId) -> [u8; 10] {
    [0x49, 0xa2, 0x01, 0x05, 0x04, 0x44, a, b, c, d]
}

fn hmac_for(key: &[u8]) -> Option<Hmac<Sha256>> {
    Hmac::new_from_slice(key).ok()
}

/// This file's use of the hash, for published vectors.
#[cfg(feature = "hazmat")]
pub(crate) mod hazmat {
    use super::{Hkdf, Mac, Sha256, hmac_for};

    pub(crate) fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
        let Some(mut mac) = hmac_for(key) else { return [0; 32] };
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    pub(crate) fn hkdf_sha256(salt: &[u8], ikm: &[u8], info: &[u8], okm_out: &mut [u8]) -> bool {
        Hkdf::<Sha256>::new(Some(salt), ikm).expand(info, okm_out).is_ok()
    }
}
