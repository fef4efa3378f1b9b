//! Native views of values.

use crate::value::{float, int, Value};

/// A float, or an int that a float holds exactly.
#[derive(Clone, Copy, Debug, Default)]
pub struct Number {
    pub value: f64,
    is_float: bool,
}

impl Number {
    pub const ZERO: Number = Number { value: 0.0, is_float: false };

    #[inline(always)]
    pub fn float(value: f64) -> Number {
        Number { value, is_float: true }
    }

    /// `value` is below 2^53, in either direction.
    #[inline(always)]
    pub fn int(value: i64) -> Number {
        Number { value: value as f64, is_float: false }
    }

    /// The float, if it is one.
    #[inline(always)]
    pub fn as_float(self) -> Option<f64> {
        if self.is_float {
            Some(self.value)
        } else {
            None
        }
    }

    #[inline]
    pub fn value(self) -> Value {
        if self.is_float {
            float(self.value)
        } else {
            int(self.value as i64)
        }
    }
}

/// An int of 48 bits.
#[inline(always)]
pub fn as_int(value: &Value) -> Option<i64> {
    value.as_small_int()
}

/// An exact float that is no NaN.
#[inline(always)]
pub fn as_float(value: &Value) -> Option<f64> {
    value.as_immediate_float()
}

#[inline(always)]
pub fn as_number(value: &Value) -> Option<Number> {
    match value.as_immediate_float() {
        Some(float) => Some(Number::float(float)),
        None => value.as_small_int().map(Number::int),
    }
}

/// An int of 64 bits as a value.
#[inline(always)]
pub fn box_int(value: i64) -> Value {
    int(value)
}

/// The value of a variable that is bound for sure.
#[inline(always)]
pub fn held<T>(variable: &Option<T>) -> &T {
    match variable {
        Some(value) => value,
        None => unreachable!("the compiler reads unbound variables through a guard"),
    }
}

/// Whether what variables hold stays, though all of them let go of it.
pub fn are_kept<const N: usize>(variables: [Option<&Value>; N]) -> bool {
    variables.into_iter().flatten().all(|value| {
        let same = variables.into_iter().flatten().filter(|other| other.is(value)).count();
        value.header().is_none_or(|header| header.references() as usize > same)
    })
}
