//! The class `bool`.

use super::int_class::INT;
use crate::classes::slots::{Binary, New};
use crate::classes::{BuiltinClass, Slots};
use crate::exceptions::Outcome;
use crate::functions::builtin::Constructor;
use crate::native::{text, truth};
use crate::object::Kind;
use crate::value::{boolean, Value, NOT_IMPLEMENTED};

/// Two bools give a bool; anything else is int's.
fn logical(a: &Value, b: &Value, general: Option<Binary>, apply: fn(bool, bool) -> bool) -> Outcome {
    match (a.as_bool(), b.as_bool()) {
        (Some(a), Some(b)) => Ok(boolean(apply(a, b))),
        _ => general.map_or_else(|| Ok(NOT_IMPLEMENTED()), |general| general(a, b)),
    }
}

fn and(a: &Value, b: &Value) -> Outcome {
    logical(a, b, INT.class().slots().and_(), |a, b| a & b)
}

fn or(a: &Value, b: &Value) -> Outcome {
    logical(a, b, INT.class().slots().or_(), |a, b| a | b)
}

fn xor(a: &Value, b: &Value) -> Outcome {
    logical(a, b, INT.class().slots().xor(), |a, b| a ^ b)
}

static NEW: Constructor = Constructor::new("x=False, /", |_, arguments| match arguments.optional(0) {
    None => Ok(boolean(false)),
    Some(value) => Ok(boolean(truth(&value)?)),
});

const SLOTS: Slots = {
    let mut slots = Slots::NONE;
    slots.and_ = Some(and);
    slots.or_ = Some(or);
    slots.xor = Some(xor);
    slots.repr = Some(|this| Ok(text(if this.is_true() { "True" } else { "False" }.into())));
    slots.new = Some(New::Native(&NEW));
    slots
};

/// The class; its two instances are immediate values.
pub static BOOL: BuiltinClass = BuiltinClass::new("bool", Kind::Bool).bases(&[&INT]).sealed().slots(slots!(SLOTS));
