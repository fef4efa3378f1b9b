//! The operations that the host asks for: section 6 of `docs/wire-format.md`.

use super::messages::{Request, Response};
use super::{handles, refused, Wire};
use crate::classes::core_classes as core;
use crate::exceptions::{raise_type_error, Outcome};
use crate::functions::{call_with, CallArguments};
use crate::library::builtins::{items, numbers, objects};
use crate::modules::import;
use crate::protocol::attributes::getattr_value;
use crate::protocol::{compare, items as item_protocol, iterate, operators};
use crate::text::str::Str;
use crate::text::str_value;
use crate::value::{boolean, int, integer, Value, NONE};

/// How an operation is done.
enum Action {
    /// The function or class that a program would call.
    Call(fn() -> Value),
    Unary(fn(Value) -> Outcome),
    Binary(fn(Value, Value) -> Outcome),
    /// Three operands.
    Ternary(fn(Value, Value, Value) -> Outcome),
}

macro_rules! table {
    ($($name:literal $action:expr;)*) => {
        static OPERATIONS: &[(&str, Action)] = &[$(($name, $action)),*];
    };
}

use Action::{Binary, Call, Ternary, Unary};

table! {
    "getattr" Call(|| objects::GETATTR.value());
    "setattr" Call(|| objects::SETATTR.value());
    "delattr" Call(|| objects::DELATTR.value());
    "dir" Call(|| objects::DIR.value());
    "iter" Call(|| items::ITER.value());
    "next" Call(|| items::NEXT.value());
    "len" Call(|| items::LEN.value());
    "hash" Call(|| objects::HASH.value());
    "repr" Call(|| objects::REPR.value());
    "format" Call(|| objects::FORMAT.value());
    "abs" Call(|| numbers::ABS.value());
    "divmod" Call(|| numbers::DIVMOD.value());
    "round" Call(|| numbers::ROUND.value());
    "isinstance" Call(|| objects::ISINSTANCE.value());
    "issubclass" Call(|| objects::ISSUBCLASS.value());
    "bool" Call(|| core::BOOL.value());
    "str" Call(|| core::STR.value());
    "int" Call(|| core::INT.value());
    "float" Call(|| core::FLOAT.value());
    "complex" Call(|| core::COMPLEX.value());
    "bytes" Call(|| core::BYTES.value());
    "reversed" Call(|| crate::collections::iterators::REVERSED.value());
    "getitem" Binary(item_protocol::getitem);
    "delitem" Binary(|object, key| item_protocol::delitem(object, key).map(|()| NONE()));
    "setitem" Ternary(|object, key, value| item_protocol::setitem(object, key, value).map(|()| NONE()));
    "contains" Binary(|container, item| iterate::contains(item, container).map(boolean));
    "index" Unary(|value| crate::protocol::index(&value).map(integer));
    "fspath" Unary(file_path);
    "eq" Binary(compare::eq);
    "ne" Binary(compare::ne);
    "lt" Binary(compare::lt);
    "le" Binary(compare::le);
    "gt" Binary(compare::gt);
    "ge" Binary(compare::ge);
    "add" Binary(operators::add);
    "sub" Binary(operators::sub);
    "mul" Binary(operators::mul);
    "truediv" Binary(operators::truediv);
    "floordiv" Binary(operators::floordiv);
    "mod" Binary(operators::mod_);
    "pow" Binary(operators::pow);
    "matmul" Binary(operators::matmul);
    "lshift" Binary(operators::lshift);
    "rshift" Binary(operators::rshift);
    "and" Binary(operators::and_);
    "or" Binary(operators::or_);
    "xor" Binary(operators::xor);
    "iadd" Binary(operators::iadd);
    "isub" Binary(operators::isub);
    "imul" Binary(operators::imul);
    "itruediv" Binary(operators::itruediv);
    "ifloordiv" Binary(operators::ifloordiv);
    "imod" Binary(operators::imod);
    "ipow" Binary(operators::ipow);
    "imatmul" Binary(operators::imatmul);
    "ilshift" Binary(operators::ilshift);
    "irshift" Binary(operators::irshift);
    "iand" Binary(operators::iand);
    "ior" Binary(operators::ior);
    "ixor" Binary(operators::ixor);
    "neg" Unary(operators::neg);
    "pos" Unary(operators::pos);
    "invert" Unary(operators::invert);
}

fn file_path(value: Value) -> Outcome {
    if value.downcast::<Str>().is_some() || value.downcast::<crate::text::Bytes>().is_some() {
        return Ok(value);
    }
    match crate::classes::special::call_special(&value, name!("__fspath__"), [])? {
        Some(path) => Ok(path),
        None => {
            let given = value.type_name();
            Err(raise_type_error(format!("expected str, bytes or os.PathLike object, not {given}")))
        }
    }
}

/// Does what the host asks. Errors: refused for an unknown operation.
pub fn perform(request: Request) -> Wire<Response> {
    match request.operation.as_str() {
        "release" => {
            for number in &request.arguments {
                handles::release(number.as_small_int().map_or(u64::MAX, |number| number as u64))?;
            }
            Ok(Response::Returned(NONE()))
        }
        "describe" => Ok(Response::Returned(describe()?)),
        _ => Ok(match operate(request)? {
            Ok(value) => Response::Returned(value),
            Err(raised) => Response::Raised(raised.take()),
        }),
    }
}

fn describe() -> Outcome {
    let modules = import::available_names().into_iter().map(str_value).collect();
    crate::collections::dict([
        (str_value("format"), int(super::tags::FORMAT_VERSION)),
        (str_value("runtime"), str_value(concat!("ferrotype ", env!("CARGO_PKG_VERSION")))),
        (str_value("modules"), crate::collections::list_value(modules)),
    ])
}

fn operate(request: Request) -> Wire<Outcome> {
    let Request { operation, mut arguments, keywords } = request;
    let count = arguments.len();
    match operation.as_str() {
        "call" if count >= 1 => {
            let function = arguments.remove(0);
            return Ok(call(&function, arguments, keywords));
        }
        "callmethod" if count >= 2 => {
            let (object, name) = (arguments.remove(0), arguments.remove(0));
            let method = getattr_value(&object, &crate::names::intern(name));
            return Ok(method.and_then(|method| call(&method, arguments, keywords)));
        }
        _ => {}
    }
    let Some((_, action)) = OPERATIONS.iter().find(|(name, _)| *name == operation) else {
        return refused(format!("the module has no operation '{operation}'"));
    };
    let mut given = arguments.into_iter();
    let mut operand = || given.next().unwrap_or_else(NONE);
    Ok(match action {
        Call(function) => call(&function(), given.collect(), keywords),
        Unary(action) if count == 1 => action(operand()),
        Binary(action) if count == 2 => action(operand(), operand()),
        Ternary(action) if count == 3 => action(operand(), operand(), operand()),
        _ => return refused(format!("the operation '{operation}' with {count} arguments")),
    })
}

fn call(function: &Value, arguments: Vec<Value>, keywords: Vec<(Value, Value)>) -> Outcome {
    let (names, given): (Vec<Value>, Vec<Value>) = keywords.into_iter().unzip();
    let mut values: Vec<Option<Value>> = arguments.into_iter().chain(given).map(Some).collect();
    call_with(function, CallArguments::new(&mut values, &names))
}
