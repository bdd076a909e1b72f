//! Text, keys and JSON are kept as they are: every Unicode scalar value, nothing normalised, nothing reformatted; and what
//! is no UTF-8 gets in by no way.

use cello_session_core::{Error, Value};
use cello_session_tests::bridge::{self, ID, NOW, Setup};
use cello_session_tests::forge;
use cello_session_tests::oracle::cbor::head;

/// What a session reads back under a key after a trip through a token.
fn kept(key: &str, value: Value<'_>) -> bool {
    let signer = Setup::default().signer();
    let mut session = signer.begin(ID, NOW).unwrap();
    session.set(key, value).unwrap();
    let token = bridge::sign(&signer, &session, NOW).unwrap();
    let read = bridge::verify(&signer, token.as_bytes(), NOW).unwrap();
    session.get(key) == Some(value) && read.get(key) == Some(value)
}

/// What verification answers to a session of these bytes, which need not be what they should.
fn verified(session: &[u8]) -> Result<(), Error> {
    let setup = Setup::default();
    let token = forge::token(&setup.key(), &forge::payload_with_session_bytes(session));
    bridge::verify(&setup.signer(), token.as_bytes(), NOW).map(drop)
}

const ODD: [&str; 16] = [
    "\0",
    "a\0b",
    "\u{feff}",
    "\u{feff}text",
    "\u{fffe}",
    "\u{ffff}",
    "\u{fdd0}",
    "\u{10ffff}",
    "\u{d7ff}\u{e000}",
    "\u{7f}\u{80}",
    "\r\n\t",
    "\"';,=%\\",
    "\u{202e}abc",
    "\u{1f468}\u{200d}\u{1f469}",
    "__proto__",
    " ",
];

#[test]
fn every_odd_text_is_kept_as_value_and_as_key() {
    for text in ODD {
        assert!(kept("k", Value::Text(text)), "{text:?} as a value");
        assert!(kept(text, Value::Null), "{text:?} as a key");
        assert!(kept("k", Value::Bytes(text.as_bytes())), "{text:?} as bytes");
    }
    assert!(kept("k", Value::Text("")) && kept("k", Value::Bytes(b"")));
}

#[test]
fn nothing_is_normalised() {
    let (composed, decomposed) = ("\u{e9}", "e\u{301}");
    let mut session = Setup::default().signer().begin(ID, NOW).unwrap();
    session.set(composed, Value::Int(1)).unwrap();
    session.set(decomposed, Value::Int(2)).unwrap();
    session.set("A", Value::Int(3)).unwrap();
    session.set("a", Value::Int(4)).unwrap();
    assert_eq!(session.len(), 4);
    assert_eq!(session.get(composed), Some(Value::Int(1)));
    assert_eq!(session.get(decomposed), Some(Value::Int(2)));
    assert_eq!((session.get("A"), session.get("a")), (Some(Value::Int(3)), Some(Value::Int(4))));
    assert!(kept("k", Value::Text(decomposed)));
}

#[test]
fn json_is_kept_byte_for_byte() {
    for text in [
        " [ 1 , 2 ] ",
        "{\"b\":1,\"a\":2,\"b\":3}",
        "[1.0,1e0,1E+00]",
        "1.50",
        "[\"\\u0041\\/\"]",
        "[\"\u{feff}\"]\n",
    ] {
        assert!(kept("k", Value::Json(text)), "{text:?}");
    }
}

#[test]
fn a_kind_is_kept_where_the_bytes_are_the_same() {
    let mut session = Setup::default().signer().begin(ID, NOW).unwrap();
    session.set("k", Value::Text("[]")).unwrap();
    for value in [Value::Bytes(b"[]"), Value::Json("[]"), Value::Text("[]")] {
        session.set("k", value).unwrap();
        assert_eq!(session.get("k"), Some(value));
    }
}

#[test]
fn malformed_utf_8_in_a_token_is_rejected_as_text_as_key_and_as_json() {
    let malformed: [&[u8]; 12] = [
        b"\x80",
        b"\xc0\x80",
        b"\xc1\xbf",
        b"\xc3",
        b"\xc3\x28",
        b"\xe0\x80\x80",
        b"\xed\xa0\x80",
        b"\xed\xbf\xbf",
        b"\xf0\x80\x80\x80",
        b"\xf4\x90\x80\x80",
        b"\xf8\x88\x80\x80\x80",
        b"\xff",
    ];
    let string = |major, bytes: &[u8]| [head(major, bytes.len() as u64), bytes.to_vec()].concat();
    let entry = |key: &[u8], value: &[u8]| [vec![0xa1], string(3, key), value.to_vec()].concat();
    assert_eq!(verified(&entry(b"k", &string(3, b"fine"))), Ok(()));
    for bytes in malformed {
        let quoted = [b"[\"", bytes, b"\"]"].concat();
        let json = [vec![0xd9, 0x01, 0x06], string(2, &quoted)].concat();
        assert_eq!(verified(&entry(b"k", &string(3, bytes))), Err(Error::Rejected), "{bytes:02x?} as text");
        assert_eq!(verified(&entry(bytes, &[0xf6])), Err(Error::Rejected), "{bytes:02x?} as a key");
        assert_eq!(verified(&entry(b"k", &json)), Err(Error::Rejected), "{bytes:02x?} as JSON");
        assert_eq!(verified(&entry(b"k", &string(2, bytes))), Ok(()), "{bytes:02x?} as bytes");
    }
}
