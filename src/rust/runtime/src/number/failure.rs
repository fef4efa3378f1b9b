//! The error of a pure routine: which built-in exception to raise and its message, before any exception object exists.

use std::borrow::Cow;

/// The built-in exception class that a [`Failure`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    Type,
    Value,
    Overflow,
    ZeroDivision,
    Memory,
    Index,
    Key,
    Lookup,
    /// OverflowError with C's ERANGE: `(34, 'Numerical result out of range')`.
    Range,
}

/// What went wrong in a routine that has no interpreter state; `message` is CPython's to the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub kind: FailureKind,
    pub message: Cow<'static, str>,
}

/// The result of a pure routine.
pub type Checked<T> = Result<T, Failure>;

impl Failure {
    pub fn new(kind: FailureKind, message: impl Into<Cow<'static, str>>) -> Failure {
        Failure { kind, message: message.into() }
    }

    pub fn type_error(message: impl Into<Cow<'static, str>>) -> Failure {
        Failure::new(FailureKind::Type, message)
    }

    pub fn value(message: impl Into<Cow<'static, str>>) -> Failure {
        Failure::new(FailureKind::Value, message)
    }

    pub fn overflow(message: impl Into<Cow<'static, str>>) -> Failure {
        Failure::new(FailureKind::Overflow, message)
    }

    pub fn zero_division(message: impl Into<Cow<'static, str>>) -> Failure {
        Failure::new(FailureKind::ZeroDivision, message)
    }

    pub fn memory() -> Failure {
        Failure::new(FailureKind::Memory, "")
    }

    pub fn index(message: impl Into<Cow<'static, str>>) -> Failure {
        Failure::new(FailureKind::Index, message)
    }
}

/// A length that an object could have here; what is negative is none.
///
/// # Errors
/// MemoryError for what no WASM memory holds, where CPython would ask for as much.
pub fn room(length: i64) -> Checked<usize> {
    match i32::try_from(length.max(0)) {
        Ok(length) => Ok(length as usize),
        Err(_) => Err(Failure::memory()),
    }
}
