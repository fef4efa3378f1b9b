//! `Counter`.

use crate::classes::core_classes::DICT;
use crate::classes::slots::Init;
use crate::classes::{BuiltinClass, Comparison, Method, Slots};
use crate::collections::dict as dicts;
use crate::collections::support::{self, receiver};
use crate::collections::{list_value, tuple_value, Dict};
use crate::exceptions::*;
use crate::functions::builtin::Initializer;
use crate::functions::{call_method, Arguments, Call, Frame, Slot};
use crate::library::itertools::{CHAIN, REPEAT, STARMAP};
use crate::library::operator::ITEM_GETTER;
use crate::library::python_function::PythonFunction;
use crate::object::Kind;
use crate::protocol::operators;
use crate::text::value_of;
use crate::value::{boolean, int, Value, NONE, NOT_IMPLEMENTED};

fn is_counter(value: &Value) -> bool {
    COUNTER.is_instance(value)
}

fn empty() -> Outcome {
    support::call(&COUNTER.value(), [])
}

fn positive(count: &Value) -> Outcome<bool> {
    support::truth(&support::compare(count, &int(0), Comparison::Gt)?)
}

fn negative(count: &Value) -> Outcome<bool> {
    support::truth(&support::compare(count, &int(0), Comparison::Lt)?)
}

fn count_of(counter: &Value, key: &Value) -> Outcome {
    support::getitem(counter.clone(), key.clone())
}

/// Keys and counts as `items()` gives them.
fn items(counter: &Value) -> Outcome<Vec<(Value, Value)>> {
    let mut pairs = Vec::new();
    support::for_each(&call_method(counter.clone(), name!("items"), [])?, |pair| {
        let [key, count] = crate::protocol::iterate::unpack::<2>(pair)?;
        pairs.push((key, count));
        Ok(())
    })?;
    Ok(pairs)
}

/// Whether a value counts as a mapping: dicts, and what inherits from the abstract class of that name.
fn is_mapping(value: &Value) -> bool {
    value.downcast::<Dict>().is_some()
        || crate::collections::mapping_proxy::MAPPING_PROXY.is_instance(value)
        || value.class().mro().iter().any(|class| class.full_name() == "collections.abc.Mapping")
}

/// Whether a class has dict's own method of this name.
fn has_dicts(counter: &Value, name: &str) -> bool {
    match (counter.class().lookup_text(name), DICT.class().lookup_text(name)) {
        (Some(own), Some(dicts)) => own.is(&dicts),
        _ => false,
    }
}

fn count_elements(counter: &Value, iterable: &Value) -> Outcome<()> {
    let dict = receiver::<Dict>(counter)?;
    let set_item = counter.is_exactly(COUNTER.class())
        || counter
            .class()
            .lookup_text("__setitem__")
            .is_none_or(|own| COUNTER.class().lookup_text("__setitem__").is_some_and(|counters| counters.is(&own)));
    if has_dicts(counter, "get") && set_item {
        return support::for_each(iterable, |key| {
            let hash = support::hash(&key)?;
            let count = match dict.get_hashed(hash, &key)? {
                Some(count) => operators::add(count, int(1))?,
                None => int(1),
            };
            dict.set_hashed(hash, key, count)
        });
    }
    support::for_each(iterable, |key| {
        let old = call_method(counter.clone(), name!("get"), [key.clone(), int(0)])?;
        support::setitem(counter.clone(), key, operators::add(old, int(1))?)
    })
}

fn update_body(frame: &mut Frame) -> Outcome {
    let (own, source, keywords) = (frame.take(Slot(0)), frame.take(Slot(1)), frame.take(Slot(2)));
    if !source.is_none() {
        if !is_mapping(&source) {
            count_elements(&own, &source)?;
        } else if support::truth(&own)? {
            for (key, count) in items(&source)? {
                let old = call_method(own.clone(), name!("get"), [key.clone(), int(0)])?;
                support::setitem(own.clone(), key, operators::add(count, old)?)?;
            }
        } else {
            receiver::<Dict>(&own)?.update_from(&source)?;
        }
    }
    if !receiver::<Dict>(&keywords)?.is_empty() {
        call_method(own, name!("update"), [keywords])?;
    }
    Ok(NONE())
}

fn subtract_body(frame: &mut Frame) -> Outcome {
    let (own, source, keywords) = (frame.take(Slot(0)), frame.take(Slot(1)), frame.take(Slot(2)));
    let subtract = |key: Value, count: Value| {
        let old = call_method(own.clone(), name!("get"), [key.clone(), int(0)])?;
        support::setitem(own.clone(), key, operators::sub(old, count)?)
    };
    if !source.is_none() {
        if is_mapping(&source) {
            for (key, count) in items(&source)? {
                subtract(key, count)?;
            }
        } else {
            support::for_each(&source, |key| subtract(key, int(1)))?;
        }
    }
    if !receiver::<Dict>(&keywords)?.is_empty() {
        call_method(own.clone(), name!("subtract"), [keywords])?;
    }
    Ok(NONE())
}

static INIT: Initializer = Initializer::new("iterable=None, /, **kwds", |own, arguments| {
    let source = arguments.optional(0).unwrap_or_else(NONE);
    let keywords = arguments.take(1);
    Call::method(own.clone(), name!("update"))?.positional(source).double_star(keywords)?.invoke().map(drop)
});

fn most_common(own: &Value, limit: Value) -> Outcome {
    let limit = if limit.is_none() { None } else { Some(support::argument_index(&limit)?.max(0) as usize) };
    let key = support::call(&ITEM_GETTER.value(), [int(1)])?;
    let pairs = items(own)?.into_iter().map(|(key, count)| tuple_value(vec![key, count])).collect();
    let (mut sorted, result) = crate::collections::list::sort_values(pairs, Some(&key), true);
    result?;
    sorted.truncate(limit.unwrap_or(usize::MAX));
    Ok(list_value(sorted))
}

fn repr(own: &Value) -> Outcome {
    let name = own.class().name();
    if !support::truth(own)? {
        return Ok(value_of(format!("{name}()")));
    }
    let shown = match call_method(own.clone(), name!("most_common"), []) {
        Ok(pairs) => support::call(&DICT.value(), [pairs])?,
        Err(raised) => match support::swallow(raised, &TYPE_ERROR) {
            Some(raised) => return Err(raised),
            None => support::call(&DICT.value(), [own.clone()])?,
        },
    };
    let mut builder = crate::text::str::StrBuilder::new();
    builder.push_text(&format!("{name}("));
    support::push_repr(&mut builder, &shown)?;
    builder.push_text(")");
    Ok(support::built(builder))
}

fn all_hold(left: &Value, right: &Value, comparison: Comparison) -> Outcome<bool> {
    for counter in [left, right] {
        let iterator = support::iter(counter)?;
        while let Some(key) = support::next(&iterator)? {
            let holds = support::compare(&count_of(left, &key)?, &count_of(right, &key)?, comparison)?;
            if !support::truth(&holds)? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

fn compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    if !is_counter(left) || !is_counter(right) {
        return Ok(NOT_IMPLEMENTED());
    }
    let unequal = |left: &Value, right: &Value| support::compare(left, right, Comparison::Ne);
    let first = match comparison {
        Comparison::Eq | Comparison::Le | Comparison::Ge => return all_hold(left, right, comparison).map(boolean),
        Comparison::Ne => return crate::protocol::not_(support::compare(left, right, Comparison::Eq)?),
        Comparison::Lt => support::compare(left, right, Comparison::Le)?,
        Comparison::Gt => support::compare(left, right, Comparison::Ge)?,
    };
    if support::truth(&first)? {
        unequal(left, right)
    } else {
        Ok(first)
    }
}

/// What an operator makes of the counts of a key of the left operand.
type Combine = fn(Value, Value) -> Outcome;

/// What it makes of the count of a key that only the right operand has; none where such keys do not count.
type Alone = Option<fn(&Value) -> Outcome<Option<Value>>>;

fn combined(left: &Value, right: &Value, combine: Combine, alone: Alone) -> Outcome {
    if !is_counter(left) || !is_counter(right) {
        return Ok(NOT_IMPLEMENTED());
    }
    let result = empty()?;
    for (key, count) in items(left)? {
        let new = combine(count, count_of(right, &key)?)?;
        if positive(&new)? {
            support::setitem(result.clone(), key, new)?;
        }
    }
    let Some(alone) = alone else { return Ok(result) };
    for (key, count) in items(right)? {
        if support::contains(key.clone(), left.clone())? {
            continue;
        }
        if let Some(count) = alone(&count)? {
            support::setitem(result.clone(), key, count)?;
        }
    }
    Ok(result)
}

fn if_positive(count: &Value) -> Outcome<Option<Value>> {
    Ok(positive(count)?.then(|| count.clone()))
}

fn if_negative(count: &Value) -> Outcome<Option<Value>> {
    if negative(count)? {
        operators::sub(int(0), count.clone()).map(Some)
    } else {
        Ok(None)
    }
}

fn larger(count: Value, other: Value) -> Outcome {
    let less = support::truth(&support::compare(&count, &other, Comparison::Lt)?)?;
    Ok(if less { other } else { count })
}

fn smaller(count: Value, other: Value) -> Outcome {
    let less = support::truth(&support::compare(&count, &other, Comparison::Lt)?)?;
    Ok(if less { count } else { other })
}

fn union(left: &Value, right: &Value) -> Outcome {
    if is_counter(left) && is_counter(right) {
        return combined(left, right, larger, Some(if_positive));
    }
    // What Counter does not know, dict does.
    dicts::or(left, right)
}

fn filtered(own: &Value, change: fn(&Value) -> Outcome<Option<Value>>) -> Outcome {
    let result = empty()?;
    for (key, count) in items(own)? {
        if let Some(count) = change(&count)? {
            support::setitem(result.clone(), key, count)?;
        }
    }
    Ok(result)
}

fn keep_positive(own: &Value) -> Outcome {
    let mut rest = Vec::new();
    for (key, count) in items(own)? {
        if !positive(&count)? {
            rest.push(key);
        }
    }
    for key in rest {
        crate::protocol::items::delitem(own.clone(), key)?;
    }
    Ok(own.clone())
}

fn add_in_place(own: &Value, other: &Value) -> Outcome {
    for (key, count) in items(other)? {
        support::setitem(own.clone(), key.clone(), operators::iadd(count_of(own, &key)?, count)?)?;
    }
    keep_positive(own)
}

fn sub_in_place(own: &Value, other: &Value) -> Outcome {
    for (key, count) in items(other)? {
        support::setitem(own.clone(), key.clone(), operators::isub(count_of(own, &key)?, count)?)?;
    }
    keep_positive(own)
}

fn or_in_place(own: &Value, other: &Value) -> Outcome {
    for (key, count) in items(other)? {
        if support::truth(&support::compare(&count, &count_of(own, &key)?, Comparison::Gt)?)? {
            support::setitem(own.clone(), key, count)?;
        }
    }
    keep_positive(own)
}

fn and_in_place(own: &Value, other: &Value) -> Outcome {
    for (key, count) in items(own)? {
        let limit = count_of(other, &key)?;
        if support::truth(&support::compare(&limit, &count, Comparison::Lt)?)? {
            support::setitem(own.clone(), key, limit)?;
        }
    }
    keep_positive(own)
}

fn elements(own: Value) -> Outcome {
    let pairs = call_method(own, name!("items"), [])?;
    let repeated = support::call(&STARMAP.value(), [REPEAT.value(), pairs])?;
    call_method(CHAIN.value(), name!("from_iterable"), [repeated])
}

fn total(own: Value) -> Outcome {
    let mut total = int(0);
    support::for_each(&call_method(own, name!("values"), [])?, |count| {
        total = operators::add(total.clone(), count)?;
        Ok(())
    })?;
    Ok(total)
}

macro_rules! python {
    ($name:literal, $parameters:literal, $defaults:expr, $body:expr) => {
        ($name, || {
            let qualified_name = concat!("Counter.", $name);
            PythonFunction { module: "collections", name: $name, qualified_name, parameters: $parameters, body: $body }
                .make($defaults, Vec::new())
        })
    };
}

fn fromkeys(_: &mut Arguments) -> Outcome {
    Err(raise_builtin(
        &NOT_IMPLEMENTED_ERROR,
        vec![value_of("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")],
    ))
}

pub static COUNTER: BuiltinClass = BuiltinClass::new("Counter", Kind::Dict)
    .module("collections")
    .written_in_python()
    .bases(&[&DICT])
    .unhashable()
    .instance_dict()
    .slots(Slots {
        init: Some(Init::Native(&INIT)),
        repr: Some(repr),
        compare: Some(compare),
        setitem: Some(|own, key, value| match value {
            None if !support::contains(key.clone(), own.clone())? => Ok(()),
            value => dicts::set_item(own, key, value),
        }),
        add: Some(|left, right| combined(left, right, operators::add, Some(if_positive))),
        sub: Some(|left, right| combined(left, right, operators::sub, Some(if_negative))),
        and_: Some(|left, right| combined(left, right, smaller, None)),
        or_: Some(union),
        pos: Some(|own| filtered(own, if_positive)),
        neg: Some(|own| filtered(own, if_negative)),
        iadd: Some(add_in_place),
        isub: Some(sub_in_place),
        ior: Some(or_in_place),
        iand: Some(and_in_place),
        ..Slots::NONE
    })
    .methods(&[Method::class("fromkeys", "cls, iterable, v=None", fromkeys)])
    .constants(&[
        python!("__missing__", "self, key", vec![], |_| Ok(int(0))),
        python!("_keep_positive", "self", vec![], |frame| keep_positive(frame.peek(Slot(0)))),
        python!("copy", "self", vec![], |frame| {
            let own = frame.take(Slot(0));
            support::call(&own.class().value(), [own])
        }),
        python!("elements", "self", vec![], |frame| elements(frame.take(Slot(0)))),
        python!("most_common", "self, n", vec![NONE()], |frame| {
            let limit = frame.take(Slot(1));
            most_common(frame.peek(Slot(0)), limit)
        }),
        python!("subtract", "self, iterable, /, **kwds", vec![NONE()], subtract_body),
        python!("total", "self", vec![], |frame| total(frame.take(Slot(0)))),
        python!("update", "self, iterable, /, **kwds", vec![NONE()], update_body),
    ]);
