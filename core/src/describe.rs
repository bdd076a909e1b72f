//! What is known of a session, and what signing it now would give.

use crate::error::Error;
use crate::limits::{ID_LEN, LEEWAY_S};
use crate::session::Session;
use crate::signer::{Signer, claims};
use crate::times::Times;
use crate::token;

/// What [`Signer::describe`] tells of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Info {
    /// When the token that was read was signed; 0 for a session that was never read.
    pub issued_at_unix_s: u64,
    /// The end of the token that was read, as this signer sees it: never after its own limits. 0 if never read.
    pub expires_at_unix_s: u64,
    /// When the session began.
    pub began_at_unix_s: u64,
    /// The end it would have if signed now; 0 where nothing is left of it and signing answers [`Error::Expired`].
    pub expires_if_signed_now_unix_s: u64,
    /// Entries, 0 to 64.
    pub count: usize,
    /// Characters of the token if signed now.
    pub token_len: usize,
    /// Bytes of what [`Signer::write_cookie`] would write now, also where it is too large.
    pub cookie_line_len: usize,
    /// Whether something was altered since it was read, or begun.
    pub changed: bool,
    /// Whether an unchanged session should be written again, so that it does not end under an active visitor.
    pub renewal_due: bool,
    /// The session id.
    pub id: [u8; ID_LEN],
    /// Seconds that it lives from each signing on, before this signer's limits.
    pub lifetime_s: u64,
    /// Bytes of the encoded entries.
    pub entries_len: usize,
    /// Bytes of encoded entries that fit into this signer's cookie at every signing; beyond them
    /// [`Signer::write_cookie`] answers [`Error::TooLarge`], whatever `cookie_line_len` is now.
    pub entries_room: usize,
}

impl Signer {
    /// What is known of a session, and what signing it now would give.
    ///
    /// # Errors
    ///
    /// [`Error::TimeRange`] for a `now` beyond the year 9999.
    pub fn describe(&self, session: &Session, now_unix_s: u64) -> Result<Info, Error> {
        let signed = match self.times_if_signed(session, now_unix_s) {
            Err(Error::TimeRange) => return Err(Error::TimeRange),
            other => other.ok(),
        };
        // Where nothing is left, the lengths are those of a session that ends now.
        let times = signed.unwrap_or(Times {
            issued_at: now_unix_s,
            expires_at: now_unix_s,
            began_at: session.began_at().min(now_unix_s),
        });
        let token_len = token::text_len(&claims(session, times));
        let cookie_line_len = if session.is_empty() {
            self.attributes().deletion_len()
        } else {
            self.attributes().line_len(token_len, times.expires_at.saturating_sub(now_unix_s))
        };
        Ok(Info {
            issued_at_unix_s: session.issued_at().unwrap_or(0),
            expires_at_unix_s: self.ends_at(session).unwrap_or(0),
            began_at_unix_s: session.began_at(),
            expires_if_signed_now_unix_s: signed.map_or(0, |times| times.expires_at),
            count: session.len(),
            token_len,
            cookie_line_len,
            changed: session.is_changed(),
            renewal_due: signed.is_some_and(|signed| self.renewal_is_due(session, &signed)),
            id: *session.id(),
            lifetime_s: session.lifetime_s(),
            entries_len: session.encoded_entries().len(),
            entries_room: self.room(),
        })
    }

    fn ends_at(&self, session: &Session) -> Option<u64> {
        session.read().map(|read| self.limits().ends_at(&read.times))
    }

    fn renewal_is_due(&self, session: &Session, signed: &Times) -> bool {
        let (Some(read), Some(ends_at)) = (session.read(), self.ends_at(session)) else {
            return false;
        };
        let age_s = signed.issued_at.saturating_sub(read.times.issued_at);
        let life_s = ends_at.saturating_sub(read.times.issued_at);
        let past_half = age_s.saturating_mul(2) > life_s;
        // Not at once, so that a half rolled-out rotation does not sign anew at each request.
        let other_key = read.accepted_only && age_s > LEEWAY_S;
        (past_half || other_key)
            && signed.expires_at > ends_at
            // An empty session's cookie would be the deletion.
            && !session.is_empty()
            && self.has_room_for(session)
    }
}
