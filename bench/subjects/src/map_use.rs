//! The map at its largest, 64 entries: get, set and remove, each key in its turn.

use crate::maps::Map;
use crate::ours::Ours;
use cello_session_core::limits::ENTRIES_MAX;
use cello_session_core::{Session, Value};
use std::hint::black_box;

/// As many entries as a session holds, keys of 10 and values of 24 characters.
pub fn numbered_map() -> Map {
    // 7 has no common factor with 64, so the keys come in no order.
    (0..ENTRIES_MAX).map(|i| (format!("setting_{:02}", i * 7 % ENTRIES_MAX), "v".repeat(24))).collect()
}

/// A session of 64 entries. Each operation goes on to the next key; an average over them is what a call costs.
pub struct ManyEntries {
    keys: Vec<String>,
    session: Session,
    next: usize,
    passes: usize,
}

impl ManyEntries {
    pub fn new() -> Self {
        let map = numbered_map();
        let session = Ours::new(&map).session;
        Self { keys: map.into_iter().map(|(key, _)| key).collect(), session, next: 0, passes: 0 }
    }

    fn step(&mut self) -> usize {
        let at = self.next;
        self.next = (at + 1) % self.keys.len();
        self.passes += usize::from(self.next == 0);
        at
    }

    pub fn get(&mut self) {
        let at = self.step();
        black_box(self.session.get(black_box(&self.keys[at])).unwrap());
    }

    /// Another value than the one that is there, of the same length.
    pub fn set(&mut self) {
        let value = ["aaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbb"][self.passes % 2];
        let at = self.step();
        self.session.set(black_box(&self.keys[at]), Value::Text(black_box(value))).unwrap();
    }

    /// A key that was there goes, and comes again: both ways the entries behind it move.
    pub fn remove_and_set(&mut self) {
        let at = self.step();
        let key = black_box(&self.keys[at]);
        assert!(self.session.remove(key));
        self.session.set(key, Value::Text(black_box("cccccccccccccccccccccccc"))).unwrap();
    }
}

impl Default for ManyEntries {
    fn default() -> Self {
        Self::new()
    }
}
