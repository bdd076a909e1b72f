//! The library's operations through Rust, on one map.

use crate::maps::Map;
use cello_session_core::limits::TOKEN_LEN_MAX;
use cello_session_core::{Config, Entry, Secret, Session, Signer, Value};
use std::collections::HashMap;
use std::hint::black_box;
use std::mem::MaybeUninit;

pub const SECRET: &[u8] = b"session-secret-minimum-32-bytes-long";
pub const ID: [u8; 16] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
pub const NOW: u64 = 1_800_000_000;

/// A signer with [`SECRET`], and with as many more secrets that it accepts.
pub fn signer_with(signing: &[u8], accepted: &[Vec<u8>]) -> Signer {
    let accepted: Vec<_> = accepted.iter().map(|bytes| Secret::new(bytes).unwrap()).collect();
    let mut config = Config::new(Secret::new(signing).unwrap());
    config.accepted_secrets = &accepted;
    Signer::new(&config).unwrap()
}

/// A signer, a session that holds a map, and its token.
pub struct Ours {
    pub signer: Signer,
    pub session: Session,
    pub token: Vec<u8>,
    pub map: HashMap<String, String>,
    out: Box<[u8; TOKEN_LEN_MAX]>,
    memory: Box<MaybeUninit<Session>>,
}

impl Ours {
    pub fn new(map: &Map) -> Self {
        let signer = signer_with(SECRET, &[]);
        let mut session = signer.begin(ID, NOW).unwrap();
        for (key, value) in map {
            session.set(key, Value::Text(value)).unwrap();
        }
        let mut out = Box::new([0; TOKEN_LEN_MAX]);
        let token = signer.sign_ascii(&session, NOW, &mut out[..]).unwrap().to_vec();
        let map = map.iter().cloned().collect();
        Self { signer, session, token, map, out, memory: Box::new(MaybeUninit::uninit()) }
    }

    pub fn sign(&mut self) {
        let signed = self.signer.sign(black_box(&self.session), NOW, &mut self.out[..]);
        black_box(signed.unwrap());
    }

    pub fn sign_ascii(&mut self) {
        let signed = self.signer.sign_ascii(black_box(&self.session), NOW, &mut self.out[..]);
        black_box(signed.unwrap());
    }

    pub fn verify(&mut self) {
        black_box(self.signer.verify(black_box(&self.token), NOW, &mut self.memory).unwrap());
    }

    /// Verifies what is no token of ours, and must be refused.
    pub fn refuse(&mut self, token: &[u8]) {
        black_box(self.signer.verify(black_box(token), NOW, &mut self.memory).unwrap_err());
    }

    /// Verifies, then looks at each entry where it lies.
    pub fn verify_and_read(&mut self) {
        let session = self.signer.verify(black_box(&self.token), NOW, &mut self.memory).unwrap();
        for entry in session.entries() {
            black_box(entry);
        }
    }

    pub fn read_cookie(&mut self, header: &[u8]) {
        black_box(self.signer.read_cookie(black_box(header), NOW, &mut self.memory).unwrap());
    }

    /// Verifies, then copies each entry into a map of strings, as those peers do that allocate.
    pub fn verify_into_map(&mut self) {
        let session = self.signer.verify(black_box(&self.token), NOW, &mut self.memory).unwrap();
        let mut map = HashMap::with_capacity(session.len());
        for entry in session.entries() {
            if let Value::Text(value) = entry.value {
                map.insert(entry.key.to_owned(), value.to_owned());
            }
        }
        black_box(map);
    }

    /// From a map of strings to a string: begins a session, fills it, signs it.
    pub fn sign_from_map(&mut self) {
        let mut session = self.signer.begin(ID, NOW).unwrap();
        let entries: Vec<_> = black_box(&self.map)
            .iter()
            .map(|(key, value)| Entry { key, value: Value::Text(value) })
            .collect();
        session.replace(&entries).unwrap();
        black_box(self.signer.sign(&session, NOW, &mut self.out[..]).unwrap().to_owned());
    }
}
