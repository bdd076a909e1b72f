//! `KEY=TEXT` and `KEY:kind=VALUE`, read from the command line into the entries of a session.

use cello_session_core::Value;

use crate::failure::Failure;
use crate::printable::{from_hex, quoted};

/// What one argument says. It owns its value, since a core `Value` only borrows.
#[derive(Debug, PartialEq)]
pub struct EntryArgument {
    pub key: String,
    value: OwnedValue,
}

#[derive(Debug, PartialEq)]
enum OwnedValue {
    Text(String),
    Bytes(Vec<u8>),
    Int(i64),
    Bool(bool),
    Null,
    Json(String),
}

impl EntryArgument {
    /// `place` counts from 1. Messages name the place and the key, never the value: it may be a token of its own.
    pub fn parse(argument: &str, place: usize) -> Result<Self, Failure> {
        let Some((name, value)) = argument.split_once('=') else {
            return Err(Failure::Cannot(format!(
                "entry {place} has no '='. Write KEY=TEXT, or KEY:kind=VALUE where kind is one of {KINDS}."
            )));
        };
        let (key, kind) = name.rsplit_once(':').unwrap_or((name, "text"));
        match OwnedValue::parse(kind, value) {
            Ok(value) => Ok(Self { key: key.to_owned(), value }),
            Err(why) => Err(Failure::Cannot(format!("entry {place}, {}: {why}", quoted(name)))),
        }
    }

    pub fn value(&self) -> Value<'_> {
        match &self.value {
            OwnedValue::Text(text) => Value::Text(text),
            OwnedValue::Bytes(bytes) => Value::Bytes(bytes),
            OwnedValue::Int(number) => Value::Int(*number),
            OwnedValue::Bool(flag) => Value::Bool(*flag),
            OwnedValue::Null => Value::Null,
            OwnedValue::Json(json) => Value::Json(json),
        }
    }
}

const KINDS: &str = "text, int, bool, null, bytes, json";

impl OwnedValue {
    fn parse(kind: &str, value: &str) -> Result<Self, String> {
        match kind {
            "text" => Ok(Self::Text(value.to_owned())),
            "int" => value.parse().map(Self::Int).map_err(|_| {
                format!("an int is a whole number from {} to {}, such as -5. Use :text for digits that are no number.", i64::MIN, i64::MAX)
            }),
            "bool" => match value {
                "true" => Ok(Self::Bool(true)),
                "false" => Ok(Self::Bool(false)),
                _ => Err("a bool is true or false, in small letters.".to_owned()),
            },
            "null" if value.is_empty() => Ok(Self::Null),
            "null" => Err("null has no value: nothing may follow the '='.".to_owned()),
            "bytes" => from_hex(value)
                .map(Self::Bytes)
                .ok_or_else(|| "bytes are written as pairs of hexadecimal digits without spaces or 0x, such as 00ff.".to_owned()),
            // The library checks the grammar when the entry is set.
            "json" => Ok(Self::Json(value.to_owned())),
            _ => Err(format!(
                "{} is not a kind; the kind stands between the last ':' and the first '=', and is one of {KINDS}. \
                 A key that contains ':' itself is written with its kind, as in a:b:text=VALUE.",
                quoted(kind)
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{EntryArgument, OwnedValue};

    fn parse(argument: &str) -> Result<(String, OwnedValue), String> {
        EntryArgument::parse(argument, 1)
            .map(|entry| (entry.key, entry.value))
            .map_err(|failure| failure.to_string())
    }

    fn entry(key: &str, value: OwnedValue) -> (String, OwnedValue) {
        (key.to_owned(), value)
    }

    #[test]
    fn every_kind_is_read() {
        assert_eq!(parse("a=b"), Ok(entry("a", OwnedValue::Text("b".to_owned()))));
        assert_eq!(parse("a="), Ok(entry("a", OwnedValue::Text(String::new()))));
        assert_eq!(parse("a:text=b"), Ok(entry("a", OwnedValue::Text("b".to_owned()))));
        assert_eq!(parse("a:int=-9223372036854775808"), Ok(entry("a", OwnedValue::Int(i64::MIN))));
        assert_eq!(parse("a:int=9223372036854775807"), Ok(entry("a", OwnedValue::Int(i64::MAX))));
        assert_eq!(parse("a:bool=true"), Ok(entry("a", OwnedValue::Bool(true))));
        assert_eq!(parse("a:bool=false"), Ok(entry("a", OwnedValue::Bool(false))));
        assert_eq!(parse("a:null="), Ok(entry("a", OwnedValue::Null)));
        assert_eq!(parse("a:bytes=00Ff"), Ok(entry("a", OwnedValue::Bytes(vec![0, 255]))));
        assert_eq!(parse("a:bytes="), Ok(entry("a", OwnedValue::Bytes(vec![]))));
        assert_eq!(parse("a:json=[1,2.5]"), Ok(entry("a", OwnedValue::Json("[1,2.5]".to_owned()))));
    }

    #[test]
    fn the_first_equals_sign_and_the_last_colon_before_it_count() {
        assert_eq!(parse("a=b=c:int=5"), Ok(entry("a", OwnedValue::Text("b=c:int=5".to_owned()))));
        assert_eq!(parse("a:b:int=5"), Ok(entry("a:b", OwnedValue::Int(5))));
        assert_eq!(parse("a:int:text=5"), Ok(entry("a:int", OwnedValue::Text("5".to_owned()))));
        assert_eq!(parse("a::text=x"), Ok(entry("a:", OwnedValue::Text("x".to_owned()))));
        assert_eq!(parse(":text=x"), Ok(entry("", OwnedValue::Text("x".to_owned()))));
    }

    #[test]
    fn a_mistake_names_the_place_and_what_is_allowed_but_not_the_value() {
        for (argument, said) in [
            ("hunter2", "has no '='"),
            ("a:int=hunter2", "whole number"),
            ("a:int=", "whole number"),
            ("a:int=1.5", "whole number"),
            ("a:int=9223372036854775808", "whole number"),
            ("a:bool=hunter2", "true or false"),
            ("a:bool=True", "true or false"),
            ("a:null=hunter2", "nothing may follow"),
            ("a:bytes=hunter2", "hexadecimal"),
            ("a:bytes=0x00", "hexadecimal"),
            ("a:b=hunter2", "is not a kind"),
            ("a:INT=5", "is not a kind"),
            ("a:=hunter2", "is not a kind"),
        ] {
            let message = parse(argument).err().unwrap_or_default();
            assert!(
                message.contains("entry 1") && message.contains(said) && !message.contains("hunter2"),
                "{argument}: {message}"
            );
        }
    }
}
