//! One entry of a session as C sees it, and its way from and to the core's.

use crate::bounds::{CELLO_SESSION_ENTRIES_LEN_MAX, CELLO_SESSION_KEY_LEN_MAX};
use crate::memory::Inputs;
use crate::status::{
    CELLO_SESSION_FULL, CELLO_SESSION_INVALID_ARGUMENT, CELLO_SESSION_KEY_ENCODING, CELLO_SESSION_KEY_LENGTH,
    CELLO_SESSION_VALUE_ENCODING, Status,
};
use cello_session_core::{Entry as CoreEntry, Value};
use core::str;

/// Text: UTF-8.
pub const CELLO_SESSION_KIND_TEXT: i32 = 1;
/// Bytes.
pub const CELLO_SESSION_KIND_BYTES: i32 = 2;
/// A 64-bit integer with sign.
pub const CELLO_SESSION_KIND_INT: i32 = 3;
/// True or false.
pub const CELLO_SESSION_KIND_BOOL: i32 = 4;
/// Null.
pub const CELLO_SESSION_KIND_NULL: i32 = 5;
/// JSON text: an array, an object, or a number that is no 64-bit integer.
pub const CELLO_SESSION_KIND_JSON: i32 = 6;

/// One entry of a session. Offsets are in bytes from the session object (from base in
/// cello_session_replace), so entries stay true for a copy of the object.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Entry {
    /// One of the CELLO_SESSION_KIND numbers.
    pub kind: i32,
    /// Where the key begins.
    pub key_offset: u32,
    /// 1..128 bytes.
    pub key_len: u32,
    /// Where text, bytes or JSON begin; 0 for the other kinds.
    pub value_offset: u32,
    /// In bytes; 0 for the other kinds.
    pub value_len: u32,
    /// 0.
    pub reserved: u32,
    /// An integer's value; 0 or 1 for a boolean; 0 for the other kinds.
    pub integer: i64,
}

impl Entry {
    /// The entry of a session object at `object`.
    pub(crate) fn of(entry: &CoreEntry<'_>, object: usize) -> Self {
        let none: &[u8] = &[];
        let (kind, bytes, integer) = match entry.value {
            Value::Text(text) => (CELLO_SESSION_KIND_TEXT, text.as_bytes(), 0),
            Value::Bytes(bytes) => (CELLO_SESSION_KIND_BYTES, bytes, 0),
            Value::Int(number) => (CELLO_SESSION_KIND_INT, none, number),
            Value::Bool(value) => (CELLO_SESSION_KIND_BOOL, none, i64::from(value)),
            Value::Null => (CELLO_SESSION_KIND_NULL, none, 0),
            Value::Json(text) => (CELLO_SESSION_KIND_JSON, text.as_bytes(), 0),
        };
        let (key_offset, key_len) = offset_and_len(entry.key.as_bytes(), object);
        let (value_offset, value_len) = offset_and_len(bytes, object);
        Self { kind, key_offset, key_len, value_offset, value_len, reserved: 0, integer }
    }

    /// The core's entry, its key and value taken from `base`.
    ///
    /// # Safety
    /// `base_len` initialised bytes are at `base` and stay as they are while the result is used.
    pub(crate) unsafe fn at_base<'a>(
        &self,
        base: *const u8,
        base_len: usize,
    ) -> Result<CoreEntry<'a>, Status> {
        let part = |offset, len, len_max| part(base, base_len, offset, len, len_max);
        let key = part(self.key_offset, self.key_len, CELLO_SESSION_KEY_LEN_MAX)?;
        let value = if has_bytes(self.kind) {
            part(self.value_offset, self.value_len, CELLO_SESSION_ENTRIES_LEN_MAX)?
        } else {
            part(0, 0, 0)?
        };
        // SAFETY: the caller's word: both are parts of what is at base.
        let (key, value) = unsafe { (key.get(), value.get()) };
        let key = key_text(key)?;
        let value = core_value(self.kind, value, self.integer)?;
        if self.reserved == 0 { Ok(CoreEntry { key, value }) } else { Err(CELLO_SESSION_INVALID_ARGUMENT) }
    }
}

/// Where bytes of a session lie in its object. What is empty may lie anywhere, and then counts from
/// the beginning.
fn offset_and_len(bytes: &[u8], object: usize) -> (u32, u32) {
    if bytes.is_empty() {
        return (0, 0);
    }
    let offset = bytes.as_ptr().addr().wrapping_sub(object);
    // An object has few thousand bytes, so that both always fit.
    (u32::try_from(offset).unwrap_or(0), u32::try_from(bytes.len()).unwrap_or(0))
}

/// A part of what is at `base`, not looked at yet.
fn part(
    base: *const u8,
    base_len: usize,
    offset: u32,
    len: u32,
    len_max: usize,
) -> Result<Inputs<u8>, Status> {
    let (Ok(offset), Ok(len)) = (usize::try_from(offset), usize::try_from(len)) else {
        return Err(CELLO_SESSION_INVALID_ARGUMENT);
    };
    match offset.checked_add(len) {
        Some(end) if end <= base_len => Ok(Inputs::new(base.wrapping_add(offset), len, len_max)),
        _ => Err(CELLO_SESSION_INVALID_ARGUMENT),
    }
}

/// A key as the core wants it.
pub(crate) fn key_text(bytes: Option<&[u8]>) -> Result<&str, Status> {
    match bytes {
        None | Some([]) => Err(CELLO_SESSION_KEY_LENGTH),
        Some(bytes) => str::from_utf8(bytes).map_err(|_| CELLO_SESSION_KEY_ENCODING),
    }
}

const fn has_bytes(kind: i32) -> bool {
    matches!(kind, CELLO_SESSION_KIND_TEXT | CELLO_SESSION_KIND_BYTES | CELLO_SESSION_KIND_JSON)
}

/// A value as the core wants it. Bytes beyond the bound, which are `None`, cannot fit, whatever they are.
pub(crate) fn core_value(kind: i32, bytes: Option<&[u8]>, integer: i64) -> Result<Value<'_>, Status> {
    let bytes = bytes.ok_or(CELLO_SESSION_FULL)?;
    let text = || str::from_utf8(bytes).map_err(|_| CELLO_SESSION_VALUE_ENCODING);
    match (kind, integer) {
        (CELLO_SESSION_KIND_TEXT, _) => text().map(Value::Text),
        (CELLO_SESSION_KIND_BYTES, _) => Ok(Value::Bytes(bytes)),
        (CELLO_SESSION_KIND_INT, _) => Ok(Value::Int(integer)),
        (CELLO_SESSION_KIND_BOOL, 0) => Ok(Value::Bool(false)),
        (CELLO_SESSION_KIND_BOOL, 1) => Ok(Value::Bool(true)),
        (CELLO_SESSION_KIND_NULL, _) => Ok(Value::Null),
        (CELLO_SESSION_KIND_JSON, _) => text().map(Value::Json),
        _ => Err(CELLO_SESSION_INVALID_ARGUMENT),
    }
}
