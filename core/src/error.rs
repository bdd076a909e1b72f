//! What a caller may learn when something is refused, and nothing more.

use core::fmt;

/// Why a call was refused. Each has one rule behind it, which [`Error::message`] states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// An argument that no rule below names: a session id of zeros, a key given twice.
    InvalidArgument,
    /// The output buffer is shorter than the output.
    BufferTooSmall,

    /// A secret is not 32 to 1024 bytes long.
    SecretLength,
    /// Two secrets are equal, or (once in 2^32 pairs) share a key id.
    SecretDuplicate,
    /// More than 7 accepted secrets.
    TooManySecrets,
    /// The cookie name is not 1 to 64 token characters.
    CookieName,
    /// The path is not 1 to 255 printable ASCII characters from `/` on, without `;`.
    CookiePath,
    /// The domain is not a host name of up to 253 characters.
    CookieDomain,
    /// `SameSite=None` without `Secure`.
    SameSiteNoneNeedsSecure,
    /// `Partitioned` without `Secure`.
    PartitionedNeedsSecure,
    /// A `__Host-` name without `Secure`, with a path other than `/`, or with a domain.
    HostPrefix,
    /// A `__Secure-` name without `Secure`.
    SecurePrefix,
    /// The lifetime is not 1 to 34560000 seconds.
    MaxAge,
    /// The longest lifetime is below the lifetime, or above 34560000 seconds.
    LongestMaxAge,
    /// The absolute limit is below the lifetime.
    AbsoluteMaxAge,

    /// A key is not 1 to 128 bytes long.
    KeyLength,
    /// JSON text that is malformed, nested too deep, or has a kind of its own.
    ValueEncoding,
    /// The session map has no room for this.
    Full,
    /// A time beyond the year 9999, or a lifetime of 0 or beyond the longest.
    TimeRange,
    /// A session that another signer made or read, too large for this signer's cookie.
    TooLarge,

    /// A genuine session that is over.
    Expired,
    /// A genuine session that was signed in the future.
    NotYetValid,
    /// Not a token that this signer's secrets and cookie name made.
    Rejected,
    /// No cookie of our name.
    Missing,
}

impl Error {
    /// The name in lower case, as in the C ABI: `"rejected"`, `"secret_length"`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidArgument => "invalid_argument",
            Self::BufferTooSmall => "buffer_too_small",
            Self::SecretLength => "secret_length",
            Self::SecretDuplicate => "secret_duplicate",
            Self::TooManySecrets => "too_many_secrets",
            Self::CookieName => "cookie_name",
            Self::CookiePath => "cookie_path",
            Self::CookieDomain => "cookie_domain",
            Self::SameSiteNoneNeedsSecure => "same_site_none_needs_secure",
            Self::PartitionedNeedsSecure => "partitioned_needs_secure",
            Self::HostPrefix => "host_prefix",
            Self::SecurePrefix => "secure_prefix",
            Self::MaxAge => "max_age",
            Self::LongestMaxAge => "longest_max_age",
            Self::AbsoluteMaxAge => "absolute_max_age",
            Self::KeyLength => "key_length",
            Self::ValueEncoding => "value_encoding",
            Self::Full => "full",
            Self::TimeRange => "time_range",
            Self::TooLarge => "too_large",
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
            Self::Rejected => "rejected",
            Self::Missing => "missing",
        }
    }

    /// The rule that was broken, with what is allowed, in one sentence.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::InvalidArgument => {
                "an argument has a value that is never allowed here: a session id is not all zero, and a key is given once"
            }
            Self::BufferTooSmall => {
                "the output buffer is too small; describe() tells the lengths, and 4000 bytes hold every token, 4096 every cookie line"
            }
            Self::SecretLength => "a secret must be 32 to 1024 bytes long",
            Self::SecretDuplicate => {
                "two of the configured secrets are the same, or share a key id; each must be another"
            }
            Self::TooManySecrets => "at most 7 secrets can be accepted beside the signing one",
            Self::CookieName => {
                "the cookie name must be 1 to 64 characters of letters, digits and !#$%&'*+-.^_`|~"
            }
            Self::CookiePath => {
                "the cookie path must begin with / and have at most 255 printable ASCII characters, none of them ;"
            }
            Self::CookieDomain => {
                "the cookie domain must be a host name of at most 253 characters, without a dot at either end"
            }
            Self::SameSiteNoneNeedsSecure => {
                "SameSite=None is ignored by browsers without Secure; set secure as well"
            }
            Self::PartitionedNeedsSecure => {
                "Partitioned is ignored by browsers without Secure; set secure as well"
            }
            Self::HostPrefix => {
                "a cookie whose name begins with __Host- must be Secure, with the path / and no domain"
            }
            Self::SecurePrefix => "a cookie whose name begins with __Secure- must be Secure",
            Self::MaxAge => "max_age must be 1 to 34560000 seconds (400 days)",
            Self::LongestMaxAge => {
                "longest_max_age must be at least max_age and at most 34560000 seconds (400 days)"
            }
            Self::AbsoluteMaxAge => "absolute_max_age must be at least max_age",
            Self::KeyLength => "a key must be 1 to 128 bytes long",
            Self::ValueEncoding => {
                "text must be UTF-8, and JSON an array, an object or a number that is no 64-bit integer, nested at most 32 deep"
            }
            Self::Full => {
                "the session has no room for this: at most 64 entries, and 2890 encoded bytes less what long cookie attributes take"
            }
            Self::TimeRange => {
                "a time must be in seconds and before the year 10000; a lifetime 1 second to longest_max_age"
            }
            Self::TooLarge => {
                "the session came from a signer with more room and does not fit this one's cookie; remove entries"
            }
            Self::Expired => "the session is over; the visitor logs in again",
            Self::NotYetValid => "the session was signed in the future; a clock is wrong",
            Self::Rejected => "not a session that this server's secrets and cookie name made",
            Self::Missing => "no session cookie was sent",
        }
    }

    /// Of two reasons why a cookie was not taken, the one that tells more.
    pub(crate) const fn more_telling(self, other: Self) -> Self {
        if other.tells() > self.tells() { other } else { self }
    }

    const fn tells(self) -> u8 {
        match self {
            Self::Missing => 0,
            Self::Rejected => 1,
            Self::NotYetValid => 2,
            Self::Expired => 3,
            // A caller's mistake outranks whatever the visitor sent.
            _ => 4,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for Error {}
