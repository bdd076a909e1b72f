//! Which library this is. (The header's CELLO_SESSION_VERSION is in cbindgen.toml, because cbindgen passes
//! over strings.)

use core::ffi::{CStr, c_char};

/// What a program hands to cello_session_config_init; it grows only when programs must be compiled
/// anew.
pub const CELLO_SESSION_ABI_VERSION: u32 = 1;

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => panic!("a version without a NUL"),
};

/// Tells the version of the library that the program is linked with.
///
///     Returns     text that ends with NUL, never NULL, valid for ever
#[unsafe(no_mangle)]
extern "C" fn cello_session_version() -> *const c_char {
    VERSION.as_ptr()
}

/// Tells the ABI version of the library that the program is linked with.
///
///     Returns     equal to CELLO_SESSION_ABI_VERSION where header and library belong together
#[unsafe(no_mangle)]
extern "C" fn cello_session_abi_version() -> u32 {
    CELLO_SESSION_ABI_VERSION
}
