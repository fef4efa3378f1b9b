//! Items: `object[key]`.

use super::attributes::getattr_optional;
use crate::classes::core_classes::TYPE;
use crate::classes::ClassRef;
use crate::collections::{Dict, List, Tuple};
use crate::exceptions::*;
use crate::functions::call;
use crate::object::Kind;
use crate::value::Value;

/// `object[key]`.
pub fn getitem(object: Value, key: Value) -> Outcome {
    match plain_item(&object, &key) {
        Some(item) => Ok(item),
        None => getitem_by_class(object, key),
    }
}

// The values of short paths stay in registers as long as only the long ones, which own them, need an address.
#[inline(never)]
fn getitem_by_class(object: Value, key: Value) -> Outcome {
    let (key, object) = (key, object); // the object is released first
    getitem_slow(&object, &key)
}

/// The same for borrowed values.
#[inline(always)]
pub fn getitem_of(object: &Value, key: &Value) -> Outcome {
    if let Some(item) = plain_item(object, key) {
        return Ok(item);
    }
    getitem_slow(object, key)
}

/// An item of a list, tuple or dict whose class is the builtin one, by a plain key.
#[inline(always)]
fn plain_item(object: &Value, key: &Value) -> Option<Value> {
    let header = object.header()?;
    match header.kind() {
        Kind::List | Kind::Tuple if !header.class().is_builtin() => None,
        Kind::List => object.downcast::<List>()?.get(key.as_small_int()?),
        Kind::Tuple => {
            let (items, index) = (object.downcast::<Tuple>()?.items(), key.as_small_int()?);
            let index = if index < 0 { index + items.len() as i64 } else { index };
            items.get(usize::try_from(index).ok()?).cloned()
        }
        Kind::Dict if header.class().is_builtin() => object.downcast::<Dict>()?.get_plain(key),
        _ => None,
    }
}

/// The same through the class.
#[inline(never)]
pub fn getitem_slow(object: &Value, key: &Value) -> Outcome {
    if let Some(slot) = object.class().slots().getitem() {
        return slot(object, key);
    }
    if ClassRef::from_value(object).is_some() {
        return class_getitem(object, key);
    }
    Err(raise_type_error(format!("'{}' object is not subscriptable", object.type_name())))
}

behind! {
    CLASSES,
    /// `class[key]`.
    fn class_getitem(object: &Value, key: &Value) -> Outcome = open_class_getitem
}

fn open_class_getitem(object: &Value, key: &Value) -> Outcome {
    if let Some(class) = ClassRef::from_value(object) {
        if class == TYPE.class() {
            return Ok(crate::collections::generic_alias::alias(object.clone(), key.clone()));
        }
        if let Some(method) = getattr_optional(object, name!("__class_getitem__"))?.filter(|method| !method.is_none()) {
            return call(method, [key.clone()]);
        }
        return Err(raise_type_error(format!("type '{}' is not subscriptable", class.type_name())));
    }
    Err(raise_type_error(format!("'{}' object is not subscriptable", object.type_name())))
}

/// `object[key] = value`.
pub fn setitem(object: Value, key: Value, value: Value) -> Outcome<()> {
    if let (Some(list), Some(index)) = (object.downcast::<List>(), key.as_small_int()) {
        if object.class().is_builtin() {
            return match list.replace_at(index, value) {
                Ok(old) => {
                    drop(old);
                    Ok(())
                }
                Err(value) => setitem_by_class(object, key, value),
            };
        }
    }
    setitem_by_class(object, key, value)
}

#[inline(never)]
fn setitem_by_class(object: Value, key: Value, value: Value) -> Outcome<()> {
    let (key, object) = (key, object); // the object is released first
    let value = match object.downcast::<Dict>() {
        Some(dict) if object.class().is_builtin() => match dict.replace_plain(&key, value) {
            Ok(old) => {
                drop(old);
                return Ok(());
            }
            Err(value) => value,
        },
        _ => value,
    };
    match object.class().slots().setitem() {
        Some(slot) => slot(&object, &key, Some(value)),
        None => Err(raise_type_error(format!("'{}' object does not support item assignment", object.type_name()))),
    }
}

/// `del object[key]`.
pub fn delitem(object: Value, key: Value) -> Outcome<()> {
    let (key, object) = (key, object); // the object is released first
    match object.class().slots().setitem() {
        Some(slot) => slot(&object, &key, None),
        None => {
            // CPython's message depends on whether the class has any operation of sequences.
            let slots = object.class().slots();
            let sequence = slots.length().is_some() || slots.contains().is_some() || slots.getitem().is_some();
            let by_index = (sequence || !object.class().is_builtin()) && key.class().slots().index().is_some();
            let does_not = if by_index { "doesn't" } else { "does not" };
            Err(raise_type_error(format!("'{}' object {does_not} support item deletion", object.type_name())))
        }
    }
}

/// `object[key]`, `None` for a KeyError.
pub(crate) fn get_optional(object: &Value, key: &Value) -> Outcome<Option<Value>> {
    if let Some(dict) = object.downcast::<Dict>() {
        if object.class().is_builtin() {
            return dict.get(key);
        }
    }
    match getitem_slow(object, key) {
        Ok(value) => Ok(Some(value)),
        Err(raised) if raised.is_instance_of(&KEY_ERROR) => {
            raised.forget();
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

/// A dict that CPython reads without asking for `keys`: its iteration is dict's own.
pub fn plain_dict(mapping: &Value) -> Option<&Dict> {
    mapping.downcast::<Dict>().filter(|_| crate::collections::dict::iterates_as_dict(mapping))
}

/// Keys and values of a mapping, in order.
///
/// # Errors
/// AttributeError where it is none; what its methods raise.
pub fn mapping_items(mapping: &Value) -> Outcome<Vec<(Value, Value)>> {
    if let Some(dict) = plain_dict(mapping) {
        return Ok(dict.items());
    }
    let keys = crate::collections::support::mapping_keys(mapping)?;
    keys.into_iter().map(|key| getitem_slow(mapping, &key).map(|value| (key, value))).collect()
}
