//! The classes of numbers, by their names.

pub use super::bool_class::BOOL;
pub use super::complex_class::COMPLEX;
pub use super::float_class::FLOAT;
pub use super::int_class::INT;

use crate::value::Value;

/// A complex constant.
pub fn complex(real: f64, imaginary: f64) -> Value {
    super::complex_class::complex(super::complex::Complex::new(real, imaginary))
}
