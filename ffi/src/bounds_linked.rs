//! The same sizes and bounds as functions, for languages that cannot see macros: they speak for the library
//! that is linked.

use crate::bounds::{
    CELLO_SESSION_ACCEPTED_SECRETS_MAX, CELLO_SESSION_CONFIG_SIZE, CELLO_SESSION_COOKIE_HEADER_LEN_MAX,
    CELLO_SESSION_COOKIE_LINE_LEN_MAX, CELLO_SESSION_COOKIE_NAME_LEN_MAX, CELLO_SESSION_DOMAIN_LEN_MAX,
    CELLO_SESSION_ENTRIES_LEN_MAX, CELLO_SESSION_ENTRIES_MAX, CELLO_SESSION_ENTRY_SIZE, CELLO_SESSION_ID_LEN,
    CELLO_SESSION_INFO_SIZE, CELLO_SESSION_KEY_LEN_MAX, CELLO_SESSION_LEEWAY_S, CELLO_SESSION_MAX_AGE_S_MAX,
    CELLO_SESSION_PATH_LEN_MAX, CELLO_SESSION_SECRET_LEN_MAX, CELLO_SESSION_SECRET_LEN_MIN,
    CELLO_SESSION_SESSION_SIZE, CELLO_SESSION_SIGNER_SIZE, CELLO_SESSION_TOKEN_LEN_MAX,
    CELLO_SESSION_UNIX_S_MAX,
};

/// Tells the linked library's CELLO_SESSION_SIGNER_SIZE.
///
///     Returns     bytes of a cello_session_signer
#[unsafe(no_mangle)]
extern "C" fn cello_session_signer_size() -> usize {
    CELLO_SESSION_SIGNER_SIZE
}

/// Tells the linked library's CELLO_SESSION_SESSION_SIZE.
///
///     Returns     bytes of a cello_session
#[unsafe(no_mangle)]
extern "C" fn cello_session_session_size() -> usize {
    CELLO_SESSION_SESSION_SIZE
}

/// Tells the linked library's CELLO_SESSION_CONFIG_SIZE.
///
///     Returns     bytes of a cello_session_config
#[unsafe(no_mangle)]
extern "C" fn cello_session_config_size() -> usize {
    CELLO_SESSION_CONFIG_SIZE
}

/// Tells the linked library's CELLO_SESSION_ENTRY_SIZE.
///
///     Returns     bytes of a cello_session_entry
#[unsafe(no_mangle)]
extern "C" fn cello_session_entry_size() -> usize {
    CELLO_SESSION_ENTRY_SIZE
}

/// Tells the linked library's CELLO_SESSION_INFO_SIZE.
///
///     Returns     bytes of a cello_session_info
#[unsafe(no_mangle)]
extern "C" fn cello_session_info_size() -> usize {
    CELLO_SESSION_INFO_SIZE
}

/// Tells the linked library's CELLO_SESSION_ID_LEN.
///
///     Returns     bytes of a session id
#[unsafe(no_mangle)]
extern "C" fn cello_session_id_len() -> usize {
    CELLO_SESSION_ID_LEN
}

/// Tells the linked library's CELLO_SESSION_SECRET_LEN_MIN.
///
///     Returns     fewest bytes of a secret
#[unsafe(no_mangle)]
extern "C" fn cello_session_secret_len_min() -> usize {
    CELLO_SESSION_SECRET_LEN_MIN
}

/// Tells the linked library's CELLO_SESSION_SECRET_LEN_MAX.
///
///     Returns     most bytes of a secret
#[unsafe(no_mangle)]
extern "C" fn cello_session_secret_len_max() -> usize {
    CELLO_SESSION_SECRET_LEN_MAX
}

/// Tells the linked library's CELLO_SESSION_ACCEPTED_SECRETS_MAX.
///
///     Returns     most accepted secrets beside the signing one
#[unsafe(no_mangle)]
extern "C" fn cello_session_accepted_secrets_max() -> usize {
    CELLO_SESSION_ACCEPTED_SECRETS_MAX
}

/// Tells the linked library's CELLO_SESSION_COOKIE_NAME_LEN_MAX.
///
///     Returns     most bytes of the cookie's name
#[unsafe(no_mangle)]
extern "C" fn cello_session_cookie_name_len_max() -> usize {
    CELLO_SESSION_COOKIE_NAME_LEN_MAX
}

/// Tells the linked library's CELLO_SESSION_PATH_LEN_MAX.
///
///     Returns     most bytes of the path
#[unsafe(no_mangle)]
extern "C" fn cello_session_path_len_max() -> usize {
    CELLO_SESSION_PATH_LEN_MAX
}

/// Tells the linked library's CELLO_SESSION_DOMAIN_LEN_MAX.
///
///     Returns     most bytes of the domain
#[unsafe(no_mangle)]
extern "C" fn cello_session_domain_len_max() -> usize {
    CELLO_SESSION_DOMAIN_LEN_MAX
}

/// Tells the linked library's CELLO_SESSION_KEY_LEN_MAX.
///
///     Returns     most bytes of a key
#[unsafe(no_mangle)]
extern "C" fn cello_session_key_len_max() -> usize {
    CELLO_SESSION_KEY_LEN_MAX
}

/// Tells the linked library's CELLO_SESSION_ENTRIES_MAX.
///
///     Returns     most entries of a session
#[unsafe(no_mangle)]
extern "C" fn cello_session_entries_max() -> usize {
    CELLO_SESSION_ENTRIES_MAX
}

/// Tells the linked library's CELLO_SESSION_ENTRIES_LEN_MAX.
///
///     Returns     most bytes of all encoded entries together; no value is longer than this
#[unsafe(no_mangle)]
extern "C" fn cello_session_entries_len_max() -> usize {
    CELLO_SESSION_ENTRIES_LEN_MAX
}

/// Tells the linked library's CELLO_SESSION_TOKEN_LEN_MAX.
///
///     Returns     most characters of a token: a buffer of this size is never too small
#[unsafe(no_mangle)]
extern "C" fn cello_session_token_len_max() -> usize {
    CELLO_SESSION_TOKEN_LEN_MAX
}

/// Tells the linked library's CELLO_SESSION_COOKIE_LINE_LEN_MAX.
///
///     Returns     most characters of a Set-Cookie value: a buffer of this size is never too small
#[unsafe(no_mangle)]
extern "C" fn cello_session_cookie_line_len_max() -> usize {
    CELLO_SESSION_COOKIE_LINE_LEN_MAX
}

/// Tells the linked library's CELLO_SESSION_COOKIE_HEADER_LEN_MAX.
///
///     Returns     most characters of a Cookie header that is searched
#[unsafe(no_mangle)]
extern "C" fn cello_session_cookie_header_len_max() -> usize {
    CELLO_SESSION_COOKIE_HEADER_LEN_MAX
}

/// Tells the linked library's CELLO_SESSION_MAX_AGE_S_MAX.
///
///     Returns     longest lifetime, in seconds: 400 days
#[unsafe(no_mangle)]
extern "C" fn cello_session_max_age_s_max() -> u64 {
    CELLO_SESSION_MAX_AGE_S_MAX
}

/// Tells the linked library's CELLO_SESSION_LEEWAY_S.
///
///     Returns     how far the clocks of two hosts may be apart, in seconds
#[unsafe(no_mangle)]
extern "C" fn cello_session_leeway_s() -> u64 {
    CELLO_SESSION_LEEWAY_S
}

/// Tells the linked library's CELLO_SESSION_UNIX_S_MAX.
///
///     Returns     latest time, in seconds since 1970-01-01T00:00:00Z: the end of the year 9999
#[unsafe(no_mangle)]
extern "C" fn cello_session_unix_s_max() -> u64 {
    CELLO_SESSION_UNIX_S_MAX
}
