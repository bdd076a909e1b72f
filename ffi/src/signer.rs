//! A signer's beginning and end.

use crate::config::{Config, ConfigHead};
use crate::config_rules::{accepted_secrets, rules};
use crate::memory::{Input, Output, check};
use crate::object::SignerObject;
use crate::status::{Status, answer, number};
use cello_session_core::Signer;

/// Prepares the keys of a configuration; a server does this once, when it starts.
///
///     signer_out    written; not NULL, may be uninitialised
///     config        read; not NULL; neither it nor what it points to is needed after the call
///     Returns
///       CELLO_SESSION_OK                          signer_out is ready
///       CELLO_SESSION_NULL_ARGUMENT               signer_out or config, or a pointer in config that
///                                                 has a length, is NULL
///       CELLO_SESSION_ABI_MISMATCH                config was not filled by cello_session_config_init
///       CELLO_SESSION_INVALID_ARGUMENT            a pointer is misaligned, signer_out overlaps an
///                                                 input, a reserved byte is not 0, or one of
///                                                 http_only, secure, partitioned and persistent is
///                                                 neither 0 nor 1
///       CELLO_SESSION_SECRET_LENGTH               a secret is missing, or has fewer than 32 or more
///                                                 than 1024 bytes
///       CELLO_SESSION_SECRET_DUPLICATE            two of the secrets are the same, or share a
///                                                 key id
///       CELLO_SESSION_TOO_MANY_SECRETS            more than 7 accepted secrets
///       CELLO_SESSION_COOKIE_NAME                 cookie_name is not 1 to 64 bytes of a token of RFC
///                                                 6265
///       CELLO_SESSION_COOKIE_PATH                 path is not 1 to 255 printable ASCII bytes that
///                                                 begin with a slash, none of them a semicolon
///       CELLO_SESSION_COOKIE_DOMAIN               domain is no host name of at most 253 bytes
///       CELLO_SESSION_SAME_SITE_VALUE             same_site is none of its three numbers
///       CELLO_SESSION_SAME_SITE_NONE_NEEDS_SECURE same_site is None and secure is 0
///       CELLO_SESSION_PARTITIONED_NEEDS_SECURE    partitioned is 1 and secure is 0
///       CELLO_SESSION_HOST_PREFIX                 a name with __Host-, but not secure, or a path
///                                                 other than "/", or a domain
///       CELLO_SESSION_SECURE_PREFIX               a name with __Secure-, but not secure
///       CELLO_SESSION_MAX_AGE                     max_age_s is not 1 to 34560000
///       CELLO_SESSION_LONGEST_MAX_AGE             longest_max_age_s is below max_age_s or above
///                                                 34560000
///       CELLO_SESSION_ABSOLUTE_MAX_AGE            absolute_max_age_s is below max_age_s
///     On failure    signer_out is as it was
///     Threads       any; signer_out is the caller's alone during the call
///     Time          some ten SHA-256 blocks for each secret
#[unsafe(no_mangle)]
#[must_use]
unsafe extern "C" fn cello_session_signer_init(
    signer_out: *mut SignerObject,
    config: *const Config,
) -> Status {
    answer(|| {
        let (signer_out, config) = (Output::new(signer_out), Input::new(config));
        check(&[signer_out.region()], &[config.region()])?;
        // SAFETY: the caller's configuration, of which every version begins with these fields.
        unsafe { config.cast::<ConfigHead>().get() }.must_match()?;
        // SAFETY: the caller's configuration, of this size.
        let config = unsafe { config.get() };
        // SAFETY: the caller's pointers, under the header's contract.
        let accepted = unsafe { accepted_secrets(config, signer_out.region()) }?;
        // SAFETY: the caller's pointers, under the header's contract.
        let rules = unsafe { rules(config, accepted.as_slice(), signer_out.region()) }?;
        // SAFETY: the caller's memory, to write; the core writes a signer or leaves it as it is.
        unsafe { signer_out.fill(|memory| Signer::new_in(&rules, memory).map(drop)) }.map_err(number)
    })
}

/// Overwrites a signer and its keys with zeros; each copy of it needs this too.
///
///     signer        written; NULL or misaligned: nothing is done
///     Returns       nothing
///     On failure    cannot fail
///     Threads       any; no other thread may use the signer any more
#[unsafe(no_mangle)]
unsafe extern "C" fn cello_session_signer_wipe(signer: *mut SignerObject) {
    let signer = Output::new(signer);
    if check(&[signer.region()], &[]).is_ok() {
        // SAFETY: the caller's object, to write.
        unsafe { signer.wipe() };
    }
}
