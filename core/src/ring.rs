//! The keys of a signer: one that signs, up to seven more that are accepted, and one that stands in for the unknown.

use crate::error::Error;
use crate::key::{Key, KeyId, Secret};
use crate::limits::ACCEPTED_SECRETS_MAX;

/// What a key may do.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Standing {
    /// It signs, and its tokens are accepted.
    Signing,
    /// Its tokens are accepted: an old key, or the next one while it is rolled out.
    Accepted,
    /// It is nobody's.
    Unknown,
}

/// Prepared keys. There is no order among the accepted ones.
pub(crate) struct Ring {
    signing: Key,
    accepted: [Option<Key>; ACCEPTED_SECRETS_MAX],
    nobody: Key,
}

impl Ring {
    pub(crate) fn new(
        signing: &Secret<'_>,
        accepted: &[Secret<'_>],
        cookie_name: &str,
    ) -> Result<Self, Error> {
        let mut ring = Self {
            signing: Key::for_cookie(signing, cookie_name).ok_or(Error::SecretLength)?,
            accepted: [const { None }; ACCEPTED_SECRETS_MAX],
            nobody: Key::for_nobody(signing).ok_or(Error::SecretLength)?,
        };
        for secret in accepted {
            let key = Key::for_cookie(secret, cookie_name).ok_or(Error::SecretLength)?;
            if ring.find(key.id()).1 != Standing::Unknown {
                return Err(Error::SecretDuplicate);
            }
            let free = ring.accepted.iter_mut().find(|slot| slot.is_none());
            *free.ok_or(Error::TooManySecrets)? = Some(key);
        }
        Ok(ring)
    }

    pub(crate) const fn signing(&self) -> &Key {
        &self.signing
    }

    /// The key to check a token with. For an unknown id it is nobody's key, so that the work is the same.
    pub(crate) fn find(&self, id: KeyId) -> (&Key, Standing) {
        if self.signing.id() == id {
            return (&self.signing, Standing::Signing);
        }
        match self.accepted.iter().flatten().find(|key| key.id() == id) {
            Some(key) => (key, Standing::Accepted),
            None => (&self.nobody, Standing::Unknown),
        }
    }
}
