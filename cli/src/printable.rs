//! Makes what came in a token harmless to a terminal and to a reader's eye.
//!
//! A token is written by whoever holds a secret, and `inspect` shows tokens that nobody checked: a control
//! sequence, a line break or a change of writing direction in a text must not act on the terminal or forge a line.

use std::fmt::Write;

/// A text between double quotes, escaped as Rust and most languages write it.
pub fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// A JSON string literal. What is not printable is written as `\u....`, so the same rule protects a terminal.
pub fn json_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            _ => push_printable(&mut out, character),
        }
    }
    out.push('"');
    out
}

/// JSON text as it stands, on one line. Line breaks occur only between its tokens, where a space means the same;
/// other characters that are not printable occur only within its strings, where an escape means the same.
pub fn json_on_one_line(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '\n' | '\r' | '\t' => out.push(' '),
            _ => push_printable(&mut out, character),
        }
    }
    out
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The inverse of [`hex`], for both cases of letters.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok())).collect();
    digits?.chunks(2).map(|pair| if let &[high, low] = pair { Some(high << 4 | low) } else { None }).collect()
}

fn push_printable(out: &mut String, character: char) {
    let stands_for_itself = matches!(character, '\'' | '"' | '\\') || character.escape_debug().len() == 1;
    if stands_for_itself {
        out.push(character);
    } else {
        for unit in character.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{from_hex, hex, json_on_one_line, json_string, quoted};

    #[test]
    fn nothing_reaches_a_terminal_as_a_command() {
        let hostile = "\u{1b}[2J\u{9b}31m\u{7}\u{0}\r\n\u{202e}\u{feff}\u{7f}\u{2028}";
        for shown in [
            quoted(hostile),
            json_string(hostile),
            json_on_one_line(&format!("[\"{}\"]", "\u{9b}\u{202e}\u{7f}")),
        ] {
            assert!(shown.bytes().all(|byte| (0x20..0x7f).contains(&byte)), "{shown}");
        }
    }

    #[test]
    fn what_is_printable_stays_readable() {
        assert_eq!(quoted("it's 5 €, naïve 🎻"), "\"it's 5 €, naïve 🎻\"");
        assert_eq!(json_string("it's 5 €, naïve 🎻"), "\"it's 5 €, naïve 🎻\"");
    }

    #[test]
    fn a_json_string_is_read_back_as_it_was() {
        for text in [
            "",
            "\"\\/",
            "\u{0}\u{1f}\u{7f}\u{9b}",
            "\u{e0001}\u{10ffff}\u{fdd0}",
            "e\u{301}",
            "\u{301}",
            "🎻",
        ] {
            assert_eq!(
                serde_json::from_str::<String>(&json_string(text)).ok().as_deref(),
                Some(text),
                "{text:?}"
            );
        }
    }

    #[test]
    fn json_text_keeps_its_meaning_on_one_line() {
        let json = "{\n\t\"a\u{9b}\u{e0001}\" :\r\n[1, \"b\\n\"]}";
        let line = json_on_one_line(json);
        assert!(!line.contains('\n') && line.is_ascii());
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
        assert_eq!(read(&line), read(json));
    }

    #[test]
    fn hex_goes_both_ways_and_refuses_the_rest() {
        assert_eq!(from_hex(&hex(&[0, 1, 0xab, 255])), Some(vec![0, 1, 0xab, 255]));
        assert_eq!(from_hex("AbcD"), Some(vec![0xab, 0xcd]));
        for wrong in ["0", "abc", "0x", "gg", " 0", "é0"] {
            assert_eq!(from_hex(wrong), None, "{wrong}");
        }
    }
}
