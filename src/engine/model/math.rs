//! Arithmetic that gives the same bits everywhere: integers, and `+ - * /` on floats in a fixed order.

/// Hyperbolic tangent to about 1e-6, as a quotient of polynomials (the one Eigen uses).
#[must_use]
#[inline]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-7.9, 7.9);
    let s = x * x;
    let p = (((((-2.760_768_5e-16 * s + 2.000_188e-13) * s - 8.604_672e-11) * s + 5.122_297_1e-8) * s
        + 1.485_722_4e-5)
        * s
        + 6.372_619e-4)
        * s
        + 4.893_525e-3;
    let q = ((1.198_258_4e-6 * s + 1.185_347_1e-4) * s + 2.268_434_6e-3) * s + 4.893_525e-3;
    x * p / q
}

/// Logistic function.
#[must_use]
#[inline]
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// e to the power `x` to about 1e-6 relative, 0 below -87.
#[must_use]
#[inline]
pub fn exp(x: f32) -> f32 {
    if x < -87.0 {
        return 0.0;
    }
    let x = x.min(87.0);
    // e^x = 2^n e^r with |r| at most ln 2 / 2.
    let n = (x * std::f32::consts::LOG2_E + if x < 0.0 { -0.5 } else { 0.5 }) as i32;
    let r = x - n as f32 * 0.693_359_4 - n as f32 * -2.121_944_4e-4;
    let p = (((((1.987_569_1e-4 * r + 1.398_199_9e-3) * r + 8.333_452e-3) * r + 4.166_579_6e-2) * r
        + 1.666_666_6e-1)
        * r
        + 0.5)
        * r
        * r
        + r
        + 1.0;
    p * f32::from_bits(((n + 127).clamp(1, 254) as u32) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_to_the_true_functions() {
        for i in -2000..=2000 {
            let x = i as f32 / 100.0;
            assert!((f64::from(tanh(x)) - f64::from(x).tanh()).abs() < 2e-6, "tanh {x}");
            assert!((f64::from(exp(x)) / f64::from(x).exp() - 1.0).abs() < 1e-5, "exp {x}");
        }
        assert_eq!(exp(-100.0), 0.0);
        assert_eq!(sigmoid(0.0), 0.5);
    }
}
