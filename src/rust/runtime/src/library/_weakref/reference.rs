//! `weakref.ref`.

use super::Held;
use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, ClassRef, Comparison, GetSet, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{self, receiver};
use crate::collections::Dict;
use crate::exceptions::*;
use crate::functions::builtin::{Arguments, Constructor, Initializer};
use crate::functions::{check_names, CallArguments};
use crate::object::Kind;
use crate::protocol::attributes::getattr_optional;
use crate::protocol::convert::address_text;
use crate::text::str::Str;
use crate::value::{boolean, Value, NONE, NOT_IMPLEMENTED};
use std::cell::Cell;

/// A weak reference.
pub struct Reference {
    held: Held,
    /// The object's hash, once it was asked for.
    hash: Cell<Option<i64>>,
}

native!(Reference, REFERENCE, owns held);

pub(super) fn held(value: &Value) -> Option<&Held> {
    value.native::<Reference>().map(|own| &own.held)
}

/// Whether a value is an instance of `ref` itself.
pub(super) fn is_plain(value: &Value) -> bool {
    value.is_exactly(REFERENCE.class())
}

/// The object and the callback among the arguments of `function` (`parse_weakref_init_args`).
fn object_and_callback(arguments: &mut Arguments, function: &str) -> Outcome<(Value, Option<Value>)> {
    let mut given = arguments.star(0);
    let count = given.len();
    if count == 0 || count > 2 {
        let (limit, plural, bound) = if count == 0 { ("least", "", 1) } else { ("most", "s", 2) };
        return Err(raise_type_error(format!("{function} expected at {limit} {bound} argument{plural}, got {count}")));
    }
    let callback = if count == 2 { given.pop() } else { None };
    Ok((given.remove(0), callback.filter(|callback| !callback.is_none())))
}

fn make(class: ClassRef, arguments: &mut Arguments) -> Outcome {
    let (object, callback) = object_and_callback(arguments, "__new__")?;
    let is_shared = callback.is_none() && class == REFERENCE.class();
    if is_shared {
        if let Some(known) = super::shared(&object, is_plain) {
            return Ok(known);
        }
    }
    let held = Held::new(&object, callback)?;
    let made = Reference { held, hash: Cell::new(None) }.object_of(class);
    if let Some(own) = made.native::<Reference>() {
        own.held.tell(&made);
    }
    Ok(made)
}

static NEW: Constructor = Constructor::new("*args, **kwargs", make);

static INIT: Initializer = Initializer::new("*args, **kwargs", |_, arguments| {
    if arguments.get(1).and_then(|keywords| keywords.downcast::<Dict>()).is_some_and(|keywords| !keywords.is_empty()) {
        return Err(raise_type_error("ref() takes no keyword arguments"));
    }
    object_and_callback(arguments, "__init__").map(drop)
});

fn call(own: &Value, arguments: CallArguments) -> Outcome {
    check_names(arguments.keywords)?;
    if !arguments.keywords.is_empty() {
        return Err(raise_type_error("weakref() takes no keyword arguments"));
    }
    let count = arguments.positional();
    if count > 0 {
        return Err(raise_type_error(format!("weakref expected 0 arguments, got {count}")));
    }
    Ok(receiver::<Reference>(own)?.held.weak.get().unwrap_or_else(NONE))
}

fn hash(own: &Value) -> Outcome<i64> {
    let reference = receiver::<Reference>(own)?;
    if let Some(known) = reference.hash.get() {
        return Ok(known);
    }
    let Some(object) = reference.held.weak.get() else {
        return Err(raise_type_error("weak object has gone away"));
    };
    let hash = support::hash(&object)?;
    reference.hash.set(Some(hash));
    Ok(hash)
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    let is_equality = matches!(comparison, Comparison::Eq | Comparison::Ne);
    let (Some(own), Some(other), true) = (left.native::<Reference>(), right.native::<Reference>(), is_equality) else {
        return Ok(NOT_IMPLEMENTED());
    };
    match (own.held.weak.get(), other.held.weak.get()) {
        (Some(own), Some(other)) => support::compare(&own, &other, comparison),
        _ => Ok(boolean(left.is(right) == (comparison == Comparison::Eq))),
    }
}

fn repr(own: &Value) -> Outcome {
    let address = address_text(own);
    let Some(object) = receiver::<Reference>(own)?.held.weak.get() else {
        return Ok(support::text(&format!("<weakref at {address}; dead>")));
    };
    let (class, place) = (object.type_name(), address_text(&object));
    // Whatever goes wrong with the name is of no matter (`weakref_repr` of `Objects/weakrefobject.c`).
    let name = getattr_optional(&object, name!("__name__")).unwrap_or_else(|raised| {
        raised.forget();
        None
    });
    let shown = match name.as_ref().and_then(|name| name.downcast::<Str>()) {
        Some(name) => format!("<weakref at {address}; to '{class}' at {place} ({})>", name.to_lossy()),
        None => format!("<weakref at {address}; to '{class}' at {place}>"),
    };
    Ok(support::text(&shown))
}

pub static REFERENCE: BuiltinClass = BuiltinClass::new("ReferenceType", Kind::Native)
    .module("weakref")
    .slots(slots!(Slots {
        new: Some(New::Native(&NEW)),
        init: Some(Init::Native(&INIT)),
        call: Some(call),
        hash: Some(hash),
        compare: Some(compare),
        repr: Some(repr),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::class("__class_getitem__", "type, item, /", crate::collections::generic_alias)]))
    .getsets(getsets!(&[GetSet::new("__callback__", |own| {
        Ok(receiver::<Reference>(own)?.held.callback.borrow().clone().unwrap_or_else(NONE))
    })
    .set(support::readonly)]));
