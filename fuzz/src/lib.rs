//! How a fuzzer's bytes become keys, values, times and hosts. The forms are plain, so that the script `seed` can write
//! them from the vectors.

pub mod model;

use cello_session_tests::bridge::Setup;
use cello_session_tests::oracle::{Value, numbers::UNIX_S_MAX};

/// Takes from the front of the fuzzer's bytes; where they end, everything is zero and empty.
pub struct Input<'a> {
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// All that is left.
    pub fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.rest)
    }

    pub fn bytes(&mut self, len: usize) -> &'a [u8] {
        let (front, rest) = self.rest.split_at(len.min(self.rest.len()));
        self.rest = rest;
        front
    }

    pub fn array<const N: usize>(&mut self) -> [u8; N] {
        let mut array = [0; N];
        let bytes = self.bytes(N);
        array[..bytes.len()].copy_from_slice(bytes);
        array
    }

    pub fn u8(&mut self) -> u8 {
        u8::from_le_bytes(self.array())
    }

    pub fn u16(&mut self) -> u16 {
        u16::from_le_bytes(self.array())
    }

    pub fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.array())
    }

    pub fn u64(&mut self) -> u64 {
        u64::from_le_bytes(self.array())
    }

    /// A time that a caller may give.
    pub fn now(&mut self) -> u64 {
        self.u64() % (UNIX_S_MAX + 1)
    }

    pub fn text(&mut self, len: usize) -> String {
        String::from_utf8_lossy(self.bytes(len)).into_owned()
    }

    /// A key after its length in one byte; more than 128 bytes can come out.
    pub fn key(&mut self) -> String {
        let len = self.u8();
        self.text(len.into())
    }

    /// A kind in one byte, and for the kinds with bytes a length in two.
    pub fn value(&mut self) -> Value {
        match self.u8() % 6 {
            0 => Value::Text(self.long_text()),
            1 => {
                let len = self.u16();
                Value::Bytes(self.bytes(len.into()).to_vec())
            }
            2 => Value::Int(self.u64().cast_signed()),
            3 => Value::Bool(self.u8() & 1 == 1),
            4 => Value::Null,
            _ => Value::Json(self.long_text()),
        }
    }

    fn long_text(&mut self) -> String {
        let len = self.u16();
        self.text(len.into())
    }

    /// The entries up to the end of the input; a key may come twice, and there may be a few more than fit.
    pub fn entries(&mut self) -> Vec<(String, Value)> {
        let mut entries = Vec::new();
        while !self.is_empty() && entries.len() < 70 {
            entries.push((self.key(), self.value()));
        }
        entries
    }

    /// One of a few hosts, a switch in each bit.
    pub fn setup(&mut self) -> Setup {
        setup(self.u8())
    }
}

pub fn setup(switches: u8) -> Setup {
    let on = |bit: u8| switches & (1 << bit) != 0;
    let mut setup = Setup { persistent: !on(0), partitioned: on(1), http_only: !on(2), ..Setup::default() };
    if on(3) {
        setup.absolute_max_age_s = 200_000;
    }
    if on(4) {
        setup.longest_max_age_s = 34_560_000;
    }
    if on(5) {
        // Long attributes, hence less room for entries.
        setup.path = format!("/{}", "p".repeat(240));
        setup.domain = Some("d".repeat(60));
    }
    if on(6) {
        // The usual secret verifies only, as after a swap in a roll-out.
        let usual = std::mem::replace(&mut setup.signing_secret, vec![0x5a; 32]);
        setup.accepted_secrets = vec![usual];
    }
    setup
}
