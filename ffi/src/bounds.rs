//! Every size and every bound as a macro of the header, held equal to the core's limits and to the structs.

use crate::config::{Bytes, Config};
use crate::describe::Info;
use crate::entry::Entry;
use crate::object::{SessionObject, SignerObject};
use cello_session_core::limits;

/// Bytes of a cello_session_signer.
pub const CELLO_SESSION_SIGNER_SIZE: usize = 4096;
/// Bytes of a cello_session.
pub const CELLO_SESSION_SESSION_SIZE: usize = 3328;
/// Bytes of a cello_session_config.
#[cfg(target_pointer_width = "64")]
pub const CELLO_SESSION_CONFIG_SIZE: usize = 128;
/// Where pointers have 32 bits the size follows the platform's alignment of 64-bit numbers.
#[cfg(not(target_pointer_width = "64"))]
pub const CELLO_SESSION_CONFIG_SIZE: usize = size_of::<Config>();
/// Bytes of a cello_session_entry.
pub const CELLO_SESSION_ENTRY_SIZE: usize = 32;
/// Bytes of a cello_session_info.
pub const CELLO_SESSION_INFO_SIZE: usize = 80;
/// Bytes of a session id.
pub const CELLO_SESSION_ID_LEN: usize = 16;
/// Fewest bytes of a secret.
pub const CELLO_SESSION_SECRET_LEN_MIN: usize = 32;
/// Most bytes of a secret.
pub const CELLO_SESSION_SECRET_LEN_MAX: usize = 1024;
/// Most accepted secrets beside the signing one.
pub const CELLO_SESSION_ACCEPTED_SECRETS_MAX: usize = 7;
/// Most bytes of the cookie's name.
pub const CELLO_SESSION_COOKIE_NAME_LEN_MAX: usize = 64;
/// Most bytes of the path.
pub const CELLO_SESSION_PATH_LEN_MAX: usize = 255;
/// Most bytes of the domain.
pub const CELLO_SESSION_DOMAIN_LEN_MAX: usize = 253;
/// Most bytes of a key.
pub const CELLO_SESSION_KEY_LEN_MAX: usize = 128;
/// Most entries of a session.
pub const CELLO_SESSION_ENTRIES_MAX: usize = 64;
/// Most bytes of all encoded entries together; no value is longer than this.
pub const CELLO_SESSION_ENTRIES_LEN_MAX: usize = 2890;
/// Most characters of a token: a buffer of this size is never too small.
pub const CELLO_SESSION_TOKEN_LEN_MAX: usize = 4000;
/// Most characters of a Set-Cookie value: a buffer of this size is never too small.
pub const CELLO_SESSION_COOKIE_LINE_LEN_MAX: usize = 4096;
/// Most characters of a Cookie header that is searched.
pub const CELLO_SESSION_COOKIE_HEADER_LEN_MAX: usize = 65_536;
/// Longest lifetime, in seconds: 400 days.
pub const CELLO_SESSION_MAX_AGE_S_MAX: u64 = 34_560_000;
/// How far the clocks of two hosts may be apart, in seconds.
pub const CELLO_SESSION_LEEWAY_S: u64 = 60;
/// Latest time, in seconds since 1970-01-01T00:00:00Z: the end of the year 9999.
pub const CELLO_SESSION_UNIX_S_MAX: u64 = 253_402_300_799;

const _: () = {
    assert!(size_of::<SignerObject>() == CELLO_SESSION_SIGNER_SIZE);
    assert!(size_of::<SessionObject>() == CELLO_SESSION_SESSION_SIZE);
    assert!(size_of::<Config>() == CELLO_SESSION_CONFIG_SIZE);
    assert!(size_of::<Entry>() == CELLO_SESSION_ENTRY_SIZE);
    assert!(size_of::<Info>() == CELLO_SESSION_INFO_SIZE);
    assert!(size_of::<Bytes>() == 2 * size_of::<usize>());
};

const _: () = {
    assert!(CELLO_SESSION_ID_LEN == limits::ID_LEN);
    assert!(CELLO_SESSION_SECRET_LEN_MIN == limits::SECRET_LEN_MIN);
    assert!(CELLO_SESSION_SECRET_LEN_MAX == limits::SECRET_LEN_MAX);
    assert!(CELLO_SESSION_ACCEPTED_SECRETS_MAX == limits::ACCEPTED_SECRETS_MAX);
    assert!(CELLO_SESSION_COOKIE_NAME_LEN_MAX == limits::COOKIE_NAME_LEN_MAX);
    assert!(CELLO_SESSION_PATH_LEN_MAX == limits::PATH_LEN_MAX);
    assert!(CELLO_SESSION_DOMAIN_LEN_MAX == limits::DOMAIN_LEN_MAX);
    assert!(CELLO_SESSION_KEY_LEN_MAX == limits::KEY_LEN_MAX);
    assert!(CELLO_SESSION_ENTRIES_MAX == limits::ENTRIES_MAX);
    assert!(CELLO_SESSION_ENTRIES_LEN_MAX == limits::ENTRIES_LEN_MAX);
    assert!(CELLO_SESSION_TOKEN_LEN_MAX == limits::TOKEN_LEN_MAX);
    assert!(CELLO_SESSION_COOKIE_LINE_LEN_MAX == limits::COOKIE_LINE_LEN_MAX);
    assert!(CELLO_SESSION_COOKIE_HEADER_LEN_MAX == limits::COOKIE_HEADER_LEN_MAX);
    assert!(CELLO_SESSION_MAX_AGE_S_MAX == limits::MAX_AGE_S_MAX);
    assert!(CELLO_SESSION_LEEWAY_S == limits::LEEWAY_S);
    assert!(CELLO_SESSION_UNIX_S_MAX == limits::UNIX_S_MAX);
};
