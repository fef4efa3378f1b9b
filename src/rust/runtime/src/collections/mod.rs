//! Python's collections: list, tuple, dict and its views, set, frozenset, range,
//! slice and their iterators.
//!
//! `ordered_table`, `set_table`, `sorting`, `slicing` and `hashing` are pure (no
//! interpreter state); the other files bind them as Python classes.

pub mod hashing;
pub mod ordered_table;
pub mod set_table;
pub mod slicing;
pub mod sorting;

#[cfg(test)]
mod vectors_test;
