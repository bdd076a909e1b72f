//! What every way of reading a key has in common: a session, a key, and the value that is found.

use crate::bounds::CELLO_SESSION_KEY_LEN_MAX;
use crate::entry::{CELLO_SESSION_KIND_BYTES, CELLO_SESSION_KIND_JSON, CELLO_SESSION_KIND_TEXT, key_text};
use crate::memory::{Input, Inputs, Output, Region, check};
use crate::object::SessionObject;
use crate::status::{CELLO_SESSION_NOT_FOUND, CELLO_SESSION_WRONG_KIND, Status, answer};
use cello_session_core::{Entry as CoreEntry, Session, Value};
use core::ffi::c_char;

pub(crate) struct Lookup {
    session: Input<SessionObject>,
    key: Inputs<u8>,
}

impl Lookup {
    pub(crate) const fn new(session: *const SessionObject, key: *const c_char, key_len: usize) -> Self {
        let key = Inputs::new(key.cast::<u8>(), key_len, CELLO_SESSION_KEY_LEN_MAX);
        Self { session: Input::new(session), key }
    }

    pub(crate) fn check(&self, written: &[Region]) -> Result<(), Status> {
        check(written, &[self.session.region(), self.key.region()])
    }

    /// The value of the key.
    ///
    /// # Safety
    /// `check` has passed; the object and the text are the caller's, and stay as they are while the result is used.
    #[inline(never)]
    pub(crate) unsafe fn find<'a>(&self) -> Result<Value<'a>, Status> {
        // SAFETY: the caller's word.
        let (session, key) = unsafe { self.session_and_key() }?;
        session.get(key).ok_or(CELLO_SESSION_NOT_FOUND)
    }

    /// The value with the key as it lies in the session.
    ///
    /// # Safety
    /// As for `find`.
    pub(crate) unsafe fn find_entry<'a>(&self) -> Result<CoreEntry<'a>, Status> {
        // SAFETY: the caller's word.
        let (session, key) = unsafe { self.session_and_key() }?;
        session.entry(key).ok_or(CELLO_SESSION_NOT_FOUND)
    }

    /// # Safety
    /// As for `find`.
    unsafe fn session_and_key<'a>(&self) -> Result<(&'a Session, &'a str), Status> {
        // SAFETY: the caller's word.
        let (session, key) = unsafe { (self.session.body()?, self.key.get()) };
        // What cannot be a key is in no session.
        Ok((session, key_text(key).map_err(|_| CELLO_SESSION_NOT_FOUND)?))
    }

    /// The three functions for kinds that are bytes.
    ///
    /// # Safety
    /// The object, the text and the memory to write are the caller's, under the header's contract.
    #[inline(never)]
    pub(crate) unsafe fn get_bytes(
        &self,
        kind: i32,
        value_out: *mut *const u8,
        value_len_out: *mut usize,
    ) -> Status {
        answer(|| {
            let (value_out, value_len_out) = (Output::new(value_out), Output::new(value_len_out));
            self.check(&[value_out.region(), value_len_out.region()])?;
            // SAFETY: the caller's word.
            let bytes = match (kind, unsafe { self.find() }?) {
                (CELLO_SESSION_KIND_BYTES, Value::Bytes(bytes)) => bytes,
                (CELLO_SESSION_KIND_TEXT, Value::Text(text))
                | (CELLO_SESSION_KIND_JSON, Value::Json(text)) => text.as_bytes(),
                _ => return Err(CELLO_SESSION_WRONG_KIND),
            };
            // SAFETY: the caller's word; the outputs are apart from what is read.
            unsafe {
                value_out.write(bytes.as_ptr());
                value_len_out.write(bytes.len());
            }
            Ok(())
        })
    }
}
