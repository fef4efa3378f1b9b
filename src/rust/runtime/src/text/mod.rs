//! Python's text and bytes: `str`, `bytes`, `bytearray`, Unicode properties, codecs, formatting.
//!
//! Everything but the `*_class` files is pure (no interpreter state).

pub mod bytes;
pub mod bytes_text;
pub mod case;
pub mod codecs;
pub mod format;
pub mod repr;
pub mod siphash;
pub mod str;
pub mod str_methods;
pub mod unicode;
mod unicode_tables;
pub mod units;

#[cfg(test)]
mod vectors_test;
