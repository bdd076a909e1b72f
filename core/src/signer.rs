//! `Signer`: prepared keys and rules; what a server holds. It is made once, when the server starts.

use crate::attributes::Attributes;
use crate::base64url;
use crate::config::Config;
use crate::error::Error;
use crate::limits::{CLAIMS_LEN, COOKIE_LINE_LEN_MAX, ENTRIES_LEN_MAX, ENVELOPE_LEN, ID_LEN, TOKEN_LEN_MAX};
use crate::ring::Ring;
use crate::session::{Allowance, Session};
use crate::times::{self, Limits, Times};
use crate::token::{self, Claims};
use crate::wipe;
use core::mem::MaybeUninit;
use core::{fmt, str};

/// Bytes of stack on which a signer is put together.
const NEW_STACK_LEN: usize = 16384;

/// Signs and verifies. It may be shared by threads; its keys are wiped when it is dropped.
pub struct Signer {
    ring: Ring,
    limits: Limits,
    attributes: Attributes,
    /// Bytes of entries that fit into this signer's cookie at every signing.
    room: usize,
}

impl Signer {
    /// Checks every rule of the configuration and prepares the keys.
    ///
    /// # Errors
    ///
    /// One error for each rule; see [`Error`].
    pub fn new(config: &Config<'_>) -> Result<Self, Error> {
        let signer = Self::new_on_stack(config);
        wipe::stack::<NEW_STACK_LEN>();
        signer
    }

    /// As [`Signer::new`], into memory that the caller lends, so that no copy of the keys stays on the way there. It is
    /// written on success only.
    ///
    /// # Errors
    ///
    /// As [`Signer::new`].
    pub fn new_in<'m>(config: &Config<'_>, memory: &'m mut MaybeUninit<Self>) -> Result<&'m mut Self, Error> {
        let signer = Self::write_on_stack(config, memory);
        wipe::stack::<NEW_STACK_LEN>();
        signer
    }

    #[inline(never)]
    fn write_on_stack<'m>(
        config: &Config<'_>,
        memory: &'m mut MaybeUninit<Self>,
    ) -> Result<&'m mut Self, Error> {
        Self::new_on_stack(config).map(|signer| memory.write(signer))
    }

    #[inline(never)]
    fn new_on_stack(config: &Config<'_>) -> Result<Self, Error> {
        config.check()?;
        // Before the keys: what is left uninitialised in it must not hold what a key left on the stack.
        let attributes = Attributes::new(config).ok_or(Error::InvalidArgument)?;
        let ring = Ring::new(&config.signing_secret, config.accepted_secrets, config.cookie_name)?;
        let limits = Limits {
            max_age_s: config.max_age_s,
            longest_max_age_s: config.longest_max_age_s.unwrap_or(config.max_age_s),
            absolute_max_age_s: config.absolute_max_age_s,
        };
        let room = room_for_entries(attributes.line_len(0, limits.longest_max_age_s));
        Ok(Self { ring, limits, attributes, room })
    }

    /// A new and empty session with this random id, which begins now.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidArgument`] for an id of zeros; [`Error::TimeRange`].
    pub fn begin(&self, id: [u8; ID_LEN], now_unix_s: u64) -> Result<Session, Error> {
        let mut session = Session::blank(self.allowance());
        self.login(&mut session, id, now_unix_s)?;
        Ok(session)
    }

    /// The visitor has just proved who they are: a fresh random id, the session begins now and lives as configured.
    /// The map stays, so remove first what an anonymous visitor may not keep.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidArgument`] for an id of zeros; [`Error::TimeRange`].
    pub fn login(&self, session: &mut Session, id: [u8; ID_LEN], now_unix_s: u64) -> Result<(), Error> {
        times::check_now(now_unix_s)?;
        session.begin(self.allowance(), id, now_unix_s, self.limits.max_age_s)
    }

    /// Reads a token into `memory` and hands out the session if, and only if, it is genuine and in force.
    ///
    /// # Errors
    ///
    /// [`Error::Rejected`] for whatever is not genuine, for whatever reason; [`Error::Expired`] and
    /// [`Error::NotYetValid`] for what is; [`Error::TimeRange`] for a `now` beyond the year 9999.
    pub fn verify<'m>(
        &self,
        token: &[u8],
        now_unix_s: u64,
        memory: &'m mut MaybeUninit<Session>,
    ) -> Result<&'m mut Session, Error> {
        let session = self.blank(memory);
        self.verify_into(token, now_unix_s, session)?;
        Ok(session)
    }

    /// Signs into `token_out` (4000 bytes hold every token) and hands out what was written. The session does not change.
    ///
    /// # Errors
    ///
    /// [`Error::BufferTooSmall`]; [`Error::Expired`] when the absolute limit is reached; [`Error::TimeRange`].
    pub fn sign<'o>(
        &self,
        session: &Session,
        now_unix_s: u64,
        token_out: &'o mut [u8],
    ) -> Result<&'o str, Error> {
        let token = self.sign_ascii(session, now_unix_s, token_out)?;
        str::from_utf8(token).map_err(|_| Error::BufferTooSmall)
    }

    /// As [`Signer::sign`], without the pass over the text that makes a `str` of it.
    ///
    /// # Errors
    ///
    /// As [`Signer::sign`].
    pub fn sign_ascii<'o>(
        &self,
        session: &Session,
        now_unix_s: u64,
        token_out: &'o mut [u8],
    ) -> Result<&'o [u8], Error> {
        let times = self.times_if_signed(session, now_unix_s)?;
        let claims = claims(session, times);
        let out = token_out.get_mut(..token::text_len(&claims)).ok_or(Error::BufferTooSmall)?;
        token::sign(self.ring.signing(), &claims, out).ok_or(Error::BufferTooSmall)?;
        Ok(out)
    }

    /// Steps 1 to 7 of the verification. The session is worth nothing unless this is `Ok`.
    pub(crate) fn verify_into(&self, token: &[u8], now: u64, session: &mut Session) -> Result<(), Error> {
        times::check_now(now)?;
        let received = decode(token, session)
            .and_then(|bytes| token::verify(&self.ring, bytes))
            .ok_or(Error::Rejected)?;
        self.limits.check(&received.times, now)?;
        session.adopt(&received);
        Ok(())
    }

    /// A session in the caller's memory that holds nothing yet; its room for the map is not touched.
    #[inline]
    pub(crate) fn blank<'m>(&self, memory: &'m mut MaybeUninit<Session>) -> &'m mut Session {
        memory.write(Session::blank(self.allowance()))
    }

    pub(crate) fn times_if_signed(&self, session: &Session, now: u64) -> Result<Times, Error> {
        times::check_now(now)?;
        self.limits.when_signed(session.began_at(), session.lifetime_s(), now)
    }

    /// Bytes of entries that fit into the cookie, whatever the times.
    pub(crate) const fn room(&self) -> usize {
        self.room
    }

    /// Whether the session's cookie fits at every signing. It does not depend on the time, so that what fitted at
    /// login fits at every renewal.
    pub(crate) fn has_room_for(&self, session: &Session) -> bool {
        session.encoded_entries().len() <= self.room
    }

    pub(crate) const fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(crate) const fn attributes(&self) -> &Attributes {
        &self.attributes
    }

    pub(crate) const fn ring(&self) -> &Ring {
        &self.ring
    }

    const fn allowance(&self) -> Allowance {
        Allowance { room: self.room, longest_max_age_s: self.limits.longest_max_age_s }
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer(..)")
    }
}

/// Steps 1 and 2: length and alphabet. The bytes are decoded into the session's own room.
pub(crate) fn decode<'s>(token: &[u8], session: &'s mut Session) -> Option<&'s [u8]> {
    if token.is_empty() || token.len() > TOKEN_LEN_MAX {
        return None;
    }
    let bytes = session.receive(base64url::decoded_len(token.len())?)?;
    base64url::decode(token, bytes)?;
    Some(bytes)
}

pub(crate) fn claims(session: &Session, times: Times) -> Claims<'_> {
    Claims { times, id: session.id(), count: session.len(), entries: session.encoded_entries() }
}

/// What a cookie line leaves for entries beside name, attributes, envelope and the widest claims.
fn room_for_entries(line_len_without_token: usize) -> usize {
    let token_len = COOKIE_LINE_LEN_MAX.saturating_sub(line_len_without_token).min(TOKEN_LEN_MAX);
    // Three bytes in four characters, rounded down.
    let token_bytes = token_len.saturating_mul(3) / 4;
    token_bytes.saturating_sub(ENVELOPE_LEN + CLAIMS_LEN).min(ENTRIES_LEN_MAX)
}
