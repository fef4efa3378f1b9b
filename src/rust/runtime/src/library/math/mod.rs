//! `math`: floating-point and integer functions, without interpreter state.

pub mod elementary;
pub mod functions;
pub mod gamma;
pub mod integers;
pub mod sums;
#[cfg(test)]
mod vectors_test;

pub use functions::MODULE;
