//! The split of our own time: each part on the bytes of one token, alone.

use crate::contest::{Contestant, Pace, hold};
use crate::reference::{Reference, mac_key, signed_bytes};
use crate::results::Section;
use cello_session_core::{Session, hazmat, inspect};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::hint::black_box;
use std::mem::MaybeUninit;
use subjects::{Ours, Size};

/// The MAC's beginning that a prepared key has taken in already.
const PREPARED_LEN: usize = 17;

pub(crate) fn measure(size: Size, way: usize, pace: Pace) -> Result<[Section; 2], String> {
    let reference = Reference::new(&Ours::new(&size.map()), way);
    let with = |rest: Vec<Contestant<'static>>| {
        let mut contestants = vec![reference.contestant()];
        contestants.extend(rest);
        hold(&mut contestants, pace)
    };
    Ok([
        Section::new("parts of verify", size.name(), &with(of_verify(size))?),
        Section::new("parts of sign", size.name(), &with(of_sign(size))?),
    ])
}

fn of_verify(size: Size) -> Vec<Contestant<'static>> {
    let mut whole = Ours::new(&size.map());
    let token = whole.token.clone();
    let mut out = vec![0; token.len()];
    let decoded = token.clone();
    let mut memory = Box::new(MaybeUninit::<Session>::uninit());
    let (mine, other) = ([7; 32], [7; 32]);
    vec![
        Contestant::new("verify", move || whole.verify()),
        Contestant::new("base64url decoding", move || {
            black_box(hazmat::base64url_decode(black_box(&decoded), &mut out).unwrap());
        }),
        hmac(&token),
        Contestant::new("tag comparison", move || {
            black_box(hazmat::tags_equal(black_box(&mine), black_box(&other)));
        }),
        Contestant::new("decoding and map (inspect)", move || {
            black_box(inspect(black_box(&token), &mut memory).unwrap());
        }),
    ]
}

fn of_sign(size: Size) -> Vec<Contestant<'static>> {
    let mut whole = Ours::new(&size.map());
    let token = whole.token.clone();
    let mut bytes = vec![0; token.len()];
    let len = hazmat::base64url_decode(&token, &mut bytes).map_or(0, <[u8]>::len);
    bytes.truncate(len);
    // As a token is encoded: what stands before the entries, the entries, the head of the tag, the tag.
    let entries_len = whole.session.entries().fold(0, |len, entry| len + encoded_len(&entry));
    let before_len = bytes.len() - 34 - entries_len;
    let mut out = vec![0; token.len()];
    vec![
        Contestant::new("sign_ascii", move || whole.sign_ascii()),
        Contestant::new("base64url encoding, in pieces", move || {
            let (before, rest) = black_box(&bytes).split_at(before_len);
            let (entries, rest) = rest.split_at(entries_len);
            let (head, tag) = rest.split_at(2);
            black_box(hazmat::base64url_encode_pieces(&[before, entries, head, tag], &mut out).unwrap());
        }),
        hmac(&token),
    ]
}

fn encoded_len(entry: &cello_session_core::Entry<'_>) -> usize {
    let cello_session_core::Value::Text(value) = entry.value else { return 0 };
    [entry.key, value].iter().map(|text| text.len() + if text.len() < 24 { 1 } else { 2 }).sum()
}

/// HMAC with a prepared key, as the core uses it, without the wiping of the stack after it.
fn hmac(token: &[u8]) -> Contestant<'static> {
    let (signed, tag) = signed_bytes(token);
    let (before, payload) = signed.split_at(PREPARED_LEN);
    let mut prepared = Hmac::<Sha256>::new_from_slice(&mac_key()).expect("any length");
    prepared.update(before);
    let payload = payload.to_vec();
    let compute = move || -> [u8; 32] {
        let mut mac = prepared.clone();
        mac.update(black_box(&payload));
        mac.finalize().into_bytes().into()
    };
    assert_eq!(compute(), tag);
    Contestant::new("HMAC, key prepared", move || {
        black_box(compute());
    })
}
