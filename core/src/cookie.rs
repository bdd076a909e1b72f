//! Cookie header to session, session to Set-Cookie value.

use crate::error::Error;
use crate::limits::{COOKIE_CANDIDATES_MAX, COOKIE_HEADER_LEN_MAX};
use crate::session::Session;
use crate::signer::{Signer, claims};
use crate::{times, token};
use core::mem::MaybeUninit;
use core::{iter, str};
use memchr::arch::all::memchr::One;

impl Signer {
    /// Finds the session in one Cookie header field (several are joined with `"; "` first, RFC 9113 section 8.2.3).
    ///
    /// Of several cookies of our name the first 8 are tried, and the one that was signed last wins; at a tie the first.
    /// Their order says nothing: whoever can set a cookie on a sibling domain decides it.
    ///
    /// # Errors
    ///
    /// As [`Signer::verify`]; [`Error::Missing`] where there is no cookie of our name; [`Error::Rejected`] for a header
    /// of more than 64 KiB. Where none of several is good, the most telling answer. [`Error::TimeRange`] whatever the
    /// header holds.
    pub fn read_cookie<'m>(
        &self,
        cookie_header: &[u8],
        now_unix_s: u64,
        memory: &'m mut MaybeUninit<Session>,
    ) -> Result<&'m mut Session, Error> {
        times::check_now(now_unix_s)?;
        if cookie_header.len() > COOKIE_HEADER_LEN_MAX {
            return Err(Error::Rejected);
        }
        let session = self.blank(memory);
        let mut newest: Option<(&[u8], u64)> = None;
        let mut newest_is_in_memory = false;
        let mut refusal = Error::Missing;
        for token in values(cookie_header, self.attributes().name()).take(COOKIE_CANDIDATES_MAX) {
            match self.verify_into(token, now_unix_s, session) {
                Ok(()) => {
                    let issued_at = session.issued_at().unwrap_or(0);
                    newest_is_in_memory = newest.is_none_or(|(_, so_far)| issued_at > so_far);
                    if newest_is_in_memory {
                        newest = Some((token, issued_at));
                    }
                }
                Err(error) => {
                    newest_is_in_memory = false;
                    refusal = refusal.more_telling(error);
                }
            }
        }
        let Some((token, _)) = newest else { return Err(refusal) };
        if !newest_is_in_memory {
            // There is memory for one session only, so the winner is read once more.
            self.verify_into(token, now_unix_s, session)?;
        }
        Ok(session)
    }

    /// Writes the value of Set-Cookie into `line_out` (4096 bytes hold every line) and hands out what was written. For
    /// an empty map it is the deletion, as [`Signer::write_cookie_deletion`] writes it.
    ///
    /// # Errors
    ///
    /// [`Error::BufferTooSmall`]; [`Error::Expired`] when the absolute limit is reached; [`Error::TooLarge`] for a
    /// session of a signer with more room; [`Error::TimeRange`].
    pub fn write_cookie<'o>(
        &self,
        session: &Session,
        now_unix_s: u64,
        line_out: &'o mut [u8],
    ) -> Result<&'o str, Error> {
        let line = self.write_cookie_ascii(session, now_unix_s, line_out)?;
        str::from_utf8(line).map_err(|_| Error::TooLarge)
    }

    /// As [`Signer::write_cookie`], without the pass over the text that makes a `str` of it.
    ///
    /// # Errors
    ///
    /// As [`Signer::write_cookie`].
    pub fn write_cookie_ascii<'o>(
        &self,
        session: &Session,
        now_unix_s: u64,
        line_out: &'o mut [u8],
    ) -> Result<&'o [u8], Error> {
        if session.is_empty() {
            // Also where nothing is left of the session: it is deleted, not signed.
            times::check_now(now_unix_s)?;
            return self.write_cookie_deletion(line_out).map(str::as_bytes);
        }
        let times = self.times_if_signed(session, now_unix_s)?;
        if !self.has_room_for(session) {
            return Err(Error::TooLarge);
        }
        let claims = claims(session, times);
        let token_len = token::text_len(&claims);
        let max_age_s = times.expires_at.saturating_sub(times.issued_at);
        let line_len = self.attributes().line_len(token_len, max_age_s);
        let line = line_out.get_mut(..line_len).ok_or(Error::BufferTooSmall)?;
        self.attributes()
            .write_line(line, token_len, max_age_s, |slot| token::sign(self.ring().signing(), &claims, slot))
            .ok_or(Error::TooLarge)?;
        Ok(line)
    }

    /// Writes the value of Set-Cookie that makes the browser forget the cookie: the same attributes, `Max-Age=0`.
    ///
    /// # Errors
    ///
    /// [`Error::BufferTooSmall`].
    pub fn write_cookie_deletion<'o>(&self, line_out: &'o mut [u8]) -> Result<&'o str, Error> {
        let line = line_out.get_mut(..self.attributes().deletion_len()).ok_or(Error::BufferTooSmall)?;
        self.attributes().write_deletion(line).ok_or(Error::BufferTooSmall)?;
        str::from_utf8(line).map_err(|_| Error::BufferTooSmall)
    }
}

/// The values of the cookies of this name, as they are: nothing is unquoted or decoded (RFC 6265 section 5.4).
fn values<'h>(header: &'h [u8], name: &'h [u8]) -> impl Iterator<Item = &'h [u8]> {
    pairs(header).filter_map(move |pair| {
        let value = strip_blanks(pair).strip_prefix(name)?;
        value.strip_prefix(b"=")
    })
}

/// As `split` does, a word or two at a time: a header is mostly the cookies of others. The plain search, and not the one
/// that asks the processor first what it can do: that would be a global variable in the library.
fn pairs(header: &[u8]) -> impl Iterator<Item = &[u8]> {
    let semicolon = One::new(b';');
    let mut rest = Some(header);
    iter::from_fn(move || {
        let now = rest?;
        let end = semicolon.find(now).unwrap_or(now.len());
        let (pair, behind) = now.split_at_checked(end)?;
        rest = behind.split_first().map(|(_, behind)| behind);
        Some(pair)
    })
}

fn strip_blanks(mut pair: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = pair {
        pair = rest;
    }
    pair
}
