//! Weak proxies: what is done with one is done with its object.

use super::Held;
use crate::classes::{BuiltinClass, Comparison, Method, Slots};
use crate::collections::support;
use crate::exceptions::*;
use crate::functions::call_method;
use crate::heap::owned::Owned;
use crate::object::{allocate_owner, Kind, Owner};
use crate::protocol::convert::address_text;
use crate::protocol::{self, attributes, convert, items, iterate, operators};
use crate::value::{integer, Value};

/// A proxy.
pub struct Proxy(Held);

impl Owner for Proxy {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.0.show(visit);
    }
}

pub(super) fn held(value: &Value) -> Option<&Held> {
    value.native::<Proxy>().map(|own| &own.0)
}

pub(super) fn is_proxy(value: &Value) -> bool {
    value.native::<Proxy>().is_some()
}

pub(super) static MAKE: Method = Method::new("proxy", "object, callback=None, /", |arguments| {
    let object = arguments.take(0);
    let callback = arguments.not_none(1);
    if callback.is_none() {
        if let Some(known) = super::shared(&object, is_proxy) {
            return Ok(known);
        }
    }
    let class = if protocol::is_callable(&object) { &CALLABLE_PROXY } else { &PROXY };
    let made = allocate_owner(class.class(), Proxy(Held::new(&object, callback)?));
    if let Some(own) = held(&made) {
        own.tell(&made);
    }
    Ok(made)
})
.doc(
    "proxy(object[, callback]) -- create a proxy object that weakly\nreferences 'object'.  'callback', if given, is \
     called with a\nreference to the proxy when 'object' is about to be finalized.",
);

/// What stands behind a proxy; any other value itself. Errors: ReferenceError where it is gone.
fn behind(value: &Value) -> Outcome {
    match held(value) {
        None => Ok(value.clone()),
        Some(own) => match own.weak.get() {
            Some(object) => Ok(object),
            None => Err(raise_reference_error("weakly-referenced object no longer exists")),
        },
    }
}

macro_rules! unary {
    ($operation:path) => {
        Some(|own| $operation(behind(own)?))
    };
}

macro_rules! binary {
    ($operation:path) => {
        Some(|left, right| {
            let left = behind(left)?;
            $operation(left, behind(right)?)
        })
    };
}

fn power(left: &Value, right: &Value, modulus: &Value) -> Outcome {
    let left = behind(left)?;
    let right = behind(right)?;
    operators::pow_modulo(left, right, behind(modulus)?)
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    let left = behind(left)?;
    support::compare(&left, &behind(right)?, comparison)
}

fn set_item(own: &Value, key: &Value, value: Option<Value>) -> Outcome<()> {
    let object = behind(own)?;
    match value {
        Some(value) => items::setitem(object, key.clone(), value),
        None => items::delitem(object, key.clone()),
    }
}

fn next(own: &Value) -> Outcome<Option<Value>> {
    let object = behind(own)?;
    if object.class().slots().next().is_none() {
        let shown = object.type_name();
        return Err(raise_type_error(format!("Weakref proxy referenced a non-iterator '{shown}' object")));
    }
    iterate::next(&object)
}

/// Converts by a builtin class, which words its own errors.
fn converted(own: &Value, class: &'static BuiltinClass) -> Outcome {
    support::call(&class.value(), [behind(own)?])
}

fn repr(own: &Value) -> Outcome {
    let object = receiver_of(own).weak.get();
    let (class, place) = match &object {
        Some(object) => (object.type_name(), address_text(object)),
        None => ("NoneType".to_owned(), address_text(&crate::value::NONE())),
    };
    Ok(support::text(&format!("<weakproxy at {} to {class} at {place}>", address_text(own))))
}

fn receiver_of(own: &Value) -> &Held {
    match held(own) {
        Some(held) => held,
        None => unreachable!("a slot is called on instances of its class only"),
    }
}

const SLOTS: Slots = Slots {
    repr: Some(repr),
    str: Some(|own| convert::str(&behind(own)?)),
    compare: Some(compare),
    truth: Some(|own| protocol::truth_of(&behind(own)?)),
    getattribute: Some(|own, name| attributes::getattr_value(&behind(own)?, name)),
    setattribute: Some(|own, name, value| attributes::setattr_value(&behind(own)?, name, value)),
    iter: unary!(iterate::iter),
    next: Some(next),
    length: Some(|own| protocol::length(&behind(own)?)),
    getitem: Some(|own, key| items::getitem(behind(own)?, key.clone())),
    setitem: Some(set_item),
    contains: Some(|own, item| iterate::contains(item.clone(), behind(own)?)),
    add: binary!(operators::add),
    sub: binary!(operators::sub),
    mul: binary!(operators::mul),
    truediv: binary!(operators::truediv),
    floordiv: binary!(operators::floordiv),
    mod_: binary!(operators::mod_),
    divmod: binary!(operators::divmod),
    pow: Some(power),
    matmul: binary!(operators::matmul),
    lshift: binary!(operators::lshift),
    rshift: binary!(operators::rshift),
    and_: binary!(operators::and_),
    or_: binary!(operators::or_),
    xor: binary!(operators::xor),
    iadd: binary!(operators::iadd),
    isub: binary!(operators::isub),
    imul: binary!(operators::imul),
    itruediv: binary!(operators::itruediv),
    ifloordiv: binary!(operators::ifloordiv),
    imod: binary!(operators::imod),
    ipow: binary!(operators::ipow),
    imatmul: binary!(operators::imatmul),
    ilshift: binary!(operators::ilshift),
    irshift: binary!(operators::irshift),
    iand: binary!(operators::iand),
    ior: binary!(operators::ior),
    ixor: binary!(operators::ixor),
    neg: unary!(operators::neg),
    pos: unary!(operators::pos),
    abs: unary!(operators::abs),
    invert: unary!(operators::invert),
    index: Some(|own| protocol::index(&behind(own)?).map(integer)),
    int: Some(|own| converted(own, &crate::number::int_class::INT)),
    float: Some(|own| converted(own, &crate::number::float_class::FLOAT)),
    ..Slots::NONE
};

const METHODS: &[Method] = &[
    Method::new("__bytes__", "self, /", |arguments| call_method(behind(&arguments.take(0))?, name!("__bytes__"), [])),
    Method::new("__reversed__", "self, /", |arguments| {
        call_method(behind(&arguments.take(0))?, name!("__reversed__"), [])
    }),
];

const fn class(name: &'static str) -> BuiltinClass {
    BuiltinClass::new(name, Kind::Native)
        .module("weakref")
        .sealed()
        .no_constructor()
        .unhashable()
        .methods(methods!(METHODS))
}

pub static PROXY: BuiltinClass = class("ProxyType").slots(slots!(SLOTS));

pub static CALLABLE_PROXY: BuiltinClass = class("CallableProxyType").slots(slots!(Slots {
    call: Some(|own, arguments| crate::functions::call_with(&behind(own)?, arguments)),
    ..SLOTS
}));
