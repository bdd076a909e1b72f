//! The crate cookie: a `SignedJar` over JSON, with its percent-encoding, which a cookie of JSON needs, and without it.

use super::{Payload, now};
use crate::contest::Contestant;
use crate::goals::NO_COOKIE;
use cookie::{Cookie, CookieJar, Key};
use std::hint::black_box;
use subjects::Map;

const NAME: &str = "session_id";

pub(crate) fn contestants(map: &Map, sign: bool) -> Vec<Contestant<'static>> {
    let encoded = "cookie SignedJar + serde_json";
    let (a, b) = (Jar::new(map, true), Jar::new(map, false));
    if sign {
        vec![
            Contestant::new(encoded, move || drop(black_box(a.sign()))),
            Contestant::new(NO_COOKIE, move || drop(black_box(b.sign()))),
        ]
    } else {
        vec![
            Contestant::new(encoded, move || drop(black_box(a.verify()))),
            Contestant::new(NO_COOKIE, move || drop(black_box(b.verify()))),
        ]
    }
}

struct Jar {
    key: Key,
    payload: Payload,
    encoded: bool,
    text: String,
}

impl Jar {
    fn new(map: &Map, encoded: bool) -> Self {
        let key = Key::generate();
        let mut jar = Self { key, payload: Payload::new(map), encoded, text: String::new() };
        jar.text = jar.sign();
        assert_eq!(jar.verify().data, jar.payload.data);
        jar
    }

    /// The map to `NAME=VALUE`.
    fn sign(&self) -> String {
        let json = serde_json::to_string(black_box(&self.payload)).unwrap();
        let mut jar = CookieJar::new();
        jar.signed_mut(&self.key).add((NAME, json));
        let cookie = jar.get(NAME).unwrap();
        if self.encoded { cookie.encoded().stripped().to_string() } else { cookie.stripped().to_string() }
    }

    fn verify(&self) -> Payload {
        let text = black_box(&self.text).clone();
        let cookie = if self.encoded { Cookie::parse_encoded(text) } else { Cookie::parse(text) };
        let mut jar = CookieJar::new();
        jar.add_original(cookie.unwrap());
        let cookie = jar.signed(&self.key).get(NAME).unwrap();
        let payload: Payload = serde_json::from_str(cookie.value()).unwrap();
        assert!(payload.exp > now());
        payload
    }
}
