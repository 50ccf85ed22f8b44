//! The arithmetic of the model, a crate of its own so that it alone is compiled for speed where all else is compiled
//! for size: three quarters of the time of reading an article is spent here.
//!
//! So no layer here is generic or inline: such a function is compiled where it is used, for size.
//!
//! Every result is the same bits natively and in wasm: integer sums are exact, floats are added, multiplied and
//! divided in a fixed order, and nothing is left to a library's idea of `exp`.

pub mod chain;
pub mod layers;
pub mod math;
pub mod matrix;
