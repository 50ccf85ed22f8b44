//! Written by `cargo xtask calibrate`.

use super::{FACTS, VALUES};

/// Points of every value of every fact.
pub const POINTS: [[i8; VALUES]; FACTS] = [
    [6, 5, 3, 3, -6, -8],
    [9, 9, 1, -1, -4, -10],
    [7, 7, 1, -2, -2, -8],
    [-3, -6, 7, 5, 1, 0],
    [8, -4, 0, 0, 0, 0],
    [4, -6, 0, 5, 0, 0],
    [1, 2, 0, 0, 0, 0],
];

/// From so many points on, a statement should be checked.
pub const THRESHOLD: i32 = -1;
