//! What every way of reading a key has in common: a session, a key, and the value that is found.

use crate::bounds::CELLO_SESSION_KEY_LEN_MAX;
use crate::entry::key_text;
use crate::memory::{Input, Inputs, Output, Region, apart};
use crate::object::SessionObject;
use crate::status::{CELLO_SESSION_NOT_FOUND, CELLO_SESSION_WRONG_KIND, Status};
use cello_session_core::{Entry as CoreEntry, Value};
use core::ffi::c_char;

/// A session and a key, their pointers checked.
pub(crate) struct Lookup {
    session: Input<SessionObject>,
    key: Inputs<u8>,
}

impl Lookup {
    pub(crate) fn new(
        session: *const SessionObject,
        key: *const c_char,
        key_len: usize,
    ) -> Result<Self, Status> {
        let session = Input::new(session)?;
        let key = Inputs::new(key.cast::<u8>(), key_len, CELLO_SESSION_KEY_LEN_MAX)?;
        Ok(Self { session, key })
    }

    pub(crate) fn apart_from(&self, written: &[Region]) -> Result<(), Status> {
        apart(written, &[self.session.region(), self.key.region()])
    }

    /// # Safety
    /// The object and the text are the caller's, and stay as they are while the result is used.
    pub(crate) unsafe fn find<'a>(&self) -> Result<CoreEntry<'a>, Status> {
        // SAFETY: the caller's word.
        let (session, key) = unsafe { (self.session.body()?, self.key.get()) };
        let key = key_text(key).map_err(|_| CELLO_SESSION_NOT_FOUND)?;
        let value = session.get(key).ok_or(CELLO_SESSION_NOT_FOUND)?;
        Ok(CoreEntry { key, value })
    }

    /// # Safety
    /// As for `find`; the outputs are the caller's, to write.
    pub(crate) unsafe fn get_bytes(
        &self,
        value_out: *mut *const u8,
        value_len_out: *mut usize,
        of_kind: impl FnOnce(Value<'_>) -> Option<&[u8]>,
    ) -> Result<(), Status> {
        let (value_out, value_len_out) = (Output::new(value_out)?, Output::new(value_len_out)?);
        self.apart_from(&[value_out.region(), value_len_out.region()])?;
        // SAFETY: the caller's word.
        let entry = unsafe { self.find() }?;
        let bytes = of_kind(entry.value).ok_or(CELLO_SESSION_WRONG_KIND)?;
        // SAFETY: the caller's word; the outputs are apart from what is read.
        unsafe {
            value_out.write(bytes.as_ptr());
            value_len_out.write(bytes.len());
        }
        Ok(())
    }

    /// # Safety
    /// As for `find`; the output is the caller's, to write.
    pub(crate) unsafe fn get_number<T>(
        &self,
        value_out: *mut T,
        of_kind: impl FnOnce(Value<'_>) -> Option<T>,
    ) -> Result<(), Status> {
        let value_out = Output::new(value_out)?;
        self.apart_from(&[value_out.region()])?;
        // SAFETY: the caller's word.
        let entry = unsafe { self.find() }?;
        let value = of_kind(entry.value).ok_or(CELLO_SESSION_WRONG_KIND)?;
        // SAFETY: the caller's word; the output is apart from what is read.
        unsafe { value_out.write(value) };
        Ok(())
    }
}
