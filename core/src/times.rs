//! When a session ends: the time rules of verifying and of signing.
//!
//! The time is always given by the caller, so each rule can be tested at its edge.

use crate::error::Error;
use crate::limits::{LEEWAY_S, UNIX_S_MAX};

/// The times that a token carries, in seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "the names that the claims have everywhere")]
pub(crate) struct Times {
    pub(crate) issued_at: u64,
    pub(crate) expires_at: u64,
    /// Never after `issued_at`; a token leaves it out where the two are equal.
    pub(crate) began_at: u64,
}

/// What a signer allows.
#[expect(clippy::struct_field_names, reason = "the names that the configuration has")]
pub(crate) struct Limits {
    pub(crate) max_age_s: u64,
    pub(crate) longest_max_age_s: u64,
    pub(crate) absolute_max_age_s: Option<u64>,
}

impl Limits {
    /// The end of a session as this signer sees it: the token may claim more.
    pub(crate) fn ends_at(&self, times: &Times) -> u64 {
        times
            .expires_at
            .min(times.issued_at.saturating_add(self.longest_max_age_s))
            .min(self.absolute_end(times.began_at))
    }

    /// Whether a genuine token is in force now.
    pub(crate) fn check(&self, times: &Times, now: u64) -> Result<(), Error> {
        if times.issued_at > now.saturating_add(LEEWAY_S) {
            return Err(Error::NotYetValid);
        }
        if now >= self.ends_at(times) {
            return Err(Error::Expired);
        }
        Ok(())
    }

    /// The times of a token that is signed now, or [`Error::Expired`] where nothing is left of the session.
    pub(crate) fn when_signed(&self, began_at: u64, lifetime_s: u64, now: u64) -> Result<Times, Error> {
        // The clock of the host that began it may be ahead of ours.
        let began_at = began_at.min(now);
        let expires_at = now
            .saturating_add(lifetime_s.min(self.longest_max_age_s))
            .min(self.absolute_end(began_at))
            .min(UNIX_S_MAX);
        if expires_at <= now {
            return Err(Error::Expired);
        }
        Ok(Times { issued_at: now, expires_at, began_at })
    }

    fn absolute_end(&self, began_at: u64) -> u64 {
        self.absolute_max_age_s.map_or(u64::MAX, |limit| began_at.saturating_add(limit))
    }
}

/// A `now` that is a time in seconds: milliseconds, for one, are beyond the year 9999.
pub(crate) const fn check_now(now: u64) -> Result<(), Error> {
    if now > UNIX_S_MAX { Err(Error::TimeRange) } else { Ok(()) }
}
