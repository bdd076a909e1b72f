//! What is in a token, without a key: for tools that show it. Nothing here was checked.

use crate::entries::Entries;
use crate::error::Error;
use crate::key::KeyId;
use crate::limits::ID_LEN;
use crate::session::{Allowance, Session};
use crate::{signer, token};
use core::mem::MaybeUninit;

/// What a token claims. Anyone can have written it, so it can be looked at and not signed.
#[derive(Debug)]
pub struct Unverified<'m> {
    session: &'m Session,
    key_id: KeyId,
}

/// Reads a token by its grammar alone: no key, no time, no check that it is genuine.
///
/// # Errors
///
/// [`Error::Rejected`] for what is no token.
pub fn inspect<'m>(token: &[u8], memory: &'m mut MaybeUninit<Session>) -> Result<Unverified<'m>, Error> {
    let session = memory.write(Session::blank(Allowance { room: 0, longest_max_age_s: 0 }));
    let (received, key_id) =
        signer::decode(token, session).and_then(token::inspect).ok_or(Error::Rejected)?;
    session.adopt(&received);
    Ok(Unverified { session, key_id })
}

impl<'m> Unverified<'m> {
    /// The id of the key that the token says it was signed with.
    #[must_use]
    pub const fn kid(&self) -> KeyId {
        self.key_id
    }

    /// The session id.
    #[must_use]
    pub const fn id(&self) -> &'m [u8; ID_LEN] {
        self.session.id()
    }

    /// When it says it was signed, in Unix seconds.
    #[must_use]
    pub fn issued_at(&self) -> u64 {
        self.session.issued_at().unwrap_or(0)
    }

    /// When it says it ends, in Unix seconds.
    #[must_use]
    pub fn expires_at(&self) -> u64 {
        self.session.expires_at().unwrap_or(0)
    }

    /// When it says the session began, in Unix seconds.
    #[must_use]
    pub const fn began_at(&self) -> u64 {
        self.session.began_at()
    }

    /// The entries in their canonical order.
    #[must_use]
    pub fn entries(&self) -> Entries<'m> {
        self.session.entries()
    }
}
