//! `types.GenericAlias`: what `list[int]` gives.

use super::carried::{native, Carried, Carry};
use super::support::{self, at, receiver};
use super::tuple::{tuple_value, Tuple};
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, ClassRef, Comparison, GetSet, Method, Slots};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::{Arguments, CallArguments};
use crate::object::Kind;
use crate::text::str::{Str, StrBuilder};
use crate::value::{boolean, Value, NOT_IMPLEMENTED};

/// The payload of generic aliases.
pub struct GenericAlias {
    pub origin: Value,
    /// A tuple.
    pub arguments: Value,
}

native!(GenericAlias, GENERIC_ALIAS);

/// Attributes of the alias itself; all others are the origin's.
const OWN: &[&str] = &[
    "__args__",
    "__class__",
    "__copy__",
    "__deepcopy__",
    "__mro_entries__",
    "__origin__",
    "__parameters__",
    "__reduce__",
    "__reduce_ex__",
    "__typing_unpacked_tuple_args__",
    "__unpacked__",
];

/// `origin[item]`.
pub fn alias(origin: Value, item: Value) -> Value {
    let arguments = if item.is_a::<Tuple>() { item } else { tuple_value(vec![item]) };
    GenericAlias { origin, arguments }.object()
}

/// `__class_getitem__` of builtin classes.
pub fn generic_alias(arguments: &mut Arguments) -> Outcome {
    let origin = arguments.take(0);
    Ok(alias(origin, arguments.take(1)))
}

static NEW: Constructor = Constructor::new("origin, args, /", |_, arguments| {
    let origin = arguments.take(0);
    Ok(alias(origin, arguments.take(1)))
});

fn push_argument(builder: &mut StrBuilder, value: &Value) -> Outcome<()> {
    if value.is_ellipsis() {
        builder.push_text("...");
        return Ok(());
    }
    if value.is_a::<GenericAlias>() {
        return support::push_repr(builder, value);
    }
    match ClassRef::from_value(value) {
        Some(class) => {
            builder.push_text(&class.full_name());
            Ok(())
        }
        None => support::push_repr(builder, value),
    }
}

fn repr(alias: &Value) -> Outcome {
    let own = receiver::<GenericAlias>(alias)?;
    let mut builder = StrBuilder::new();
    push_argument(&mut builder, &own.origin)?;
    builder.push_text("[");
    let arguments = receiver::<Tuple>(&own.arguments)?.items();
    for (position, argument) in arguments.iter().enumerate() {
        if position > 0 {
            builder.push_text(", ");
        }
        push_argument(&mut builder, argument)?;
    }
    if arguments.is_empty() {
        builder.push_text("()");
    }
    builder.push_text("]");
    Ok(support::built(builder))
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    let (Some(own), Some(other)) = (left.carried::<GenericAlias>(), right.carried::<GenericAlias>()) else {
        return Ok(NOT_IMPLEMENTED());
    };
    if !matches!(comparison, Comparison::Eq | Comparison::Ne) {
        return Ok(NOT_IMPLEMENTED());
    }
    let same = support::equal(&own.origin, &other.origin)? && support::equal(&own.arguments, &other.arguments)?;
    Ok(boolean(same == (comparison == Comparison::Eq)))
}

fn hash(alias: &Value) -> Outcome<i64> {
    let own = receiver::<GenericAlias>(alias)?;
    let hash = support::hash(&own.origin)? ^ support::hash(&own.arguments)?;
    Ok(if hash == -1 { -2 } else { hash })
}

fn call(alias: &Value, arguments: CallArguments) -> Outcome {
    let own = receiver::<GenericAlias>(alias)?;
    let made = crate::functions::call_with(&own.origin, arguments)?;
    match crate::protocol::attributes::setattr(made.clone(), name!("__orig_class__"), alias.clone()) {
        Ok(()) => Ok(made),
        Err(raised) => match support::swallow(raised, &ATTRIBUTE_ERROR) {
            None => Ok(made),
            Some(raised) => support::swallow(raised, &TYPE_ERROR).map_or(Ok(made), Err),
        },
    }
}

fn getattribute(alias: &Value, name: &Value) -> Outcome {
    let own = receiver::<GenericAlias>(alias)?;
    let dunder = name.downcast::<Str>().is_some_and(|name| OWN.iter().any(|own| name.equals(own)));
    if dunder {
        return crate::protocol::attributes::generic_getattribute(alias, name);
    }
    crate::protocol::attributes::getattr_value(&own.origin, name)
}

fn item(_: &Value, _: &Value) -> Outcome {
    crate::program::refuse("a parameterized generic that is subscripted again")
}

fn mro_entries(arguments: &mut Arguments) -> Outcome {
    Ok(tuple_value(vec![receiver::<GenericAlias>(at(arguments, 0))?.origin.clone()]))
}

fn parameters(_: &Value) -> Outcome {
    crate::program::refuse("GenericAlias.__parameters__")
}

pub static GENERIC_ALIAS: BuiltinClass = BuiltinClass::new("GenericAlias", Kind::Native)
    .module("types")
    .slots(Slots {
        new: Some(New::Native(&NEW)),
        repr: Some(repr),
        compare: Some(compare),
        hash: Some(hash),
        call: Some(call),
        getattribute: Some(getattribute),
        getitem: Some(item),
        or_: Some(super::union_type::union),
        ..Slots::NONE
    })
    .methods(&[
        Method::new("__reduce__", "self, /", |arguments| {
            let own = receiver::<GenericAlias>(at(arguments, 0))?;
            let class = GENERIC_ALIAS.value();
            crate::classes::reduce::reduced(class, vec![own.origin.clone(), own.arguments.clone()])
        }),
        Method::new("__mro_entries__", "self, bases, /", mro_entries),
        Method::new("__instancecheck__", "self, instance, /", |_| {
            Err(raise_type_error("isinstance() argument 2 cannot be a parameterized generic"))
        }),
        Method::new("__subclasscheck__", "self, cls, /", |_| {
            Err(raise_type_error("issubclass() argument 2 cannot be a parameterized generic"))
        }),
    ])
    .getsets(&[
        GetSet::new("__origin__", |alias| Ok(receiver::<GenericAlias>(alias)?.origin.clone())),
        GetSet::new("__args__", |alias| Ok(receiver::<GenericAlias>(alias)?.arguments.clone())),
        GetSet::new("__parameters__", parameters),
    ]);
