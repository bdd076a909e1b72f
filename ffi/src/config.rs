//! What C can configure: a struct that grows at its end only, and its defaults.

use crate::memory::{Output, check};
use crate::status::{CELLO_SESSION_ABI_MISMATCH, Status, answer};
use crate::version::CELLO_SESSION_ABI_VERSION;
use cello_session_core::limits::MAX_AGE_S_DEFAULT;
use core::ffi::c_char;
use core::ptr;

/// SameSite=Lax, the default: sent with top-level navigation from other sites.
pub const CELLO_SESSION_SAME_SITE_LAX: i32 = 1;
/// SameSite=Strict: never sent from other sites.
pub const CELLO_SESSION_SAME_SITE_STRICT: i32 = 2;
/// SameSite=None: sent from everywhere; needs secure.
pub const CELLO_SESSION_SAME_SITE_NONE: i32 = 3;

/// Bytes of the caller.
#[repr(C)]
pub struct Bytes {
    /// May be NULL where len is 0.
    pub data: *const u8,
    /// In bytes.
    pub len: usize,
}

/// How a signer signs, what it accepts, and the attributes of its cookie. Filled by
/// cello_session_config_init; a program then sets the secret and what else it wants otherwise. Later
/// versions add fields at the end.
#[repr(C)]
pub struct Config {
    /// Set by cello_session_config_init.
    pub struct_size: usize,
    /// Set by cello_session_config_init.
    pub abi_version: u32,
    /// One of the three CELLO_SESSION_SAME_SITE numbers; default CELLO_SESSION_SAME_SITE_LAX.
    pub same_site: i32,
    /// Required: the one secret that signs. Random bytes that nobody else knows.
    pub signing_secret: *const u8,
    /// 32..1024 bytes.
    pub signing_secret_len: usize,
    /// More secrets that verify only: old ones in a rotation, or the next one while it is rolled out.
    /// Default none.
    pub accepted_secrets: *const Bytes,
    /// 0..7 secrets.
    pub accepted_secret_count: usize,
    /// The cookie's name, a token of RFC 6265; default "session_id". It is part of every key: a token
    /// of one name is worthless under another.
    pub cookie_name: *const c_char,
    /// 1..64 bytes.
    pub cookie_name_len: usize,
    /// The Path attribute; default "/".
    pub path: *const c_char,
    /// 1..255 bytes.
    pub path_len: usize,
    /// The Domain attribute; default none, which keeps the cookie to the host that set it.
    pub domain: *const c_char,
    /// 0..253 bytes; 0 is none.
    pub domain_len: usize,
    /// Lifetime of a session from each signing on, 1..34560000 seconds (400 days); default 86400.
    pub max_age_s: u64,
    /// The most that cello_session_set_lifetime may ask for and that a received token may claim,
    /// max_age_s..34560000 seconds; default 0, which stands for max_age_s.
    pub longest_max_age_s: u64,
    /// The end of a session after its beginning, which no renewal moves, in seconds, not below
    /// max_age_s; default 0, which is none.
    pub absolute_max_age_s: u64,
    /// 1 (default) keeps the cookie from scripts in the page, 0 does not.
    pub http_only: u8,
    /// 1 (default) keeps the cookie to https, 0 does not.
    pub secure: u8,
    /// 1 gives each embedding site a cookie of its own (CHIPS), 0 (default) does not.
    pub partitioned: u8,
    /// 1 (default) writes Max-Age; 0 lets the cookie end with the browser, while the signed expiry
    /// stays.
    pub persistent: u8,
    /// 0.
    pub reserved: [u8; 4],
}

/// What every version of the struct begins with: looked at before the rest is taken for there.
#[repr(C)]
pub(crate) struct ConfigHead {
    struct_size: usize,
    abi_version: u32,
}

impl ConfigHead {
    pub(crate) const fn must_match(&self) -> Result<(), Status> {
        must_match(self.struct_size, self.abi_version)
    }
}

/// Fills a configuration with the defaults.
///
///     config_out    written; not NULL, may be uninitialised; config_size bytes
///     config_size   sizeof(cello_session_config)
///     abi_version   CELLO_SESSION_ABI_VERSION
///     Returns
///       CELLO_SESSION_OK                 config_out holds the defaults; signing_secret is still to be
///                                        set
///       CELLO_SESSION_NULL_ARGUMENT      config_out is NULL
///       CELLO_SESSION_ABI_MISMATCH       the library does not serve the header that the program was
///                                        compiled with
///       CELLO_SESSION_INVALID_ARGUMENT   config_out is misaligned
///     On failure    config_out is as it was
///     Threads       any; config_out is the caller's alone during the call
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_config_init(
    config_out: *mut Config,
    config_size: usize,
    abi_version: u32,
) -> Status {
    answer(|| {
        let config_out = Output::new(config_out);
        check(&[config_out.region()], &[])?;
        must_match(config_size, abi_version)?;
        // SAFETY: the caller's memory of that size, to write.
        unsafe { config_out.write(defaults(config_size)) };
        Ok(())
    })
}

/// The one gate of versions: so far one size was released. A later library takes each size from this
/// one on, and fills the fields that a shorter struct does not have with their defaults.
const fn must_match(config_size: usize, abi_version: u32) -> Result<(), Status> {
    if config_size == size_of::<Config>() && abi_version == CELLO_SESSION_ABI_VERSION {
        Ok(())
    } else {
        Err(CELLO_SESSION_ABI_MISMATCH)
    }
}

const fn defaults(struct_size: usize) -> Config {
    const COOKIE_NAME: &str = "session_id";
    const PATH: &str = "/";
    Config {
        struct_size,
        abi_version: CELLO_SESSION_ABI_VERSION,
        same_site: CELLO_SESSION_SAME_SITE_LAX,
        signing_secret: ptr::null(),
        signing_secret_len: 0,
        accepted_secrets: ptr::null(),
        accepted_secret_count: 0,
        cookie_name: COOKIE_NAME.as_ptr().cast(),
        cookie_name_len: COOKIE_NAME.len(),
        path: PATH.as_ptr().cast(),
        path_len: PATH.len(),
        domain: ptr::null(),
        domain_len: 0,
        max_age_s: MAX_AGE_S_DEFAULT,
        longest_max_age_s: 0,
        absolute_max_age_s: 0,
        http_only: 1,
        secure: 1,
        partitioned: 0,
        persistent: 1,
        reserved: [0; 4],
    }
}
