//! `atan` and `atan2` as glibc 2.36 computes them on x86-64 with FMA: a short polynomial around one of 241 points.

use super::arctangent_table::ARCTANGENTS;
use super::fused::{polynomial, settle, two_product, Arithmetic, Fused, Parts, Plain, FEW_ROUNDINGS};
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

const HALF_PI_TAIL: f64 = 6.123233995736766e-17;
const PI_TAIL: f64 = 1.2246467991473532e-16;
/// Coefficients of the power series from the cube on.
const SERIES: [f64; 6] = [
    -0.3333333333333333,
    0.19999999999998855,
    -0.14285714283953163,
    0.11111109821886427,
    -0.09090424391727987,
    0.07601836584380736,
];

/// The row of the point nearest to a number from 1/16 to 1.
#[inline(always)]
fn row(u: f64) -> &'static [f64; 7] {
    &ARCTANGENTS[(256.0 * u).round_ties_even() as usize - 16]
}

#[inline(always)]
fn arctangent_parts<M: Arithmetic>(u: f64) -> Parts {
    if u < 0.0625 {
        let square = u * u;
        let (cube, sum) = (u * square, polynomial::<M>(square, &SERIES));
        let (high, low) = M::last_multiply_add(cube, sum, u);
        return (high, low, (cube * sum).abs() * FEW_ROUNDINGS);
    }
    if u < 1.0 {
        let row = row(u);
        let z = u - row[0];
        let sum = polynomial::<M>(z, &row[2..]);
        let (high, low) = M::last_multiply_add(sum, z, row[1]);
        return (high, low, (sum * z).abs() * FEW_ROUNDINGS);
    }
    let w = 1.0 / u;
    let (one, one_rest) = two_product(w, u);
    let rest = (1.0 - one) - one_rest;
    if u < 16.0 {
        let row = row(w);
        let z = M::multiply_add(rest, w, w - row[0]);
        let sum = polynomial::<M>(z, &row[2..]);
        let low = M::multiply_add(-sum, z, HALF_PI_TAIL);
        return (FRAC_PI_2 - row[1], low, low.abs() * FEW_ROUNDINGS);
    }
    let square = w * w;
    let small = w * square * polynomial::<M>(square, &SERIES);
    let high = FRAC_PI_2 - w;
    let low = ((FRAC_PI_2 - high) - w) + HALF_PI_TAIL - rest * w - small;
    (high, low, (small.abs() + low.abs()) * FEW_ROUNDINGS)
}

#[cold]
#[inline(never)]
fn fused_arctangent(u: f64) -> Parts {
    arctangent_parts::<Fused>(u)
}

/// The arctangent.
pub fn atan(x: f64) -> f64 {
    let u = x.abs();
    if x.is_nan() || u < 1.2904777690891933e-08 {
        return x;
    }
    if u >= 5805361265115136.0 {
        return FRAC_PI_2.copysign(x);
    }
    settle(arctangent_parts::<Plain>(u), || fused_arctangent(u)).copysign(x)
}

/// Where a point lies whose angle is wanted, and the quotient, below one, of its coordinates.
#[derive(Clone, Copy)]
struct Direction {
    quotient: f64,
    quotient_rest: f64,
    /// The ordinate is smaller than the abscissa.
    flat: bool,
    left: bool,
}

#[inline(always)]
fn angle_parts<M: Arithmetic>(direction: Direction) -> Parts {
    let Direction { quotient: u, quotient_rest: rest, flat, left } = direction;
    if flat && !left {
        return first_octant::<M>(u, rest);
    }
    // the angle between the axis nearest and the direction is added to the axis or taken away from it
    let (axis, axis_tail) = if flat { (PI, PI_TAIL) } else { (FRAC_PI_2, HALF_PI_TAIL) };
    let add = left && !flat;
    if u < 0.0625 {
        let square = u * u;
        let small = u * square * polynomial::<M>(square, &SERIES);
        let (u, rest, correction) = if add { (u, rest, small) } else { (-u, -rest, -small) };
        let high = axis + u;
        let low = ((axis - high) + u) + axis_tail + rest + correction;
        return (high, low, (small.abs() + low.abs()) * FEW_ROUNDINGS);
    }
    let row = row(u);
    let v = (u - row[0]) + rest;
    let sum = polynomial::<M>(v, &row[2..]);
    let (low, high) = if add {
        (M::multiply_add(sum, v, axis_tail), axis + row[1])
    } else {
        (M::multiply_add(-sum, v, axis_tail), axis - row[1])
    };
    (high, low, (sum * v).abs() * FEW_ROUNDINGS)
}

#[inline(always)]
fn first_octant<M: Arithmetic>(u: f64, rest: f64) -> Parts {
    if u < 0.0625 {
        let square = u * u;
        let low = M::multiply_add(u * square, polynomial::<M>(square, &SERIES), rest);
        return (u, low, (low.abs() + rest.abs()) * FEW_ROUNDINGS);
    }
    let row = row(u);
    let t = u - row[0];
    let v = t + rest;
    let v_rest = if t.abs() > rest.abs() { (t - v) + rest } else { (rest - v) + t };
    let low = M::multiply_add(v_rest, row[2], v * v * polynomial::<M>(v, &row[3..]));
    let low = M::multiply_add(v, row[2], low);
    (row[1], low, low.abs() * FEW_ROUNDINGS)
}

#[cold]
#[inline(never)]
fn fused_angle(direction: Direction) -> Parts {
    angle_parts::<Fused>(direction)
}

/// The angle of the point `(x, y)`, with C99's special values.
pub fn atan2(y: f64, x: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return x + y;
    }
    let left = x.is_sign_negative();
    if y.is_infinite() {
        let angle = match (x.is_infinite(), left) {
            (true, false) => FRAC_PI_4,
            (true, true) => 2.356194490192345, // 3/4 pi
            _ => FRAC_PI_2,
        };
        return angle.copysign(y);
    }
    if y == 0.0 || x.is_infinite() {
        return if left { PI } else { 0.0 }.copysign(y);
    }
    if x == 0.0 {
        return FRAC_PI_2.copysign(y);
    }
    let (mut ax, mut ay) = (x.abs(), y.abs());
    let exponent = |value: f64| (value.to_bits() >> 52) as i64;
    let difference = exponent(ay) - exponent(ax);
    if difference >= 57 {
        return FRAC_PI_2.copysign(y);
    }
    if difference <= -57 {
        return if left { PI } else { ay / ax }.copysign(y);
    }
    const TINY: f64 = 3.054936363499605e-151; // 2**-500
    const HUGE: f64 = 3.273390607896142e150;
    if ax < TINY || ay < TINY {
        (ax, ay) = (ax * HUGE, ay * HUGE);
    }
    if ax > HUGE || ay > HUGE {
        (ax, ay) = (ax * TINY, ay * TINY);
    }
    let flat = if left { ay <= ax } else { ay < ax };
    let (smaller, larger) = if ay < ax { (ay, ax) } else { (ax, ay) };
    let quotient = smaller / larger;
    let (product, product_rest) = two_product(larger, quotient);
    let quotient_rest = ((smaller - product) - product_rest) / larger;
    let direction = Direction { quotient, quotient_rest, flat, left };
    settle(angle_parts::<Plain>(direction), || fused_angle(direction)).copysign(y)
}
