//! What `match` asks of its subject.

use super::attributes::{getattr_optional, getattr_value_optional};
use super::instances::isinstance;
use crate::classes::ClassRef;
use crate::collections::{Dict, Tuple};
use crate::exceptions::*;
use crate::functions::call;
use crate::names::Name;
use crate::text::str::Str;
use crate::text::value_of;
use crate::value::Value;

/// `Py_TPFLAGS_SEQUENCE` and `Py_TPFLAGS_MAPPING`, as `__abc_tpflags__` of an abstract base class says them.
const SEQUENCE: u8 = 1 << 5;
const MAPPING: u8 = 1 << 6;

/// As what builtin classes match.
const BUILTIN_FLAGS: [(&str, u8); 8] = [
    ("array", SEQUENCE),
    ("deque", SEQUENCE),
    ("dict", MAPPING),
    ("list", SEQUENCE),
    ("mappingproxy", MAPPING),
    ("memoryview", SEQUENCE),
    ("range", SEQUENCE),
    ("tuple", SEQUENCE),
];

fn has_builtin_base(class: ClassRef, names: &[&str]) -> bool {
    class.mro().iter().any(|base| base.declaration.is_some_and(|declaration| names.contains(&declaration.name)))
}

fn own_flags(class: ClassRef) -> u8 {
    match class.declaration {
        Some(declaration) => BUILTIN_FLAGS.iter().find(|(name, _)| *name == declaration.name).map_or(0, |row| row.1),
        None => class.collection_flags.get(),
    }
}

/// As what instances match: the flags of the first class in the resolution order that has any (`inherit_patma_flags`).
pub(crate) fn collection_flags(class: ClassRef) -> u8 {
    class.mro().iter().map(|base| own_flags(*base)).find(|flags| *flags != 0).unwrap_or(0)
}

/// Takes `__abc_tpflags__` out of the namespace of a new abstract base class (`_abc__abc_init_impl`).
///
/// # Errors
/// TypeError for both flags.
pub(crate) fn take_collection_flags(class: ClassRef) -> Outcome<()> {
    let Some(given) = class.dict.remove_name(name!("__abc_tpflags__").value()) else { return Ok(()) };
    let flags = given.as_small_int().unwrap_or(0) as u8 & (SEQUENCE | MAPPING);
    if flags == SEQUENCE | MAPPING {
        return Err(raise_type_error("__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING"));
    }
    class.collection_flags.set(class.collection_flags.get() | flags);
    Ok(())
}

/// A class and its subclasses match from now on as the abstract base class for which it was registered
/// (`set_collection_flag_recursive`); builtin ones stay as they are.
pub(crate) fn set_collection_flags(class: ClassRef, flags: u8) {
    if class.is_builtin() || collection_flags(class) == flags {
        return;
    }
    class.collection_flags.set(flags);
    let subclasses = class.subclasses.borrow().clone();
    for subclass in subclasses {
        set_collection_flags(subclass, flags);
    }
}

fn has_flag(class: ClassRef, flag: u8) -> bool {
    collection_flags(class) & flag != 0
}

/// Whether a value matches `[…]`.
pub fn match_sequence(value: &Value) -> bool {
    has_flag(value.class(), SEQUENCE)
}

/// Whether a value matches `{…}`.
pub fn match_mapping(value: &Value) -> bool {
    has_flag(value.class(), MAPPING)
}

fn has_length(value: &Value, test: impl Fn(i64) -> bool) -> Outcome<bool> {
    super::length(value).map(test)
}

/// The length of a sequence, from which places behind a star are counted.
pub fn match_size(value: Value) -> Outcome {
    super::length(&value).map(crate::value::int)
}

/// Whether a sequence has exactly this length.
pub fn match_length(value: Value, expected: Value) -> Outcome<bool> {
    let expected = expected.as_small_int().unwrap_or_default();
    has_length(&value, |length| length == expected)
}

/// Whether a sequence has at least this length.
pub fn match_length_at_least(value: Value, expected: Value) -> Outcome<bool> {
    let expected = expected.as_small_int().unwrap_or_default();
    has_length(&value, |length| length >= expected)
}

/// The values of keys; `None` where one is missing.
pub fn match_keys<const N: usize>(mapping: &Value, keys: [Value; N]) -> Outcome<Option<Vec<Value>>> {
    match_all_keys(mapping, keys.into())
}

pub(crate) fn match_all_keys(mapping: &Value, keys: Vec<Value>) -> Outcome<Option<Vec<Value>>> {
    if keys.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let seen = Dict::allocate();
    let missing = call(crate::classes::core_classes::OBJECT.value(), [])?;
    let Some(get) = getattr_optional(mapping, name!("get"))? else {
        return Err(raise_attribute_error_of(mapping, name!("get").value()));
    };
    let mut values = Vec::with_capacity(keys.len());
    for key in keys {
        if seen.get(&key)?.is_some() {
            let shown = crate::protocol::convert::repr_or_type_name(&key);
            return Err(raise_value_error(format!("mapping pattern checks duplicate key ({shown})")));
        }
        seen.set(key.clone(), key.clone())?;
        let value = call(get.clone(), [key, missing.clone()])?;
        if value.is(&missing) {
            return Ok(None);
        }
        values.push(value);
    }
    Ok(Some(values))
}

/// `**rest`: a dict of what the keys leave over.
pub fn match_rest(mapping: Value, keys: Value) -> Outcome {
    let rest = Dict::allocate();
    for (key, value) in super::items::mapping_items(&mapping)? {
        rest.set(key, value)?;
    }
    super::iterate::for_each(keys, |key| match rest.remove(&key)? {
        Some(_) => Ok(()),
        None => Err(raise_key_error(key)),
    })?;
    Ok(rest.into_value())
}

/// Whether one positional pattern of a class matches the subject itself.
fn matches_itself(class: ClassRef) -> bool {
    const NAMES: [&str; 11] =
        ["bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple"];
    has_builtin_base(class, &NAMES)
}

/// The attributes that a class pattern takes apart; `None` where it does not match.
pub fn match_class(value: &Value, class: Value, positional: usize, keywords: &[&Name]) -> Outcome<Option<Vec<Value>>> {
    let Some(own) = ClassRef::from_value(&class) else {
        return Err(raise_type_error("called match pattern must be a type"));
    };
    if !isinstance(value, &class)? {
        return Ok(None);
    }
    let mut parts = Vec::new();
    let mut seen: Vec<Value> = Vec::new();
    if positional > 0 {
        let names = match_arguments(own, &class, positional)?;
        if let Some(names) = names {
            for name in names {
                let Some(part) = part(own, value, name, &mut seen)? else { return Ok(None) };
                parts.push(part);
            }
        } else {
            parts.push(value.clone());
        }
    }
    for name in keywords {
        let Some(part) = part(own, value, name.value().clone(), &mut seen)? else { return Ok(None) };
        parts.push(part);
    }
    Ok(Some(parts))
}

/// The names of positional patterns; `None` where the one pattern matches the subject itself.
fn match_arguments(own: ClassRef, class: &Value, positional: usize) -> Outcome<Option<Vec<Value>>> {
    let name = own.name();
    let found = getattr_optional(class, name!("__match_args__"))?;
    let itself = found.is_none() && matches_itself(own);
    let names = match &found {
        Some(names) => match names.downcast::<Tuple>() {
            Some(names) => names.items().to_vec(),
            None => {
                let given = names.type_name();
                return Err(raise_type_error(format!("{name}.__match_args__ must be a tuple (got {given})")));
            }
        },
        None => Vec::new(),
    };
    let allowed = if itself { 1 } else { names.len() };
    if positional > allowed {
        let plural = if allowed == 1 { "" } else { "s" };
        return Err(raise_type_error(format!(
            "{name}() accepts {allowed} positional sub-pattern{plural} ({positional} given)"
        )));
    }
    Ok(if itself { None } else { Some(names[..positional].to_vec()) })
}

fn part(own: ClassRef, value: &Value, name: Value, seen: &mut Vec<Value>) -> Outcome<Option<Value>> {
    let Some(text) = name.downcast::<Str>() else {
        let given = name.type_name();
        return Err(raise_type_error(format!("__match_args__ elements must be strings (got {given})")));
    };
    let name = crate::names::intern(value_of(text.to_lossy()));
    if seen.iter().any(|known| known.is(&name)) {
        let shown = crate::protocol::convert::repr_or_type_name(&name);
        return Err(raise_type_error(format!("{}() got multiple sub-patterns for attribute {shown}", own.name())));
    }
    seen.push(name.clone());
    getattr_value_optional(value, &name)
}
