//! Python's text and bytes: `str`, `bytes`, `bytearray`, Unicode properties, codecs, formatting.
//!
//! Everything but the `*_class` files is pure (no interpreter state).

pub mod buffer;
mod byte_array_bound;
pub mod bytes;
pub(crate) mod bytes_bound;
pub mod bytes_class;
pub mod bytes_text;
pub mod case;
pub mod classes;
pub mod codec_objects;
pub(crate) mod codec_registry;
pub mod codecs;
pub mod format;
mod format_objects;
pub mod iterators;
pub mod memory_view;
mod memory_view_class;
mod percent_objects;
pub mod repr;
pub mod siphash;
pub mod str;
mod str_bound;
pub mod str_class;
pub mod str_methods;
pub mod unicode;
mod unicode_tables;
pub mod units;

pub use bytes::{ByteArray, Bytes};

use crate::value::Value;

/// A `str`.
pub fn str_value(text: impl Into<str::Str>) -> Value {
    crate::native::text(text.into())
}

/// Adds a str to one that nobody else has; false where either is something else, or the first is empty or shared.
pub(crate) fn append(left: &mut Value, right: &Value) -> bool {
    let class = crate::text::str_class::STR.class();
    if !left.is_exactly(class) || !right.is_exactly(class) {
        return false;
    }
    match (left.payload_mut::<str::Str>(), right.downcast::<str::Str>()) {
        (Some(own), Some(more)) if !own.is_empty() => {
            own.append(more);
            true
        }
        _ => false,
    }
}

/// A `str` of anything that becomes a text.
pub fn value_of(text: impl Into<str::Str>) -> Value {
    str_value(text)
}

/// A `bytes`.
pub fn bytes_value(octets: Vec<u8>) -> Value {
    crate::native::bytes(octets)
}

/// What `int.from_bytes` and the like read: `__bytes__`, buffers and iterables of ints. Errors: TypeError, ValueError.
pub fn octets_of(value: &Value) -> crate::exceptions::Outcome<Vec<u8>> {
    bytes_bound::octets_or_special(value)
}

/// A `str` value's text for messages; empty for anything else.
pub fn to_lossy(value: &Value) -> String {
    value.downcast::<str::Str>().map_or_else(String::new, str::Str::to_lossy)
}

#[cfg(test)]
mod vectors_test;
