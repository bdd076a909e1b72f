//! From the C struct to the core's configuration: each field converted, the rules themselves left to the
//! core.

use crate::bounded_list::BoundedList;
use crate::bounds::{
    CELLO_SESSION_ACCEPTED_SECRETS_MAX, CELLO_SESSION_COOKIE_NAME_LEN_MAX, CELLO_SESSION_DOMAIN_LEN_MAX,
    CELLO_SESSION_PATH_LEN_MAX, CELLO_SESSION_SECRET_LEN_MAX,
};
use crate::config::{
    CELLO_SESSION_SAME_SITE_LAX, CELLO_SESSION_SAME_SITE_NONE, CELLO_SESSION_SAME_SITE_STRICT, Config,
};
use crate::memory::{Inputs, Region, check};
use crate::status::{
    CELLO_SESSION_COOKIE_DOMAIN, CELLO_SESSION_COOKIE_NAME, CELLO_SESSION_COOKIE_PATH,
    CELLO_SESSION_INVALID_ARGUMENT, CELLO_SESSION_SAME_SITE_VALUE, CELLO_SESSION_SECRET_LENGTH,
    CELLO_SESSION_TOO_MANY_SECRETS, Status, number,
};
use cello_session_core::{Config as Rules, SameSite, Secret};
use core::ffi::c_char;

pub(crate) type AcceptedSecrets<'a> = BoundedList<Secret<'a>, CELLO_SESSION_ACCEPTED_SECRETS_MAX>;

/// The secrets that verify only, each checked.
///
/// # Safety
/// The pointers of the configuration keep to the header's contract.
pub(crate) unsafe fn accepted_secrets<'a>(
    config: &Config,
    signer_out: Region,
) -> Result<AcceptedSecrets<'a>, Status> {
    let secrets = Inputs::new(
        config.accepted_secrets,
        config.accepted_secret_count,
        CELLO_SESSION_ACCEPTED_SECRETS_MAX,
    );
    check(&[signer_out], &[secrets.region()])?;
    // SAFETY: the caller's word.
    let secrets = unsafe { secrets.get() }.ok_or(CELLO_SESSION_TOO_MANY_SECRETS)?;
    let mut list = AcceptedSecrets::new();
    for bytes in secrets {
        // SAFETY: the caller's word.
        let secret = unsafe { secret(bytes.data, bytes.len, signer_out) }?;
        list.push(secret).ok_or(CELLO_SESSION_TOO_MANY_SECRETS)?;
    }
    Ok(list)
}

/// The core's configuration, with everything but the accepted secrets taken from C.
///
/// # Safety
/// The pointers of the configuration keep to the header's contract.
pub(crate) unsafe fn rules<'a>(
    config: &Config,
    accepted_secrets: &'a [Secret<'a>],
    signer_out: Region,
) -> Result<Rules<'a>, Status> {
    let text = |data: *const c_char, len, len_max, status| {
        // SAFETY: the caller's word.
        unsafe { text(data, len, len_max, status, signer_out) }
    };
    // SAFETY: the caller's word.
    let signing_secret = unsafe { secret(config.signing_secret, config.signing_secret_len, signer_out) }?;
    let mut rules = Rules::new(signing_secret);
    rules.accepted_secrets = accepted_secrets;
    rules.cookie_name = text(
        config.cookie_name,
        config.cookie_name_len,
        CELLO_SESSION_COOKIE_NAME_LEN_MAX,
        CELLO_SESSION_COOKIE_NAME,
    )?;
    rules.path = text(config.path, config.path_len, CELLO_SESSION_PATH_LEN_MAX, CELLO_SESSION_COOKIE_PATH)?;
    let domain =
        text(config.domain, config.domain_len, CELLO_SESSION_DOMAIN_LEN_MAX, CELLO_SESSION_COOKIE_DOMAIN)?;
    rules.domain = (!domain.is_empty()).then_some(domain);
    set_numbers(config, &mut rules)?;
    Ok(rules)
}

fn set_numbers(config: &Config, rules: &mut Rules<'_>) -> Result<(), Status> {
    rules.max_age_s = config.max_age_s;
    rules.longest_max_age_s = unless_zero(config.longest_max_age_s);
    rules.absolute_max_age_s = unless_zero(config.absolute_max_age_s);
    rules.http_only = boolean(config.http_only)?;
    rules.secure = boolean(config.secure)?;
    rules.partitioned = boolean(config.partitioned)?;
    rules.persistent = boolean(config.persistent)?;
    rules.same_site = match config.same_site {
        CELLO_SESSION_SAME_SITE_LAX => SameSite::Lax,
        CELLO_SESSION_SAME_SITE_STRICT => SameSite::Strict,
        CELLO_SESSION_SAME_SITE_NONE => SameSite::None,
        _ => return Err(CELLO_SESSION_SAME_SITE_VALUE),
    };
    if config.reserved == [0; 4] { Ok(()) } else { Err(CELLO_SESSION_INVALID_ARGUMENT) }
}

const fn unless_zero(seconds: u64) -> Option<u64> {
    if seconds == 0 { None } else { Some(seconds) }
}

/// Bytes other than 0 and 1 are refused, so that their meaning stays free.
pub(crate) const fn boolean(byte: u8) -> Result<bool, Status> {
    match byte {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(CELLO_SESSION_INVALID_ARGUMENT),
    }
}

/// # Safety
/// That many initialised bytes are there and stay as they are while the result is used.
#[inline(never)]
unsafe fn secret<'a>(data: *const u8, len: usize, signer_out: Region) -> Result<Secret<'a>, Status> {
    let bytes = Inputs::new(data, len, CELLO_SESSION_SECRET_LEN_MAX);
    check(&[signer_out], &[bytes.region()])?;
    // SAFETY: the caller's word.
    let bytes = unsafe { bytes.get() }.ok_or(CELLO_SESSION_SECRET_LENGTH)?;
    Secret::new(bytes).map_err(number)
}

/// # Safety
/// As for `secret`.
#[inline(never)]
unsafe fn text<'a>(
    data: *const c_char,
    len: usize,
    len_max: usize,
    status: Status,
    signer_out: Region,
) -> Result<&'a str, Status> {
    let bytes = Inputs::new(data.cast::<u8>(), len, len_max);
    check(&[signer_out], &[bytes.region()])?;
    // SAFETY: the caller's word.
    let bytes = unsafe { bytes.get() }.ok_or(status)?;
    core::str::from_utf8(bytes).map_err(|_| status)
}
