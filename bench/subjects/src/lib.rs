//! What is measured of the library: maps of three sizes, and what is done with them through Rust and through C.

mod map_use;
mod maps;
mod ours;
mod through_c;

pub use map_use::{ManyEntries, numbered_map};
pub use maps::{Map, Size};
pub use ours::{ID, NOW, Ours, SECRET, signer_with};
pub use through_c::ThroughC;
