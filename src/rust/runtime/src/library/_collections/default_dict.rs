//! `defaultdict`.

use crate::classes::core_classes::DICT;
use crate::classes::slots::Init;
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::collections::support::{self, at, receiver, RepresentationGuard};
use crate::collections::{tuple_value, Dict};
use crate::exceptions::*;
use crate::functions::builtin::Initializer;
use crate::functions::{call_method, Arguments};
use crate::object::Kind;
use crate::text::str::StrBuilder;
use crate::value::{Value, NONE, NOT_IMPLEMENTED};

fn factory(own: &Value) -> Outcome {
    Ok(receiver::<Dict>(own)?.factory().unwrap_or_else(NONE))
}

fn missing(arguments: &mut Arguments) -> Outcome {
    let key = arguments.take(1);
    let own = at(arguments, 0);
    let factory = factory(own)?;
    if factory.is_none() {
        return Err(raise_key_error(key));
    }
    let value = support::call(&factory, [])?;
    support::setitem(own.clone(), key, value.clone())?;
    Ok(value)
}

static INIT: Initializer = Initializer::new("*args, **kwargs", |own, arguments| {
    let mut values = arguments.star(0);
    let keywords = arguments.take(1);
    let factory = if values.is_empty() { NONE() } else { values.remove(0) };
    if !factory.is_none() && !crate::protocol::is_callable(&factory) {
        return Err(raise_type_error("first argument must be callable or None"));
    }
    let dict = receiver::<Dict>(own)?;
    dict.set_factory(Some(factory));
    crate::collections::dict::update_all(own, values, &keywords, "dict")
});

fn repr(own: &Value) -> Outcome {
    let factory = factory(own)?;
    let mut builder = StrBuilder::new();
    builder.push_text(&own.class().name());
    builder.push_text("(");
    let shown = crate::collections::dict::repr(own)?;
    match RepresentationGuard::enter(&factory) {
        Some(_guard) => support::push_repr(&mut builder, &factory)?,
        None => builder.push_text("..."),
    }
    builder.push_text(", ");
    builder.push_text(&crate::text::to_lossy(&shown));
    builder.push_text(")");
    Ok(support::built(builder))
}

/// A new instance of the same class, made by calling it.
fn copy_of(own: &Value) -> Outcome {
    support::call(&own.class().value(), [factory(own)?, own.clone()])
}

fn union(left: &Value, right: &Value) -> Outcome {
    let own = if DEFAULT_DICT.is_instance(left) { left } else { right };
    if left.downcast::<Dict>().is_none() || right.downcast::<Dict>().is_none() {
        return Ok(NOT_IMPLEMENTED());
    }
    let new = support::call(&own.class().value(), [factory(own)?, left.clone()])?;
    receiver::<Dict>(&new)?.update_from(right)?;
    Ok(new)
}

pub static DEFAULT_DICT: BuiltinClass = BuiltinClass::new("defaultdict", Kind::Dict)
    .module("collections")
    .bases(&[&DICT])
    .unhashable()
    .slots(slots!(Slots { init: Some(Init::Native(&INIT)), repr: Some(repr), or_: Some(union), ..Slots::NONE }))
    .methods(methods!(&[
        Method::new("__missing__", "self, key, /", missing),
        Method::new("__reduce__", "self, /", |arguments| {
            let own = at(arguments, 0);
            let made_by: Vec<Value> = Some(factory(own)?).into_iter().filter(|factory| !factory.is_none()).collect();
            let items = support::iter(&call_method(own.clone(), name!("items"), [])?)?;
            Ok(tuple_value(vec![own.class().value(), tuple_value(made_by), NONE(), NONE(), items]))
        }),
        Method::new("__copy__", "self, /", |arguments| copy_of(at(arguments, 0))),
        Method::new("copy", "self, /", |arguments| copy_of(at(arguments, 0))),
        Method::class("__class_getitem__", "type, item, /", crate::collections::generic_alias),
    ]))
    .getsets(getsets!(&[GetSet::new("default_factory", factory).set(|own, value| {
        receiver::<Dict>(own)?.set_factory(value);
        Ok(())
    })]));
