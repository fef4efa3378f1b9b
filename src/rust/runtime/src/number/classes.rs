//! The classes of numbers, by their names.

pub use super::bool_class::BOOL;
pub use super::complex_class::COMPLEX;
pub use super::float_class::FLOAT;
pub use super::int_class::INT;
