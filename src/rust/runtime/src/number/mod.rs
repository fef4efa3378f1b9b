//! Python's numbers: exact integers, floats, complex numbers and bool.
//!
//! `integer*`, `float*`, `complex` and `libm` are pure (no interpreter state); the `*_class` files bind them as Python
//! classes.

pub mod bool_class;
pub mod classes;
pub mod complex;
pub mod complex_class;
pub mod failure;
pub mod float;
pub mod float_bytes;
pub mod float_class;
mod float_parse;
pub mod float_text;
pub mod int_class;
pub(crate) mod int_parse;
pub mod integer;
pub mod integer_bytes;
pub mod integer_division;
pub mod integer_text;
pub mod libm;

#[cfg(test)]
mod division_test;
