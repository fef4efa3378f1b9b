//! The wire format of library modules (`docs/wire-format.md`): its encoding, what travels by name and by handle, the
//! operations, the exports. The host's side is `src/python/ferrotype/wire/` and `host/`.

pub mod channel;
pub mod conversation;
pub mod decode;
pub mod encode;
pub mod exceptions;
pub mod handles;
pub mod heads;
pub mod item;
pub mod library;
pub mod messages;
#[cfg(test)]
mod messages_test;
pub mod named;
pub mod operations;
pub mod remote;
pub mod tags;
pub mod value_classes;
#[cfg(test)]
mod vectors_test;

use crate::exceptions::Raised;
use heads::Malformed;

/// Why a message could not be written, read or answered.
#[derive(Debug)]
pub enum Failure {
    /// The bytes break the format.
    Malformed(String),
    /// This side cannot do what is asked.
    Refused(String),
    /// A Python exception on the way: the body of a module that was needed, say.
    Raised(Raised),
}

pub type Wire<T> = Result<T, Failure>;

impl From<Malformed> for Failure {
    fn from(malformed: Malformed) -> Failure {
        Failure::Malformed(malformed.0)
    }
}

impl From<Raised> for Failure {
    fn from(raised: Raised) -> Failure {
        Failure::Raised(raised)
    }
}

/// A message that breaks the format.
pub(crate) fn broken<T>(message: impl Into<String>) -> Wire<T> {
    Err(Failure::Malformed(message.into()))
}

/// Something that this side cannot do.
pub(crate) fn refused<T>(message: impl Into<String>) -> Wire<T> {
    Err(Failure::Refused(message.into()))
}
