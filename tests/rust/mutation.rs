//! Every small change of a genuine token is refused, and with the one answer: bits, characters, insertions, deletions.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cello_session_core::{Error, Session, Signer, Value};
use cello_session_tests::bridge::{self, NOW, Setup};
use std::mem::MaybeUninit;

/// A signer, and a memory that is used again for each of the many tokens.
struct Judge {
    signer: Signer,
    memory: Box<MaybeUninit<Session>>,
    count: usize,
}

impl Judge {
    fn new() -> Self {
        Self { signer: Setup::default().signer(), memory: Box::new(MaybeUninit::uninit()), count: 0 }
    }

    fn must_reject(&mut self, token: &[u8], what: impl FnOnce() -> String) {
        self.count += 1;
        match self.signer.verify(token, NOW, &mut self.memory) {
            Err(Error::Rejected) => {}
            other => panic!("{}: {:?}", what(), other.map(|session| session.len())),
        }
    }

    fn must_accept(&mut self, token: &[u8]) {
        assert!(self.signer.verify(token, NOW, &mut self.memory).is_ok());
    }
}

/// A genuine token with a byte value of this length beside two small entries.
fn token(value_len: usize) -> String {
    let signer = Setup::default().signer();
    let mut session = signer.begin(bridge::ID, NOW - 5).unwrap();
    session.set("user_id", Value::Text("123")).unwrap();
    session.set("json", Value::Json("[1.5]")).unwrap();
    let bytes: Vec<u8> = (0..value_len).map(|i| u8::try_from(i % 251).unwrap()).collect();
    session.set("v", Value::Bytes(&bytes)).unwrap();
    bridge::sign(&signer, &session, NOW).unwrap()
}

fn small() -> String {
    token(3)
}

fn medium() -> String {
    token(600)
}

/// As large as a token can be: 4000 characters when its times are at their widest, a little less today.
fn largest() -> String {
    let signer = Setup::default().signer();
    let mut session = signer.begin(bridge::ID, 5_000_000_000).unwrap();
    for i in 0..24 {
        session.set(&format!("k{i:02}"), Value::Null).unwrap();
    }
    let room = 2890 - 24 * 5 - 2 - 3;
    session.set("v", Value::Bytes(&vec![0xa5; room])).unwrap();
    let token = bridge::sign(&signer, &session, 5_000_000_001).unwrap();
    assert_eq!(token.len(), 4000);
    token
}

fn every_bit_flip(judge: &mut Judge, token: &str) {
    let mut bytes = URL_SAFE_NO_PAD.decode(token).unwrap();
    for position in 0..bytes.len() {
        for bit in 0..8 {
            bytes[position] ^= 1 << bit;
            let flipped = URL_SAFE_NO_PAD.encode(&bytes);
            judge.must_reject(flipped.as_bytes(), || format!("byte {position}, bit {bit}"));
            bytes[position] ^= 1 << bit;
        }
    }
}

fn every_truncation(judge: &mut Judge, token: &str) {
    let token = token.as_bytes();
    for len in 0..token.len() {
        judge.must_reject(&token[..len], || format!("the first {len}"));
        judge.must_reject(&token[token.len() - len..], || format!("the last {len}"));
    }
}

fn every_edit(judge: &mut Judge, token: &str, characters: &[u8]) {
    let mut edited = token.as_bytes().to_vec();
    for position in 0..edited.len() {
        let genuine = edited[position];
        for &character in characters.iter().filter(|&&character| character != genuine) {
            edited[position] = character;
            judge.must_reject(&edited, || format!("{:?} at {position}", char::from(character)));
        }
        edited[position] = genuine;
    }
}

fn every_insertion(judge: &mut Judge, token: &str, characters: &[u8]) {
    for position in 0..=token.len() {
        for &character in characters {
            let mut longer = token.as_bytes().to_vec();
            longer.insert(position, character);
            judge.must_reject(&longer, || format!("{:?} before {position}", char::from(character)));
        }
    }
}

fn every_deletion_doubling_and_swap(judge: &mut Judge, token: &str) {
    for position in 0..token.len() {
        let mut shorter = token.as_bytes().to_vec();
        let removed = shorter.remove(position);
        judge.must_reject(&shorter, || format!("without {position}"));
        shorter.insert(position, removed);
        shorter.insert(position, removed);
        judge.must_reject(&shorter, || format!("{position} twice"));
        let mut swapped = token.as_bytes().to_vec();
        if position > 0 && swapped[position] != swapped[position - 1] {
            swapped.swap(position, position - 1);
            judge.must_reject(&swapped, || format!("{position} swapped"));
        }
    }
}

/// The alphabet's ends, the other alphabet, padding, white space, separators, controls and high bytes.
const TELLING: &[u8] = b"AZaz09-_QBf4+/=. \t\r\n\0%;,\"'\\:~@[`{\x7f\x80\xff";

const ALL: [u8; 256] = {
    let mut all = [0; 256];
    let mut value = 0;
    while value < 256 {
        all[value] = value.to_le_bytes()[0];
        value += 1;
    }
    all
};

#[test]
fn a_small_token_with_any_one_thing_changed_is_rejected() {
    let (mut judge, token) = (Judge::new(), small());
    judge.must_accept(token.as_bytes());
    every_bit_flip(&mut judge, &token);
    every_truncation(&mut judge, &token);
    every_edit(&mut judge, &token, &ALL);
    every_insertion(&mut judge, &token, &ALL);
    every_deletion_doubling_and_swap(&mut judge, &token);
    assert!(judge.count > 75_000, "{} changes", judge.count);
}

#[test]
fn a_medium_token_with_any_one_thing_changed_is_rejected() {
    let (mut judge, token) = (Judge::new(), medium());
    judge.must_accept(token.as_bytes());
    every_bit_flip(&mut judge, &token);
    every_truncation(&mut judge, &token);
    every_edit(&mut judge, &token, TELLING);
    every_insertion(&mut judge, &token, TELLING);
    every_deletion_doubling_and_swap(&mut judge, &token);
    assert!(judge.count > 75_000, "{} changes", judge.count);
}

#[test]
fn the_largest_token_with_any_one_thing_changed_is_rejected() {
    let (mut judge, token) = (Judge::new(), largest());
    judge.signer = Setup::default().signer();
    assert!(judge.signer.verify(token.as_bytes(), 5_000_000_001, &mut judge.memory).is_ok());
    every_bit_flip(&mut judge, &token);
    every_truncation(&mut judge, &token);
    every_edit(&mut judge, &token, b"AQ_-=+ ");
    every_insertion(&mut judge, &token, b"A=");
    every_deletion_doubling_and_swap(&mut judge, &token);
    assert!(judge.count > 50_000, "{} changes", judge.count);
}

#[test]
fn padding_white_space_and_quotes_around_a_token_are_rejected() {
    let (mut judge, token) = (Judge::new(), small());
    for (before, after) in [
        ("", "="),
        ("", "=="),
        (" ", ""),
        ("", " "),
        ("", "\n"),
        ("", "\r\n"),
        ("\"", "\""),
        ("'", "'"),
        ("", ";"),
        ("", "\0"),
        ("\u{feff}", ""),
    ] {
        let wrapped = format!("{before}{token}{after}");
        judge.must_reject(wrapped.as_bytes(), || wrapped.clone());
    }
}

#[test]
fn the_text_of_the_other_alphabet_is_rejected() {
    let mut judge = Judge::new();
    let other = |token: &str| token.replace('-', "+").replace('_', "/");
    let token = medium();
    assert_ne!(other(&token), token);
    judge.must_reject(other(&token).as_bytes(), || "+ and /".to_owned());
}

#[test]
fn every_other_tail_of_the_last_character_is_rejected() {
    let mut judge = Judge::new();
    // Of three lengths in a row one has no bits to spare and the others have two and four.
    for len in 0..6 {
        let token = token(len);
        let (front, _) = token.split_at(token.len() - 1);
        let mut accepted = 0;
        for last in b'!'..=b'~' {
            let text = format!("{front}{}", char::from(last));
            if text == token {
                judge.must_accept(text.as_bytes());
                accepted += 1;
            } else {
                judge.must_reject(text.as_bytes(), || text.clone());
            }
        }
        assert_eq!(accepted, 1);
    }
}

#[test]
fn the_tag_of_one_token_on_another_is_rejected() {
    let mut judge = Judge::new();
    let tokens = [token(3), token(4), token(600)].map(|token| URL_SAFE_NO_PAD.decode(token).unwrap());
    for (i, one) in tokens.iter().enumerate() {
        for (j, other) in tokens.iter().enumerate().filter(|(j, _)| *j != i) {
            let mixed = [&one[..one.len() - 32], &other[other.len() - 32..]].concat();
            judge
                .must_reject(URL_SAFE_NO_PAD.encode(mixed).as_bytes(), || format!("{i} with the tag of {j}"));
        }
        for fill in [0, 0xff] {
            let mixed = [&one[..one.len() - 32], &[fill; 32]].concat();
            judge.must_reject(URL_SAFE_NO_PAD.encode(mixed).as_bytes(), || {
                format!("{i} with a tag of {fill}")
            });
        }
    }
}

#[test]
fn a_tag_that_begins_or_ends_with_zeros_is_read_and_guarded_like_any_other() {
    let mut judge = Judge::new();
    let (mut first, mut last) = (0, 0);
    for n in 0..2000 {
        let mut session = judge.signer.begin(bridge::ID, NOW).unwrap();
        session.set("n", Value::Int(n)).unwrap();
        let token = bridge::sign(&judge.signer, &session, NOW).unwrap();
        let bytes = URL_SAFE_NO_PAD.decode(&token).unwrap();
        let tag = &bytes[bytes.len() - 32..];
        if tag[0] != 0 && tag[31] != 0 {
            continue;
        }
        first += usize::from(tag[0] == 0);
        last += usize::from(tag[31] == 0);
        judge.must_accept(token.as_bytes());
        every_bit_flip(&mut judge, &token);
    }
    assert!(first > 0 && last > 0);
}
