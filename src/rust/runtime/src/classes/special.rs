//! Special methods: looked up on the class, never on the instance.

use crate::exceptions::Outcome;
use crate::functions::{call_values, CallArguments};
use crate::names::Name;
use crate::object::Kind;
use crate::protocol::attributes::bind;
use crate::value::Value;

/// The special method of a value's class, unbound, and whether it takes the value as its first argument.
pub(crate) fn find(value: &Value, name: &Value) -> Outcome<Option<(Value, bool)>> {
    let Some(found) = value.class().lookup(name) else { return Ok(None) };
    match found.kind() {
        Kind::Function | Kind::MethodDescriptor | Kind::WrapperDescriptor => Ok(Some((found, true))),
        _ => Ok(Some((bind(found, value)?, false))),
    }
}

/// Calls a special method with up to three arguments; `None` where the class has none of that name.
pub fn call_special<const N: usize>(value: &Value, name: &Name, arguments: [Value; N]) -> Outcome<Option<Value>> {
    let Some((method, takes_self)) = find(value, name.value())? else { return Ok(None) };
    let mut values = arguments.map(Some);
    let arguments = CallArguments::new(&mut values, &[]);
    if takes_self {
        return arguments.with_first(value.clone(), |all| call_values(&method, all.values)).map(Some);
    }
    call_values(&method, &mut values).map(Some)
}

/// The same with any arguments.
pub(crate) fn call_special_with(value: &Value, name: &Name, arguments: CallArguments) -> Outcome<Option<Value>> {
    let Some((method, takes_self)) = find(value, name.value())? else { return Ok(None) };
    if takes_self {
        arguments.with_first(value.clone(), |all| crate::functions::call_with(&method, all)).map(Some)
    } else {
        crate::functions::call_with(&method, arguments).map(Some)
    }
}
