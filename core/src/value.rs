//! The six kinds of values, each as one CBOR item.

use crate::cbor::{self, Reader, Writer, major};
use crate::json;
use core::str;

/// Tag 262: JSON text as a byte string (registered with IANA).
const JSON_TAG: u64 = 262;
const FALSE: u64 = 20;
const TRUE: u64 = 21;
const NULL: u64 = 22;

/// A value of the session map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Text, any Unicode scalar values, kept as they are.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// A 64-bit integer.
    Int(i64),
    /// True or false.
    Bool(bool),
    /// Null.
    Null,
    /// JSON text (RFC 8259), nested at most 32 deep: an array, an object, or a number that is no 64-bit integer.
    Json(&'a str),
}

impl<'a> Value<'a> {
    /// Whether the format can hold this: only JSON text has a grammar of its own.
    pub(crate) fn is_storable(&self) -> bool {
        match self {
            Self::Json(text) => json::is_session_json(text.as_bytes()),
            _ => true,
        }
    }

    pub(crate) fn encoded_len(&self) -> usize {
        match self {
            Self::Text(text) => cbor::string_len(text.as_bytes()),
            Self::Bytes(bytes) => cbor::string_len(bytes),
            Self::Json(text) => cbor::head_len(JSON_TAG).saturating_add(cbor::string_len(text.as_bytes())),
            Self::Int(number) => cbor::head_len(magnitude(*number)),
            Self::Bool(_) | Self::Null => 1,
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer<'_>) -> Option<()> {
        match self {
            Self::Text(text) => writer.string(major::TEXT, text.as_bytes()),
            Self::Bytes(bytes) => writer.string(major::BYTES, bytes),
            Self::Json(text) => {
                writer.head(major::TAG, JSON_TAG)?;
                writer.string(major::BYTES, text.as_bytes())
            }
            Self::Int(number) => {
                let major = if *number < 0 { major::NEGATIVE } else { major::UINT };
                writer.head(major, magnitude(*number))
            }
            Self::Bool(false) => writer.head(major::SIMPLE, FALSE),
            Self::Bool(true) => writer.head(major::SIMPLE, TRUE),
            Self::Null => writer.head(major::SIMPLE, NULL),
        }
    }

    /// The next value. Its text is UTF-8; whether JSON text is JSON is [`Value::is_storable`]'s question.
    pub(crate) fn read(reader: &mut Reader<'a>) -> Option<Self> {
        Some(match Encoded::read(reader)? {
            Encoded::Text(text) => Self::Text(str::from_utf8(text).ok()?),
            Encoded::Bytes(bytes) => Self::Bytes(bytes),
            Encoded::Json(text) => Self::Json(str::from_utf8(text).ok()?),
            Encoded::Int(number) => Self::Int(number),
            Encoded::Bool(value) => Self::Bool(value),
            Encoded::Null => Self::Null,
        })
    }

    /// Passes over the next value of entries that were checked when they came.
    #[inline]
    pub(crate) fn skip(reader: &mut Reader<'a>) -> Option<()> {
        let mut head = reader.head()?;
        if head.major == major::TAG {
            head = reader.head()?;
        }
        if matches!(head.major, major::TEXT | major::BYTES) {
            reader.take(head.argument)?;
        }
        Some(())
    }
}

/// Passes over the next value if it is one that the format allows. `ascii`: nothing in it is above 0x7f, so its text
/// needs no look of its own.
pub(crate) fn check(reader: &mut Reader<'_>, ascii: bool) -> Option<()> {
    let storable = match Encoded::read(reader)? {
        Encoded::Text(text) => ascii || str::from_utf8(text).is_ok(),
        Encoded::Json(text) => json::is_session_json(text),
        Encoded::Bytes(_) | Encoded::Int(_) | Encoded::Bool(_) | Encoded::Null => true,
    };
    storable.then_some(())
}

/// A value as it is encoded, before its text was looked at.
enum Encoded<'a> {
    Text(&'a [u8]),
    Bytes(&'a [u8]),
    Json(&'a [u8]),
    Int(i64),
    Bool(bool),
    Null,
}

impl<'a> Encoded<'a> {
    fn read(reader: &mut Reader<'a>) -> Option<Self> {
        let head = reader.head()?;
        Some(match (head.major, head.argument) {
            (major::TEXT, len) => Self::Text(reader.take(len)?),
            (major::BYTES, len) => Self::Bytes(reader.take(len)?),
            (major::TAG, JSON_TAG) => Self::Json(reader.string(major::BYTES)?),
            (major::UINT, magnitude) => Self::Int(i64::try_from(magnitude).ok()?),
            // -1 - magnitude, which is the complement.
            (major::NEGATIVE, magnitude) => Self::Int(!i64::try_from(magnitude).ok()?),
            (major::SIMPLE, FALSE) => Self::Bool(false),
            (major::SIMPLE, TRUE) => Self::Bool(true),
            (major::SIMPLE, NULL) => Self::Null,
            _ => return None,
        })
    }
}

/// CBOR's argument of an integer: the number, or for a negative one its complement.
const fn magnitude(number: i64) -> u64 {
    if number < 0 { (!number).cast_unsigned() } else { number.cast_unsigned() }
}
