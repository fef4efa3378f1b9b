//! `types.MappingProxyType`: a mapping that cannot be changed through it.

use super::carried::{native, Carried, Carry};
use super::dict::Dict;
use super::support::{self, at, push_repr, receiver, type_name};
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, Comparison, Method, Slots, Subscript};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::names::Name;
use crate::object::Kind;
use crate::text::str::StrBuilder;
use crate::value::Value;

/// The payload of mapping proxies.
pub struct MappingProxy {
    mapping: Value,
}

native!(MappingProxy, MAPPING_PROXY, owns mapping);

/// A proxy of a mapping.
pub fn proxy(mapping: Value) -> Value {
    MappingProxy { mapping }.object()
}

fn mapping(proxy: &Value) -> Outcome<&Value> {
    Ok(&receiver::<MappingProxy>(proxy)?.mapping)
}

static NEW: Constructor = Constructor::new("mapping", |_, arguments| {
    let mapping = arguments.take(0);
    let slots = mapping.class().slots();
    let refused = matches!(mapping.kind(), Kind::List | Kind::Tuple);
    if slots.getitem().is_none() || refused {
        return Err(raise_type_error(format!(
            "mappingproxy() argument must be a mapping, not {}",
            type_name(&mapping)
        )));
    }
    Ok(proxy(mapping))
});

fn repr(proxy: &Value) -> Outcome {
    let mut builder = StrBuilder::new();
    builder.push_text("mappingproxy(");
    push_repr(&mut builder, mapping(proxy)?)?;
    builder.push_text(")");
    Ok(support::built(builder))
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    support::compare(mapping(left)?, right, comparison)
}

fn or(left: &Value, right: &Value) -> Outcome {
    let inner =
        |value: &Value| value.carried::<MappingProxy>().map_or_else(|| value.clone(), |own| own.mapping.clone());
    crate::protocol::operators::or_(inner(left), inner(right))
}

fn in_place_or(proxy: &Value, _: &Value) -> Outcome {
    Err(raise_type_error(format!("'|=' is not supported by {}; use '|' instead", type_name(proxy))))
}

fn forward(arguments: &mut Arguments, name: &Name, count: usize) -> Outcome {
    let inner = mapping(at(arguments, 0))?.clone();
    let method = crate::protocol::attributes::getattr(inner, name)?;
    let values = (1..=count).filter_map(|index| arguments.optional(index)).collect();
    support::call_values(&method, values)
}

pub static MAPPING_PROXY: BuiltinClass = BuiltinClass::new("mappingproxy", Kind::Native)
    .subscript(Subscript::Mapping)
    .sealed()
    .slots(slots!(Slots {
        new: Some(New::Native(&NEW)),
        repr: Some(repr),
        str: Some(|proxy| crate::protocol::convert::str(mapping(proxy)?)),
        hash: Some(|proxy| support::hash(mapping(proxy)?)),
        compare: Some(compare),
        length: Some(|proxy| support::length(mapping(proxy)?)),
        getitem: Some(|proxy, key| support::getitem(mapping(proxy)?.clone(), key.clone())),
        contains: Some(|proxy, key| support::contains(key.clone(), mapping(proxy)?.clone())),
        iter: Some(|proxy| support::iter(mapping(proxy)?)),
        or_: Some(or),
        ior: Some(in_place_or),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("get", "self, key, default=None, /", |arguments| {
            let missing = arguments.get(2).is_none();
            if missing && mapping(at(arguments, 0))?.carried::<Dict>().is_none() {
                // CPython always passes a default.
                let inner = mapping(at(arguments, 0))?.clone();
                let method = crate::protocol::attributes::getattr(inner, name!("get"))?;
                return support::call(&method, [arguments.take(1), crate::value::NONE()]);
            }
            forward(arguments, name!("get"), 2)
        }),
        Method::new("keys", "self, /", |arguments| forward(arguments, name!("keys"), 0)),
        Method::new("values", "self, /", |arguments| forward(arguments, name!("values"), 0)),
        Method::new("items", "self, /", |arguments| forward(arguments, name!("items"), 0)),
        Method::new("copy", "self, /", |arguments| forward(arguments, name!("copy"), 0)),
        Method::new("__reversed__", "self, /", |arguments| forward(arguments, name!("__reversed__"), 0)),
        Method::class("__class_getitem__", "self, item, /", super::generic_alias),
    ]));
