//! The C ABI as a consumer in another language would declare it: by hand, from the header's text.

#![allow(dead_code, reason = "declared whole, used in part")]

use std::ffi::{c_char, c_void};

pub const OK: i32 = 0;
pub const NULL_ARGUMENT: i32 = -1;
pub const NOT_INITIALISED: i32 = -2;
pub const ABI_MISMATCH: i32 = -3;
pub const INVALID_ARGUMENT: i32 = -4;
pub const BUFFER_TOO_SMALL: i32 = -5;
pub const NOT_FOUND: i32 = -54;
pub const WRONG_KIND: i32 = -55;
pub const EXPIRED: i32 = -100;

/// Every number that a function may answer with.
pub const STATUSES: [i32; 32] = [
    0, -1, -2, -3, -4, -5, -20, -21, -22, -23, -24, -25, -26, -27, -28, -29, -30, -31, -32, -33, -50, -51,
    -52, -53, -54, -55, -56, -70, -100, -101, -102, -103,
];

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Bytes {
    pub data: *const u8,
    pub len: usize,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Config {
    pub struct_size: usize,
    pub abi_version: u32,
    pub same_site: i32,
    pub signing_secret: *const u8,
    pub signing_secret_len: usize,
    pub accepted_secrets: *const Bytes,
    pub accepted_secret_count: usize,
    pub cookie_name: *const c_char,
    pub cookie_name_len: usize,
    pub path: *const c_char,
    pub path_len: usize,
    pub domain: *const c_char,
    pub domain_len: usize,
    pub max_age_s: u64,
    pub longest_max_age_s: u64,
    pub absolute_max_age_s: u64,
    pub http_only: u8,
    pub secure: u8,
    pub partitioned: u8,
    pub persistent: u8,
    pub reserved: [u8; 4],
}

#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Entry {
    pub kind: i32,
    pub key_offset: u32,
    pub key_len: u32,
    pub value_offset: u32,
    pub value_len: u32,
    pub reserved: u32,
    pub integer: i64,
}

#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Info {
    pub issued_at_unix_s: u64,
    pub expires_at_unix_s: u64,
    pub began_at_unix_s: u64,
    pub expires_if_signed_now_unix_s: u64,
    pub count: u32,
    pub token_len: u32,
    pub cookie_line_len: u32,
    pub changed: u8,
    pub renewal_due: u8,
    pub reserved: [u8; 2],
    pub id: [u8; 16],
    pub lifetime_s: u64,
    pub entries_len: u32,
    pub entries_room: u32,
}

/// Objects are only ever seen through pointers here, because arguments may be anything at all.
pub type Object = c_void;

unsafe extern "C" {
    pub fn cello_session_signer_size() -> usize;
    pub fn cello_session_session_size() -> usize;
    pub fn cello_session_config_size() -> usize;
    pub fn cello_session_entry_size() -> usize;
    pub fn cello_session_info_size() -> usize;
    pub fn cello_session_status_name(status: i32) -> *const c_char;
    pub fn cello_session_status_message(status: i32) -> *const c_char;
    pub fn cello_session_config_init(config_out: *mut Config, config_size: usize, abi_version: u32) -> i32;
    pub fn cello_session_signer_init(signer_out: *mut Object, config: *const Config) -> i32;
    pub fn cello_session_signer_wipe(signer: *mut Object);
    pub fn cello_session_begin(
        signer: *const Object,
        id: *const u8,
        now: u64,
        session_out: *mut Object,
    ) -> i32;
    pub fn cello_session_verify(
        signer: *const Object,
        token: *const u8,
        len: usize,
        now: u64,
        session_out: *mut Object,
    ) -> i32;
    pub fn cello_session_cookie_read(
        signer: *const Object,
        header: *const u8,
        len: usize,
        now: u64,
        session_out: *mut Object,
    ) -> i32;
    pub fn cello_session_wipe(session: *mut Object);
    pub fn cello_session_get(
        session: *const Object,
        key: *const u8,
        len: usize,
        entry_out: *mut Entry,
    ) -> i32;
    pub fn cello_session_get_text(
        session: *const Object,
        key: *const u8,
        len: usize,
        value_out: *mut *const u8,
        len_out: *mut usize,
    ) -> i32;
    pub fn cello_session_get_bytes(
        session: *const Object,
        key: *const u8,
        len: usize,
        value_out: *mut *const u8,
        len_out: *mut usize,
    ) -> i32;
    pub fn cello_session_get_json(
        session: *const Object,
        key: *const u8,
        len: usize,
        value_out: *mut *const u8,
        len_out: *mut usize,
    ) -> i32;
    pub fn cello_session_get_int(
        session: *const Object,
        key: *const u8,
        len: usize,
        value_out: *mut i64,
    ) -> i32;
    pub fn cello_session_get_bool(
        session: *const Object,
        key: *const u8,
        len: usize,
        value_out: *mut u8,
    ) -> i32;
    pub fn cello_session_entries(
        session: *const Object,
        entries_out: *mut Entry,
        cap: usize,
        count_out: *mut usize,
    ) -> i32;
    pub fn cello_session_describe(
        signer: *const Object,
        session: *const Object,
        now: u64,
        info_out: *mut Info,
        info_size: usize,
    ) -> i32;
    pub fn cello_session_set_text(
        session: *mut Object,
        key: *const u8,
        len: usize,
        value: *const u8,
        value_len: usize,
    ) -> i32;
    pub fn cello_session_set_bytes(
        session: *mut Object,
        key: *const u8,
        len: usize,
        value: *const u8,
        value_len: usize,
    ) -> i32;
    pub fn cello_session_set_json(
        session: *mut Object,
        key: *const u8,
        len: usize,
        value: *const u8,
        value_len: usize,
    ) -> i32;
    pub fn cello_session_set_int(session: *mut Object, key: *const u8, len: usize, value: i64) -> i32;
    pub fn cello_session_set_bool(session: *mut Object, key: *const u8, len: usize, value: u8) -> i32;
    pub fn cello_session_set_null(session: *mut Object, key: *const u8, len: usize) -> i32;
    pub fn cello_session_replace(
        session: *mut Object,
        base: *const u8,
        base_len: usize,
        entries: *const Entry,
        count: usize,
    ) -> i32;
    pub fn cello_session_remove(session: *mut Object, key: *const u8, len: usize) -> i32;
    pub fn cello_session_clear(session: *mut Object) -> i32;
    pub fn cello_session_rotate_id(session: *mut Object, id: *const u8) -> i32;
    pub fn cello_session_login(signer: *const Object, session: *mut Object, id: *const u8, now: u64) -> i32;
    pub fn cello_session_set_lifetime(session: *mut Object, seconds: u64) -> i32;
    pub fn cello_session_sign(
        signer: *const Object,
        session: *const Object,
        now: u64,
        token_out: *mut u8,
        cap: usize,
        len_out: *mut usize,
    ) -> i32;
    pub fn cello_session_cookie_write(
        signer: *const Object,
        session: *const Object,
        now: u64,
        line_out: *mut u8,
        cap: usize,
        len_out: *mut usize,
    ) -> i32;
    pub fn cello_session_cookie_write_deletion(
        signer: *const Object,
        line_out: *mut u8,
        cap: usize,
        len_out: *mut usize,
    ) -> i32;
}
