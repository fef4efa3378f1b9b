//! What changes a `bytearray`.

use super::bytes::ByteArray;
use super::bytes_bound::{byte_of, made, octets_of, octets_of_items, own};
use super::str::Str;
use crate::classes::reduce::{reduced_with, state_of};
use crate::collections::support::argument_index;
use crate::exceptions::Outcome;
use crate::native::*;
use crate::value::{int, Value, NONE};

const BYTE_RANGE: &str = "byte must be in range(0, 256)";

fn array(this: &Value) -> &ByteArray {
    this.downcast::<ByteArray>().expect("the class decides the payload")
}

/// Errors: BufferError while a memory view looks at it.
fn resizable(this: &Value) -> Outcome<&ByteArray> {
    let array = array(this);
    if array.is_exported() {
        return Err(buffer_error("Existing exports of data: object cannot be re-sized"));
    }
    Ok(array)
}

pub fn append(this: &Value, given: &Given<'_>) -> Outcome {
    let byte = byte_of(given.required(0), BYTE_RANGE)?;
    resizable(this)?.borrow_mut().push(byte);
    Ok(NONE())
}

pub fn clear(this: &Value, _: &Given<'_>) -> Outcome {
    resizable(this)?.borrow_mut().clear();
    Ok(NONE())
}

pub fn copy(this: &Value, _: &Given<'_>) -> Outcome {
    Ok(made(this, own(this).into_owned()))
}

pub fn extend(this: &Value, given: &Given<'_>) -> Outcome {
    let source = given.required(0);
    let octets = match bytes_like(source) {
        Some(octets) => octets.into_owned(),
        None if !is_iterable(source) => {
            return Err(type_error(format!("can't extend bytearray with {}", type_name(source))))
        }
        None => octets_of_items(source, BYTE_RANGE, true)?,
    };
    resizable(this)?.borrow_mut().extend(octets);
    Ok(NONE())
}

pub fn insert(this: &Value, given: &Given<'_>) -> Outcome {
    let at = argument_index(given.required(0))?;
    let byte = byte_of(given.required(1), BYTE_RANGE)?;
    let mut octets = resizable(this)?.borrow_mut();
    let length = octets.len() as i64;
    let at = if at < 0 { (at + length).max(0) } else { at.min(length) };
    octets.insert(at as usize, byte);
    Ok(NONE())
}

pub fn pop(this: &Value, given: &Given<'_>) -> Outcome {
    let at = given.get(0).map_or(Ok(-1), argument_index)?;
    let array = array(this);
    let length = array.borrow().len() as i64;
    if length == 0 {
        return Err(index_error("pop from empty bytearray"));
    }
    let at = if at < 0 { at + length } else { at };
    if !(0..length).contains(&at) {
        return Err(index_error("pop index out of range"));
    }
    Ok(int(resizable(this)?.borrow_mut().remove(at as usize) as i64))
}

/// `bytearray.__reduce__`.
pub fn reduce(this: &Value, _: &Given<'_>) -> Outcome {
    reduced_at(this, 2)
}

/// `__reduce_ex__`, whose protocol may be left out.
pub fn reduce_ex(this: &Value, given: &Given<'_>) -> Outcome {
    let protocol = given.get(0).map_or(Ok(0), index_c_int)?;
    reduced_at(this, protocol)
}

fn reduced_at(this: &Value, protocol: i64) -> Outcome {
    let state = state_of(this)?;
    let octets = array(this).borrow().clone();
    let arguments = match protocol {
        _ if octets.is_empty() => Vec::new(),
        ..=2 => {
            let characters = Str::from_code_point_vec(octets.into_iter().map(u32::from).collect());
            vec![text(characters), text("latin-1".into())]
        }
        _ => vec![bytes(octets)],
    };
    reduced_with(this.class().value(), arguments, state)
}

pub fn remove(this: &Value, given: &Given<'_>) -> Outcome {
    let byte = byte_of(given.required(0), BYTE_RANGE)?;
    let mut octets = resizable(this)?.borrow_mut();
    match octets.iter().position(|own| *own == byte) {
        Some(at) => {
            octets.remove(at);
            Ok(NONE())
        }
        None => Err(value_error("value not found in bytearray")),
    }
}

pub fn reverse(this: &Value, _: &Given<'_>) -> Outcome {
    array(this).borrow_mut().reverse();
    Ok(NONE())
}

/// `this += other`.
pub fn extend_in_place(this: &Value, other: &Value) -> Outcome {
    let Some(octets) = bytes_like(other) else {
        return Err(type_error(format!("can't concat {} to {}", type_name(other), type_name(this))));
    };
    let octets = octets.into_owned();
    resizable(this)?.borrow_mut().extend(octets);
    Ok(this.clone())
}

/// `this *= count`.
pub fn repeat_in_place(this: &Value, count: i64) -> Outcome {
    let array = resizable(this)?;
    let count = check_repeat(array.borrow().len(), count, None)?;
    let repeated = array.borrow().repeat(count);
    *array.borrow_mut() = repeated;
    Ok(this.clone())
}

/// `this[key] = value`, `del this[key]`. Errors: TypeError, ValueError, IndexError.
pub fn set_item(this: &Value, key: &Value, value: Option<Value>) -> Outcome<()> {
    let length = array(this).borrow().len();
    if let Some(slice) = slice_of(key, length)? {
        let replacement = match &value {
            None => Vec::new(),
            Some(value) => replacement(value)?,
        };
        return set_slice(this, slice, replacement, value.is_none());
    }
    if !has_index(key) {
        return Err(type_error(format!("bytearray indices must be integers or slices, not {}", type_name(key))));
    }
    let at = index_or(key, index_error)?;
    let at = if at < 0 { at + length as i64 } else { at };
    let byte = match &value {
        None => None,
        Some(value) => Some(byte_of(value, BYTE_RANGE)?),
    };
    if !(0..array(this).borrow().len() as i64).contains(&at) {
        return Err(index_error("bytearray index out of range"));
    }
    match byte {
        Some(byte) => array(this).borrow_mut()[at as usize] = byte,
        None => {
            resizable(this)?.borrow_mut().remove(at as usize);
        }
    }
    Ok(())
}

/// What is assigned to a slice. Errors: TypeError.
fn replacement(value: &Value) -> Outcome<Vec<u8>> {
    let wrong = || type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    if value.downcast::<super::str::Str>().is_some() || index_slot(value)?.is_some() || !is_iterable(value) {
        return Err(wrong());
    }
    octets_of(value, "bytearray", BYTE_RANGE)
}

fn set_slice(this: &Value, slice: Slice, octets: Vec<u8>, delete: bool) -> Outcome<()> {
    if slice.step == 1 {
        let start = slice.start as usize;
        let own = if octets.len() == slice.count { array(this) } else { resizable(this)? };
        own.borrow_mut().splice(start..start + slice.count, octets);
        return Ok(());
    }
    let places = (0..slice.count).map(|nth| (slice.start + nth as i64 * slice.step) as usize);
    if delete {
        let mut places: Vec<usize> = places.collect();
        places.sort_unstable();
        let mut own = resizable(this)?.borrow_mut();
        places.into_iter().rev().for_each(|at| {
            own.remove(at);
        });
        return Ok(());
    }
    if octets.len() != slice.count {
        return Err(value_error(format!(
            "attempt to assign bytes of size {} to extended slice of size {}",
            octets.len(),
            slice.count
        )));
    }
    let mut own = array(this).borrow_mut();
    places.zip(octets).for_each(|(at, byte)| own[at] = byte);
    Ok(())
}
