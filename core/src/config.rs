//! What can be configured, its defaults and its rules.

use crate::error::Error;
use crate::key::Secret;
use crate::limits::{
    ACCEPTED_SECRETS_MAX, COOKIE_NAME_LEN_MAX, DOMAIN_LEN_MAX, MAX_AGE_S_DEFAULT, MAX_AGE_S_MAX, PATH_LEN_MAX,
};

/// When a browser sends the cookie with requests that another site caused (RFC 6265bis section 5.4.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameSite {
    /// With top-level navigation only.
    Lax,
    /// Never.
    Strict,
    /// Always; needs `Secure`.
    None,
}

/// The configuration of a [`Signer`](crate::Signer). [`Config::new`] fills in the defaults.
#[derive(Debug)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is an attribute of the cookie by its own name")]
pub struct Config<'a> {
    /// The only secret that signs.
    pub signing_secret: Secret<'a>,
    /// Up to 7 more that verify only: old ones in a rotation, or the next one while it is rolled out.
    pub accepted_secrets: &'a [Secret<'a>],
    /// `session_id`; 1 to 64 token characters (RFC 6265 section 4.1.1). Tokens of one name are worthless under another.
    pub cookie_name: &'a str,
    /// `/`; 1 to 255 characters.
    pub path: &'a str,
    /// None: the host alone; else a host name of up to 253 characters, whose subdomains get the cookie too.
    pub domain: Option<&'a str>,
    /// 86400: seconds that a session lives from each signing on; 1 to 34560000.
    pub max_age_s: u64,
    /// None, which is `max_age_s`: what [`Session::set_lifetime`](crate::Session::set_lifetime) may ask for and what a
    /// token may claim.
    pub longest_max_age_s: Option<u64>,
    /// None: no limit; else seconds from the beginning of the session that no renewal goes beyond.
    pub absolute_max_age_s: Option<u64>,
    /// true: scripts cannot read the cookie.
    pub http_only: bool,
    /// true: sent over HTTPS only.
    pub secure: bool,
    /// false: a cookie jar of its own for each embedding site (CHIPS).
    pub partitioned: bool,
    /// true; false leaves Max-Age out, so that the browser forgets the cookie when it closes. The signed end stays.
    pub persistent: bool,
    /// Lax.
    pub same_site: SameSite,
}

impl<'a> Config<'a> {
    /// The defaults, with the one thing that has none.
    #[must_use]
    pub const fn new(signing_secret: Secret<'a>) -> Self {
        Self {
            signing_secret,
            accepted_secrets: &[],
            cookie_name: "session_id",
            path: "/",
            domain: None,
            max_age_s: MAX_AGE_S_DEFAULT,
            longest_max_age_s: None,
            absolute_max_age_s: None,
            http_only: true,
            secure: true,
            partitioned: false,
            persistent: true,
            same_site: SameSite::Lax,
        }
    }

    /// Every rule but those of the secrets, which their types and the key ring hold.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let rules = [
            (self.accepted_secrets.len() <= ACCEPTED_SECRETS_MAX, Error::TooManySecrets),
            (is_cookie_name(self.cookie_name), Error::CookieName),
            (is_path(self.path), Error::CookiePath),
            (self.domain.is_none_or(is_domain), Error::CookieDomain),
            (self.secure || self.same_site != SameSite::None, Error::SameSiteNoneNeedsSecure),
            (self.secure || !self.partitioned, Error::PartitionedNeedsSecure),
            (!self.has_prefix("__Host-") || self.is_host_only(), Error::HostPrefix),
            (!self.has_prefix("__Secure-") || self.secure, Error::SecurePrefix),
            ((1..=MAX_AGE_S_MAX).contains(&self.max_age_s), Error::MaxAge),
            (self.longest_is_in_range(), Error::LongestMaxAge),
            (self.absolute_max_age_s.is_none_or(|limit| limit >= self.max_age_s), Error::AbsoluteMaxAge),
        ];
        match rules.into_iter().find(|(holds, _)| !holds) {
            Some((_, broken)) => Err(broken),
            None => Ok(()),
        }
    }

    /// Browsers compare the prefixes without case (RFC 6265bis section 5.7).
    fn has_prefix(&self, prefix: &str) -> bool {
        let start = self.cookie_name.as_bytes().get(..prefix.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
    }

    fn is_host_only(&self) -> bool {
        self.secure && self.path == "/" && self.domain.is_none()
    }

    fn longest_is_in_range(&self) -> bool {
        self.longest_max_age_s.is_none_or(|longest| (self.max_age_s..=MAX_AGE_S_MAX).contains(&longest))
    }
}

/// A token (RFC 2616 section 2.2, which RFC 6265 section 4.1.1 refers to).
fn is_cookie_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    (1..=COOKIE_NAME_LEN_MAX).contains(&name.len()) && name.bytes().all(is_token)
}

/// From the root on, in the characters of an attribute value (RFC 6265 section 4.1.1).
fn is_path(path: &str) -> bool {
    let is_path_byte = |byte: u8| matches!(byte, b' '..=b'~') && byte != b';';
    path.starts_with('/') && path.len() <= PATH_LEN_MAX && path.bytes().all(is_path_byte)
}

/// A host name (RFC 1123 section 2.1): labels of 1 to 63 letters, digits and inner hyphens.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    domain.len() <= DOMAIN_LEN_MAX && domain.split('.').all(is_label)
}
