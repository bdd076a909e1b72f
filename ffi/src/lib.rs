//! The C ABI of the library: pointers from C are turned into references, the core does the work, its error
//! becomes a number.
//!
//! The text of `include/cello_session.h` is made from this crate by cbindgen: the doc comments are written for
//! a reader of C, and the order of the modules below is the order of the header (blank lines keep rustfmt from
//! sorting them). The functions are private, because nobody calls them from Rust; the constants are public,
//! because cbindgen asks for that.

#![no_std]
#![deny(unsafe_op_in_unsafe_fn)]
#![expect(
    clippy::doc_markdown,
    reason = "the doc comments are the text of a C header, which has no backticks"
)]

// Names, versions, sizes.
pub mod version;

pub mod status;
mod status_text;

pub mod bounds;
mod bounds_linked;

// Configuration.
pub mod config;
mod config_rules;

mod signer;

// A session object.
pub mod object;
mod session;

// Reading.
pub mod entry;
mod get;

mod entries;

pub mod describe;

// Changing.
mod set;

mod replace;

mod change;

// Writing.
mod write;

// What the others stand on.
mod bounded_list;
#[cfg(feature = "ct-check")]
mod ct_check;
mod lookup;
mod memory;
mod panic;
