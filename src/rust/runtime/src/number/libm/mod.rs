//! The functions of C's libm as glibc 2.36 computes them on x86-64, without interpreter state.
//!
//! CPython calls them, so programs print their last bits. On processors with FMA glibc runs variants compiled with fused
//! multiply-add; here the same results come from plain operations, on every target the same.

pub mod arcsine;
mod arcsine_table;
pub mod arctangent;
mod arctangent_table;
pub mod circle;
mod circle_tables;
pub mod difference;
pub mod error_function;
pub mod exponential;
pub mod fused;
pub mod hyperbolic;
pub mod logarithm;
pub mod power;
mod reduction;
pub mod root;
mod tables;

#[cfg(test)]
mod bounds_test;
#[cfg(test)]
mod power_test;

pub use self::arcsine::{acos, asin};
pub use self::arctangent::{atan, atan2};
pub use self::circle::{cos, sin, tan};
pub use self::difference::{expm1, log1p};
pub use self::error_function::{erf, erfc};
pub use self::exponential::{exp, exp2};
pub use self::hyperbolic::{acosh, asinh, atanh, cosh, sinh, tanh};
pub use self::logarithm::{log, log10, log2};
pub use self::power::{pow, power_by_roots, power_of_positive};
pub use self::root::{cbrt, hypot};
