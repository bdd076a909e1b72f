#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]
// No path may panic: what could is written with get, checked_*, try_from and let-else.
#![deny(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

mod attributes;
mod base64url;
mod bounded;
mod cbor;
mod config;
mod cookie;
#[cfg(feature = "ct-check")]
#[doc(hidden)]
pub mod ct_check;
mod describe;
mod entries;
mod error;
#[cfg(feature = "hazmat")]
#[doc(hidden)]
pub mod hazmat;
mod inspect;
mod json;
mod key;
pub mod limits;
mod map;
mod ring;
mod session;
mod signer;
mod tag;
mod times;
mod token;
mod value;
mod wipe;

pub use config::{Config, SameSite};
pub use describe::Info;
pub use entries::{Entries, Entry};
pub use error::Error;
pub use inspect::{Unverified, inspect};
pub use key::Secret;
pub use session::Session;
pub use signer::Signer;
pub use value::Value;
