//! The token as the page has it: claims to bytes and back, the envelope around them, and the order of verification.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::cbor::{Item, head};
use super::keys::Key;
use super::numbers::{ENTRIES_LEN_MAX, ENTRIES_MAX, KEY_LEN_MAX, LEEWAY_S, TOKEN_LEN_MAX, UNIX_S_MAX};
use super::{Claims, Map, Refusal, Value, json};

/// What a verifier is configured with, as far as tokens are concerned.
#[derive(Clone, Debug)]
pub struct Verifier {
    pub keys: Vec<Key>,
    pub longest_s: u64,
    /// 0 for none.
    pub absolute_s: u64,
}

/// `began` and `session` have private claim keys, -65537 and -65538; -1 - n is how CBOR writes them.
const BEGAN: u64 = 65_536;
const SESSION: u64 = 65_537;

/// The payload: the claims, deterministically encoded.
pub fn payload(claims: &Claims) -> Vec<u8> {
    claims_item(claims).encode()
}

pub fn claims_item(claims: &Claims) -> Item {
    let mut pairs = vec![
        (Item::Uint(4), Item::Uint(claims.expires_at)),
        (Item::Uint(6), Item::Uint(claims.issued_at)),
        (Item::Uint(7), Item::Bytes(claims.id.to_vec())),
    ];
    pairs.extend(claims.began.map(|began| (Item::Nint(BEGAN), Item::Uint(began))));
    pairs.push((Item::Nint(SESSION), session_item(&claims.session)));
    Item::sorted_map(pairs)
}

pub fn session_item(map: &Map) -> Item {
    Item::sorted_map(map.iter().map(|(key, value)| (Item::text(key), value_item(value))).collect())
}

pub fn value_item(value: &Value) -> Item {
    match value {
        Value::Text(text) => Item::text(text),
        Value::Bytes(bytes) => Item::Bytes(bytes.clone()),
        Value::Int(n) => Item::int(*n),
        Value::Bool(flag) => Item::Bool(*flag),
        Value::Null => Item::Null,
        Value::Json(text) => Item::Tag(262, Box::new(Item::Bytes(text.clone().into_bytes()))),
    }
}

/// The bytes of the entries alone, which the bound of 2890 is about.
pub fn entries_len(map: &Map) -> usize {
    map.iter().map(|(key, value)| Item::text(key).encode().len() + value_item(value).encode().len()).sum()
}

/// Whether a map keeps the bounds that a session has of its own.
pub fn map_is_valid(map: &Map) -> bool {
    map.len() <= ENTRIES_MAX
        && entries_len(map) <= ENTRIES_LEN_MAX
        && map.iter().all(|(key, value)| {
            (1..=KEY_LEN_MAX).contains(&key.len())
                && match value {
                    Value::Json(text) => json::is_value(text.as_bytes()),
                    _ => true,
                }
        })
}

fn protected(kid: [u8; 4]) -> Vec<u8> {
    [&[0xa2, 0x01, 0x05, 0x04, 0x44], &kid[..]].concat()
}

/// The MAC input of a payload: `MAC_structure` of RFC 9052 section 6.3.
pub fn mac_input(kid: [u8; 4], payload: &[u8]) -> Vec<u8> {
    Item::Array(vec![
        Item::text("MAC0"),
        Item::Bytes(protected(kid)),
        Item::Bytes(Vec::new()),
        Item::Bytes(payload.to_vec()),
    ])
    .encode()
}

/// The bytes of a token around a payload, whatever the payload is.
pub fn seal(key: &Key, payload: &[u8]) -> Vec<u8> {
    let tag = key.mac(&mac_input(key.kid, payload));
    envelope(key.kid, payload, &tag)
}

pub fn envelope(kid: [u8; 4], payload: &[u8], tag: &[u8]) -> Vec<u8> {
    Item::Tag(
        17,
        Box::new(Item::Array(vec![
            Item::Bytes(protected(kid)),
            Item::Map(Vec::new()),
            Item::Bytes(payload.to_vec()),
            Item::Bytes(tag.to_vec()),
        ])),
    )
    .encode()
}

/// The text of a token.
pub fn write(key: &Key, claims: &Claims) -> String {
    encode_text(&seal(key, &payload(claims)))
}

pub fn encode_text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Steps 1 to 7 of verification, with the key that the token named.
pub fn verify(verifier: &Verifier, token: &[u8], now: u64) -> Result<(Claims, Key), Refusal> {
    let (claims, key) = open(&verifier.keys, token).ok_or(Refusal::Rejected)?;
    if claims.issued_at > now + LEEWAY_S {
        return Err(Refusal::NotYetValid);
    }
    if now >= end(verifier, &claims) {
        return Err(Refusal::Expired);
    }
    Ok((claims, key))
}

/// The end of a session as this verifier sees it.
pub fn end(verifier: &Verifier, claims: &Claims) -> u64 {
    let mut end = claims.expires_at.min(claims.issued_at.saturating_add(verifier.longest_s));
    if verifier.absolute_s != 0 {
        end = end.min(claims.began_at().saturating_add(verifier.absolute_s));
    }
    end
}

/// Steps 1 to 6.
fn open(keys: &[Key], token: &[u8]) -> Option<(Claims, Key)> {
    if token.is_empty() || token.len() > TOKEN_LEN_MAX {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (kid, payload, tag) = split(&bytes)?;
    let key = keys.iter().find(|key| key.kid == kid)?;
    if key.mac(&mac_input(kid, &payload)) != tag {
        return None;
    }
    Some((read_claims(&payload)?, *key))
}

/// The envelope's parts, if these bytes are the one way to write them.
pub fn split(bytes: &[u8]) -> Option<([u8; 4], Vec<u8>, [u8; 32])> {
    let (Item::Tag(17, inner), []) = Item::decode(bytes)? else { return None };
    let Item::Array(parts) = *inner else { return None };
    let [Item::Bytes(protected), Item::Map(_), Item::Bytes(payload), Item::Bytes(tag)] = &parts[..] else {
        return None;
    };
    let kid: [u8; 4] = protected.get(5..)?.try_into().ok()?;
    let tag: [u8; 32] = tag[..].try_into().ok()?;
    (envelope(kid, payload, &tag) == bytes).then_some((kid, payload.clone(), tag))
}

/// Step 6: the claims, if this payload is the one way to write them.
pub fn read_claims(bytes: &[u8]) -> Option<Claims> {
    let (Item::Map(pairs), []) = Item::decode(bytes)? else { return None };
    let claim = |wanted: Item| pairs.iter().find(|(key, _)| *key == wanted).map(|(_, value)| value);
    let Item::Uint(expires_at) = *claim(Item::Uint(4))? else { return None };
    let Item::Uint(issued_at) = *claim(Item::Uint(6))? else { return None };
    let Item::Bytes(id) = claim(Item::Uint(7))? else { return None };
    let began = match claim(Item::Nint(BEGAN)) {
        None => None,
        Some(Item::Uint(began)) => Some(*began),
        Some(_) => return None,
    };
    let Item::Map(entries) = claim(Item::Nint(SESSION))? else { return None };
    let session = entries.iter().map(entry).collect::<Option<Map>>()?;
    let claims = Claims { expires_at, issued_at, id: id[..].try_into().ok()?, began, session };
    // Unknown claims, repeated or unsorted keys, long heads: all of them are missing from what the writer makes.
    let canonical = payload(&claims) == bytes;
    let times =
        issued_at < expires_at && expires_at <= UNIX_S_MAX && began.is_none_or(|began| began < issued_at);
    (canonical && times && claims.id != [0; 16] && map_is_valid(&claims.session)).then_some(claims)
}

fn entry((key, value): &(Item, Item)) -> Option<(String, Value)> {
    let Item::Text(key) = key else { return None };
    let value = match value {
        Item::Text(text) => Value::Text(text.clone()),
        Item::Bytes(bytes) => Value::Bytes(bytes.clone()),
        Item::Uint(n) => Value::Int(i64::try_from(*n).ok()?),
        Item::Nint(n) => Value::Int(!i64::try_from(*n).ok()?),
        Item::Bool(flag) => Value::Bool(*flag),
        Item::Null => Value::Null,
        Item::Tag(262, inner) => match &**inner {
            Item::Bytes(json) => Value::Json(String::from_utf8(json.clone()).ok()?),
            _ => return None,
        },
        Item::Tag(..) | Item::Array(_) | Item::Map(_) => return None,
    };
    Some((key.clone(), value))
}

/// A payload's head in the envelope, for tests that write it longer than it may be.
pub fn payload_head(len: usize) -> Vec<u8> {
    head(2, len as u64)
}
