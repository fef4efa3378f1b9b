//! Python 3.11's objects and protocols, for programs that ferrotype translates. `docs/architecture.md` says what
//! generated code calls; `README.md` beside this crate's `Cargo.toml` says how to add a class, a method, a module.

// The compiler sets this where it has built a standard library of its own, for which rustc's nightly features are on.
#![cfg_attr(abort_at_once, feature(alloc_error_hook))]

#[macro_use]
mod macros;

pub mod classes;
pub mod collections;
pub mod compact;
pub mod exceptions;
pub mod fast;
pub mod functions;
pub mod generators;
pub mod heap;
pub mod kept;
pub mod library;
pub mod modules;
pub mod names;
pub mod native;
pub mod number;
pub mod object;
pub mod packed;
pub mod prelude;
pub mod program;
pub mod protocol;
pub mod text;
pub mod texts;
pub mod value;
pub mod wire;

#[cfg(test)]
mod generated_test;
