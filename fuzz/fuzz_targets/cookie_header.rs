//! Any Cookie header. Bytes from 0x80 on stand for tokens, so that the fuzzer can compose headers with genuine ones.

#![no_main]

use std::sync::LazyLock;

use cello_session_fuzz::Input;
use cello_session_tests::bridge::{self, NOW, Setup};
use cello_session_tests::forge;
use cello_session_tests::oracle::{Claims, Map};
use libfuzzer_sys::fuzz_target;

/// Tokens of several times of signing, of one past and one to come, and one of another secret.
static TOKENS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let ours = Setup::default().key();
    let others = Setup::with_secret(&[9; 32]).key();
    let token = |number: u8, key, issued_at: u64| {
        let claims = Claims {
            issued_at,
            expires_at: issued_at + 86_400,
            id: [number; 16],
            ..forge::plain(Map::new())
        };
        forge::claims(key, &claims)
    };
    let times = [NOW, NOW - 1, NOW - 2, NOW, NOW + 60, NOW + 61, NOW - 86_400];
    let mut tokens: Vec<String> = (1..).zip(times).map(|(number, at)| token(number, &ours, at)).collect();
    tokens.push(token(99, &others, NOW));
    tokens
});

fuzz_target!(|data: &[u8]| {
    let mut input = Input::new(data);
    let (now, setup) = (input.now(), input.setup());
    let mut header = Vec::new();
    for &byte in input.rest() {
        match byte {
            0x80..=0x8f => header.extend_from_slice(TOKENS[usize::from(byte & 7)].as_bytes()),
            0x90..=0x9f => header.extend_from_slice(b"session_id="),
            // To come near the longest header with few bytes.
            0xa0 => header.resize(header.len() + 4096, b'x'),
            _ => header.push(byte),
        }
    }

    let core = bridge::read_cookie(&setup.signer(), &header, now);
    match (core, setup.host().read_cookie(&header, now)) {
        (Ok(session), Ok(model)) => {
            assert_eq!(session.id(), &model.id);
            assert_eq!(bridge::map_of(&session), model.map);
            assert_eq!(session.issued_at(), model.read.map(|read| read.issued_at));
            assert!(!session.is_changed());
        }
        (Err(error), Err(refusal)) => assert_eq!(error, bridge::core_error(refusal)),
        (core, oracle) => panic!("core {:?}, oracle {:?}", core.map(|_| ()), oracle.map(|_| ())),
    }
});
