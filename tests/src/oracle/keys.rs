//! Keys as the page has them: HMAC (RFC 2104) and HKDF (RFC 5869) written out over SHA-256.

use sha2::{Digest, Sha256};

/// The salt that binds a key to version 1 of the format.
const SALT: &[u8] = b"cello-session/1";

/// The two things a secret becomes under one cookie name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    pub mac_key: [u8; 32],
    pub kid: [u8; 4],
}

impl Key {
    pub fn derive(secret: &[u8], cookie_name: &str) -> Self {
        let okm = hkdf(SALT, secret, cookie_name.as_bytes(), 36);
        Self { mac_key: okm[..32].try_into().unwrap(), kid: okm[32..36].try_into().unwrap() }
    }

    pub fn mac(&self, message: &[u8]) -> [u8; 32] {
        hmac(&self.mac_key, message)
    }
}

fn sha256(message: &[u8]) -> [u8; 32] {
    Sha256::digest(message).into()
}

/// HMAC-SHA256: H(K xor opad, H(K xor ipad, message)), a key longer than a block being hashed first.
pub fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0_u8; 64];
    if key.len() > 64 {
        block[..32].copy_from_slice(&sha256(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let mut inner: Vec<u8> = block.iter().map(|byte| byte ^ 0x36).collect();
    inner.extend_from_slice(message);
    let mut outer: Vec<u8> = block.iter().map(|byte| byte ^ 0x5c).collect();
    outer.extend_from_slice(&sha256(&inner));
    sha256(&outer)
}

/// HKDF-SHA256: extract, then expand to `len` bytes.
pub fn hkdf(salt: &[u8], ikm: &[u8], info: &[u8], len: usize) -> Vec<u8> {
    let prk = hmac(salt, ikm);
    let mut okm = Vec::new();
    let mut block = Vec::new();
    for counter in 1..=u8::try_from(len.div_ceil(32)).expect("at most 255 blocks") {
        block.extend_from_slice(info);
        block.push(counter);
        block = hmac(&prk, &block).to_vec();
        okm.extend_from_slice(&block);
    }
    okm.truncate(len);
    okm
}
