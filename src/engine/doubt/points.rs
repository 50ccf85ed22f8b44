//! Written by `cargo xtask calibrate`.

use super::{FACTS, VALUES};

/// Points of every value of every fact.
pub const POINTS: [[i8; VALUES]; FACTS] = [
    [60, 45, 30, 20, 10, 0],
    [60, 45, 30, 20, 10, 0],
    [60, 45, 30, 20, 10, 0],
    [0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0],
];

/// From so many points on, a statement should be checked.
pub const THRESHOLD: i32 = 90;
