//! `partial`.

use crate::classes::slots::New;
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::collections::carried::{allocated, native, Carried, Carry};
use crate::collections::support::{self, receiver, RepresentationGuard};
use crate::collections::{tuple_value, Dict, Tuple, DICT, TUPLE};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::{call_with, Arguments, CallArguments};
use crate::heap::owned::Owned;
use crate::object::{Kind, Ref};
use crate::protocol::attributes::{generic_getattribute, generic_setattribute, instance_dict};
use crate::text::str::StrBuilder;
use crate::text::to_lossy;
use crate::value::{Value, NONE};
use std::cell::RefCell;

/// A function with its first arguments.
pub struct Partial {
    parts: RefCell<Parts>,
}

/// What `__setstate__` replaces.
#[derive(Clone)]
struct Parts {
    function: Value,
    /// A tuple.
    arguments: Value,
    keywords: Ref<Dict>,
}

impl Owned for Parts {
    fn show(&self, visit: &mut dyn FnMut(&Value)) {
        self.function.show(visit);
        self.arguments.show(visit);
        self.keywords.show(visit);
    }
}

native!(Partial, PARTIAL, owns parts);

impl Parts {
    fn items(&self) -> &[Value] {
        self.arguments.downcast::<Tuple>().map_or(&[], Tuple::items)
    }
}

fn parts(own: &Value) -> Outcome<Parts> {
    Ok(receiver::<Partial>(own)?.parts.borrow().clone())
}

/// `partial(function, *arguments, **keywords)`.
pub(crate) fn make(function: Value, arguments: Vec<Value>, keywords: Ref<Dict>) -> Value {
    Partial { parts: RefCell::new(Parts { function, arguments: tuple_value(arguments), keywords }) }.object()
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
    let inner = function.native::<Partial>().filter(|_| plain).map(|inner| inner.parts.borrow().clone());
    let mut merged = Dict::new();
    if let Some(inner) = inner {
        values.splice(0..0, inner.items().iter().cloned());
        merged = inner.keywords.copy();
        function = inner.function;
    }
    merged.merge(&keywords, true)?;
    let Ok(keywords) = merged.object().into_ref::<Dict>() else { unreachable!("just made") };
    let parts = RefCell::new(Parts { function, arguments: tuple_value(values), keywords });
    Ok(Partial { parts }.object_of(class))
});

fn call(own: &Value, arguments: CallArguments) -> Outcome {
    let partial = parts(own)?;
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

/// The arguments are shown before the function is.
fn repr(own: &Value) -> Outcome {
    let partial = parts(own)?;
    let Some(_guard) = RepresentationGuard::enter(own) else { return Ok(support::text("...")) };
    let mut shown = StrBuilder::new();
    for value in partial.items() {
        shown.push_text(", ");
        support::push_repr(&mut shown, value)?;
    }
    for (name, value) in partial.keywords.items() {
        shown.push_text(", ");
        shown.push_text(&to_lossy(&crate::protocol::convert::str(&name)?));
        shown.push_text("=");
        support::push_repr(&mut shown, &value)?;
    }
    let mut builder = StrBuilder::new();
    let exact = own.is_exactly(PARTIAL.class());
    builder.push_text(&if exact { "functools.partial".to_owned() } else { own.type_name() });
    builder.push_text("(");
    support::push_repr(&mut builder, &partial.function)?;
    builder.push_str(&shown.finish());
    builder.push_text(")");
    Ok(support::built(builder))
}

/// `(type, (func,), (func, args, keywords, __dict__ or None))`
fn reduce(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let parts = parts(&own)?;
    let has_own = own.header().is_some_and(|header| !header.attributes.is_empty());
    // Asking for the dict makes one.
    let own_dict = if has_own { instance_dict(&own) } else { None }.map_or_else(NONE, Ref::into_value);
    let state = vec![parts.function.clone(), parts.arguments, parts.keywords.value(), own_dict];
    Ok(tuple_value(vec![own.class().value(), tuple_value(vec![parts.function]), tuple_value(state)]))
}

fn set_state(arguments: &mut Arguments) -> Outcome {
    let (own, state) = (arguments.take(0), arguments.take(1));
    let invalid = || raise_type_error("invalid partial state");
    let Some([function, values, keywords, own_dict]) = state.downcast::<Tuple>().map(Tuple::items) else {
        return Err(invalid());
    };
    let keywords_fit = keywords.is_none() || keywords.is_a::<Dict>();
    if !crate::protocol::is_callable(function) || !values.is_a::<Tuple>() || !keywords_fit {
        return Err(invalid());
    }
    let arguments =
        if values.is_exactly(TUPLE.class()) { values.clone() } else { tuple_value(support::collect(values)?) };
    let exact = keywords.is_exactly(DICT.class());
    let keywords = match keywords.clone().into_ref::<Dict>() {
        Ok(keywords) if exact => keywords,
        Ok(keywords) => allocated(keywords.copy()),
        Err(_) => Dict::allocate(),
    };
    let parts = Parts { function: function.clone(), arguments, keywords };
    drop(receiver::<Partial>(&own)?.parts.replace(parts));
    if let Some(header) = own.header() {
        match own_dict.clone().into_ref::<Dict>() {
            Ok(dict) => header.attributes.install(dict, own.class().shape),
            Err(other) if other.is_none() && header.attributes.is_empty() => {}
            Err(_) => crate::program::refuse("functools.partial.__setstate__ with such a __dict__"),
        }
    }
    Ok(NONE())
}

pub static PARTIAL: BuiltinClass = BuiltinClass::new("partial", Kind::Native)
    .module("functools")
    .instance_dict()
    .slots(slots!(Slots {
        new: Some(New::Native(&NEW)),
        call: Some(call),
        getattribute: Some(generic_getattribute),
        setattribute: Some(generic_setattribute),
        repr: Some(repr),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::class("__class_getitem__", "type, item, /", crate::collections::generic_alias),
        Method::new("__reduce__", "self, /", reduce),
        Method::new("__setstate__", "self, state, /", set_state),
    ]))
    .getsets(getsets!(&[
        GetSet::new("args", |own| Ok(parts(own)?.arguments)).set(support::readonly),
        GetSet::new("func", |own| Ok(parts(own)?.function)).set(support::readonly),
        GetSet::new("keywords", |own| Ok(parts(own)?.keywords.value())).set(support::readonly),
    ]));
