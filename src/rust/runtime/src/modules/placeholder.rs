//! What stands for a module where code belongs to none: texts that do not run yet, functions made of text.

use super::globals::Globals;
use super::Module;
use crate::functions::code::{Code, CodeKind};
use crate::functions::Parameters;
use crate::value::NONE;

/// A module without a name, names or code.
pub static NOWHERE: Module = Module {
    name: "",
    file: "<string>",
    package: false,
    docstring: None,
    globals: &NO_NAMES,
    body: &NOTHING,
    source: "",
};

static NO_NAMES: Globals = globals![];

/// The body of a module that does nothing.
pub(crate) static NOTHING: Code = Code {
    name: "<module>",
    qualified_name: "<module>",
    first_line: 1,
    definition_line: 1,
    flags: 0,
    parameters: Parameters { positional_only: 0, positional: 0, keyword_only: 0, star: false, double_star: false },
    names: &[],
    slots: 0,
    cells: 0,
    free: 0,
    docstring: None,
    kind: CodeKind::Plain,
    module: &NOWHERE,
    body: |_| Ok(NONE()),
};
