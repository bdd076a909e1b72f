//! The token format, written down a second time from its page: slow, obvious, and sharing no line with the core.
//!
//! Where the core walks bytes once and forwards only, the oracle reads leniently into plain collections, writes the one
//! valid encoding of what it read, and accepts exactly when the two are the same bytes. HMAC and HKDF are written out
//! over a plain SHA-256.

pub mod cbor;
pub mod cookie;
pub mod json;
pub mod keys;
pub mod life;
pub mod token;

use std::collections::BTreeMap;

/// What one key of the session map holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Bytes(Vec<u8>),
    Int(i64),
    Bool(bool),
    Null,
    Json(String),
}

/// The session map. The order of a `BTreeMap` is not the order of the token: the encoder sorts.
pub type Map = BTreeMap<String, Value>;

/// The claims of one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    pub expires_at: u64,
    pub issued_at: u64,
    pub id: [u8; 16],
    /// Present only where the session began before this token was signed.
    pub began: Option<u64>,
    pub session: Map,
}

impl Claims {
    pub fn began_at(&self) -> u64 {
        self.began.unwrap_or(self.issued_at)
    }
}

/// Why the oracle refused: the four answers that a cookie from outside can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    // The order is the order of telling: a greater one wins where several cookies were refused.
    Missing,
    Rejected,
    NotYetValid,
    Expired,
}

/// The numbers of the format's page, typed in a second time.
pub mod numbers {
    pub const ENTRIES_MAX: usize = 64;
    pub const ENTRIES_LEN_MAX: usize = 2890;
    pub const KEY_LEN_MAX: usize = 128;
    pub const JSON_DEPTH_MAX: usize = 32;
    pub const TOKEN_LEN_MAX: usize = 4000;
    pub const LINE_LEN_MAX: usize = 4096;
    pub const HEADER_LEN_MAX: usize = 65_536;
    pub const CANDIDATES_MAX: usize = 8;
    pub const LEEWAY_S: u64 = 60;
    pub const UNIX_S_MAX: u64 = 253_402_300_799;
    pub const MAX_AGE_S_MAX: u64 = 34_560_000;
}
