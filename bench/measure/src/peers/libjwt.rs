//! libjwt (C): its loops in c/libjwt.c.

use super::now;
use crate::contest::Contestant;
use std::ffi::{CString, c_char};
use subjects::{Map, SECRET};

#[repr(C)]
struct Grant {
    key: *const c_char,
    value: *const c_char,
}

unsafe extern "C" {
    fn libjwt_token(
        secret: *const u8,
        secret_len: i32,
        expires_at: i64,
        grants: *const Grant,
        count: usize,
    ) -> *mut c_char;
    fn libjwt_sign(
        secret: *const u8,
        secret_len: i32,
        expires_at: i64,
        grants: *const Grant,
        count: usize,
        times: u64,
    ) -> u64;
    fn libjwt_verify(
        secret: *const u8,
        secret_len: i32,
        now: i64,
        token: *const c_char,
        grants: *const Grant,
        count: usize,
        times: u64,
    ) -> u64;
}

pub(crate) fn contestant(map: &Map, sign: bool) -> Contestant<'static> {
    // For the rest of the program: C keeps pointers, and the maps are few.
    let text = |text: &str| CString::new(text).unwrap().into_raw().cast_const();
    let grants: Vec<_> =
        map.iter().map(|(key, value)| Grant { key: text(key), value: text(value) }).collect();
    let (secret, secret_len) = (SECRET.as_ptr(), i32::try_from(SECRET.len()).unwrap());
    let now = i64::try_from(now()).unwrap();
    let expires_at = now + 86400;
    // SAFETY: the pointers are to strings that stay, and the counts are those of the slices.
    let token = unsafe { libjwt_token(secret, secret_len, expires_at, grants.as_ptr(), grants.len()) };
    assert!(!token.is_null(), "libjwt makes no token");
    Contestant::in_loop("libjwt", move |times| {
        let (grants, count) = (grants.as_ptr(), grants.len());
        // SAFETY: as above; the token is libjwt's and is never freed.
        let failures = unsafe {
            if sign {
                libjwt_sign(secret, secret_len, expires_at, grants, count, times)
            } else {
                libjwt_verify(secret, secret_len, now, token, grants, count, times)
            }
        };
        assert_eq!(failures, 0, "libjwt failed");
    })
}
