//! The way of the constant-time check (tests/ct) to the core's mailbox. Built only with the feature `ct-check`; the
//! header does not know it.

use cello_session_core::ct_check::{MAILBOX, Mailbox};

/// Where a byte waits to be declared public.
#[unsafe(no_mangle)]
extern "C" fn cello_session_ct_mailbox() -> *const Mailbox {
    &raw const MAILBOX
}
