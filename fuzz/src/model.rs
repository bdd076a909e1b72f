//! A session's map as a plain map with a running length: what may be set into it, and what it then holds.

use cello_session_core::{Entry, Error, Session};
use cello_session_tests::bridge;
use cello_session_tests::oracle::{Map, Value, json, numbers, token};

pub struct Model {
    pub map: Map,
    /// Bytes of the encoded entries.
    len: usize,
    /// How many bytes there may be.
    room: usize,
}

impl Model {
    pub fn new(room: usize) -> Self {
        Self { map: Map::new(), len: 0, room }
    }

    pub fn entries_len(&self) -> usize {
        self.len
    }

    /// Sets an entry where it fits; otherwise the rule that it breaks, in the order in which they are checked.
    pub fn set(&mut self, key: &str, value: &Value) -> Result<(), Error> {
        allowed(key, value)?;
        let held_len = self.map.get(key).map_or(0, |held| entry_len(key, held));
        let len = self.len - held_len + entry_len(key, value);
        if len > self.room || (held_len == 0 && self.map.len() >= numbers::ENTRIES_MAX) {
            return Err(Error::Full);
        }
        self.len = len;
        self.map.insert(key.to_owned(), value.clone());
        Ok(())
    }

    pub fn remove(&mut self, key: &str) -> bool {
        let removed = self.map.remove(key);
        self.len -= removed.as_ref().map_or(0, |held| entry_len(key, held));
        removed.is_some()
    }

    pub fn clear(&mut self) {
        *self = Self::new(self.room);
    }

    /// Takes these entries in place of its own, if each may be set beside the others and none comes twice.
    pub fn replace(&mut self, pairs: &[(String, Value)]) -> bool {
        let mut next = Self::new(self.room);
        let fits =
            pairs.iter().all(|(key, value)| !next.map.contains_key(key) && next.set(key, value).is_ok());
        if fits {
            *self = next;
        }
        fits
    }

    /// Whether a session holds exactly this.
    pub fn is_held_by(&self, session: &Session) -> bool {
        let held = |Entry { key, value }| self.map.get(key).map(bridge::core_value) == Some(value);
        session.len() == self.map.len()
            && session.entries().count() == self.map.len()
            && session.entries().all(held)
    }
}

fn allowed(key: &str, value: &Value) -> Result<(), Error> {
    if key.is_empty() || key.len() > numbers::KEY_LEN_MAX {
        return Err(Error::KeyLength);
    }
    match value {
        Value::Json(text) if !json::is_value(text.as_bytes()) => Err(Error::ValueEncoding),
        _ => Ok(()),
    }
}

fn entry_len(key: &str, value: &Value) -> usize {
    token::value_item(&Value::Text(key.to_owned())).encode().len() + token::value_item(value).encode().len()
}
