//! The wire format of library modules (`docs/wire-format.md`): its encoding. The host's side is
//! `src/python/ferrotype/wire/`.

pub mod heads;
pub mod item;
pub mod tags;
#[cfg(test)]
mod vectors_test;
