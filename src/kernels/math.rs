//! Arithmetic that gives the same bits everywhere: integers, and `+ - * /` on floats in a fixed order.

use bytemuck::cast;
use std::ops::{Add, Div, Mul};
use wide::{CmpLt, f32x4, i32x4};

/// Hyperbolic tangent to about 1e-6, as a quotient of polynomials (the one Eigen uses), for `x` within -7.9 and 7.9.
#[inline(always)]
fn quotient<V>(x: V, v: impl Fn(f32) -> V) -> V
where
    V: Copy + Add<Output = V> + Mul<Output = V> + Div<Output = V>,
{
    let s = x * x;
    let p = (((((v(-2.760_768_5e-16) * s + v(2.000_188e-13)) * s + v(-8.604_672e-11)) * s
        + v(5.122_297_1e-8))
        * s
        + v(1.485_722_4e-5))
        * s
        + v(6.372_619e-4))
        * s
        + v(4.893_525e-3);
    let q = ((v(1.198_258_4e-6) * s + v(1.185_347_1e-4)) * s + v(2.268_434_6e-3)) * s + v(4.893_525e-3);
    x * p / q
}

/// Hyperbolic tangent.
#[must_use]
#[inline]
pub fn tanh(x: f32) -> f32 {
    quotient(x.clamp(-7.9, 7.9), |v| v)
}

/// [`tanh`] for four values.
#[must_use]
#[inline(always)]
pub fn tanh4(x: f32x4) -> f32x4 {
    quotient(x.fast_max(f32x4::splat(-7.9)).fast_min(f32x4::splat(7.9)), f32x4::splat)
}

/// Logistic function.
#[must_use]
#[inline]
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// [`sigmoid`] for four values.
#[must_use]
#[inline(always)]
pub fn sigmoid4(x: f32x4) -> f32x4 {
    let half = f32x4::splat(0.5);
    half + half * tanh4(half * x)
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

/// [`exp`] for four values.
#[must_use]
#[inline(always)]
pub fn exp4(x: f32x4) -> f32x4 {
    let v = f32x4::splat;
    let tiny = x.cmp_lt(v(-87.0));
    let x = x.fast_max(v(-87.0)).fast_min(v(87.0));
    let half = x.cmp_lt(f32x4::ZERO).blend(v(-0.5), v(0.5));
    let n = (x * v(std::f32::consts::LOG2_E) + half).trunc_int();
    let whole = n.round_float();
    let r = x - whole * v(0.693_359_4) - whole * v(-2.121_944_4e-4);
    let p = (((((v(1.987_569_1e-4) * r + v(1.398_199_9e-3)) * r + v(8.333_452e-3)) * r + v(4.166_579_6e-2))
        * r
        + v(1.666_666_6e-1))
        * r
        + v(0.5))
        * r
        * r
        + r
        + v(1.0);
    let power: i32x4 = (n + i32x4::splat(127)).max(i32x4::splat(1)).min(i32x4::splat(254)) << 23;
    tiny.blend(f32x4::ZERO, p * cast::<i32x4, f32x4>(power))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_to_the_true_functions() {
        for i in -2000..=2000 {
            let x = i as f32 / 100.0;
            assert!((f64::from(tanh(x)) - f64::from(x).tanh()).abs() < 2e-6, "tanh {x}");
            assert_eq!(tanh4(f32x4::splat(x)).to_array(), [tanh(x); 4]);
            assert_eq!(sigmoid4(f32x4::splat(x)).to_array(), [sigmoid(x); 4]);
            assert!((f64::from(exp(x)) / f64::from(x).exp() - 1.0).abs() < 1e-5, "exp {x}");
            for x in [x, 5.0 * x] {
                assert_eq!(exp4(f32x4::splat(x)).to_array(), [exp(x); 4], "exp {x}");
            }
        }
        assert_eq!(exp(-100.0), 0.0);
        assert_eq!(sigmoid(0.0), 0.5);
    }
}
