//! The peers in this process: each makes a string of a map with an expiry, and of the string a map again that was
//! checked, as its documentation tells.

mod cookie_jar;
mod coset_cwt;
mod jwt;
#[cfg(has_libjwt)]
mod libjwt;

use crate::contest::Contestant;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::time::{SystemTime, UNIX_EPOCH};
use subjects::Map;

/// What those sign that take anything that serde can serialise.
#[derive(Serialize, Deserialize)]
pub(crate) struct Payload {
    exp: u64,
    data: HashMap<String, String>,
}

impl Payload {
    pub(crate) fn new(map: &Map) -> Self {
        Self { exp: now() + 86400, data: map.iter().cloned().collect() }
    }
}

/// The peers read the clock themselves, as their users have them do.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

pub(crate) fn rust(map: &Map, sign: bool) -> Vec<Contestant<'static>> {
    let mut contestants = cookie_jar::contestants(map, sign);
    contestants.push(jwt::contestant(map, sign));
    contestants.push(coset_cwt::contestant(map, sign));
    contestants
}

#[cfg(has_libjwt)]
pub(crate) fn c(map: &Map, sign: bool) -> Vec<Contestant<'static>> {
    vec![libjwt::contestant(map, sign)]
}

#[cfg(not(has_libjwt))]
pub(crate) fn c(_: &Map, _: bool) -> Vec<Contestant<'static>> {
    Vec::new()
}

/// Names of peers that are not here, and why.
pub(crate) fn missing() -> Vec<(String, String)> {
    if cfg!(has_libjwt) {
        return Vec::new();
    }
    vec![("libjwt".to_owned(), "its headers are not there (Debian: libjwt-dev)".to_owned())]
}
