//! The iterators of `str`, `bytes` and `bytearray`.

use super::bytes::{ByteArray, Bytes};
use super::str::Str;
use crate::classes::reduce::{position_state, reduced_iterator};
use crate::classes::{BuiltinClass, Slots};
use crate::exceptions::Outcome;
use crate::native::*;
use crate::object::{allocate_native, Kind, Ref};
use crate::value::{int, Value, NONE};
use std::cell::{Cell, RefCell};

macro_rules! iterator {
    ($name:ident, $class:ident, $shown:literal, $owner:ty, $length:expr, $item:expr, $ended:expr) => {
        /// Steps over the owner, which it lets go at the end.
        pub struct $name {
            owner: RefCell<Option<Ref<$owner>>>,
            at: Cell<usize>,
        }

        impl $name {
            fn start(owner: Ref<$owner>) -> Value {
                allocate_native($class.class(), $name { owner: RefCell::new(Some(owner)), at: Cell::new(0) })
            }

            fn next(this: &Value) -> Outcome<Option<Value>> {
                let Some(this) = this.native::<$name>() else { return Ok(None) };
                let item = match &*this.owner.borrow() {
                    Some(owner) if this.at.get() < $length(owner) => Some($item(owner, this.at.get())),
                    _ => None,
                };
                match item {
                    Some(_) => this.at.set(this.at.get() + 1),
                    None => drop(this.owner.take()),
                }
                Ok(item)
            }

            fn length_hint(this: &Value, _: &Given<'_>) -> Outcome {
                let Some(this) = this.native::<$name>() else { return Ok(int(0)) };
                let left = this.owner.borrow().as_ref().map_or(0, |owner| $length(owner).saturating_sub(this.at.get()));
                Ok(int(left as i64))
            }

            fn reduce(this: &Value, _: &Given<'_>) -> Outcome {
                let Some(this) = this.native::<$name>() else { return Ok(NONE()) };
                let owner = this.owner.borrow().clone();
                match owner {
                    Some(owner) => reduced_iterator(owner.into_value(), Some(this.at.get() as i64)),
                    None => reduced_iterator($ended, None),
                }
            }

            fn set_state(this: &Value, given: &Given<'_>) -> Outcome {
                let at = position_state(given.required(0))?;
                let Some(this) = this.native::<$name>() else { return Ok(NONE()) };
                if let Some(owner) = &*this.owner.borrow() {
                    this.at.set(at.clamp(0, $length(owner) as i64) as usize);
                }
                Ok(NONE())
            }
        }

        pub static $class: BuiltinClass = BuiltinClass::new($shown, Kind::Native)
            .sealed()
            .slots(slots!(Slots { iter: Some(|this| Ok(this.clone())), next: Some($name::next), ..Slots::NONE }))
            .methods(methods!(&[
                native_method!("__length_hint__", "self, /", $name::length_hint),
                native_method!("__reduce__", "self, /", $name::reduce),
                native_method!("__setstate__", "self, state, /", $name::set_state),
            ]));
    };
}

iterator!(
    AsciiIterator,
    ASCII_ITERATOR,
    "str_ascii_iterator",
    Str,
    |owner: &Ref<Str>| owner.len(),
    |owner: &Ref<Str>, at: usize| super::str_bound::character(owner.at(at)),
    text("".into())
);
iterator!(
    WideIterator,
    WIDE_ITERATOR,
    "str_iterator",
    Str,
    |owner: &Ref<Str>| owner.len(),
    |owner: &Ref<Str>, at: usize| super::str_bound::character(owner.at(at)),
    text("".into())
);
iterator!(
    BytesIterator,
    BYTES_ITERATOR,
    "bytes_iterator",
    Bytes,
    |owner: &Ref<Bytes>| owner.len(),
    |owner: &Ref<Bytes>, at: usize| int(owner[at] as i64),
    tuple(Vec::new())
);
iterator!(
    ByteArrayIterator,
    BYTE_ARRAY_ITERATOR,
    "bytearray_iterator",
    ByteArray,
    |owner: &Ref<ByteArray>| owner.borrow().len(),
    |owner: &Ref<ByteArray>, at: usize| int(owner.borrow()[at] as i64),
    tuple(Vec::new())
);

/// `iter(text)`; CPython has a class of its own for ASCII texts, but not for those of subclasses, which are not compact.
pub fn iterate_text(this: &Value) -> Value {
    match this.clone().into_ref::<Str>().ok() {
        Some(own) if own.is_ascii() && this.class().is_builtin() => AsciiIterator::start(own),
        Some(own) => WideIterator::start(own),
        None => this.clone(),
    }
}

pub fn iterate_bytes(this: &Value) -> Value {
    this.clone().into_ref::<Bytes>().ok().map_or_else(|| this.clone(), BytesIterator::start)
}

pub fn iterate_byte_array(this: &Value) -> Value {
    this.clone().into_ref::<ByteArray>().ok().map_or_else(|| this.clone(), ByteArrayIterator::start)
}
