//! `cmp_to_key` and `total_ordering`.

use super::function;
use crate::classes::core_classes::OBJECT;
use crate::classes::{BuiltinClass, Comparison, GetSet, Method, Slots};
use crate::collections::carried::{native, Carried, Carry};
use crate::collections::support::{self, receiver};
use crate::exceptions::*;
use crate::functions::signature::Signature;
use crate::functions::{Arguments, CallArguments, Frame, Slot};
use crate::heap::single_thread::SingleThread;
use crate::library::python_function::PythonFunction;
use crate::names::intern_text;
use crate::object::Kind;
use crate::protocol::attributes::{getattr_value_optional, setattr_value};
use crate::protocol::not_;
use crate::value::{int, Value};
use std::cell::{OnceCell, RefCell};

/// What `cmp_to_key` gives, and what that makes of each object.
pub struct Key {
    comparison: Value,
    object: RefCell<Option<Value>>,
}

native!(Key, KEY);

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
    .slots(Slots { compare: Some(compare), call: Some(call), ..Slots::NONE })
    .getsets(&[GetSet::new("obj", |own| {
        Ok(receiver::<Key>(own)?.object.borrow().clone().unwrap_or_else(crate::value::NONE))
    })
    .set(|own, value| {
        let old = receiver::<Key>(own)?.object.replace(value);
        drop(old);
        Ok(())
    })]);

fn cmp_to_key(arguments: &mut Arguments) -> Outcome {
    Ok(Key { comparison: arguments.take(0), object: RefCell::new(None) }.object())
}

pub static CMP_TO_KEY: Method = Method::new("cmp_to_key", "mycmp", cmp_to_key)
    .doc("Convert a cmp= function into a key= function.\n\n  mycmp\n    Function that compares two objects.");

/// What follows from the answer of the root operation.
#[derive(Clone, Copy)]
enum Rule {
    /// `not answer`
    Not,
    /// `not answer and self != other`
    NotAndUnequal,
    /// `answer or self == other`
    OrEqual,
    /// `not answer or self == other`
    NotOrEqual,
    /// `answer and self != other`
    AndUnequal,
}

fn derived(frame: &mut Frame, root: &str, rule: Rule) -> Outcome {
    let (own, other) = (frame.take(Slot(0)), frame.take(Slot(1)));
    let method = crate::protocol::attributes::getattr_value(&own.class().value(), &intern_text(root))?;
    let answer = support::call(&method, [own.clone(), other.clone()])?;
    if answer.is_not_implemented() {
        return Ok(answer);
    }
    let truth = support::truth(&answer)?;
    match rule {
        Rule::Not => not_(answer),
        Rule::NotAndUnequal if truth => Ok(crate::value::boolean(false)),
        Rule::OrEqual if truth => Ok(answer),
        Rule::NotOrEqual if !truth => Ok(crate::value::boolean(true)),
        Rule::AndUnequal if !truth => Ok(answer),
        Rule::NotAndUnequal | Rule::AndUnequal => support::compare(&own, &other, Comparison::Ne),
        Rule::OrEqual | Rule::NotOrEqual => support::compare(&own, &other, Comparison::Eq),
    }
}

struct Derived {
    root: &'static str,
    name: &'static str,
    function_name: &'static str,
    body: fn(&mut Frame) -> Outcome,
}

macro_rules! derived {
    ($($root:literal $name:literal $function_name:literal $rule:ident;)*) => {
        &[$(Derived {
            root: $root,
            name: $name,
            function_name: $function_name,
            body: |frame| derived(frame, $root, Rule::$rule),
        },)*]
    };
}

/// In the order in which CPython prefers the roots: `max` of their names.
static DERIVED: &[Derived] = derived! {
    "__lt__" "__gt__" "_gt_from_lt" NotAndUnequal;
    "__lt__" "__le__" "_le_from_lt" OrEqual;
    "__lt__" "__ge__" "_ge_from_lt" Not;
    "__le__" "__ge__" "_ge_from_le" NotOrEqual;
    "__le__" "__lt__" "_lt_from_le" AndUnequal;
    "__le__" "__gt__" "_gt_from_le" Not;
    "__gt__" "__lt__" "_lt_from_gt" NotAndUnequal;
    "__gt__" "__ge__" "_ge_from_gt" OrEqual;
    "__gt__" "__le__" "_le_from_gt" Not;
    "__ge__" "__le__" "_le_from_ge" NotOrEqual;
    "__ge__" "__gt__" "_gt_from_ge" AndUnequal;
    "__ge__" "__lt__" "_lt_from_ge" Not;
};

fn total_ordering_body(frame: &mut Frame) -> Outcome {
    let class = frame.take(Slot(0));
    let object = OBJECT.value();
    let mut roots = Vec::new();
    for name in ["__lt__", "__le__", "__gt__", "__ge__"] {
        let key = intern_text(name);
        let own = getattr_value_optional(&class, &key)?;
        let inherited = getattr_value_optional(&object, &key)?;
        let same = match (&own, &inherited) {
            (Some(own), Some(inherited)) => own.is(inherited),
            (own, inherited) => own.is_none() && inherited.is_none(),
        };
        if !same {
            roots.push(name);
        }
    }
    let Some(root) = roots.iter().max() else {
        return Err(raise_value_error("must define at least one ordering operation: < > <= >="));
    };
    for row in DERIVED.iter().filter(|row| row.root == *root && !roots.contains(&row.name)) {
        let function = PythonFunction {
            module: "functools",
            name: row.name,
            qualified_name: row.function_name,
            parameters: "self, other",
            body: row.body,
        };
        setattr_value(&class, &intern_text(row.name), Some(function.make(vec![], vec![])))?;
    }
    Ok(class)
}

pub fn total_ordering() -> Value {
    function("total_ordering", "cls", total_ordering_body, vec![], vec![])
}
