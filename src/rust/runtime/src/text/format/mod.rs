//! Formatting: the format mini-language, `%` formatting and the templates of `str.format`.

pub mod complex;
pub mod float;
pub mod integer;
pub mod layout;
pub mod percent;
pub mod spec;
pub mod template;
pub mod text;
