//! `partial`.

use crate::classes::slots::New;
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{self, receiver, RepresentationGuard};
use crate::collections::{tuple_value, Dict, Tuple};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::{call_with, CallArguments};
use crate::object::{Kind, Ref};
use crate::text::str::StrBuilder;
use crate::text::to_lossy;
use crate::value::Value;

/// A function with its first arguments.
pub struct Partial {
    function: Value,
    arguments: Value,
    keywords: Ref<Dict>,
}

native!(Partial, PARTIAL);

impl Partial {
    fn items(&self) -> &[Value] {
        self.arguments.downcast::<Tuple>().map_or(&[], Tuple::items)
    }
}

/// `partial(function, *arguments, **keywords)`.
pub fn make(function: Value, arguments: Vec<Value>, keywords: Ref<Dict>) -> Value {
    Partial { function, arguments: tuple_value(arguments), keywords }.object()
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
    let inner = inner.map(|inner| (inner.function.clone(), inner.items().to_vec(), inner.keywords.copy()));
    let mut merged = Dict::new();
    if let Some((callee, first, first_keywords)) = inner {
        function = callee;
        values.splice(0..0, first);
        merged = first_keywords;
    }
    merged.merge(&keywords, true)?;
    let Ok(keywords) = merged.object().into_ref::<Dict>() else { unreachable!("just made") };
    Ok(Partial { function, arguments: tuple_value(values), keywords }.object_of(class))
});

fn call(own: &Value, arguments: CallArguments) -> Outcome {
    let partial = receiver::<Partial>(own)?;
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
    let partial = receiver::<Partial>(own)?;
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

pub static PARTIAL: BuiltinClass = BuiltinClass::new("partial", Kind::Native)
    .module("functools")
    .instance_dict()
    .slots(Slots { new: Some(New::Native(&NEW)), call: Some(call), repr: Some(repr), ..Slots::NONE })
    .methods(&[Method::class("__class_getitem__", "type, item, /", crate::collections::generic_alias)])
    .getsets(&[
        GetSet::new("args", |own| Ok(receiver::<Partial>(own)?.arguments.clone())).set(support::readonly),
        GetSet::new("func", |own| Ok(receiver::<Partial>(own)?.function.clone())).set(support::readonly),
        GetSet::new("keywords", |own| Ok(receiver::<Partial>(own)?.keywords.value())).set(support::readonly),
    ]);
