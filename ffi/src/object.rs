//! The two objects that C allocates: opaque words, in which one word says whether a value of the core is
//! behind it.

use crate::memory::{Input, Output};
use crate::status::{CELLO_SESSION_NOT_INITIALISED, Status};
use cello_session_core::{Session, Signer};
use core::mem::MaybeUninit;

/// What a server holds for one cookie: its prepared keys and its rules. Written by
/// cello_session_signer_init; any number of threads may use it then. It may be copied and moved; each
/// copy holds the keys and has to be wiped.
#[repr(C)]
pub struct SignerObject {
    _opaque: [u64; 512],
}

/// The session of one visitor. It may be copied and moved. One thread at a time may change it.
#[repr(C)]
pub struct SessionObject {
    _opaque: [u64; 416],
}

/// An object of C's, and the value of the core that it can hold.
pub(crate) trait Object {
    type Body;
    /// What stands in the first word while a value is there. The words differ, so that one object
    /// given for the other is refused, and are no numbers that memory holds by chance.
    const LIVENESS: u64;
}

impl Object for SignerObject {
    type Body = Signer;
    const LIVENESS: u64 = 0xb5c0_5e11_0519_4e21;
}

impl Object for SessionObject {
    type Body = Session;
    const LIVENESS: u64 = 0xb5c0_5e11_05e5_510d;
}

/// How an object's words are used. Both parts may be uninitialised, so a reference to it is always
/// valid.
#[repr(C)]
struct Layout<B> {
    liveness: MaybeUninit<u64>,
    body: MaybeUninit<B>,
}

impl<O: Object> Input<O> {
    /// # Safety
    /// As for `Input::get`; what is there was written by this library, or is all zero.
    pub(crate) unsafe fn body<'a>(&self) -> Result<&'a O::Body, Status> {
        // SAFETY: the caller's word; a Layout is valid whatever its bytes are.
        let layout = unsafe { self.cast::<Layout<O::Body>>().get() };
        // SAFETY: the caller's word: all zero, or written by this library.
        if unsafe { layout.liveness.assume_init() } != O::LIVENESS {
            return Err(CELLO_SESSION_NOT_INITIALISED);
        }
        // SAFETY: the word is written after a body has been, and voided before another one is.
        Ok(unsafe { layout.body.assume_init_ref() })
    }
}

impl<O: Object> Output<O> {
    /// The value of an object that the call changes.
    ///
    /// # Safety
    /// As for `Output::get`; what is there was written by this library, or is all zero.
    pub(crate) unsafe fn body<'a>(&self) -> Result<&'a mut O::Body, Status> {
        // SAFETY: the caller's word; a Layout is valid whatever its bytes are.
        let layout = unsafe { self.cast::<Layout<O::Body>>().get() };
        // SAFETY: the caller's word: all zero, or written by this library.
        if unsafe { layout.liveness.assume_init() } != O::LIVENESS {
            return Err(CELLO_SESSION_NOT_INITIALISED);
        }
        // SAFETY: the word is written after a body has been, and voided before another one is.
        Ok(unsafe { layout.body.assume_init_mut() })
    }

    /// From here on the object holds nothing: every use of it is refused.
    ///
    /// # Safety
    /// As for `Output::write`.
    pub(crate) unsafe fn void(&self) {
        // SAFETY: the caller's word; a Layout is valid whatever its bytes are.
        unsafe { self.cast::<Layout<O::Body>>().get() }.liveness.write(0);
    }

    /// Lets `fill` write a value in place, which the object holds when that succeeded. What fails without
    /// having written leaves an object as it was; before what may have written, it has to be voided.
    ///
    /// # Safety
    /// As for `Output::write`; `fill` succeeds only after it has written the value.
    pub(crate) unsafe fn fill<E>(
        &self,
        fill: impl FnOnce(&mut MaybeUninit<O::Body>) -> Result<(), E>,
    ) -> Result<(), E> {
        // SAFETY: the caller's word; a Layout is valid whatever its bytes are.
        let layout = unsafe { self.cast::<Layout<O::Body>>().get() };
        fill(&mut layout.body)?;
        layout.liveness.write(O::LIVENESS);
        Ok(())
    }
}
