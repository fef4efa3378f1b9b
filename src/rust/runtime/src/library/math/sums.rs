//! `fsum`, `hypot` and `dist` as CPython computes them.

use super::elementary::{scale, split};
use crate::number::failure::{Checked, Failure};

/// The exact sum of floats, rounded once (Shewchuk's partial sums, as `math.fsum` keeps them).
#[derive(Default)]
pub struct ExactSum {
    partials: Vec<f64>,
    special: f64,
    infinite: f64,
}

impl ExactSum {
    pub fn new() -> ExactSum {
        ExactSum::default()
    }

    /// Errors: OverflowError where the sum of finite numbers leaves the range.
    pub fn add(&mut self, value: f64) -> Checked<()> {
        let mut x = value;
        let mut kept = 0;
        for index in 0..self.partials.len() {
            let mut y = self.partials[index];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                self.partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        self.partials.truncate(kept);
        if x == 0.0 {
            return Ok(());
        }
        if x.is_finite() {
            self.partials.push(x);
            return Ok(());
        }
        if value.is_finite() {
            return Err(Failure::overflow("intermediate overflow in fsum"));
        }
        if value.is_infinite() {
            self.infinite += value;
        }
        self.special += value;
        self.partials.clear();
        Ok(())
    }

    /// Errors: ValueError for `inf - inf`.
    pub fn finish(mut self) -> Checked<f64> {
        if self.special != 0.0 {
            if self.infinite.is_nan() {
                return Err(Failure::value("-inf + inf in fsum"));
            }
            return Ok(self.special);
        }
        let Some(mut high) = self.partials.pop() else { return Ok(0.0) };
        let mut low = 0.0;
        while let Some(y) = self.partials.pop() {
            let x = high;
            high = x + y;
            low = y - (high - x);
            if low != 0.0 {
                break;
            }
        }
        // half an even case: the next partial decides the direction
        if let Some(&next) = self.partials.last() {
            if low < 0.0 && next < 0.0 || low > 0.0 && next > 0.0 {
                let y = low * 2.0;
                let x = high + y;
                if y == x - high {
                    high = x;
                }
            }
        }
        Ok(high)
    }
}

/// Splits into two halves of 26 bits.
fn halves(x: f64) -> (f64, f64) {
    let t = x * 134_217_729.0; // 2**27 + 1
    let high = t - (t - x);
    (high, x - high)
}

/// The square root of the sum of squares, with the error terms that CPython 3.11 carries along.
pub fn euclidean_norm(values: &[f64]) -> f64 {
    let largest = values.iter().fold(0.0f64, |most, value| most.max(value.abs()));
    if values.iter().any(|value| value.is_infinite()) {
        return f64::INFINITY;
    }
    if values.iter().any(|value| value.is_nan()) {
        return f64::NAN;
    }
    if largest == 0.0 || values.len() <= 1 {
        return largest;
    }
    let (_, exponent) = split(largest);
    if exponent < -1023 {
        // the scale factor would overflow: subnormal numbers are scaled up first
        let scaled: Vec<f64> = values.iter().map(|value| value / f64::MIN_POSITIVE).collect();
        return f64::MIN_POSITIVE * euclidean_norm(&scaled);
    }
    let factor = scale(1.0, -i64::from(exponent));
    let mut sum = CarriedSum { sum: 1.0, fractions: [0.0; 3] };
    for value in values {
        let (high, low) = halves(value.abs() * factor);
        sum.add(high * high, 0);
        sum.add(2.0 * high * low, 1);
        sum.fractions[2] += low * low;
    }
    let root = sum.value().sqrt();
    let (high, low) = halves(root);
    sum.add(-high * high, 0);
    sum.add(-2.0 * high * low, 1);
    sum.add(-low * low, 2);
    (root + sum.value() / (2.0 * root)) / factor
}

/// A sum that begins at one, so that each addend is smaller, and what rounding lost, by order of magnitude.
struct CarriedSum {
    sum: f64,
    fractions: [f64; 3],
}

impl CarriedSum {
    fn add(&mut self, x: f64, fraction: usize) {
        let before = self.sum;
        self.sum += x;
        self.fractions[fraction] += (before - self.sum) + x;
    }

    fn value(&self) -> f64 {
        self.sum - 1.0 + (self.fractions[0] + self.fractions[1] + self.fractions[2])
    }
}
