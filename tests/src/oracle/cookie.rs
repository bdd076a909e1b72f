//! Cookie fields as the page has them: which cookie of a header is ours, and the line that sets one.

use super::life::{Host, Session};
use super::numbers::{CANDIDATES_MAX, HEADER_LEN_MAX, LINE_LEN_MAX, TOKEN_LEN_MAX};
use super::{Refusal, numbers};

/// The attributes of a Set-Cookie line, in the words of the line.
#[derive(Clone, Debug)]
pub struct Attributes {
    pub cookie_name: String,
    pub path: String,
    pub domain: Option<String>,
    pub http_only: bool,
    pub secure: bool,
    pub partitioned: bool,
    pub persistent: bool,
    /// "Lax", "Strict" or "None".
    pub same_site: &'static str,
}

impl Attributes {
    /// The line that sets a cookie; a token of "" and a Max-Age of 0 delete it.
    pub fn line(&self, token: &str, max_age_s: u64) -> String {
        let deletion = token.is_empty();
        let mut parts = vec![format!("{}={token}", self.cookie_name), format!("Path={}", self.path)];
        parts.extend(self.domain.as_ref().map(|domain| format!("Domain={domain}")));
        parts.extend((self.persistent || deletion).then(|| format!("Max-Age={max_age_s}")));
        parts.extend(self.http_only.then(|| "HttpOnly".to_owned()));
        parts.extend(self.secure.then(|| "Secure".to_owned()));
        parts.push(format!("SameSite={}", self.same_site));
        parts.extend(self.partitioned.then(|| "Partitioned".to_owned()));
        parts.join("; ")
    }
}

impl Host {
    /// How many bytes of entries fit into a line at any time: the rest of the token is taken at its widest, and the
    /// Max-Age has as many digits as this host's longest lifetime.
    pub fn room(&self) -> usize {
        let around = self.attributes.line("x", self.verifier.longest_s).len() - 1;
        let token_len = LINE_LEN_MAX.saturating_sub(around).min(TOKEN_LEN_MAX);
        (token_len * 3 / 4).saturating_sub(50 + 60).min(numbers::ENTRIES_LEN_MAX)
    }

    /// The Set-Cookie line of a session now.
    pub fn line(&self, session: &Session, now: u64) -> Option<String> {
        if session.map.is_empty() {
            return Some(self.attributes.line("", 0));
        }
        let claims = self.claims_now(session, now)?;
        Some(self.attributes.line(&self.sign(session, now)?, claims.expires_at - now))
    }

    /// The session in a Cookie header.
    pub fn read_cookie(&self, header: &[u8], now: u64) -> Result<Session, Refusal> {
        if header.len() > HEADER_LEN_MAX {
            return Err(Refusal::Rejected);
        }
        let ours = values(header, &self.attributes.cookie_name);
        let verdicts: Vec<_> =
            ours.iter().take(CANDIDATES_MAX).map(|token| self.verify(token, now)).collect();
        let mut best: Result<Session, Refusal> = Err(Refusal::Missing);
        for verdict in verdicts {
            let better = match (&best, &verdict) {
                (Ok(best), Ok(next)) => next.read.unwrap().issued_at > best.read.unwrap().issued_at,
                (Err(_), Ok(_)) => true,
                (Ok(_), Err(_)) => false,
                (Err(best), Err(next)) => next > best,
            };
            if better {
                best = verdict;
            }
        }
        best
    }
}

/// The values of every cookie of this name, in the order of the header.
pub fn values<'h>(header: &'h [u8], name: &str) -> Vec<&'h [u8]> {
    header
        .split(|&byte| byte == b';')
        .map(strip)
        .filter_map(|pair| {
            let equals = pair.iter().position(|&byte| byte == b'=')?;
            (&pair[..equals] == name.as_bytes()).then_some(&pair[equals + 1..])
        })
        .collect()
}

fn strip(mut pair: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = pair {
        pair = rest;
    }
    pair
}
