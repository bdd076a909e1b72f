//! What is in a token, as text for people or as one JSON object for programs.

use std::fmt::Write;

use cello_session_core::limits::ID_LEN;
use cello_session_core::{Entry, Value};

use crate::printable::{hex, json_on_one_line, json_string, quoted};
use crate::times;

/// Keys are padded to the longest of them, up to this many columns: one long key does not push all values away.
const KEY_COLUMNS_MAX: usize = 24;

pub struct Report<'a> {
    pub verdict: Verdict,
    pub id: [u8; ID_LEN],
    pub kid: [u8; 4],
    pub issued_at_unix_s: u64,
    pub expires_at_unix_s: u64,
    pub began_at_unix_s: u64,
    pub entries: Vec<Entry<'a>>,
    pub now_unix_s: u64,
}

pub enum Verdict {
    /// Verified. The end that the token itself names, which the verifier's own limits may have cut.
    Valid {
        claimed_end_unix_s: u64,
    },
    Unchecked,
}

impl Report<'_> {
    pub fn for_people(&self) -> String {
        let mut out = self.headline().to_owned();
        let mut line = |name: &str, text: &str| {
            let _ = writeln!(out, "{name:<8} {text}");
        };
        line("id", &hex(&self.id));
        line("kid", &hex(&self.kid));
        line("began", &self.moment(self.began_at_unix_s));
        line("issued", &self.moment(self.issued_at_unix_s));
        line("expires", &self.moment(self.expires_at_unix_s));
        if let Verdict::Valid { claimed_end_unix_s } = self.verdict
            && claimed_end_unix_s != self.expires_at_unix_s
        {
            line(
                "",
                &format!(
                    "the token says {}; a limit of this check ends it earlier",
                    times::calendar(claimed_end_unix_s)
                ),
            );
        }
        line("entries", &self.entries.len().to_string());
        self.write_entries(&mut out);
        out
    }

    /// The documented keys and no others, in this order, on one line.
    pub fn json(&self) -> String {
        let entries: Vec<String> = self
            .entries
            .iter()
            .map(|entry| {
                let (key, kind, value) =
                    (json_string(entry.key), kind(&entry.value), json_value(&entry.value));
                format!("{{\"key\":{key},\"kind\":\"{kind}\",\"value\":{value}}}")
            })
            .collect();
        format!(
            "{{\"id\":\"{}\",\"issued_at\":{},\"expires_at\":{},\"began_at\":{},\"kid\":\"{}\",\"entries\":[{}]}}\n",
            hex(&self.id),
            self.issued_at_unix_s,
            self.expires_at_unix_s,
            self.began_at_unix_s,
            hex(&self.kid),
            entries.join(",")
        )
    }

    fn headline(&self) -> &'static str {
        match self.verdict {
            Verdict::Valid { .. } => {
                "valid: made by a holder of one of the secrets, unchanged, and in time\n"
            }
            Verdict::Unchecked => {
                "NOTHING WAS CHECKED: anyone can write a token that says this. `cello-session verify` tells whether it is genuine.\n"
            }
        }
    }

    fn moment(&self, unix_s: u64) -> String {
        format!("{}  {unix_s}  {}", times::calendar(unix_s), times::distance(self.now_unix_s, unix_s))
    }

    fn write_entries(&self, out: &mut String) {
        let keys: Vec<String> = self.entries.iter().map(|entry| quoted(entry.key)).collect();
        let columns = keys.iter().map(|key| key.chars().count()).max().unwrap_or(0).min(KEY_COLUMNS_MAX);
        for (key, entry) in keys.iter().zip(&self.entries) {
            let line =
                format!("  {key:<columns$}  {:<5}  {}", kind(&entry.value), value_for_people(&entry.value));
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
}

fn kind(value: &Value<'_>) -> &'static str {
    match value {
        Value::Text(_) => "text",
        Value::Bytes(_) => "bytes",
        Value::Int(_) => "int",
        Value::Bool(_) => "bool",
        Value::Null => "null",
        Value::Json(_) => "json",
    }
}

fn value_for_people(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => quoted(text),
        Value::Bytes(bytes) => hex(bytes),
        Value::Json(json) => json_on_one_line(json),
        Value::Int(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null => String::new(),
    }
}

fn json_value(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => json_string(text),
        Value::Json(json) => json_string(json),
        Value::Bytes(bytes) => format!("\"{}\"", hex(bytes)),
        Value::Int(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null => "null".to_owned(),
    }
}
