//! The learned attribution engine: features, encoder, decoding.

pub mod chunks;
pub mod features;
pub mod math;
