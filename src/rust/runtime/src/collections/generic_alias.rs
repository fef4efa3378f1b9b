//! `types.GenericAlias`: what `list[int]` gives (`Objects/genericaliasobject.c`).

use super::carried::{native, Carried, Carry};
use super::support::{self, at, receiver};
use super::tuple::{tuple_value, Tuple, TUPLE};
use super::type_parameters::{parameters_of, push_argument, subscribed};
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, Comparison, GetSet, Method, Slots, Subscript};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::functions::{Arguments, CallArguments};
use crate::object::Kind;
use crate::protocol::attributes::{generic_getattribute, getattr_optional, getattr_value, setattr};
use crate::text::str::{Str, StrBuilder};
use crate::value::{boolean, Value, NONE, NOT_IMPLEMENTED};
use std::cell::{OnceCell, RefCell};

/// The payload of generic aliases.
pub struct GenericAlias {
    pub origin: Value,
    /// A tuple.
    pub arguments: Value,
    /// `*tuple[int]`
    starred: bool,
    /// A tuple, made at the first question.
    parameters: OnceCell<Value>,
}

native!(GenericAlias, GENERIC_ALIAS);

/// Attributes of the alias itself; all others are the origin's.
const OWN: &[&str] = &[
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
];

fn payload(origin: Value, item: Value, starred: bool) -> GenericAlias {
    let arguments = if item.is_a::<Tuple>() { item } else { tuple_value(vec![item]) };
    GenericAlias { origin, arguments, starred, parameters: OnceCell::new() }
}

/// `origin[item]`.
pub fn alias(origin: Value, item: Value) -> Value {
    payload(origin, item, false).object()
}

/// `__class_getitem__` of builtin classes.
pub fn generic_alias(arguments: &mut Arguments) -> Outcome {
    let origin = arguments.take(0);
    Ok(alias(origin, arguments.take(1)))
}

static NEW: Constructor = Constructor::new("origin, args, /", |class, arguments| {
    let origin = arguments.take(0);
    Ok(payload(origin, arguments.take(1), false).object_of(class))
});

fn items(alias: &GenericAlias) -> Outcome<&[Value]> {
    Ok(receiver::<Tuple>(&alias.arguments)?.items())
}

fn parameters(alias: &GenericAlias) -> Outcome {
    if let Some(known) = alias.parameters.get() {
        return Ok(known.clone());
    }
    let made = parameters_of(items(alias)?)?;
    Ok(alias.parameters.get_or_init(|| made).clone())
}

/// What stands for an unpacked tuple between other arguments, if the argument is one.
pub(super) fn unpacked_arguments(argument: &Value) -> Outcome<Option<Value>> {
    if let Some(own) = argument.carried::<GenericAlias>().filter(|own| is_unpacked_tuple(own)) {
        return Ok(Some(own.arguments.clone()));
    }
    let found = getattr_optional(argument, name!("__typing_unpacked_tuple_args__"))?;
    Ok(found.filter(|found| !found.is_none()))
}

fn is_unpacked_tuple(alias: &GenericAlias) -> bool {
    alias.starred && alias.origin.is(&TUPLE.value())
}

fn repr(alias: &Value) -> Outcome {
    let own = receiver::<GenericAlias>(alias)?;
    let mut builder = StrBuilder::new();
    if own.starred {
        builder.push_text("*");
    }
    push_item(&mut builder, &own.origin)?;
    builder.push_text("[");
    let arguments = items(own)?;
    for (position, argument) in arguments.iter().enumerate() {
        if position > 0 {
            builder.push_text(", ");
        }
        push_item(&mut builder, argument)?;
    }
    if arguments.is_empty() {
        builder.push_text("()");
    }
    builder.push_text("]");
    Ok(support::built(builder))
}

fn push_item(builder: &mut StrBuilder, value: &Value) -> Outcome<()> {
    if value.is_ellipsis() {
        builder.push_text("...");
        return Ok(());
    }
    push_argument(builder, value)
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    let (Some(own), Some(other)) = (left.carried::<GenericAlias>(), right.carried::<GenericAlias>()) else {
        return Ok(NOT_IMPLEMENTED());
    };
    if !matches!(comparison, Comparison::Eq | Comparison::Ne) {
        return Ok(NOT_IMPLEMENTED());
    }
    let same = own.starred == other.starred
        && support::equal(&own.origin, &other.origin)?
        && support::equal(&own.arguments, &other.arguments)?;
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
    match setattr(made.clone(), name!("__orig_class__"), alias.clone()) {
        Ok(()) => Ok(made),
        Err(raised) => match support::swallow(raised, &ATTRIBUTE_ERROR) {
            None => Ok(made),
            Some(raised) => support::swallow(raised, &TYPE_ERROR).map_or(Ok(made), Err),
        },
    }
}

fn getattribute(alias: &Value, name: &Value) -> Outcome {
    let own = receiver::<GenericAlias>(alias)?;
    if name.downcast::<Str>().is_some_and(|name| OWN.iter().any(|own| name.equals(own))) {
        return generic_getattribute(alias, name);
    }
    getattr_value(&own.origin, name)
}

fn item(alias: &Value, item: &Value) -> Outcome {
    let own = receiver::<GenericAlias>(alias)?;
    let parameters = parameters(own)?;
    let parameters = receiver::<Tuple>(&parameters)?.items();
    let arguments = subscribed(alias, items(own)?, parameters, item.clone())?;
    Ok(payload(own.origin.clone(), tuple_value(arguments), own.starred).object())
}

fn mro_entries(arguments: &mut Arguments) -> Outcome {
    Ok(tuple_value(vec![receiver::<GenericAlias>(at(arguments, 0))?.origin.clone()]))
}

fn builtin(name: &str) -> Value {
    crate::modules::import::builtin(&crate::names::intern_text(name)).unwrap_or_else(NONE)
}

fn reduce(arguments: &mut Arguments) -> Outcome {
    let own = arguments.take(0);
    let alias = receiver::<GenericAlias>(&own)?;
    let (origin, arguments) = (alias.origin.clone(), alias.arguments.clone());
    if alias.starred {
        let iterator = Unpacking(RefCell::new(Some(payload(origin, arguments, false).object()))).object();
        return Ok(tuple_value(vec![builtin("next"), tuple_value(vec![iterator])]));
    }
    Ok(tuple_value(vec![own.class().value(), tuple_value(vec![origin, arguments])]))
}

/// What the origin has, then what is the alias's own.
fn directory(arguments: &mut Arguments) -> Outcome {
    let own = receiver::<GenericAlias>(at(arguments, 0))?;
    let listed = support::call(&builtin("dir"), [own.origin.clone()])?;
    let mut names = support::collect(&listed)?;
    for own in OWN {
        if !names.iter().any(|name| name.downcast::<Str>().is_some_and(|name| name.equals(own))) {
            names.push(support::text(own));
        }
    }
    Ok(super::list_value(names))
}

pub static GENERIC_ALIAS: BuiltinClass = BuiltinClass::new("GenericAlias", Kind::Native)
    .module("types")
    .subscript(Subscript::Mapping)
    .slots(slots!(Slots {
        new: Some(New::Native(&NEW)),
        repr: Some(repr),
        compare: Some(compare),
        hash: Some(hash),
        call: Some(call),
        getattribute: Some(getattribute),
        getitem: Some(item),
        iter: Some(|own| Ok(Unpacking(RefCell::new(Some(own.clone()))).object())),
        or_: Some(super::union_type::union),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("__mro_entries__", "self, bases, /", mro_entries),
        Method::new("__instancecheck__", "self, instance, /", |_| {
            Err(raise_type_error("isinstance() argument 2 cannot be a parameterized generic"))
        }),
        Method::new("__subclasscheck__", "self, cls, /", |_| {
            Err(raise_type_error("issubclass() argument 2 cannot be a parameterized generic"))
        }),
        Method::new("__reduce__", "self, /", reduce),
        Method::new("__dir__", "self, /", directory),
    ]))
    .getsets(getsets!(&[
        GetSet::new("__origin__", |alias| Ok(receiver::<GenericAlias>(alias)?.origin.clone())),
        GetSet::new("__args__", |alias| Ok(receiver::<GenericAlias>(alias)?.arguments.clone())),
        GetSet::new("__unpacked__", |alias| Ok(boolean(receiver::<GenericAlias>(alias)?.starred))),
        GetSet::new("__parameters__", |alias| parameters(receiver::<GenericAlias>(alias)?)),
        GetSet::new("__typing_unpacked_tuple_args__", |alias| {
            let own = receiver::<GenericAlias>(alias)?;
            Ok(if is_unpacked_tuple(own) { own.arguments.clone() } else { NONE() })
        }),
    ]));

/// An iterator over an alias: it gives the alias with a star, once.
struct Unpacking(RefCell<Option<Value>>);

native!(Unpacking, UNPACKING);

static UNPACKING: BuiltinClass = BuiltinClass::new("generic_alias_iterator", Kind::Native)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots {
        iter: Some(|own| Ok(own.clone())),
        next: Some(|own| {
            let alias = receiver::<Unpacking>(own)?.0.take();
            let Some(alias) = alias else { return Ok(None) };
            let alias = receiver::<GenericAlias>(&alias)?;
            Ok(Some(payload(alias.origin.clone(), alias.arguments.clone(), true).object()))
        }),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", |arguments| {
        let alias = receiver::<Unpacking>(at(arguments, 0))?.0.borrow().clone();
        let rest = alias.unwrap_or_else(|| tuple_value(Vec::new()));
        Ok(tuple_value(vec![builtin("iter"), tuple_value(vec![rest])]))
    })]));
