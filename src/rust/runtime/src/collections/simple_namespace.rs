//! `types.SimpleNamespace` (`Objects/namespaceobject.c`).

use crate::classes::slots::{Comparison, Init, New, Slots};
use crate::classes::{BuiltinClass, Method};
use crate::collections::{tuple_value, Dict};
use crate::exceptions::{raise_type_error, Outcome};
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::{check_names, Arguments};
use crate::names::intern_text;
use crate::object::{allocate_owner, Kind, Owner, Ref};
use crate::protocol::attributes::{generic_getattribute, generic_setattribute, instance_dict, setattr_value};
use crate::protocol::compare;
use crate::protocol::convert::{repr, ReprGuard};
use crate::text::str::Str;
use crate::text::{str_value, to_lossy};
use crate::value::{Value, NOT_IMPLEMENTED};

/// Instances hold nothing but their dict.
struct Namespace;

impl Owner for Namespace {
    fn visit(&self, _visit: &mut dyn FnMut(&Value)) {}
}

fn names(own: &Value) -> Ref<Dict> {
    instance_dict(own).unwrap_or_else(Dict::allocate)
}

static NEW: Constructor = Constructor::new("*args, **kwargs", |class, _| Ok(allocate_owner(class, Namespace)));

/// A new SimpleNamespace with these attributes.
pub fn namespace_of(attributes: &[(&str, Value)]) -> Value {
    let namespace = allocate_owner(SIMPLE_NAMESPACE.class(), Namespace);
    for (name, value) in attributes {
        if let Err(raised) = setattr_value(&namespace, &intern_text(name), Some(value.clone())) {
            raised.forget();
        }
    }
    namespace
}

static INIT: Initializer = Initializer::new("*args, **kwargs", |own, arguments| {
    if !arguments.star(0).is_empty() {
        return Err(raise_type_error("no positional arguments expected"));
    }
    let Some(given) = arguments.take(1).into_ref::<Dict>().ok() else { return Ok(()) };
    check_names(&given.keys())?;
    for (name, value) in given.items() {
        setattr_value(own, &name, Some(value))?;
    }
    Ok(())
});

fn show(own: &Value) -> Outcome {
    let name = if own.class() == SIMPLE_NAMESPACE.class() { "namespace".to_owned() } else { own.class().name() };
    let Some(_guard) = ReprGuard::enter(own) else { return Ok(str_value(format!("{name}(...)"))) };
    let mut shown = Vec::new();
    for (key, value) in names(own).items() {
        if key.downcast::<Str>().is_some_and(|key| !key.is_empty()) {
            shown.push(format!("{}={}", to_lossy(&key), to_lossy(&repr(&value)?)));
        }
    }
    Ok(str_value(format!("{name}({})", shown.join(", "))))
}

fn compare_dicts(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    if !SIMPLE_NAMESPACE.is_instance(left) || !SIMPLE_NAMESPACE.is_instance(right) {
        return Ok(NOT_IMPLEMENTED());
    }
    compare::compare(&names(left).into_value(), &names(right).into_value(), comparison)
}

fn reduce(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    Ok(tuple_value(vec![own.class().value(), tuple_value(Vec::new()), names(&own).into_value()]))
}

pub static SIMPLE_NAMESPACE: BuiltinClass = BuiltinClass::new("SimpleNamespace", Kind::Native)
    .module("types")
    .instance_dict()
    .unhashable()
    .slots(slots!(Slots {
        new: Some(New::Native(&NEW)),
        init: Some(Init::Native(&INIT)),
        getattribute: Some(generic_getattribute),
        setattribute: Some(generic_setattribute),
        repr: Some(show),
        compare: Some(compare_dicts),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", reduce)]));
