//! Texts that programs run with `eval`, `exec` and `compile`: those that stand in the program as constants.
//!
//! The compiler asks CPython what each is and translates what is Python; a module that may run texts registers its rows
//! when its body begins. Whatever route a text takes to `eval`, it is found by its content. A text that stands nowhere in
//! the program is refused.

mod failure;
mod functions;
mod instance;

pub use functions::run_text;
pub use instance::{text_code, text_module, TextGlobals, TEXT_MODULE};

use crate::functions::code::Code;
use crate::functions::Arguments;
use crate::heap::single_thread::SingleThread;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;

/// One text.
pub struct TextRow {
    pub text: &'static str,
    /// As statements, as an expression, as what a session is given: `exec`, `eval`, `single`.
    pub modes: [TextMode; 3],
}

/// What becomes of a text in a mode.
#[derive(Clone, Copy)]
pub enum TextMode {
    Runs(&'static TextBody),
    Fails(&'static SyntaxFailure),
    Unknown,
}

/// A text that is translated.
pub struct TextBody {
    pub code: &'static Code,
    pub is_expression: bool,
    /// Whether the text itself reads and binds no name.
    pub names_nothing: bool,
    /// Whether it begins `__annotations__`.
    pub annotates: bool,
    /// Names that the compiler took for builtins.
    pub understood: &'static [&'static str],
    /// Modules that it imports.
    pub imports: &'static [&'static str],
    pub warnings: &'static [TextWarning],
}

/// What CPython's compiler warns of.
pub struct TextWarning {
    pub class: &'static str,
    pub message: &'static str,
    pub line: u32,
}

/// A SyntaxError without the file's name, which the caller gives.
pub struct SyntaxFailure {
    pub class: &'static str,
    pub message: &'static str,
    pub line: Option<i64>,
    pub offset: Option<i64>,
    pub text: Option<&'static str>,
    pub end_line: Option<i64>,
    pub end_offset: Option<i64>,
    /// Whether `args` have the place, or the attributes alone.
    pub in_arguments: bool,
    pub names_file: bool,
}

/// The functions behind the builtins; only programs that have texts contain them.
pub(crate) struct Engine {
    pub eval: fn(&mut Arguments) -> crate::exceptions::Outcome,
    pub exec: fn(&mut Arguments) -> crate::exceptions::Outcome,
    pub compile: fn(&mut Arguments) -> crate::exceptions::Outcome,
}

static ENGINE: SingleThread<Cell<Option<&'static Engine>>> = SingleThread::new(Cell::new(None));
static ROWS: SingleThread<OnceCell<RefCell<HashMap<&'static str, &'static TextRow>>>> =
    SingleThread::new(OnceCell::new());

fn rows() -> &'static RefCell<HashMap<&'static str, &'static TextRow>> {
    ROWS.get_or_init(RefCell::default)
}

/// The texts of a module, before anything in it runs.
pub fn register_texts(texts: &'static [TextRow]) {
    ENGINE.set(Some(&functions::ENGINE));
    let mut rows = rows().borrow_mut();
    for row in texts {
        rows.entry(row.text).or_insert(row);
    }
}

/// What runs texts, where the program has any.
pub(crate) fn engine() -> Option<&'static Engine> {
    ENGINE.get()
}

fn row(text: &str) -> Option<&'static TextRow> {
    rows().borrow().get(text).copied()
}
