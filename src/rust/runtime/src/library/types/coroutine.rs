//! `types.coroutine`: generator functions whose generators can be awaited. `Lib/types.py`.

use crate::exceptions::{raise_type_error, Outcome};
use crate::functions::{CodeKind, Frame, Function, Slot};
use crate::library::python_function::PythonFunction;
use crate::value::Value;

/// The function.
pub(super) fn function() -> Value {
    let (name, parameters) = ("coroutine", "func");
    PythonFunction { module: "types", name, qualified_name: name, parameters, body }.make(Vec::new(), Vec::new())
}

fn body(frame: &mut Frame) -> Outcome {
    let function = frame.load(Slot(0))?;
    if !crate::protocol::is_callable(&function) {
        return Err(raise_type_error("types.coroutine() expects a callable"));
    }
    match function.downcast::<Function>().map(|own| (own, own.code.kind)) {
        Some((_, CodeKind::Coroutine)) => {}
        Some((own, CodeKind::Generator)) => own.is_iterable_coroutine.set(true),
        _ => crate::program::refuse("types.coroutine of what is no generator function"),
    }
    Ok(function)
}
