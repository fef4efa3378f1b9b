//! `partial`.

use crate::classes::reduce::reduced_with;
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{self, at, receiver, RepresentationGuard};
use crate::collections::{tuple_value, Dict, Tuple};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::{call_with, Arguments, CallArguments};
use crate::object::{Kind, Ref};
use crate::protocol::attributes::{instance_dict, setattr};
use crate::text::str::StrBuilder;
use crate::text::to_lossy;
use crate::value::{Value, NONE};
use std::cell::RefCell;

/// A function with its first arguments.
pub struct Partial(RefCell<Parts>);

#[derive(Clone)]
struct Parts {
    function: Value,
    /// A tuple.
    arguments: Value,
    keywords: Ref<Dict>,
}

native!(Partial, PARTIAL);

impl Partial {
    fn made(function: Value, arguments: Vec<Value>, keywords: Ref<Dict>) -> Partial {
        Partial(RefCell::new(Parts { function, arguments: tuple_value(arguments), keywords }))
    }

    fn parts(&self) -> Parts {
        self.0.borrow().clone()
    }
}

impl Parts {
    fn items(&self) -> &[Value] {
        self.arguments.downcast::<Tuple>().map_or(&[], Tuple::items)
    }
}

/// `partial(function, *arguments, **keywords)`.
pub fn make(function: Value, arguments: Vec<Value>, keywords: Ref<Dict>) -> Value {
    Partial::made(function, arguments, keywords).object()
}

static NEW: Constructor = Constructor::new("*args, **keywords", |class, arguments| {
    let mut values = arguments.star(0);
    let keywords = arguments.take(1).into_ref::<Dict>().map_err(|_| raise_type_error("keywords must be a dict"))?;
    if values.is_empty() {
        return Err(raise_type_error("type 'partial' takes at least one argument"));
    }
    let mut function = values.remove(0);
    if !crate::protocol::is_callable(&function) {
        return Err(raise_type_error("the first argument must be callable"));
    }
    let plain = function.header().is_some_and(|header| header.attributes.is_empty());
    let inner = function.native::<Partial>().filter(|_| plain);
    let inner =
        inner.map(Partial::parts).map(|inner| (inner.function.clone(), inner.items().to_vec(), inner.keywords.copy()));
    let mut merged = Dict::new();
    if let Some((callee, first, first_keywords)) = inner {
        function = callee;
        values.splice(0..0, first);
        merged = first_keywords;
    }
    merged.merge(&keywords, true)?;
    let Ok(keywords) = merged.object().into_ref::<Dict>() else { unreachable!("just made") };
    Ok(Partial::made(function, values, keywords).object_of(class))
});

fn call(own: &Value, arguments: CallArguments) -> Outcome {
    let partial = receiver::<Partial>(own)?.parts();
    let positional = arguments.positional();
    let mut values: Vec<Option<Value>> = partial.items().iter().cloned().map(Some).collect();
    let (given, given_keywords) = arguments.values.split_at_mut(positional);
    values.extend(given.iter_mut().map(Option::take));
    if partial.keywords.is_empty() {
        values.extend(given_keywords.iter_mut().map(Option::take));
        return call_with(&partial.function, CallArguments::new(&mut values, arguments.keywords));
    }
    let merged = partial.keywords.copy();
    for (name, value) in arguments.keywords.iter().zip(given_keywords) {
        if let Some(value) = value.take() {
            merged.set(name.clone(), value)?;
        }
    }
    let mut names = Vec::new();
    for (name, value) in merged.items() {
        names.push(crate::names::intern(name));
        values.push(Some(value));
    }
    call_with(&partial.function, CallArguments::new(&mut values, &names))
}

fn repr(own: &Value) -> Outcome {
    let partial = receiver::<Partial>(own)?.parts();
    let Some(_guard) = RepresentationGuard::enter(own) else { return Ok(support::text("...")) };
    let mut builder = StrBuilder::new();
    let exact = own.is_exactly(PARTIAL.class());
    builder.push_text(&if exact { "functools.partial".to_owned() } else { own.type_name() });
    builder.push_text("(");
    support::push_repr(&mut builder, &partial.function)?;
    for value in partial.items() {
        builder.push_text(", ");
        support::push_repr(&mut builder, value)?;
    }
    for (name, value) in partial.keywords.items() {
        builder.push_text(", ");
        builder.push_text(&to_lossy(&crate::protocol::convert::str(&name)?));
        builder.push_text("=");
        support::push_repr(&mut builder, &value)?;
    }
    builder.push_text(")");
    Ok(support::built(builder))
}

fn reduce(arguments: &mut Arguments) -> Outcome {
    let own = at(arguments, 0);
    let Parts { function, arguments: given, keywords } = receiver::<Partial>(own)?.parts();
    let attributes = own.header().filter(|header| !header.attributes.is_empty()).and_then(|_| instance_dict(own));
    let attributes = attributes.map_or_else(NONE, Ref::into_value);
    let state = tuple_value(vec![function.clone(), given, keywords.into_value(), attributes]);
    reduced_with(own.class().value(), vec![function], state)
}

/// What `__setstate__` is given, in its four parts; `None` where it is something else.
fn state_parts(state: &Value) -> Option<(Parts, Value)> {
    let [function, arguments, keywords, attributes] = state.downcast::<Tuple>()?.items() else { return None };
    let given = arguments.downcast::<Tuple>()?;
    let keywords = match keywords.downcast::<Dict>() {
        Some(_) if keywords.class().is_builtin() => keywords.clone().into_ref::<Dict>().ok()?,
        Some(dict) => dict.copy().object().into_ref::<Dict>().ok()?,
        None if keywords.is_none() => Dict::allocate(),
        None => return None,
    };
    if !crate::protocol::is_callable(function) {
        return None;
    }
    let arguments = match arguments.class().is_builtin() {
        true => arguments.clone(),
        false => tuple_value(given.items().to_vec()),
    };
    Some((Parts { function: function.clone(), arguments, keywords }, attributes.clone()))
}

fn set_state(arguments: &mut Arguments) -> Outcome {
    let own = at(arguments, 0);
    let Some((parts, attributes)) = state_parts(at(arguments, 1)) else {
        return Err(raise_type_error("invalid partial state"));
    };
    if !attributes.is_none() && attributes.downcast::<Dict>().is_none() {
        crate::program::refuse("a state of functools.partial whose attributes are no dict");
    }
    if !attributes.is_none() {
        setattr(own.clone(), name!("__dict__"), attributes)?;
    } else if own.header().is_some_and(|header| !header.attributes.is_empty()) {
        setattr(own.clone(), name!("__dict__"), Dict::allocate().into_value())?;
    }
    let old = receiver::<Partial>(own)?.0.replace(parts);
    drop(old);
    Ok(NONE())
}

pub static PARTIAL: BuiltinClass = BuiltinClass::new("partial", Kind::Native)
    .module("functools")
    .instance_dict()
    .slots(Slots { new: Some(New::Native(&NEW)), call: Some(call), repr: Some(repr), ..Slots::NONE })
    .methods(&[
        Method::class("__class_getitem__", "type, item, /", crate::collections::generic_alias),
        Method::new("__reduce__", "self, /", reduce),
        Method::new("__setstate__", "self, state, /", set_state),
    ])
    .getsets(&[
        GetSet::new("args", |own| Ok(receiver::<Partial>(own)?.parts().arguments)).set(support::readonly),
        GetSet::new("func", |own| Ok(receiver::<Partial>(own)?.parts().function)).set(support::readonly),
        GetSet::new("keywords", |own| Ok(receiver::<Partial>(own)?.parts().keywords.into_value()))
            .set(support::readonly),
    ]);
