//! What the tests of every kind share: an oracle written from the format's page, forged tokens, and the vectors' loader.

pub mod bridge;
pub mod forge;
pub mod oracle;
pub mod source;
pub mod vectors;
