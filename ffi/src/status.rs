//! The numbers that functions answer with: frozen, one for each mistake that a caller can act on.

use cello_session_core::Error;

/// What a function answers: CELLO_SESSION_OK, or a negative number that says why not.
pub type Status = i32;

/// Done.
pub const CELLO_SESSION_OK: i32 = 0;

/// A pointer is NULL that may not be. Input of length 0 may be NULL.
pub const CELLO_SESSION_NULL_ARGUMENT: i32 = -1;
/// The signer or the session was never set up, or was wiped, or the call that should have written it
/// failed.
pub const CELLO_SESSION_NOT_INITIALISED: i32 = -2;
/// The program was compiled against a header that this library does not serve.
pub const CELLO_SESSION_ABI_MISMATCH: i32 = -3;
/// An argument is misaligned, overlaps what the call writes, or has a value that the function's
/// comment rules out.
pub const CELLO_SESSION_INVALID_ARGUMENT: i32 = -4;
/// The output buffer is too small; cello_session_describe tells the length.
pub const CELLO_SESSION_BUFFER_TOO_SMALL: i32 = -5;

/// A secret has fewer than 32 or more than 1024 bytes.
pub const CELLO_SESSION_SECRET_LENGTH: i32 = -20;
/// Two of the secrets are the same, or cannot be told apart by their key ids.
pub const CELLO_SESSION_SECRET_DUPLICATE: i32 = -21;
/// More than 7 accepted secrets.
pub const CELLO_SESSION_TOO_MANY_SECRETS: i32 = -22;
/// The cookie's name is empty, longer than 64 bytes, or no token of RFC 6265.
pub const CELLO_SESSION_COOKIE_NAME: i32 = -23;
/// The path does not begin with a slash, is longer than 255 bytes, or has a character that a cookie
/// may not have.
pub const CELLO_SESSION_COOKIE_PATH: i32 = -24;
/// The domain is longer than 253 bytes or is not a host name.
pub const CELLO_SESSION_COOKIE_DOMAIN: i32 = -25;
/// same_site is none of the three CELLO_SESSION_SAME_SITE numbers.
pub const CELLO_SESSION_SAME_SITE_VALUE: i32 = -26;
/// SameSite=None without Secure: browsers would drop the cookie.
pub const CELLO_SESSION_SAME_SITE_NONE_NEEDS_SECURE: i32 = -27;
/// Partitioned without Secure: browsers would drop the cookie.
pub const CELLO_SESSION_PARTITIONED_NEEDS_SECURE: i32 = -28;
/// A name that begins with __Host- needs Secure, the path "/" and no domain.
pub const CELLO_SESSION_HOST_PREFIX: i32 = -29;
/// A name that begins with __Secure- needs Secure.
pub const CELLO_SESSION_SECURE_PREFIX: i32 = -30;
/// max_age_s is 0 or more than 400 days.
pub const CELLO_SESSION_MAX_AGE: i32 = -31;
/// longest_max_age_s is less than max_age_s or more than 400 days.
pub const CELLO_SESSION_LONGEST_MAX_AGE: i32 = -32;
/// absolute_max_age_s is less than max_age_s.
pub const CELLO_SESSION_ABSOLUTE_MAX_AGE: i32 = -33;

/// A key has no byte or more than 128.
pub const CELLO_SESSION_KEY_LENGTH: i32 = -50;
/// A key is not UTF-8.
pub const CELLO_SESSION_KEY_ENCODING: i32 = -51;
/// A text is not UTF-8, or JSON is not what RFC 8259 allows, or is JSON that another kind is there
/// for.
pub const CELLO_SESSION_VALUE_ENCODING: i32 = -52;
/// The map has no room for this, in entries or in bytes.
pub const CELLO_SESSION_FULL: i32 = -53;
/// The session has no such key.
pub const CELLO_SESSION_NOT_FOUND: i32 = -54;
/// The key is there, with a value of another kind.
pub const CELLO_SESSION_WRONG_KIND: i32 = -55;
/// A time is beyond the year 9999 (milliseconds, perhaps), or a lifetime is 0 or longer than the
/// longest allowed.
pub const CELLO_SESSION_TIME_RANGE: i32 = -56;

/// A session from another signer does not fit into the cookie of this one.
pub const CELLO_SESSION_TOO_LARGE: i32 = -70;

/// The visitor's session is over: an ordinary event.
pub const CELLO_SESSION_EXPIRED: i32 = -100;
/// The token is from the future, by more than the leeway: the clocks of two hosts differ.
pub const CELLO_SESSION_NOT_YET_VALID: i32 = -101;
/// The token was not made by these secrets for this cookie, or is no token at all: an ordinary event.
pub const CELLO_SESSION_REJECTED: i32 = -102;
/// The request has no cookie of this name: an ordinary event.
pub const CELLO_SESSION_MISSING: i32 = -103;

/// Runs the body of a function and turns its result into the number that C gets.
pub(crate) fn answer(body: impl FnOnce() -> Result<(), Status>) -> Status {
    match body() {
        Ok(()) => CELLO_SESSION_OK,
        Err(status) => status,
    }
}

/// The number of an error of the core. A test holds that none of the core's errors falls through to
/// the last line.
pub(crate) const fn number(error: Error) -> Status {
    match error {
        Error::BufferTooSmall => CELLO_SESSION_BUFFER_TOO_SMALL,
        Error::SecretLength => CELLO_SESSION_SECRET_LENGTH,
        Error::SecretDuplicate => CELLO_SESSION_SECRET_DUPLICATE,
        Error::TooManySecrets => CELLO_SESSION_TOO_MANY_SECRETS,
        Error::CookieName => CELLO_SESSION_COOKIE_NAME,
        Error::CookiePath => CELLO_SESSION_COOKIE_PATH,
        Error::CookieDomain => CELLO_SESSION_COOKIE_DOMAIN,
        Error::SameSiteNoneNeedsSecure => CELLO_SESSION_SAME_SITE_NONE_NEEDS_SECURE,
        Error::PartitionedNeedsSecure => CELLO_SESSION_PARTITIONED_NEEDS_SECURE,
        Error::HostPrefix => CELLO_SESSION_HOST_PREFIX,
        Error::SecurePrefix => CELLO_SESSION_SECURE_PREFIX,
        Error::MaxAge => CELLO_SESSION_MAX_AGE,
        Error::LongestMaxAge => CELLO_SESSION_LONGEST_MAX_AGE,
        Error::AbsoluteMaxAge => CELLO_SESSION_ABSOLUTE_MAX_AGE,
        Error::KeyLength => CELLO_SESSION_KEY_LENGTH,
        Error::ValueEncoding => CELLO_SESSION_VALUE_ENCODING,
        Error::Full => CELLO_SESSION_FULL,
        Error::TimeRange => CELLO_SESSION_TIME_RANGE,
        Error::TooLarge => CELLO_SESSION_TOO_LARGE,
        Error::Expired => CELLO_SESSION_EXPIRED,
        Error::NotYetValid => CELLO_SESSION_NOT_YET_VALID,
        Error::Rejected => CELLO_SESSION_REJECTED,
        Error::Missing => CELLO_SESSION_MISSING,
        _ => CELLO_SESSION_INVALID_ARGUMENT,
    }
}
