//! Tokens that only a holder of the key can make: arbitrary payloads with a right MAC, so that what stands behind the
//! MAC is reached.

use crate::bridge::{ID, NOW};
use crate::oracle::cbor::Item;
use crate::oracle::keys::Key;
use crate::oracle::{Claims, Map, token};

/// A token around any payload at all.
pub fn token(key: &Key, payload: &[u8]) -> String {
    token::encode_text(&token::seal(key, payload))
}

/// The token of these claims, whether they are allowed or not.
pub fn claims(key: &Key, claims: &Claims) -> String {
    token::write(key, claims)
}

/// Claims of a day's session signed at `NOW`, for tests that change one thing about them.
pub fn plain(session: Map) -> Claims {
    Claims { expires_at: NOW + 86_400, issued_at: NOW, id: ID, began: None, session }
}

/// The four claims before the session map, and then this item in the session's place.
pub fn payload_with_session(session: &Item) -> Vec<u8> {
    payload_with_session_bytes(&session.encode())
}

/// The same with raw bytes in the session's place, which need not be an item.
pub fn payload_with_session_bytes(session: &[u8]) -> Vec<u8> {
    let mut payload = token::payload(&plain(Map::new()));
    let empty_map = payload.pop();
    assert_eq!(empty_map, Some(0xa0), "the session is the last claim, and empty here");
    payload.extend_from_slice(session);
    payload
}
