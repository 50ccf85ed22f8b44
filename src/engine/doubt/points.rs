//! Written by `cargo xtask calibrate`.

use super::{FACTS, VALUES};

/// Points of every value of every fact.
pub const POINTS: [[i8; VALUES]; FACTS] = [
    [7, 7, 3, 3, -7, -10],
    [13, 12, 0, -3, -5, -13],
    [5, 5, 3, -1, -1, -9],
    [-2, -3, 6, 3, -1, 0],
    [7, -4, 0, 0, 0, 0],
    [3, -4, 0, 4, 0, 0],
    [0, 4, 0, 0, 0, 0],
];

/// From so many points on, a statement should be checked.
pub const THRESHOLD: i32 = -5;
