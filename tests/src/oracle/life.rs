//! A session's life as the page has it: what each call does to its times, its id and its map.

use super::cookie::Attributes;
use super::keys::Key;
use super::numbers::UNIX_S_MAX;
use super::token::{self, Verifier};
use super::{Claims, Map, Refusal};

/// A host's configuration.
#[derive(Clone, Debug)]
pub struct Host {
    pub signing: Key,
    /// Verifies with the signing key first among these.
    pub verifier: Verifier,
    pub max_age_s: u64,
    pub attributes: Attributes,
}

/// A session in a host's hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: [u8; 16],
    /// What the token said, and the end as its reader sees it; none for a session never read.
    pub read: Option<Read>,
    pub began_at: u64,
    pub lifetime_s: u64,
    pub map: Map,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    pub issued_at: u64,
    pub expires_at: u64,
    pub began_at: u64,
    pub by_signing_key: bool,
}

impl Host {
    pub fn begin(&self, id: [u8; 16], now: u64) -> Session {
        Session { id, read: None, began_at: now, lifetime_s: self.max_age_s, map: Map::new() }
    }

    pub fn verify(&self, token: &[u8], now: u64) -> Result<Session, Refusal> {
        let (claims, key) = token::verify(&self.verifier, token, now)?;
        let read = Read {
            issued_at: claims.issued_at,
            expires_at: claims.expires_at,
            began_at: claims.began_at(),
            by_signing_key: key == self.signing,
        };
        Ok(Session {
            id: claims.id,
            read: Some(read),
            began_at: claims.began_at(),
            lifetime_s: claims.expires_at - claims.issued_at,
            map: claims.session,
        })
    }

    pub fn login(&self, session: &mut Session, id: [u8; 16], now: u64) {
        session.id = id;
        session.began_at = now;
        session.lifetime_s = self.max_age_s;
    }

    /// The claims of the token that would be signed now; none where the absolute end has come.
    pub fn claims_now(&self, session: &Session, now: u64) -> Option<Claims> {
        let began = session.began_at.min(now);
        let mut end = now.saturating_add(session.lifetime_s.min(self.verifier.longest_s)).min(UNIX_S_MAX);
        if self.verifier.absolute_s != 0 {
            end = end.min(began.saturating_add(self.verifier.absolute_s));
        }
        (now < end).then(|| Claims {
            expires_at: end,
            issued_at: now,
            id: session.id,
            began: (began < now).then_some(began),
            session: session.map.clone(),
        })
    }

    pub fn sign(&self, session: &Session, now: u64) -> Option<String> {
        Some(token::write(&self.signing, &self.claims_now(session, now)?))
    }

    /// The end of a session that was read, as this host sees it.
    pub fn end_seen(&self, session: &Session) -> Option<u64> {
        let read = session.read?;
        let mut end = read.expires_at.min(read.issued_at.saturating_add(self.verifier.longest_s));
        if self.verifier.absolute_s != 0 {
            end = end.min(read.began_at.saturating_add(self.verifier.absolute_s));
        }
        Some(end)
    }

    /// Whether an answer should carry the cookie anew although nothing in the session changed.
    pub fn renewal_due(&self, session: &Session, now: u64) -> bool {
        let (Some(read), Some(end)) = (session.read, self.end_seen(session)) else { return false };
        let Some(next) = self.claims_now(session, now) else { return false };
        let half = now.saturating_sub(read.issued_at) * 2 > end.saturating_sub(read.issued_at);
        let old_key = !read.by_signing_key && now > read.issued_at + 60;
        (half || old_key)
            && next.expires_at > end
            && !session.map.is_empty()
            && token::entries_len(&session.map) <= self.room()
    }
}
