//! The crate coset: a CBOR Web Token in a `COSE_Mac0`, as ours; its caller brings the HMAC and the text encoding.

use super::now;
use crate::contest::Contestant;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ciborium::value::Value;
use coset::cwt::{ClaimName, ClaimsSet, ClaimsSetBuilder, Timestamp};
use coset::{
    CborSerializable as _, CoseMac0, CoseMac0Builder, HeaderBuilder, TaggedCborSerializable as _, iana,
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::collections::HashMap;
use std::hint::black_box;
use subjects::{Map, SECRET};

const SESSION: i64 = -65538;

pub(crate) fn contestant(map: &Map, sign: bool) -> Contestant<'static> {
    let peer = Peer {
        mac: Hmac::new_from_slice(SECRET).unwrap(),
        map: map.iter().cloned().collect(),
        expires_at: i64::try_from(now()).unwrap() + 86400,
    };
    let token = peer.sign();
    assert_eq!(peer.verify(&token), peer.map);
    if sign {
        Contestant::new("coset + hmac", move || drop(black_box(peer.sign())))
    } else {
        Contestant::new("coset + hmac", move || drop(black_box(peer.verify(black_box(&token)))))
    }
}

struct Peer {
    /// Prepared, as our own keys are.
    mac: Hmac<Sha256>,
    map: HashMap<String, String>,
    expires_at: i64,
}

impl Peer {
    fn sign(&self) -> String {
        let entries = black_box(&self.map)
            .iter()
            .map(|(key, value)| (Value::Text(key.clone()), Value::Text(value.clone())))
            .collect();
        let claims = ClaimsSetBuilder::new()
            .expiration_time(Timestamp::WholeSeconds(self.expires_at))
            .private_claim(SESSION, Value::Map(entries))
            .build();
        let header = HeaderBuilder::new().algorithm(iana::Algorithm::HMAC_256_256).build();
        let mac0 = CoseMac0Builder::new()
            .protected(header)
            .payload(claims.to_vec().unwrap())
            .create_tag(b"", |data| {
                let mut mac = self.mac.clone();
                mac.update(data);
                mac.finalize().into_bytes().to_vec()
            })
            .build();
        URL_SAFE_NO_PAD.encode(mac0.to_tagged_vec().unwrap())
    }

    fn verify(&self, token: &str) -> HashMap<String, String> {
        let mac0 = CoseMac0::from_tagged_slice(&URL_SAFE_NO_PAD.decode(token).unwrap()).unwrap();
        let algorithm = mac0.protected.header.alg.as_ref();
        assert_eq!(algorithm, Some(&coset::Algorithm::Assigned(iana::Algorithm::HMAC_256_256)));
        let verified = mac0.verify_payload_tag(
            b"",
            || None,
            |tag, data| {
                let mut mac = self.mac.clone();
                mac.update(data);
                mac.verify_slice(tag).map_err(Some)
            },
        );
        assert!(verified.is_ok());
        let claims = ClaimsSet::from_slice(&mac0.payload.unwrap()).unwrap();
        let Some(Timestamp::WholeSeconds(expires_at)) = claims.expiration_time else { panic!("no expiry") };
        assert!(expires_at > i64::try_from(now()).unwrap());
        claims
            .rest
            .into_iter()
            .find(|(name, _)| *name == ClaimName::PrivateUse(SESSION))
            .and_then(|(_, entries)| entries.into_map().ok())
            .unwrap()
            .into_iter()
            .map(|(key, value)| (key.into_text().unwrap(), value.into_text().unwrap()))
            .collect()
    }
}
