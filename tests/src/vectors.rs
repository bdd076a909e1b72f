//! The loader of tests/vectors/v1.json, the cases that every implementation of the format is held to.

use std::path::PathBuf;

use cello_session_core::SameSite;
use serde::Deserialize;

use crate::bridge::Setup;
use crate::oracle::{Map, Value};

#[derive(Debug, Deserialize)]
pub struct Vectors {
    pub accept: Vec<Accept>,
    pub must_fail: Vec<MustFail>,
    pub cookie_header: Vec<CookieHeader>,
    pub set_cookie: Vec<SetCookie>,
    pub configuration: Vec<Configuration>,
}

#[derive(Debug, Deserialize)]
pub struct Accept {
    pub name: String,
    pub why: String,
    pub config: ConfigCase,
    pub now: u64,
    pub token: String,
    pub expect: Expect,
    /// Whether signing the same session again gives the same token.
    pub resign: bool,
}

#[derive(Debug, Deserialize)]
pub struct MustFail {
    pub name: String,
    pub why: String,
    pub step: u64,
    pub config: ConfigCase,
    pub now: u64,
    pub token: Option<String>,
    pub token_hex: Option<String>,
    pub status: String,
}

#[derive(Debug, Deserialize)]
pub struct CookieHeader {
    pub name: String,
    pub why: String,
    pub config: ConfigCase,
    pub now: u64,
    pub cookie_header: Option<String>,
    pub cookie_header_hex: Option<String>,
    pub status: String,
    pub expect: Option<Expect>,
}

#[derive(Debug, Deserialize)]
pub struct SetCookie {
    pub name: String,
    pub why: String,
    pub config: ConfigCase,
    pub session: Option<SessionCase>,
    pub now: Option<u64>,
    #[serde(default)]
    pub deletion: bool,
    pub line: String,
}

#[derive(Debug, Deserialize)]
pub struct Configuration {
    pub name: String,
    pub why: String,
    pub config: ConfigCase,
    pub status: String,
}

#[derive(Debug, Deserialize)]
pub struct SessionCase {
    pub id: String,
    pub began_at: u64,
    /// None where nobody set it.
    pub lifetime_s: Option<u64>,
    pub entries: Vec<EntryCase>,
}

/// What a session that was read holds.
#[derive(Debug, Deserialize)]
pub struct Expect {
    pub id: String,
    pub kid: String,
    pub issued_at: u64,
    pub expires_at: u64,
    pub ends_at: u64,
    pub began_at: u64,
    pub renewal_due: bool,
    pub entries: Vec<EntryCase>,
}

/// Integers are decimal strings, so that no JSON reader rounds them; bytes are hex.
#[derive(Debug, Deserialize)]
pub struct EntryCase {
    pub key: String,
    pub kind: String,
    pub value: serde_json::Value,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfigCase {
    pub signing_secret: String,
    pub accepted_secrets: Vec<String>,
    pub cookie_name: String,
    pub path: String,
    pub domain: Option<String>,
    pub max_age_s: u64,
    pub longest_max_age_s: u64,
    pub absolute_max_age_s: u64,
    pub http_only: bool,
    pub secure: bool,
    pub partitioned: bool,
    pub persistent: bool,
    pub same_site: String,
}

/// The committed file.
pub fn load() -> Vectors {
    let path = path();
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn path() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "vectors", "v1.json"].iter().collect()
}

impl ConfigCase {
    pub fn setup(&self) -> Setup {
        Setup {
            signing_secret: hex::decode(&self.signing_secret).expect("a secret in hex"),
            accepted_secrets: self
                .accepted_secrets
                .iter()
                .map(|secret| hex::decode(secret).expect("a secret in hex"))
                .collect(),
            cookie_name: self.cookie_name.clone(),
            path: self.path.clone(),
            domain: self.domain.clone(),
            max_age_s: self.max_age_s,
            longest_max_age_s: self.longest_max_age_s,
            absolute_max_age_s: self.absolute_max_age_s,
            http_only: self.http_only,
            secure: self.secure,
            partitioned: self.partitioned,
            persistent: self.persistent,
            same_site: match &self.same_site[..] {
                "lax" => SameSite::Lax,
                "strict" => SameSite::Strict,
                "none" => SameSite::None,
                other => panic!("same_site {other:?} is none of the three"),
            },
        }
    }
}

/// Text in either spelling: as itself, or in hex where JSON cannot hold it.
pub fn bytes_of(text: Option<&String>, in_hex: Option<&String>) -> Vec<u8> {
    match (text, in_hex) {
        (Some(text), None) => text.clone().into_bytes(),
        (None, Some(digits)) => hex::decode(digits).expect("hex digits"),
        _ => panic!("a case has either a text or its hex"),
    }
}

impl EntryCase {
    pub fn value(&self) -> Value {
        let text = || self.value.as_str().unwrap_or_else(|| panic!("{}: not a string", self.key));
        match &self.kind[..] {
            "text" => Value::Text(text().to_owned()),
            "bytes" => Value::Bytes(hex::decode(text()).expect("bytes in hex")),
            "int" => Value::Int(text().parse().expect("a decimal integer")),
            "bool" => Value::Bool(self.value.as_bool().expect("a boolean")),
            "null" => Value::Null,
            "json" => Value::Json(text().to_owned()),
            other => panic!("kind {other:?} is none of the six"),
        }
    }
}

pub fn map(entries: &[EntryCase]) -> Map {
    entries.iter().map(|entry| (entry.key.clone(), entry.value())).collect()
}

/// An id or a key id from its hex.
pub fn array<const N: usize>(digits: &str) -> [u8; N] {
    hex::decode(digits).expect("hex digits").try_into().expect("so many bytes")
}
