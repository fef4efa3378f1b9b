//! Python's numbers: exact integers, floats, complex numbers and bool.
//!
//! `integer*`, `float*` and `complex` are pure (no interpreter state); the `*_class` files bind them as Python classes.

pub mod complex;
pub mod failure;
pub mod float;
pub mod float_text;
pub mod integer;
pub mod integer_bytes;
pub mod integer_division;
pub mod integer_text;
