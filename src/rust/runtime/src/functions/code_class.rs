//! The class of code objects: what a function's `__code__` says about it (`Objects/codeobject.c`).
//!
//! Bytecode, constants and names of instructions are CPython's own; asking for them is refused.

use super::code::Code;
use crate::classes::slots::{Comparison, Slots};
use crate::classes::{BuiltinClass, GetSet, Method};
use crate::collections::carried::native;
use crate::collections::{tuple_value, Dict};
use crate::exceptions::Outcome;
use crate::functions::Arguments;
use crate::heap::single_thread::SingleThread;
use crate::object::{allocate_native, Kind};
use crate::protocol::compare::identity_hash;
use crate::protocol::convert::address_text;
use crate::text::str::Str;
use crate::text::str_value;
use crate::value::{boolean, int, Value, NOT_IMPLEMENTED};
use std::cell::RefCell;

/// What the closure of a function that is written in Rust is called.
pub(crate) const UNNAMED: &str = "";

/// A code object.
struct CodeObject {
    code: &'static Code,
    /// Whether it is that of a generator function that `types.coroutine` has changed.
    iterable: bool,
}

/// `CO_ITERABLE_COROUTINE`.
const ITERABLE_COROUTINE: u32 = 0x100;

native!(CodeObject, CODE);

/// Every code object that was asked for: a function gives the same one each time.
static OBJECTS: SingleThread<RefCell<Vec<(&'static Code, Value)>>> = SingleThread::new(RefCell::new(Vec::new()));

/// The code object of a function's description; `iterable` as `types.coroutine` changes it.
pub(crate) fn code_object(code: &'static Code, iterable: bool) -> Value {
    let is_it = |object: &Value| object.native::<CodeObject>().is_some_and(|own| own.iterable == iterable);
    let found = OBJECTS
        .borrow()
        .iter()
        .find(|(known, object)| std::ptr::eq(*known, code) && is_it(object))
        .map(|(_, object)| object.clone());
    found.unwrap_or_else(|| {
        let object = allocate_native(CODE.class(), CodeObject { code, iterable });
        OBJECTS.borrow_mut().push((code, object.clone()));
        object
    })
}

/// What a code object describes; `None` for any other value.
pub(crate) fn described_code(value: &Value) -> Option<&'static Code> {
    value.native::<CodeObject>().map(|own| own.code)
}

fn code(own: &Value) -> &'static Code {
    match own.native::<CodeObject>() {
        Some(own) => own.code,
        None => unreachable!("instances of code are code objects"),
    }
}

fn count(number: usize) -> Outcome {
    Ok(int(number as i64))
}

fn texts<'a>(names: impl Iterator<Item = &'a &'static str>) -> Outcome {
    Ok(tuple_value(names.map(|name| str_value(*name)).collect()))
}

impl Code {
    /// The names of parameters and other locals, `co_varnames`.
    pub(crate) fn variables(&self) -> &'static [&'static str] {
        &self.names[..self.names.len() - self.cells - self.free]
    }

    /// The names of cells that are made here.
    pub(crate) fn cell_names(&self) -> &'static [&'static str] {
        &self.names[self.names.len() - self.cells - self.free..self.names.len() - self.free]
    }

    /// The names of the closure's cells, `co_freevars`.
    pub(crate) fn free_names(&self) -> &'static [&'static str] {
        &self.names[self.names.len() - self.free..]
    }

    /// `co_varnames`, as far as it is known.
    pub(crate) fn traced_variables(&self) -> &'static [&'static str] {
        match self.flags {
            0 => &[],
            _ => self.variables(),
        }
    }

    /// Whether the parameters come in the way in which a caller gives them.
    fn known_variables(&self) -> &'static [&'static str] {
        if self.flags == 0 {
            crate::program::refuse(format_args!("the code object of {}", self.qualified_name));
        }
        self.variables()
    }
}

/// `co_cellvars`: captured parameters in their order, then the others by name.
fn cell_variables(code: &'static Code) -> Outcome {
    code.known_variables();
    let cells = code.cell_names();
    let parameters = &code.names[..code.parameters.count()];
    let captured = parameters.iter().filter(|name| cells.contains(name));
    texts(captured.chain(cells.iter().filter(|name| !parameters.contains(name))))
}

/// Codes are equal where all that they say and do is. Two functions that differ in nothing else than what they do are
/// not told apart here.
fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    let (Some(a), Some(b)) = (left.native::<CodeObject>(), right.native::<CodeObject>()) else {
        return Ok(NOT_IMPLEMENTED());
    };
    let (a, b) = (a.code, b.code);
    let same = std::ptr::eq(a, b);
    let may_be_equal = a.name == b.name
        && a.definition_line == b.definition_line
        && a.parameters.by_position() == b.parameters.by_position()
        && a.parameters.named() == b.parameters.named()
        && a.names == b.names;
    if !same && may_be_equal {
        crate::program::refuse("a comparison of code objects that look the same");
    }
    match comparison {
        Comparison::Eq => Ok(boolean(same)),
        Comparison::Ne => Ok(boolean(!same)),
        _ => Ok(NOT_IMPLEMENTED()),
    }
}

/// Another code object; the only change that there can be is the one that `types.coroutine` makes.
fn replace(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let changes = arguments.take(1);
    let changes = changes.downcast::<Dict>().map(Dict::items).unwrap_or_default();
    let wanted = i64::from(code(&own).flags | ITERABLE_COROUTINE);
    let is_coroutine = |name: &Value, value: &Value| {
        let is_flags = name.downcast::<Str>().is_some_and(|name| name.equals("co_flags"));
        is_flags && value.as_small_int() == Some(wanted)
    };
    match changes.as_slice() {
        [(name, value)] if is_coroutine(name, value) => Ok(code_object(code(&own), true)),
        _ => crate::program::refuse("code.replace()"),
    }
}

/// Whether a value is the code object of this code, and the changed one.
pub(crate) fn is_code_of(value: &Value, code: &'static Code) -> Option<bool> {
    let own = value.native::<CodeObject>().filter(|own| std::ptr::eq(own.code, code))?;
    Some(own.iterable)
}

fn repr(own: &Value) -> Outcome {
    let (code, address) = (code(own), address_text(own));
    let (name, file, line) = (code.name, code.module.file, code.definition_line);
    Ok(str_value(format!("<code object {name} at {address}, file \"{file}\", line {line}>")))
}

pub static CODE: BuiltinClass = BuiltinClass::new("code", Kind::Native)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots {
        repr: Some(repr),
        compare: Some(compare),
        hash: Some(|own| Ok(identity_hash(own))),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::new("replace", "self, /, **changes", replace)]))
    .getsets(getsets!(&[
        GetSet::new("co_name", |own| Ok(str_value(code(own).name))),
        GetSet::new("co_qualname", |own| Ok(str_value(code(own).qualified_name))),
        GetSet::new("co_filename", |own| Ok(str_value(code(own).module.file))),
        GetSet::new("co_firstlineno", |own| count(code(own).definition_line as usize)),
        GetSet::new("co_argcount", |own| count(code(own).parameters.by_position())),
        GetSet::new("co_posonlyargcount", |own| count(code(own).parameters.positional_only)),
        GetSet::new("co_kwonlyargcount", |own| count(code(own).parameters.keyword_only)),
        GetSet::new("co_nlocals", |own| count(code(own).known_variables().len())),
        GetSet::new("co_flags", |own| {
            code(own).known_variables();
            let iterable = own.native::<CodeObject>().is_some_and(|own| own.iterable);
            let changed = if iterable { ITERABLE_COROUTINE } else { 0 };
            count((code(own).flags | changed) as usize)
        }),
        GetSet::new("co_varnames", |own| texts(code(own).known_variables().iter())),
        GetSet::new("co_cellvars", |own| cell_variables(code(own))),
        GetSet::new("co_freevars", |own| {
            code(own).known_variables();
            if code(own).free_names().contains(&UNNAMED) {
                crate::program::refuse(format_args!("co_freevars of {}", code(own).qualified_name));
            }
            texts(code(own).free_names().iter())
        }),
    ]));
