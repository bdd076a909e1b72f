//! Every bound of the format and of the cookie, with its reason.
//!
//! A limit on everything keeps each operation bounded in time and memory, and makes a mistake visible where it is
//! made. The constants at the end relate the limits to each other at compile time.

/// Fewest bytes of a secret: the output length of SHA-256, below which RFC 2104 (section 3) discourages a key.
pub const SECRET_LEN_MIN: usize = 32;
/// Most bytes of a secret: far above any sensible one, so that a file read by mistake is noticed.
pub const SECRET_LEN_MAX: usize = 1024;
/// Most secrets that are accepted beside the signing one: with it, eight keys.
pub const ACCEPTED_SECRETS_MAX: usize = 7;

/// Most bytes of a cookie name.
pub const COOKIE_NAME_LEN_MAX: usize = 64;
/// Most bytes of the Path attribute.
pub const PATH_LEN_MAX: usize = 255;
/// Most bytes of the Domain attribute: a DNS name as text (RFC 1035 section 2.3.4).
pub const DOMAIN_LEN_MAX: usize = 253;

/// Most bytes of a key of the session map.
pub const KEY_LEN_MAX: usize = 128;
/// Most entries of the session map.
pub const ENTRIES_MAX: usize = 64;
/// Most bytes of all encoded entries together: what a token has left beside its envelope and claims.
pub const ENTRIES_LEN_MAX: usize = 2890;
/// Deepest nesting of a JSON value: an array or object at the top is one deep.
pub const JSON_DEPTH_MAX: usize = 32;

/// Most bytes of a token before base64url.
pub const TOKEN_BYTES_MAX: usize = 3000;
/// Most characters of a token: it leaves 96 of a cookie's 4096 to its name and attributes.
pub const TOKEN_LEN_MAX: usize = 4000;
/// Most bytes of a whole Set-Cookie value: browsers keep at least 4096 (RFC 6265 section 6.1).
pub const COOKIE_LINE_LEN_MAX: usize = 4096;
/// Most bytes of a Cookie header that is searched: well above the 8 to 16 KiB that servers let through.
pub const COOKIE_HEADER_LEN_MAX: usize = 65_536;
/// Most cookies of our name that are tried in one header, so that a hostile header costs a bounded time.
pub const COOKIE_CANDIDATES_MAX: usize = 8;

/// Bytes of a session id: 128 random bits.
pub const ID_LEN: usize = 16;

/// Default lifetime of a session: one day.
pub const MAX_AGE_S_DEFAULT: u64 = 86_400;
/// Longest lifetime: 400 days, where browsers cap a cookie's (RFC 6265bis section 5.5).
pub const MAX_AGE_S_MAX: u64 = 34_560_000;
/// How far the clocks of two hosts may be apart before a token counts as one of the future.
pub const LEEWAY_S: u64 = 60;
/// Latest time: the end of the year 9999, the last that RFC 3339 can write.
pub const UNIX_S_MAX: u64 = 253_402_300_799;

/// Bytes around the claims when the payload is at its longest: tag and array head 2, protected header 10, empty
/// unprotected header 1, payload head 3, tag 34.
pub(crate) const ENVELOPE_LEN: usize = 50;
/// Bytes of the claims without the entries, at their widest: map head 1, exp 10, iat 10, cti 18, began 14, session 7.
pub(crate) const CLAIMS_LEN: usize = 60;

const _: () = assert!(ENVELOPE_LEN + CLAIMS_LEN + ENTRIES_LEN_MAX == TOKEN_BYTES_MAX);
const _: () = assert!(TOKEN_BYTES_MAX.is_multiple_of(3) && TOKEN_BYTES_MAX / 3 * 4 == TOKEN_LEN_MAX);
const _: () = assert!(TOKEN_LEN_MAX < COOKIE_LINE_LEN_MAX);
// The container kinds of nested JSON are kept as the bits of one u32.
const _: () = assert!(JSON_DEPTH_MAX == 32);
