//! The standard library's modules that are written in Rust.

pub mod bisect;
pub mod builtins;
pub mod heapq;
pub mod itertools;
pub mod math;
pub mod print;
pub mod re;
pub mod streams;
pub mod time;
