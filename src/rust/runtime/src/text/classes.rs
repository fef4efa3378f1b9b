//! The classes of text and bytes, by their names.

pub use super::bytes_class::{BYTEARRAY, BYTES};
pub use super::memory_view::MEMORY_VIEW;
pub use super::str_class::STR;
