//! The standard library's modules that are written in Rust.

pub mod _abc;
pub mod _io;
pub mod _random;
pub mod _struct;
pub mod _weakref;
pub mod binascii;
pub mod bisect;
pub mod builtins;
pub mod cmath;
pub mod collections;
pub mod errno;
pub mod functools;
pub mod heapq;
pub mod importlib;
pub mod itertools;
pub mod math;
pub mod operator;
pub mod print;
mod python_function;
pub mod re;
pub mod streams;
pub mod string;
pub mod sys;
pub mod system;
pub mod time;
pub mod types;
pub mod typing;
