//! "Did you mean": names like one that was not found. `Python/suggestions.c`.

use super::hierarchy::{exception_of, ATTRIBUTE_ERROR, NAME_ERROR};
use super::{Exception, Outcome};
use crate::classes::super_object::SUPER;
use crate::classes::ClassRef;
use crate::collections::list::sort_values;
use crate::collections::list_value;
use crate::collections::support::{call_special, collect};
use crate::kept;
use crate::object::Kind;
use crate::protocol::attributes::{class_dir, default_dir};
use crate::protocol::convert;
use crate::text::str::Str;
use crate::text::str_class::STR;
use crate::text::{to_lossy, value_of};
use crate::value::Value;

const MOST_NAMES: usize = 750;
const LONGEST: usize = 40;
const MOVE_COST: usize = 2;
const CASE_COST: usize = 1;

/// The names of `builtins` in the order of its dict. No static: the link takes one for names that are looked up.
#[rustfmt::skip]
const BUILTINS: [&str; 157] = [
    "__name__", "__doc__", "__package__", "__loader__", "__spec__", "__build_class__", "__import__", "abs", "all",
    "any", "ascii", "bin", "breakpoint", "callable", "chr", "compile", "delattr", "dir", "divmod", "eval", "exec",
    "format", "getattr", "globals", "hasattr", "hash", "hex", "id", "input", "isinstance", "issubclass", "iter",
    "aiter", "len", "locals", "max", "min", "next", "anext", "oct", "ord", "pow", "print", "repr", "round", "setattr",
    "sorted", "sum", "vars", "None", "Ellipsis", "NotImplemented", "False", "True", "bool", "memoryview", "bytearray",
    "bytes", "classmethod", "complex", "dict", "enumerate", "filter", "float", "frozenset", "property", "int", "list",
    "map", "object", "range", "reversed", "set", "slice", "staticmethod", "str", "super", "tuple", "type", "zip",
    "__debug__", "BaseException", "BaseExceptionGroup", "Exception", "GeneratorExit", "KeyboardInterrupt",
    "SystemExit", "ArithmeticError", "AssertionError", "AttributeError", "BufferError", "EOFError", "ImportError",
    "LookupError", "MemoryError", "NameError", "OSError", "ReferenceError", "RuntimeError", "StopAsyncIteration",
    "StopIteration", "SyntaxError", "SystemError", "TypeError", "ValueError", "Warning", "FloatingPointError",
    "OverflowError", "ZeroDivisionError", "BytesWarning", "DeprecationWarning", "EncodingWarning", "FutureWarning",
    "ImportWarning", "PendingDeprecationWarning", "ResourceWarning", "RuntimeWarning", "SyntaxWarning",
    "UnicodeWarning", "UserWarning", "BlockingIOError", "ChildProcessError", "ConnectionError", "FileExistsError",
    "FileNotFoundError", "InterruptedError", "IsADirectoryError", "NotADirectoryError", "PermissionError",
    "ProcessLookupError", "TimeoutError", "IndentationError", "IndexError", "KeyError", "ModuleNotFoundError",
    "NotImplementedError", "RecursionError", "UnboundLocalError", "UnicodeError", "BrokenPipeError",
    "ConnectionAbortedError", "ConnectionRefusedError", "ConnectionResetError", "TabError", "UnicodeDecodeError",
    "UnicodeEncodeError", "UnicodeTranslateError", "ExceptionGroup", "EnvironmentError", "IOError", "open", "quit",
    "exit", "copyright", "credits", "license", "help",
];

/// What follows the message of an exception: nothing, or `. Did you mean: 'name'?`. Classes that inherit get none.
pub(super) fn suggestion(exception: &Value) -> String {
    let class = exception.class();
    let own = exception_of(exception);
    let found = if class == ATTRIBUTE_ERROR.class() {
        for_attribute(own)
    } else if class == NAME_ERROR.class() {
        for_name(own)
    } else {
        return String::new();
    };
    let shown = found.and_then(|found| found.map(|name| convert::repr(&name)).transpose());
    match shown {
        Ok(Some(name)) => format!(". Did you mean: {}?", to_lossy(&name)),
        Ok(None) => String::new(),
        Err(raised) => {
            raised.forget();
            String::new()
        }
    }
}

/// A str that is one exactly, and can be written in UTF-8.
fn exact_name(name: Option<Value>) -> Option<String> {
    let name = name.filter(|name| name.class() == STR.class())?;
    utf8(&name)
}

fn utf8(name: &Value) -> Option<String> {
    name.downcast::<Str>()?.to_utf8()
}

/// A function with a gate holds nothing else.
#[inline(never)]
fn for_attribute(own: &Exception) -> Outcome<Option<Value>> {
    if kept::is_open(kept::CLASSES) {
        among_attributes(own)
    } else {
        names_are_missing(own)
    }
}

/// Without some of the names that an object has, what is nearest is not known.
#[cold]
#[inline(never)]
fn names_are_missing(own: &Exception) -> Outcome<Option<Value>> {
    if exact_name(own.own_field(0)).is_none() || own.own_field(1).is_none() {
        return Ok(None);
    }
    crate::program::refuse(
        "the suggestion of a name for a missing attribute in a module that --whole-program made small",
    )
}

fn among_attributes(own: &Exception) -> Outcome<Option<Value>> {
    let (Some(name), Some(object)) = (exact_name(own.own_field(0)), own.own_field(1)) else { return Ok(None) };
    match dir(&object)? {
        Some(names) => Ok(nearest(&collect(&names)?, &name)),
        None => Ok(None),
    }
}

/// `dir(object)`: a `__dir__` of Python is called; that of builtin classes needs no method, which not every program
/// keeps. Nothing for what shows the names of other objects, modules that are not kept whole among them.
fn dir(object: &Value) -> Outcome<Option<Value>> {
    let method = name!("__dir__");
    let in_class = object.class().lookup(method.value()).filter(|found| found.kind() != Kind::MethodDescriptor);
    if in_class.is_some() {
        let Some(names) = call_special(object, method, [])? else { return Ok(None) };
        let (sorted, outcome) = sort_values(collect(&names)?, None, false);
        outcome?;
        return Ok(Some(list_value(sorted)));
    }
    match ClassRef::from_value(object) {
        _ if object.kind() == Kind::Module || object.class() == SUPER.class() => Ok(None),
        Some(class) => class_dir(class).map(Some),
        None => default_dir(object).map(Some),
    }
}

/// The names of the frame that raised: locals of the function, then globals, then builtins.
fn for_name(own: &Exception) -> Outcome<Option<Value>> {
    let Some(name) = exact_name(own.own_field(0)) else { return Ok(None) };
    // Innermost first.
    let Some(code) = own.traceback.borrow().first().map(|entry| entry.code) else { return Ok(None) };
    let of_function: Vec<Value> = code.traced_variables().iter().map(|name| value_of(*name)).collect();
    if let Some(found) = nearest(&of_function, &name) {
        return Ok(Some(found));
    }
    let globals = code.module.globals.dict().items();
    let globals: Vec<Value> = globals.into_iter().map(|(key, _)| key).collect();
    if let Some(found) = nearest(&globals, &name) {
        return Ok(Some(found));
    }
    let mut builtins: Vec<Value> = BUILTINS.iter().map(|name| value_of(*name)).collect();
    let added = crate::modules::import::builtins_module().map(|module| module.dict().items()).unwrap_or_default();
    let is_new = |key: &Value| utf8(key).is_none_or(|key| !BUILTINS.contains(&key.as_str()));
    builtins.extend(added.into_iter().map(|(key, _)| key).filter(is_new));
    Ok(nearest(&builtins, &name))
}

/// The first of the names at the least distance, where that is small enough. One that is no text ends the search.
fn nearest(names: &[Value], wanted: &str) -> Option<Value> {
    if names.len() >= MOST_NAMES {
        return None;
    }
    let mut best: Option<(&Value, usize)> = None;
    for name in names {
        let text = utf8(name)?;
        // C compares octets with characters here.
        if text == wanted && wanted.is_ascii() {
            continue;
        }
        // No more than a third of the octets may need a change.
        let allowed = (wanted.len() + text.len() + 3) * MOVE_COST / 6;
        let allowed = match best {
            // Nothing is nearer than this.
            Some((_, 0)) => continue,
            Some((_, distance)) => allowed.min(distance - 1),
            None => allowed,
        };
        let cost = distance(wanted.as_bytes(), text.as_bytes(), allowed);
        if cost <= allowed {
            best = Some((name, cost));
        }
    }
    best.map(|(name, _)| name.clone())
}

/// What it costs to replace an octet: less for another case of the letter.
fn substitution(a: u8, b: u8) -> usize {
    if a & 31 != b & 31 {
        return MOVE_COST;
    }
    match a == b {
        true => 0,
        false if a.eq_ignore_ascii_case(&b) => CASE_COST,
        false => MOVE_COST,
    }
}

/// The Levenshtein distance, or something above `most`.
fn distance(a: &[u8], b: &[u8], most: usize) -> usize {
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[before..], &b[before..]);
    let behind = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - behind], &b[..b.len() - behind]);
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) * MOVE_COST;
    }
    if a.len() > LONGEST || b.len() > LONGEST {
        return most + 1;
    }
    let (a, b) = if b.len() < a.len() { (b, a) } else { (a, b) };
    if (b.len() - a.len()) * MOVE_COST > most {
        return most + 1;
    }
    // One row of the matrix: the costs from what was read of `b` to the starts of `a`.
    let mut row: Vec<usize> = (1..=a.len()).map(|count| count * MOVE_COST).collect();
    let mut result = 0;
    for (place, own) in b.iter().enumerate() {
        let mut diagonal = place * MOVE_COST;
        result = diagonal;
        let mut least = usize::MAX;
        for (cell, other) in row.iter_mut().zip(a) {
            let replaced = diagonal + substitution(*own, *other);
            diagonal = *cell;
            result = (result.min(diagonal) + MOVE_COST).min(replaced);
            *cell = result;
            least = least.min(result);
        }
        if least > most {
            return most + 1;
        }
    }
    result
}
