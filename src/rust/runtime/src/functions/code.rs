//! The static description of a Python function that the compiler emits.

use super::frame::Frame;
use crate::exceptions::Outcome;
use crate::modules::Module;

/// The line of functions that are written in Rust: tracebacks leave them out.
pub(crate) const HIDDEN_LINE: u32 = 0;

/// A slot of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(pub usize);

/// How many parameters of each kind a function has; they take the first slots in this order.
#[derive(Clone, Copy, Debug)]
pub struct Parameters {
    pub positional_only: usize,
    pub positional: usize,
    pub keyword_only: usize,
    pub star: bool,
    pub double_star: bool,
}

impl Parameters {
    /// Those that take positional arguments.
    #[inline(always)]
    pub const fn by_position(&self) -> usize {
        self.positional_only + self.positional
    }

    /// Those that have a name of their own.
    #[inline(always)]
    pub const fn named(&self) -> usize {
        self.by_position() + self.keyword_only
    }

    /// Slots that arguments fill.
    #[inline(always)]
    pub const fn count(&self) -> usize {
        self.named() + self.star as usize + self.double_star as usize
    }
}

/// How a body runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    Plain,
    Generator,
    Coroutine,
    AsyncGenerator,
}

impl CodeKind {
    /// What messages call the object that a call makes.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            CodeKind::Plain | CodeKind::Generator => "generator",
            CodeKind::Coroutine => "coroutine",
            CodeKind::AsyncGenerator => "async generator",
        }
    }
}

/// A Python function, class body or module body.
pub struct Code {
    pub name: &'static str,
    pub qualified_name: &'static str,
    pub first_line: u32,
    /// The first decorator's line, or `first_line`.
    pub definition_line: u32,
    /// CPython's `co_flags`; 0 where it is not known.
    pub flags: u32,
    pub parameters: Parameters,
    /// The names of the slots that have one: all but those behind, in which the compiler keeps what has none.
    pub names: &'static [&'static str],
    pub slots: usize,
    /// Cells made here: the slots before the closure's.
    pub cells: usize,
    /// Cells of the closure: the last slots that have names.
    pub free: usize,
    pub docstring: Option<&'static str>,
    pub kind: CodeKind,
    pub module: &'static Module,
    pub body: fn(&mut Frame) -> Outcome,
}

impl Code {
    /// Whether a call with exactly this many positional arguments runs the body at once.
    #[inline(always)]
    pub(crate) fn runs_with(&self, count: usize) -> bool {
        self.takes_exactly(count) && !self.is_suspended()
    }

    /// Whether a call makes an object that keeps the frame, and runs nothing yet.
    #[inline(always)]
    pub(crate) fn is_suspended(&self) -> bool {
        self.kind != CodeKind::Plain
    }

    /// Whether a call with exactly this many positional arguments needs no binding.
    #[inline(always)]
    pub(crate) fn takes_exactly(&self, count: usize) -> bool {
        let parameters = &self.parameters;
        parameters.by_position() == count && parameters.keyword_only == 0 && !parameters.star && !parameters.double_star
    }
}
