//! The standard library's modules that are written in Rust.

pub mod math;
pub mod re;
