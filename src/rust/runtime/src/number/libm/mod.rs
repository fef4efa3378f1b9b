//! The functions of C's libm as glibc 2.36 computes them on x86-64, without interpreter state.
//!
//! CPython calls them, so programs print their last bits. On processors with FMA glibc runs variants compiled with fused
//! multiply-add; here the same results come from plain operations, on every target the same.

pub mod fused;
pub mod power;
mod tables;

pub use self::power::{pow, power_by_constant, power_of_positive};
