//! What the arguments of generic aliases and unions have for type variables, and putting something in their place
//! (`_Py_make_parameters` and `_Py_subs_parameters` of `Objects/genericaliasobject.c`).

use super::generic_alias::unpacked_arguments;
use super::support;
use super::tuple::{tuple_value, Tuple};
use crate::classes::ClassRef;
use crate::exceptions::*;
use crate::protocol::attributes::getattr_optional;
use crate::text::str::StrBuilder;
use crate::value::Value;

fn is_class(value: &Value) -> bool {
    ClassRef::from_value(value).is_some()
}

fn items(value: &Value) -> Option<&[Value]> {
    value.downcast::<Tuple>().map(Tuple::items)
}

/// Adds what is not there yet.
fn add(parameters: &mut Vec<Value>, parameter: &Value) {
    if !parameters.iter().any(|known| known.is(parameter)) {
        parameters.push(parameter.clone());
    }
}

/// The type variables among arguments, each once.
pub(super) fn parameters_of(arguments: &[Value]) -> Outcome {
    let mut parameters = Vec::new();
    for argument in arguments.iter().filter(|argument| !is_class(argument)) {
        if getattr_optional(argument, name!("__typing_subst__"))?.is_some() {
            add(&mut parameters, argument);
        } else if let Some(inner) = getattr_optional(argument, name!("__parameters__"))? {
            items(&inner).unwrap_or_default().iter().for_each(|parameter| add(&mut parameters, parameter));
        }
    }
    Ok(tuple_value(parameters))
}

/// What stands in brackets, with the items of unpacked tuples in their places.
fn unpacked(item: Value) -> Outcome<Vec<Value>> {
    let mut all = Vec::new();
    for part in items(&item).map_or_else(|| vec![item.clone()], <[Value]>::to_vec) {
        let inner = if is_class(&part) { None } else { unpacked_arguments(&part)? };
        match inner.as_ref().and_then(items) {
            Some(inner) if !inner.last().is_some_and(Value::is_ellipsis) => all.extend(inner.iter().cloned()),
            _ => all.push(part),
        }
    }
    Ok(all)
}

/// The place of a parameter; parameters are compared by identity.
fn position(parameters: &[Value], wanted: &Value) -> Option<usize> {
    parameters.iter().position(|parameter| parameter.is(wanted))
}

/// An argument that has parameters of its own, with these replaced.
fn substituted(argument: &Value, parameters: &[Value], given: &[Value]) -> Outcome {
    let inner = getattr_optional(argument, name!("__parameters__"))?;
    let Some(inner) = inner.as_ref().and_then(items).filter(|inner| !inner.is_empty()) else {
        return Ok(argument.clone());
    };
    let mut chosen = Vec::new();
    for parameter in inner {
        let Some(place) = position(parameters, parameter) else {
            chosen.push(parameter.clone());
            continue;
        };
        match items(&given[place]).filter(|_| parameters[place].class().slots().iter().is_some()) {
            Some(several) => chosen.extend(several.iter().cloned()),
            None => chosen.push(given[place].clone()),
        }
    }
    support::getitem(argument.clone(), tuple_value(chosen))
}

fn is_unpacked_variable(argument: &Value) -> Outcome<bool> {
    match getattr_optional(argument, name!("__typing_is_unpacked_typevartuple__"))? {
        Some(answer) => support::truth(&answer),
        None => Ok(false),
    }
}

/// What each parameter gets, after all of them had their say.
fn prepared(own: &Value, parameters: &[Value], item: Value) -> Outcome<Vec<Value>> {
    let mut item = tuple_value(unpacked(item)?);
    for parameter in parameters {
        let prepare = getattr_optional(parameter, name!("__typing_prepare_subst__"))?;
        if let Some(prepare) = prepare.filter(|prepare| !prepare.is_none()) {
            let given = if items(&item).is_some() { item } else { tuple_value(vec![item]) };
            item = support::call(&prepare, [own.clone(), given])?;
        }
    }
    let given = items(&item).map_or_else(|| vec![item.clone()], <[Value]>::to_vec);
    if given.len() != parameters.len() {
        let word = if given.len() > parameters.len() { "many" } else { "few" };
        let (shown, count, wanted) = (support::repr_text(own)?, given.len(), parameters.len());
        return Err(raise_type_error(format!("Too {word} arguments for {shown}; actual {count}, expected {wanted}")));
    }
    Ok(given)
}

/// The arguments of `own[item]`.
pub(super) fn subscribed(own: &Value, arguments: &[Value], parameters: &[Value], item: Value) -> Outcome<Vec<Value>> {
    if parameters.is_empty() {
        return Err(raise_type_error(format!("{} is not a generic class", support::repr_text(own)?)));
    }
    let given = prepared(own, parameters, item)?;
    let mut made = Vec::new();
    for argument in arguments {
        if is_class(argument) {
            made.push(argument.clone());
            continue;
        }
        let is_unpacked = is_unpacked_variable(argument)?;
        let substitute = getattr_optional(argument, name!("__typing_subst__"))?;
        let new = match substitute.zip(position(parameters, argument)) {
            Some((substitute, place)) => support::call(&substitute, [given[place].clone()])?,
            None => substituted(argument, parameters, &given)?,
        };
        match items(&new).filter(|_| is_unpacked) {
            Some(several) => made.extend(several.iter().cloned()),
            None => made.push(new),
        }
    }
    Ok(made)
}

/// How an argument is shown: classes by their names, all else by `repr`.
pub(super) fn push_argument(builder: &mut StrBuilder, argument: &Value) -> Outcome<()> {
    let origin = getattr_optional(argument, name!("__origin__"))?;
    if origin.is_some() && getattr_optional(argument, name!("__args__"))?.is_some() {
        return support::push_repr(builder, argument);
    }
    let Some(name) = getattr_optional(argument, name!("__qualname__"))? else {
        return support::push_repr(builder, argument);
    };
    let module = getattr_optional(argument, name!("__module__"))?.filter(|module| !module.is_none());
    let Some(module) = module else { return support::push_repr(builder, argument) };
    let module = crate::protocol::convert::str(&module)?;
    let module = crate::text::to_lossy(&module);
    if module != "builtins" {
        builder.push_text(&module);
        builder.push_text(".");
    }
    builder.push_text(&crate::text::to_lossy(&crate::protocol::convert::str(&name)?));
    Ok(())
}
