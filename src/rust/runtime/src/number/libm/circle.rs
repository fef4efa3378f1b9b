//! `sin`, `cos` and `tan` as glibc 2.36 computes them on x86-64 with FMA (the IBM Accurate Mathematical Library's
//! methods: the argument less a multiple of pi/2 in two parts, a table at multiples of 1/128, a short polynomial).

use super::circle_tables::{SINES, TANGENTS};
use super::fused::{
    multiply_add, polynomial, rounded, settle, two_product, two_sum, Arithmetic, Fused, Parts, Plain, FEW_ROUNDINGS,
};
use super::reduction::reduce_large;

const HALF_PI: f64 = std::f64::consts::FRAC_PI_2;
const HALF_PI_TAIL: f64 = 6.123233995736766e-17;
/// Adding it leaves the multiple of 1/128 in the last bits.
const SHIFT_128TH: f64 = 52776558133248.0;
const SHIFT: f64 = 6755399441055744.0;
const TWO_OVER_PI: f64 = std::f64::consts::FRAC_2_PI;

/// pi/2 in parts; products of all but the last with numbers of 26 bits are exact.
const PART_1: f64 = 1.5707963407039642;
const PART_2: f64 = -1.3909067564377153e-08;
const PART_3: f64 = -4.97899623147991e-17;
const PART_4: f64 = -1.9034889620193266e-25;
/// What follows the second part, for arguments up to 25.
const PART_3_ALONE: f64 = -4.9789962505147994e-17;

const SINE: [f64; 5] = [
    -0.16666666666666666,
    0.008333333333332329,
    -0.00019841269834414642,
    2.755729806860771e-06,
    -2.5022014848318398e-08,
];
const SINE_SHORT: [f64; 2] = [-0.16666666666666488, 0.008333332142857223];
const COSINE_SHORT: [f64; 3] = [0.5, -0.04166666666666644, 0.001388888740079376];
const TANGENT: [f64; 5] =
    [0.3333333333333333, 0.1333333333332673, 0.05396825411095433, 0.021869380598167253, 0.008896546349534924];
const TANGENT_SHORT: [f64; 2] = [0.3333333333332254, 0.13333354920669913];

/// What six roundings of numbers below 2**-8 lose.
const TABLE_ROUNDINGS: f64 = 6.0 * super::exponential::UNIT;

/// Looks the nearest multiple of 1/128 up: the row and what `x`, not negative, is more than it.
#[inline(always)]
fn look_up(x: f64) -> (&'static (f64, f64, f64, f64), f64) {
    let shifted = SHIFT_128TH + x;
    (&SINES[shifted.to_bits() as usize & 127], x - (shifted - SHIFT_128TH))
}

/// The sine of `x + tail`, up to pi/4 and a little more.
#[inline(always)]
fn sine<M: Arithmetic>(x: f64, tail: f64) -> Parts {
    let magnitude = x.abs();
    if magnitude < 0.126 {
        let square = x * x;
        let sum = M::multiply_add(polynomial::<M>(square, &SINE), x, -0.5 * tail);
        let small = M::multiply_add(square, sum, tail);
        return (x, small, (small.abs() + tail.abs()) * FEW_ROUNDINGS);
    }
    let tail = if x <= 0.0 { -tail } else { tail };
    let (&(sine, sine_rest, cosine, cosine_rest), x_rest) = look_up(magnitude);
    let square = x_rest * x_rest;
    let s = x_rest + M::multiply_add(x_rest * square, polynomial::<M>(square, &SINE_SHORT), tail);
    let c = M::multiply_add(x_rest, tail, square * polynomial::<M>(square, &COSINE_SHORT));
    let sum = M::multiply_add(-c, sine, M::multiply_add(s, cosine_rest, sine_rest));
    let small = M::multiply_add(s, cosine, sum);
    (sine.copysign(x), if x < 0.0 { -small } else { small }, TABLE_ROUNDINGS)
}

/// The cosine of `x + tail`.
#[inline(always)]
fn cosine<M: Arithmetic>(x: f64, tail: f64) -> Parts {
    let tail = if x < 0.0 { -tail } else { tail };
    let (&(sine, sine_rest, cosine, cosine_rest), x_rest) = look_up(x.abs());
    let x_rest = x_rest + tail;
    let square = x_rest * x_rest;
    let s = M::multiply_add(x_rest * square, polynomial::<M>(square, &SINE_SHORT), x_rest);
    let c = square * polynomial::<M>(square, &COSINE_SHORT);
    let sum = M::multiply_add(-c, cosine, M::multiply_add(-s, sine_rest, cosine_rest));
    (cosine, M::multiply_add(-s, sine, sum), TABLE_ROUNDINGS)
}

/// `x` less the nearest multiple of pi/2, in two parts, and that multiple; for `x` below 105414350.
#[inline(always)]
fn reduce<M: Arithmetic>(x: f64) -> (f64, f64, u64) {
    let shifted = M::multiply_add(x, TWO_OVER_PI, SHIFT);
    let k = shifted - SHIFT;
    let y = (x - k * PART_1) - k * PART_2;
    let third = k * PART_3;
    let first = y - third;
    let rest = (y - first) - third;
    let high = M::multiply_add(-k, PART_4, first);
    (high, rest + M::multiply_add(-k, PART_4, first - high), shifted.to_bits())
}

/// The sine of a quadrant's argument: that of `x + tail + quadrant * pi / 2`.
#[inline(always)]
fn sine_in_quadrant<M: Arithmetic>(x: f64, tail: f64, quadrant: u64) -> Parts {
    let (high, low, error) = if quadrant & 1 == 1 { cosine::<M>(x, tail) } else { sine::<M>(x, tail) };
    if quadrant & 2 == 2 {
        (-high, -low, error)
    } else {
        (high, low, error)
    }
}

#[inline(always)]
fn sine_parts<M: Arithmetic>(x: f64) -> Parts {
    let magnitude = x.abs();
    if magnitude < 0.855468750 {
        return sine::<M>(x, 0.0);
    }
    if upper_word(magnitude) < 0x4003_68fd {
        let (high, low, error) = cosine::<M>(HALF_PI - magnitude, HALF_PI_TAIL);
        return (high.copysign(x), if x < 0.0 { -low } else { low }, error);
    }
    let (high, low, quadrant) = if upper_word(magnitude) < 0x4199_21fb { reduce::<M>(x) } else { reduce_large(x) };
    let (high, low, error) = sine_in_quadrant::<M>(high, low, quadrant);
    // for `reduce`: the product with the last part of pi/2 is rounded
    (high, low, error + magnitude.min(2e8) * 1e-40)
}

#[inline(always)]
fn cosine_parts<M: Arithmetic>(x: f64) -> Parts {
    let magnitude = x.abs();
    if magnitude < 0.855468750 {
        return cosine::<M>(x, 0.0);
    }
    if upper_word(magnitude) < 0x4003_68fd {
        let y = HALF_PI - magnitude;
        let high = y + HALF_PI_TAIL;
        return sine::<M>(high, (y - high) + HALF_PI_TAIL);
    }
    let (high, low, quadrant) = if upper_word(magnitude) < 0x4199_21fb { reduce::<M>(x) } else { reduce_large(x) };
    let (high, low, error) = sine_in_quadrant::<M>(high, low, quadrant.wrapping_add(1));
    // for `reduce`: the product with the last part of pi/2 is rounded
    (high, low, error + magnitude.min(2e8) * 1e-40)
}

fn upper_word(x: f64) -> u32 {
    (x.to_bits() >> 32) as u32
}

#[cold]
#[inline(never)]
fn fused_sine(x: f64) -> Parts {
    sine_parts::<Fused>(x)
}

#[cold]
#[inline(never)]
fn fused_cosine(x: f64) -> Parts {
    cosine_parts::<Fused>(x)
}

/// The sine: NaN for an infinity.
pub fn sin(x: f64) -> f64 {
    if upper_word(x.abs()) < 0x3e50_0000 {
        return x;
    }
    if !x.is_finite() {
        return f64::NAN;
    }
    settle(sine_parts::<Plain>(x), || fused_sine(x))
}

/// The cosine: NaN for an infinity.
pub fn cos(x: f64) -> f64 {
    if upper_word(x.abs()) < 0x3e40_0000 {
        return 1.0;
    }
    if !x.is_finite() {
        return f64::NAN;
    }
    settle(cosine_parts::<Plain>(x), || fused_cosine(x))
}

/// The tangent: NaN for an infinity.
pub fn tan(x: f64) -> f64 {
    if !x.is_finite() {
        return f64::NAN;
    }
    let magnitude = x.abs();
    if magnitude <= 1.2589993048095494e-08 {
        return x;
    }
    if magnitude <= 0.060799986124038696 {
        return settle(small_tangent::<Plain>(x), || small_tangent::<Fused>(x));
    }
    if magnitude <= 0.7869997024536133 {
        return 1f64.copysign(x) * tangent_by_table(magnitude, 0.0, false);
    }
    let (high, low, quadrant) = if magnitude <= 25.0 {
        let shifted = multiply_add(x, TWO_OVER_PI, SHIFT);
        let k = shifted - SHIFT;
        let y = (x - k * PART_1) - k * PART_2;
        let high = multiply_add(-k, PART_3_ALONE, y);
        (high, multiply_add(-k, PART_3_ALONE, y - high), shifted.to_bits())
    } else {
        let (high, low, quadrant) = if magnitude <= 1e8 { reduce::<Fused>(x) } else { reduce_large(x) };
        let (high, low) = ordered_sum(high, low);
        (high, low, quadrant)
    };
    let odd = quadrant & 1 == 1;
    if high.abs() <= 0.060799986124038696 {
        if odd {
            return negative_cotangent(high, low);
        }
        return settle(reduced_tangent::<Plain>(high, low), || reduced_tangent::<Fused>(high, low));
    }
    let (sign, low) = if high < 0.0 { (-1.0, -low) } else { (1.0, low) };
    tangent_by_table(high.abs(), low, odd) * if odd { -sign } else { sign }
}

/// `a + b` and what rounding lost.
#[inline(always)]
fn ordered_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    if a.abs() > b.abs() {
        (sum, (a - sum) + b)
    } else {
        (sum, (b - sum) + a)
    }
}

/// The tangent of an argument that needed no reduction: glibc fuses the last sum.
#[inline(always)]
fn small_tangent<M: Arithmetic>(x: f64) -> Parts {
    let square = x * x;
    let (cube, sum) = (x * square, polynomial::<M>(square, &TANGENT));
    let (high, low) = M::last_multiply_add(cube, sum, x);
    (high, low, (cube * sum).abs() * FEW_ROUNDINGS)
}

/// The tangent of `x + tail`.
#[inline(always)]
fn reduced_tangent<M: Arithmetic>(x: f64, tail: f64) -> Parts {
    let square = x * x;
    let small = M::multiply_add(x * square, polynomial::<M>(square, &TANGENT), tail);
    (x, small, (small.abs() + tail.abs()) * FEW_ROUNDINGS)
}

/// `-1 / tan(x + tail)`.
#[inline(never)]
fn negative_cotangent(x: f64, tail: f64) -> f64 {
    let (x, small, _) = reduced_tangent::<Fused>(x, tail);
    let (b, b_rest) = ordered_sum(x, small);
    let c = 1.0 / b;
    let (u, u_rest) = two_product(c, b);
    let rest = multiply_add(-b_rest, c, (1.0 - u) - u_rest) / b;
    let sum = c + rest;
    -(((c - sum) + rest) + sum)
}

/// The tangent, or the cotangent, of `x + tail` from 0.06 to 0.79: by the addition theorem from that of a point nearby.
#[inline(always)]
fn tangent_by_table(x: f64, tail: f64, cotangent: bool) -> f64 {
    let (point, tangent, inverse) = TANGENTS[(256.0 * x - 15.5) as usize];
    let z = (x - point) + tail;
    let square = z * z;
    let cube = z * square;
    let small = cube * (TANGENT_SHORT[0] + square * TANGENT_SHORT[1]);
    // the only fused operations: their result is nearly always that of plain ones
    let (high, low) = two_sum(z, small);
    let of_rest = rounded(high, low, small.abs() * FEW_ROUNDINGS)
        .unwrap_or_else(|| multiply_add(cube, polynomial::<Fused>(square, &TANGENT_SHORT), z));
    let product = of_rest * (tangent + inverse);
    if cotangent {
        inverse - product / (of_rest + tangent)
    } else {
        product / (inverse - of_rest) + tangent
    }
}
