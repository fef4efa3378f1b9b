//! `re`: the matcher for patterns that the compiler compiled with CPython's own `re._compiler`.

pub mod charset;
pub mod engine;
pub mod opcodes;
pub mod template;
#[cfg(test)]
mod vectors_test;
