//! Arbitrary sessions for the laws: keys, values and maps at and around the places where the encoding changes.
#![allow(dead_code, reason = "each test file uses the generators that its laws need")]

use cello_session_tests::oracle::{Map, Value, numbers, token};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// A fixed seed, so that a run can be repeated; `PROPTEST_CASES` asks for more cases than these.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(cases);
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_241_117),
        ..ProptestConfig::default()
    }
}

/// Any text of so many characters: ASCII often, every Unicode scalar value sometimes.
pub(crate) fn text(len: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let character = prop_oneof![
        6 => prop::char::range(' ', '~'),
        2 => any::<char>(),
        1 => prop::sample::select(vec!['\0', '\u{feff}', '\u{fffe}', '\u{10ffff}', '\u{7f}', '\u{80}', '"', ';', '=']),
    ];
    vec(character, len).prop_map(|chars| chars.into_iter().collect())
}

/// A key of 1 to 128 bytes. Few letters make keys that are close; lengths around 24 change the width of the head.
pub(crate) fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[ab]{1,3}",
        3 => "[a-z_]{22,25}",
        2 => text(1..32),
        1 => "[a-z]{127,128}",
    ]
}

pub(crate) fn int() -> impl Strategy<Value = i64> {
    let edges = [0, 23, 24, 255, 256, 65_535, 65_536, 4_294_967_295, 4_294_967_296, i64::MAX];
    let both: Vec<i64> = edges.iter().flat_map(|&edge| [edge, !edge, edge.wrapping_neg()]).collect();
    prop_oneof![prop::sample::select(both), any::<i64>(), -1000..1000_i64]
}

/// A JSON value of any shape; serialised it may be one that a session does not hold.
pub(crate) fn json_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        text(0..6).prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Into::into),
            vec((text(0..4), inner), 0..4)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

/// JSON text that a session holds.
pub(crate) fn json_text() -> impl Strategy<Value = String> {
    json_value().prop_map(|value| match value {
        value @ (serde_json::Value::Array(_) | serde_json::Value::Object(_)) => value.to_string(),
        other => format!("[ {other} ]"),
    })
}

pub(crate) fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => text(0..30).prop_map(Value::Text),
        1 => text(200..300).prop_map(Value::Text),
        2 => vec(any::<u8>(), 0..30).prop_map(Value::Bytes),
        1 => vec(any::<u8>(), 250..260).prop_map(Value::Bytes),
        3 => int().prop_map(Value::Int),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => Just(Value::Null),
        2 => json_text().prop_map(Value::Json),
    ]
}

/// A map within the bounds: up to 64 entries and 2890 encoded bytes.
pub(crate) fn map() -> impl Strategy<Value = Map> {
    let few = btree_map(key(), value(), 0..8);
    let many = btree_map(key(), prop_oneof![Just(Value::Null), int().prop_map(Value::Int)], 20..80);
    prop_oneof![4 => few, 1 => many, 1 => btree_map(key(), value(), 8..40)].prop_map(|mut map| {
        while map.len() > numbers::ENTRIES_MAX || token::entries_len(&map) > numbers::ENTRIES_LEN_MAX {
            map.pop_last();
        }
        map
    })
}

pub(crate) fn id() -> impl Strategy<Value = [u8; 16]> {
    any::<[u8; 16]>().prop_filter("an id is not all zero", |id| *id != [0; 16])
}

/// A time at which a day's session can be signed, edges of the encoding among them.
pub(crate) fn now() -> impl Strategy<Value = u64> {
    let edges =
        vec![0, 1, 23, 24, 255, 256, 65_535, 65_536, 4_294_967_295, 4_294_967_296, numbers::UNIX_S_MAX - 1];
    prop_oneof![2 => prop::sample::select(edges), 3 => 1_600_000_000..1_900_000_000_u64, 1 => 0..numbers::UNIX_S_MAX]
}
