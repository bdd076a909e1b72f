//! JSON text: handwritten cases of RFC 8259, and every verdict compared with `serde_json` and with the oracle.

use cello_session_core::hazmat::json_valid;
use cello_session_tests::oracle::json::is_value;
use json_cases::{NO, YES};
use proptest::collection::vec;
use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::Value;

mod generators;
mod json_cases;

#[test]
fn every_y_case_is_taken() {
    for text in YES {
        assert!(json_valid(text.as_bytes()), "core: {text:?}");
        assert!(is_value(text.as_bytes()), "oracle: {text:?}");
    }
}

#[test]
fn every_n_case_is_refused() {
    for text in NO {
        assert!(!json_valid(text.as_bytes()), "core: {text:?}");
        assert!(!is_value(text.as_bytes()), "oracle: {text:?}");
    }
}

#[test]
fn every_beginning_of_a_valid_container_is_refused() {
    for text in YES.iter().filter(|text| text.trim_end().ends_with([']', '}'])) {
        let text = text.trim_end().as_bytes();
        for len in 0..text.len() {
            assert!(!json_valid(&text[..len]), "{}", text[..len].escape_ascii());
        }
    }
}

#[test]
fn what_is_no_utf_8_is_no_json() {
    let malformed: [&[u8]; 9] = [
        b"\x80",
        b"\xff",
        b"\xc0\x80",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xf0\x80\x80\x80",
        b"\xe2\x82",
        b"\xfe",
    ];
    for bytes in malformed {
        for text in [
            [b"[\"", bytes, b"\"]"].concat(),
            [b"[", bytes, b"]"].concat(),
            [b"{\"", bytes, b"\":1}"].concat(),
        ] {
            assert!(!json_valid(&text), "{}", text.escape_ascii());
        }
    }
}

#[test]
fn every_byte_value_at_every_position_is_judged_as_the_oracle_judges() {
    for text in
        ["[1,\"a\"]", "{\"\\u00e9\":null}", "-12.5e+7", "[tru,e]", "{\"a\":[-0]}", " 9223372036854775808 "]
    {
        for position in 0..text.len() {
            for value in 0..=255 {
                let mut other = text.as_bytes().to_vec();
                other[position] = value;
                assert_eq!(json_valid(&other), is_value(&other), "{}", other.escape_ascii());
            }
        }
    }
}

#[test]
fn nesting_is_counted_through_arrays_and_objects_alike() {
    let nest =
        |open: &str, close: &str, depth: usize| format!("{}{}", open.repeat(depth), close.repeat(depth));
    for depth in [1, 2, 31, 32] {
        assert!(json_valid(nest("[", "]", depth).as_bytes()), "{depth} arrays");
        let objects = format!("{}{{}}{}", "{\"a\":".repeat(depth - 1), "}".repeat(depth - 1));
        assert!(json_valid(objects.as_bytes()), "{depth} objects");
    }
    for depth in [33, 34, 64, 1000] {
        assert!(!json_valid(nest("[", "]", depth).as_bytes()), "{depth} arrays");
        assert!(!json_valid(nest("[{\"a\":", "}]", depth.div_ceil(2)).as_bytes()), "{depth} of both");
    }
    // Depth, not count: as many containers as one likes beside each other.
    assert!(json_valid(format!("[{}[]]", "[],".repeat(500)).as_bytes()));
}

/// What `serde_json` says of a text.
enum Verdict {
    Malformed,
    /// Well formed, and nested so deep.
    Nested(usize),
    /// It has a number beyond a double, where `serde_json` stops.
    Unknown,
}

/// Its differences: `IgnoredAny` looks at the grammar alone, neither at UTF-8 nor at surrogates; `Value` looks at both,
/// but refuses numbers beyond a double.
fn serde_verdict(text: &[u8]) -> Verdict {
    if serde_json::from_slice::<IgnoredAny>(text).is_err() || std::str::from_utf8(text).is_err() {
        return Verdict::Malformed;
    }
    match serde_json::from_slice::<Value>(text) {
        Ok(value) => Verdict::Nested(depth(&value)),
        Err(error) if error.to_string().contains("out of range") => Verdict::Unknown,
        Err(_) => Verdict::Malformed,
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// JSON text, or nearly: a value as `serde_json` writes it, with a few characters changed.
fn nearly_json() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[", "]", "{", "}", ",", ":", "\"", "\\", "\\u", "\\ud83d", "\\ude00", "00e9", "0", "-", "1", ".",
        "e", "+", "E5", "true", "null", " ", "\n", "\t", "\u{feff}", "\u{0}", "\u{e9}", "x", "[[", "]]",
        "{\"a\":", "1.5",
    ]);
    let edit = (any::<prop::sample::Index>(), 0..3_usize, piece);
    (generators::json_value(), vec(edit, 0..4), any::<bool>()).prop_map(|(value, edits, pretty)| {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let mut chars: Vec<String> = text.unwrap().chars().map(String::from).collect();
        for (at, remove, piece) in edits {
            let at = at.index(chars.len() + 1);
            let end = (at + remove).min(chars.len());
            chars.splice(at..end, [piece.to_owned()]);
        }
        chars.concat()
    })
}

proptest! {
    #![proptest_config(generators::config(10_000))]

    #[test]
    fn inside_an_array_the_verdict_is_that_of_serde_json(text in nearly_json()) {
        let wrapped = format!("[{text}]");
        let expected = match serde_verdict(wrapped.as_bytes()) {
            Verdict::Malformed => false,
            Verdict::Nested(depth) => depth <= 32,
            Verdict::Unknown => return Err(TestCaseError::reject("a number beyond a double")),
        };
        prop_assert_eq!(json_valid(wrapped.as_bytes()), expected, "{}", wrapped);
    }

    #[test]
    fn at_the_top_the_verdict_is_that_of_the_oracle(text in nearly_json()) {
        prop_assert_eq!(json_valid(text.as_bytes()), is_value(text.as_bytes()), "{}", text);
    }

    #[test]
    fn arbitrary_bytes_are_judged_as_the_oracle_judges(bytes in vec(any::<u8>(), 0..40)) {
        prop_assert_eq!(json_valid(&bytes), is_value(&bytes));
    }
}
