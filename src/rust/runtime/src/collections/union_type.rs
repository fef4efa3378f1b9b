//! `types.UnionType`: what `int | str` gives (CPython's `Objects/unionobject.c`).

use super::carried::{native, Carried, Carry};
use super::generic_alias::GenericAlias;
use super::set::FrozenSet;
use super::support::{self, receiver};
use super::tuple::{tuple_value, Tuple};
use super::type_parameters::{parameters_of, push_argument, subscribed};
use crate::classes::core_classes::NONE_TYPE;
use crate::classes::{BuiltinClass, ClassRef, Comparison, GetSet, Slots, Subscript};
use crate::exceptions::*;
use crate::object::Kind;
use crate::text::str::StrBuilder;
use crate::value::{boolean, Value, NOT_IMPLEMENTED};
use std::cell::OnceCell;

/// The payload of unions.
pub struct UnionType {
    /// A tuple of at least two.
    arguments: Value,
    /// A tuple, made at the first question.
    parameters: OnceCell<Value>,
}

native!(UnionType, UNION_TYPE);

/// The members of a union; None for anything else.
pub(crate) fn members_of(value: &Value) -> Option<&[Value]> {
    value.carried::<UnionType>()?.arguments.carried::<Tuple>().map(Tuple::items)
}

fn members(union: &Value) -> Outcome<&[Value]> {
    Ok(receiver::<Tuple>(&receiver::<UnionType>(union)?.arguments)?.items())
}

fn may_be_member(value: &Value) -> bool {
    value.is_none()
        || ClassRef::from_value(value).is_some()
        || value.is_a::<GenericAlias>()
        || value.is_a::<UnionType>()
}

/// `left | right` of classes, generic aliases, unions and None.
///
/// # Errors
/// What `__eq__` of the arguments of generic aliases raises.
pub(crate) fn union(left: &Value, right: &Value) -> Outcome {
    if !may_be_member(left) || !may_be_member(right) {
        return Ok(NOT_IMPLEMENTED());
    }
    let mut unique: Vec<Value> = Vec::new();
    for side in [left, right] {
        let own = [if side.is_none() { NONE_TYPE.value() } else { side.clone() }];
        let parts = if side.is_a::<UnionType>() { members(side)? } else { &own };
        for part in parts {
            if !has(&unique, part)? {
                unique.push(part.clone());
            }
        }
    }
    Ok(match <[Value; 1]>::try_from(unique) {
        Ok([single]) => single,
        Err(several) => UnionType { arguments: tuple_value(several), parameters: OnceCell::new() }.object(),
    })
}

/// Classes are compared by identity, generic aliases by what they are made of.
fn has(known: &[Value], part: &Value) -> Outcome<bool> {
    for own in known {
        let aliases = own.is_a::<GenericAlias>() && part.is_a::<GenericAlias>();
        if own.is(part) || aliases && support::equal(own, part)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn repr(union: &Value) -> Outcome {
    let mut builder = StrBuilder::new();
    for (position, part) in members(union)?.iter().enumerate() {
        if position > 0 {
            builder.push_text(" | ");
        }
        if ClassRef::from_value(part) == Some(NONE_TYPE.class()) {
            builder.push_text("None");
        } else {
            push_argument(&mut builder, part)?;
        }
    }
    Ok(support::built(builder))
}

fn as_set(union: &Value) -> Outcome {
    let set = FrozenSet::default();
    for part in members(union)? {
        set.keys.add(part.clone())?;
    }
    Ok(set.object())
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    let equality = matches!(comparison, Comparison::Eq | Comparison::Ne);
    if !equality || !left.is_a::<UnionType>() || !right.is_a::<UnionType>() {
        return Ok(NOT_IMPLEMENTED());
    }
    let same = support::equal(&as_set(left)?, &as_set(right)?)?;
    Ok(boolean(same == (comparison == Comparison::Eq)))
}

/// `__module__` is the class's.
fn getattribute(union: &Value, name: &Value) -> Outcome {
    if name.is(name!("__module__").value()) {
        return Ok(crate::names::intern_text(UNION_TYPE.module));
    }
    crate::protocol::attributes::generic_getattribute(union, name)
}

fn parameters(union: &Value) -> Outcome {
    let own = receiver::<UnionType>(union)?;
    if let Some(known) = own.parameters.get() {
        return Ok(known.clone());
    }
    let made = parameters_of(members(union)?)?;
    Ok(own.parameters.get_or_init(|| made).clone())
}

/// With type variables replaced: what results is put together by `|` anew.
fn item(union: &Value, item: &Value) -> Outcome {
    let parameters = parameters(union)?;
    let parameters = receiver::<Tuple>(&parameters)?.items();
    let mut made = subscribed(union, members(union)?, parameters, item.clone())?.into_iter();
    let Some(first) = made.next() else { crate::program::refuse("a union of nothing") };
    made.try_fold(first, crate::protocol::operators::or_)
}

pub static UNION_TYPE: BuiltinClass = BuiltinClass::new("UnionType", Kind::Native)
    .module("types")
    .sealed()
    .no_constructor()
    .subscript(Subscript::Mapping)
    .slots(slots!(Slots {
        repr: Some(repr),
        compare: Some(compare),
        hash: Some(|union| support::hash(&as_set(union)?)),
        or_: Some(union),
        getitem: Some(item),
        getattribute: Some(getattribute),
        ..Slots::NONE
    }))
    .getsets(getsets!(&[
        GetSet::new("__args__", |union| Ok(receiver::<UnionType>(union)?.arguments.clone())),
        GetSet::new("__parameters__", parameters),
    ]));
