//! The one place where the constant-time check may declare a secret byte public: a mailbox that a second thread of the
//! checking program attends. Built only with the feature `ct-check`; the library that is shipped has no trace of it.
//!
//! A call out of the library would need unsafe code, which this crate forbids; two atomic bytes do not.

use core::hint;
use core::sync::atomic::{AtomicU8, Ordering};

/// Nobody attends, as in every program but the check: the byte passes as it is.
pub const UNATTENDED: u8 = 0;
/// The checker attends, and the byte is the library's to use.
pub const ATTENDED: u8 = 1;
/// The byte waits for the checker to declare it public.
pub const WAITING: u8 = 2;

/// Two bytes that the library and the checking thread share.
#[derive(Debug)]
#[repr(C)]
pub struct Mailbox {
    /// Whose turn it is.
    pub turn: AtomicU8,
    /// The byte.
    pub byte: AtomicU8,
}

/// The only one.
pub static MAILBOX: Mailbox = Mailbox { turn: AtomicU8::new(UNATTENDED), byte: AtomicU8::new(0) };

/// The same byte, public. It comes back through memory, because a register would keep its mark.
pub(crate) fn declassify(secret: u8) -> u8 {
    if MAILBOX.turn.load(Ordering::Acquire) == UNATTENDED {
        return secret;
    }
    MAILBOX.byte.store(secret, Ordering::Relaxed);
    MAILBOX.turn.store(WAITING, Ordering::Release);
    while MAILBOX.turn.load(Ordering::Acquire) == WAITING {
        hint::spin_loop();
    }
    MAILBOX.byte.load(Ordering::Acquire)
}
