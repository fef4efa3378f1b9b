//! The module `builtins`: its functions, a `static` each, and its classes by name.

mod exception_classes;
pub mod items;
pub mod numbers;
pub mod objects;

use crate::classes::{core_classes as core, BuiltinClass};
use crate::collections::{classes, iterators};
use crate::exceptions;
use crate::functions::builtin::Builtin;
use crate::value::{Value, ELLIPSIS, NOT_IMPLEMENTED, TRUE};

/// Functions in alphabetical order; `__build_class__` stands elsewhere.
pub static FUNCTIONS: &[&Builtin] = &[
    &objects::IMPORT,
    &numbers::ABS,
    &items::ALL,
    &items::ANY,
    &objects::ASCII,
    &numbers::BIN,
    &objects::BREAKPOINT,
    &objects::CALLABLE,
    &numbers::CHR,
    &objects::COMPILE,
    &objects::DELATTR,
    &objects::DIR,
    &numbers::DIVMOD,
    &objects::EVAL,
    &objects::EXEC,
    &objects::FORMAT,
    &objects::GETATTR,
    &objects::GLOBALS,
    &objects::HASATTR,
    &objects::HASH,
    &objects::HELP,
    &numbers::HEX,
    &objects::ID,
    &crate::library::print::INPUT,
    &objects::ISINSTANCE,
    &objects::ISSUBCLASS,
    &items::ITER,
    &items::LEN,
    &objects::LOCALS,
    &items::MAX,
    &items::MIN,
    &items::NEXT,
    &numbers::OCT,
    &crate::library::print::OPEN,
    &numbers::ORD,
    &numbers::POW,
    &crate::library::print::PRINT,
    &objects::REPR,
    &numbers::ROUND,
    &objects::SETATTR,
    &items::SORTED,
    &numbers::SUM,
    &objects::VARS,
];

/// Classes in alphabetical order; those of exceptions stand in `exceptions::hierarchy`.
pub static CLASSES: &[&BuiltinClass] = &[
    &core::BOOL,
    &core::BYTEARRAY,
    &core::BYTES,
    &core::CLASS_METHOD,
    &core::COMPLEX,
    &classes::DICT,
    &iterators::ENUMERATE,
    &iterators::FILTER,
    &core::FLOAT,
    &classes::FROZEN_SET,
    &core::INT,
    &classes::LIST,
    &iterators::MAP,
    &crate::text::classes::MEMORY_VIEW,
    &core::OBJECT,
    &core::PROPERTY,
    &classes::RANGE,
    &iterators::REVERSED,
    &classes::SET,
    &classes::SLICE,
    &core::STATIC_METHOD,
    &core::STR,
    &core::SUPER,
    &classes::TUPLE,
    &core::TYPE,
    &iterators::ZIP,
];

/// A name of the module.
pub fn lookup(name: &str) -> Option<Value> {
    match name {
        "NotImplemented" => return Some(NOT_IMPLEMENTED()),
        "Ellipsis" => return Some(ELLIPSIS()),
        "__debug__" => return Some(TRUE()),
        "EnvironmentError" | "IOError" => return Some(exceptions::OS_ERROR.value()),
        _ => {}
    }
    if let Some(function) = FUNCTIONS.iter().find(|function| function.name() == name) {
        return Some(function.value());
    }
    let classes = CLASSES.iter().chain(exception_classes::EXCEPTIONS);
    classes.copied().find(|class| class.name == name).map(|class| class.value())
}
