//! The crate jsonwebtoken: HS256 over claims with an expiry, keys and validation made once.

use super::Payload;
use crate::contest::Contestant;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use std::hint::black_box;
use subjects::{Map, SECRET};

pub(crate) fn contestant(map: &Map, sign: bool) -> Contestant<'static> {
    let payload = Payload::new(map);
    let header = Header::new(Algorithm::HS256);
    let key = EncodingKey::from_secret(SECRET);
    let token = encode(&header, &payload, &key).unwrap();
    if sign {
        return Contestant::new("jsonwebtoken (Rust)", move || {
            black_box(encode(&header, black_box(&payload), &key).unwrap());
        });
    }
    let key = DecodingKey::from_secret(SECRET);
    let validation = Validation::new(Algorithm::HS256);
    let checked = decode::<Payload>(&token, &key, &validation).unwrap().claims;
    assert_eq!(checked.data, payload.data);
    Contestant::new("jsonwebtoken (Rust)", move || {
        black_box(decode::<Payload>(black_box(&token), &key, &validation).unwrap().claims);
    })
}
