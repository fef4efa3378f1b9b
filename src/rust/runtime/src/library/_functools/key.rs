//! `cmp_to_key`.

use crate::classes::{BuiltinClass, Comparison, Convention, GetSet, Method, Slots};
use crate::collections::carried::{native, Carried, Carry};
use crate::collections::support::{self, receiver};
use crate::exceptions::*;
use crate::functions::signature::Signature;
use crate::functions::{Arguments, CallArguments};
use crate::heap::single_thread::SingleThread;
use crate::object::Kind;
use crate::value::{int, Value};
use std::cell::{OnceCell, RefCell};

/// What `cmp_to_key` gives, and what that makes of each object.
pub struct Key {
    comparison: Value,
    object: RefCell<Option<Value>>,
}

native!(Key, KEY, owns comparison, object);

fn object(key: &Value) -> Outcome {
    let object = receiver::<Key>(key)?.object.borrow().clone();
    object.ok_or_else(|| raise_attribute_error("object"))
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    if !right.is_a::<Key>() {
        return Err(raise_type_error("other argument must be K instance"));
    }
    let result = support::call(&receiver::<Key>(left)?.comparison, [object(left)?, object(right)?])?;
    support::compare(&result, &int(0), comparison)
}

fn call(own: &Value, arguments: CallArguments) -> Outcome {
    static SIGNATURE: SingleThread<OnceCell<Signature>> = SingleThread::new(OnceCell::new());
    let comparison = receiver::<Key>(own)?.comparison.clone();
    let signature = SIGNATURE.get_or_init(|| Signature::parse("obj"));
    let mut slots = signature.bind("K", "K", 0, arguments)?;
    Ok(Key { comparison, object: RefCell::new(slots[0].take()) }.object())
}

pub static KEY: BuiltinClass = BuiltinClass::new("KeyWrapper", Kind::Native)
    .module("functools")
    .sealed()
    .no_constructor()
    .unhashable()
    .slots(slots!(Slots { compare: Some(compare), call: Some(call), ..Slots::NONE }))
    .getsets(getsets!(&[GetSet::new("obj", |own| {
        Ok(receiver::<Key>(own)?.object.borrow().clone().unwrap_or_else(crate::value::NONE))
    })
    .set(|own, value| {
        let old = receiver::<Key>(own)?.object.replace(value);
        drop(old);
        Ok(())
    })]));

fn cmp_to_key(arguments: &mut Arguments) -> Outcome {
    Ok(Key { comparison: arguments.take(0), object: RefCell::new(None) }.object())
}

pub static CMP_TO_KEY: Method = Method::new("cmp_to_key", "mycmp", cmp_to_key)
    .convention(Convention::Tuple)
    .doc("Convert a cmp= function into a key= function.");
