//! Between the two worlds: one owned configuration for core and oracle, and values translated both ways.

use std::mem::MaybeUninit;

use cello_session_core::{Config, Entry, Error, SameSite, Secret, Session, Signer, Value};

use crate::oracle::cookie::Attributes;
use crate::oracle::keys::Key;
use crate::oracle::life::Host;
use crate::oracle::token::Verifier;
use crate::oracle::{self, Map, Refusal};

/// The secret of the worked examples.
pub const SECRET: &[u8] = b"session-secret-minimum-32-bytes-long";

/// The id of the worked examples.
pub const ID: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/// A time in the worked examples' past and future, for tests to which no particular time matters.
pub const NOW: u64 = 1_700_000_000;

/// A configuration that owns what it names; 0 and the absent stand for what they stand for in the C ABI.
#[derive(Clone, Debug)]
pub struct Setup {
    pub signing_secret: Vec<u8>,
    pub accepted_secrets: Vec<Vec<u8>>,
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
    pub same_site: SameSite,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            signing_secret: SECRET.to_vec(),
            accepted_secrets: Vec::new(),
            cookie_name: "session_id".to_owned(),
            path: "/".to_owned(),
            domain: None,
            max_age_s: 86_400,
            longest_max_age_s: 0,
            absolute_max_age_s: 0,
            http_only: true,
            secure: true,
            partitioned: false,
            persistent: true,
            same_site: SameSite::Lax,
        }
    }
}

impl Setup {
    /// Another host's setup: its own signing secret, the default otherwise.
    pub fn with_secret(secret: &[u8]) -> Self {
        Self { signing_secret: secret.to_vec(), ..Self::default() }
    }

    pub fn try_signer(&self) -> Result<Signer, Error> {
        let accepted: Vec<Secret<'_>> =
            self.accepted_secrets.iter().map(|secret| Secret::new(secret)).collect::<Result<_, _>>()?;
        let mut config = Config::new(Secret::new(&self.signing_secret)?);
        config.accepted_secrets = &accepted;
        config.cookie_name = &self.cookie_name;
        config.path = &self.path;
        config.domain = self.domain.as_deref();
        config.max_age_s = self.max_age_s;
        config.longest_max_age_s = (self.longest_max_age_s != 0).then_some(self.longest_max_age_s);
        config.absolute_max_age_s = (self.absolute_max_age_s != 0).then_some(self.absolute_max_age_s);
        config.http_only = self.http_only;
        config.secure = self.secure;
        config.partitioned = self.partitioned;
        config.persistent = self.persistent;
        config.same_site = self.same_site;
        Signer::new(&config)
    }

    pub fn signer(&self) -> Signer {
        self.try_signer().expect("a valid configuration")
    }

    /// The same host for the oracle, which checks no rule of the configuration.
    pub fn host(&self) -> Host {
        let signing = self.key();
        let accepted = self.accepted_secrets.iter().map(|secret| Key::derive(secret, &self.cookie_name));
        Host {
            signing,
            verifier: Verifier {
                keys: std::iter::once(signing).chain(accepted).collect(),
                longest_s: if self.longest_max_age_s == 0 { self.max_age_s } else { self.longest_max_age_s },
                absolute_s: self.absolute_max_age_s,
            },
            max_age_s: self.max_age_s,
            attributes: Attributes {
                cookie_name: self.cookie_name.clone(),
                path: self.path.clone(),
                domain: self.domain.clone(),
                http_only: self.http_only,
                secure: self.secure,
                partitioned: self.partitioned,
                persistent: self.persistent,
                same_site: match self.same_site {
                    SameSite::Lax => "Lax",
                    SameSite::Strict => "Strict",
                    SameSite::None => "None",
                },
            },
        }
    }

    /// The key that this host signs with.
    pub fn key(&self) -> Key {
        Key::derive(&self.signing_secret, &self.cookie_name)
    }
}

/// Verifies into memory of its own and hands the session out by value.
pub fn verify(signer: &Signer, token: &[u8], now: u64) -> Result<Session, Error> {
    let mut memory = MaybeUninit::uninit();
    signer.verify(token, now, &mut memory).map(|session| session.clone())
}

/// The same for a whole Cookie header.
pub fn read_cookie(signer: &Signer, header: &[u8], now: u64) -> Result<Session, Error> {
    let mut memory = MaybeUninit::uninit();
    signer.read_cookie(header, now, &mut memory).map(|session| session.clone())
}

/// The token as text, in a buffer as large as any token.
pub fn sign(signer: &Signer, session: &Session, now: u64) -> Result<String, Error> {
    signer.sign(session, now, &mut [0; 4000]).map(str::to_owned)
}

/// The Set-Cookie line, in a buffer as large as any line.
pub fn write_cookie(signer: &Signer, session: &Session, now: u64) -> Result<String, Error> {
    signer.write_cookie(session, now, &mut [0; 4096]).map(str::to_owned)
}

pub fn write_cookie_deletion(signer: &Signer) -> Result<String, Error> {
    signer.write_cookie_deletion(&mut [0; 4096]).map(str::to_owned)
}

/// A session with these entries, begun at `now` under the id of the worked examples.
pub fn session_with(signer: &Signer, map: &Map, now: u64) -> Session {
    let mut session = signer.begin(ID, now).expect("a valid id and time");
    fill(&mut session, map).expect("a map that fits");
    session
}

pub fn fill(session: &mut Session, map: &Map) -> Result<(), Error> {
    map.iter().try_for_each(|(key, value)| session.set(key, core_value(value)))
}

pub fn core_value(value: &oracle::Value) -> Value<'_> {
    match value {
        oracle::Value::Text(text) => Value::Text(text),
        oracle::Value::Bytes(bytes) => Value::Bytes(bytes),
        oracle::Value::Int(n) => Value::Int(*n),
        oracle::Value::Bool(flag) => Value::Bool(*flag),
        oracle::Value::Null => Value::Null,
        oracle::Value::Json(text) => Value::Json(text),
    }
}

pub fn oracle_value(value: Value<'_>) -> oracle::Value {
    match value {
        Value::Text(text) => oracle::Value::Text(text.to_owned()),
        Value::Bytes(bytes) => oracle::Value::Bytes(bytes.to_vec()),
        Value::Int(n) => oracle::Value::Int(n),
        Value::Bool(flag) => oracle::Value::Bool(flag),
        Value::Null => oracle::Value::Null,
        Value::Json(text) => oracle::Value::Json(text.to_owned()),
    }
}

/// What a session holds, as a plain map.
pub fn map_of(session: &Session) -> Map {
    session.entries().map(|entry| (entry.key.to_owned(), oracle_value(entry.value))).collect()
}

/// The entries of a map in the map's own order, for `replace`.
pub fn entries_of(map: &Map) -> Vec<Entry<'_>> {
    map.iter().map(|(key, value)| Entry { key, value: core_value(value) }).collect()
}

/// The error with which core says what the oracle refused.
pub fn core_error(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Missing => Error::Missing,
        Refusal::Rejected => Error::Rejected,
        Refusal::NotYetValid => Error::NotYetValid,
        Refusal::Expired => Error::Expired,
    }
}
