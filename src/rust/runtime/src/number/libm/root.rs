//! `cbrt` and `hypot` as glibc 2.36 computes them, without fused operations.

const TWO_52: f64 = 4503599627370496.0;
const TWO_M54: f64 = 5.551115123125783e-17;
const TWO_600: f64 = 4.149515568880993e180;
const TWO_M600: f64 = 2.409919865102884e-181;

/// The cube root.
pub fn cbrt(x: f64) -> f64 {
    const FACTORS: [f64; 5] = [0.6299605249474365, 0.7937005259840997, 1.0, 1.2599210498948732, 1.5874010519681996];
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    // |x| = mantissa * 2**exponent, the mantissa from a half to one
    let (normal, adjust) = if x.abs() < f64::MIN_POSITIVE { (x * TWO_52, -52) } else { (x, 0) };
    let bits = normal.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32 - 1022 + adjust;
    let mantissa = f64::from_bits(bits & ((1 << 52) - 1) | 1022 << 52);
    let u = (0.7849323449766392 - 0.14526389938548637 * mantissa) * mantissa;
    let u = (u - 1.8346927748361308) * mantissa;
    let u = (u + 2.4469312256353444) * mantissa;
    let u = (u - 2.114994941673713) * mantissa;
    let u = (u + 1.508191937815849) * mantissa;
    let u = u + 0.35489576504391984;
    let cube = u * u * u;
    let root = u * (cube + 2.0 * mantissa) / (2.0 * cube + mantissa) * FACTORS[(2 + exponent % 3) as usize];
    // the root's exponent is far from the ends of the range
    let root = f64::from_bits(root.to_bits().wrapping_add((i64::from(exponent / 3) << 52) as u64));
    root.copysign(x)
}

/// The length of the hypotenuse: infinite where a side is, else NaN where one is.
pub fn hypot(x: f64, y: f64) -> f64 {
    if x.is_infinite() || y.is_infinite() {
        return f64::INFINITY;
    }
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    let (x, y) = (x.abs(), y.abs());
    let (larger, smaller) = if x < y { (y, x) } else { (x, y) };
    if larger > 6.703903964971299e153 {
        if smaller <= larger * TWO_M54 {
            return larger + smaller;
        }
        return hypotenuse(larger * TWO_M600, smaller * TWO_M600) * TWO_600;
    }
    if smaller < 6.717876107567089e-139 {
        if larger >= smaller * 1.8014398509481984e16 {
            return larger + smaller;
        }
        return hypotenuse(larger * TWO_600, smaller * TWO_600) * TWO_M600;
    }
    if smaller <= larger * TWO_M54 {
        return larger + smaller;
    }
    hypotenuse(larger, smaller)
}

/// The root of the sum of squares, corrected by one step (Borges, "An improved algorithm for hypot(a, b)", 2019).
fn hypotenuse(larger: f64, smaller: f64) -> f64 {
    let h = (larger * larger + smaller * smaller).sqrt();
    let (first, second) = if h <= 2.0 * smaller {
        let delta = h - smaller;
        (larger * (2.0 * delta - larger), (delta - 2.0 * (larger - smaller)) * delta)
    } else {
        let delta = h - larger;
        (2.0 * delta * (larger - 2.0 * smaller), (4.0 * delta - smaller) * smaller + delta * delta)
    };
    h - (first + second) / (2.0 * h)
}
