//! How many of CPython's objects garbage is: those that its collector knows (`_PyObject_GC_TRACK`).

use super::references::visit;
use crate::collections::{Dict, Tuple};
use crate::functions::Function;
use crate::object::{Header, Kind};
use crate::value::Value;

/// How deep tuples in tuples are looked at.
const DEEPEST: u32 = 20;

/// How many objects CPython's collector counts; none where that depends on what CPython has done before.
pub(super) fn count(garbage: &[Value]) -> Option<usize> {
    garbage.iter().map(weight).sum()
}

/// What CPython's collector never knows.
fn is_atom(kind: Kind) -> bool {
    matches!(kind, Kind::None | Kind::Bool | Kind::NotImplemented | Kind::Ellipsis) || kind.is_plain()
}

/// Whether CPython looks at a value that a tuple or a dict holds (`_PyObject_GC_MAY_BE_TRACKED`); none where it is not
/// known.
fn may_be_tracked(value: &Value, depth: u32) -> Option<bool> {
    let is_own_class = !value.class().is_builtin();
    match value.kind() {
        kind if is_atom(kind) => (!is_own_class).then_some(false),
        Kind::Tuple if !is_own_class => is_tuple_tracked(value, depth + 1),
        Kind::Native if !is_own_class => None,
        _ => Some(true),
    }
}

/// Where nothing that a tuple holds is known to the collector, a collection that came by has let go of it, too.
fn is_tuple_tracked(tuple: &Value, depth: u32) -> Option<bool> {
    let items = tuple.downcast::<Tuple>()?.items();
    if items.is_empty() {
        return Some(false);
    }
    let is_held = |item: &Value| may_be_tracked(item, depth) == Some(true);
    (depth < DEEPEST && items.iter().any(is_held)).then_some(true)
}

/// The same for a dict, which may have held something before.
fn is_dict_tracked(dict: &Value) -> Option<bool> {
    let items = dict.downcast::<Dict>()?.items();
    let is_held = |item: &Value| may_be_tracked(item, 0) == Some(true);
    items.iter().any(|(key, value)| is_held(key) || is_held(value)).then_some(true)
}

/// A function with what it is made of in CPython: a tuple of its cells.
fn weight_of_function(function: &Function, header: &Header) -> Option<usize> {
    let is_plain = header.attributes.is_empty()
        && function.defaults.borrow().is_none()
        && function.keyword_defaults.borrow().is_none()
        && function.annotations.borrow().is_none();
    is_plain.then(|| 1 + usize::from(!function.closure.is_empty()))
}

/// An instance that can refer to something, with its dict, where it has one.
fn weight_of_instance(header: &Header) -> Option<usize> {
    let class = header.class();
    // What is written in Python here alone may hang together otherwise.
    if class.stands_for_c || !class.instance_dict && class.slot_count == 0 && !class.is_weakly_referenced {
        return None;
    }
    if !header.attributes.are_in_dict(class.shape)? {
        return Some(1);
    }
    let mut is_tracked = false;
    header.attributes.visit(&mut |value| is_tracked |= may_be_tracked(value, 0) == Some(true));
    is_tracked.then_some(2)
}

fn weight(object: &Value) -> Option<usize> {
    let header = object.header()?;
    let class = header.class();
    let mut is_known = true;
    visit(object, &mut |value| is_known &= !is_atom(value.kind()) || value.class().is_builtin());
    if !is_known {
        return None;
    }
    match header.kind() {
        Kind::Instance => weight_of_instance(header),
        Kind::Tuple if class.is_builtin() => is_tuple_tracked(object, 0).map(usize::from),
        Kind::Dict if class.is_builtin() => is_dict_tracked(object).map(usize::from),
        // Layouts of other classes are not followed.
        _ if !header.attributes.is_empty() && header.kind() != Kind::Function => None,
        Kind::Function => weight_of_function(object.downcast::<Function>()?, header),
        Kind::List
        | Kind::Tuple
        | Kind::Dict
        | Kind::Set
        | Kind::FrozenSet
        | Kind::Slice
        | Kind::Cell
        | Kind::BoundMethod
        | Kind::BuiltinFunction
        | Kind::MethodWrapper
        | Kind::Generator
        | Kind::Coroutine
        | Kind::ListIterator
        | Kind::TupleIterator => Some(1),
        Kind::Native if matches!(class.name().as_str(), "deque" | "ReferenceType") => Some(1),
        _ => None,
    }
}
