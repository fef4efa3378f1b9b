//! `sys.get_asyncgen_hooks` and `sys.set_asyncgen_hooks`. `Python/sysmodule.c`.

use crate::classes::{BuiltinClass, GetSet, Slots};
use crate::collections::{Tuple, TUPLE};
use crate::exceptions::{raise_attribute_error, raise_type_error, Outcome};
use crate::functions::{check_names, Arguments};
use crate::generators::HOOKS;
use crate::object::{allocate, Kind};
use crate::protocol::convert::repr;
use crate::protocol::is_callable;
use crate::text::{to_lossy, value_of};
use crate::value::{Value, NONE};

const NAMES: [&str; 2] = ["firstiter", "finalizer"];

fn part(own: &Value, index: usize) -> Value {
    own.downcast::<Tuple>().and_then(|own| own.items().get(index).cloned()).unwrap_or_else(NONE)
}

fn read_only(_: &Value, _: Option<Value>) -> Outcome<()> {
    Err(raise_attribute_error("readonly attribute"))
}

static ASYNCGEN_HOOKS: BuiltinClass = BuiltinClass::new("asyncgen_hooks", Kind::Tuple)
    .bases(&[&TUPLE])
    .sealed()
    .no_constructor()
    .slots(slots!(Slots {
        repr: Some(|own| {
            let [first, finalizer] = [repr(&part(own, 0))?, repr(&part(own, 1))?].map(|shown| to_lossy(&shown));
            Ok(value_of(format!("asyncgen_hooks(firstiter={first}, finalizer={finalizer})")))
        }),
        ..Slots::NONE
    }))
    .getsets(getsets!(&[
        GetSet::new(NAMES[0], |own| Ok(part(own, 0))).set(read_only),
        GetSet::new(NAMES[1], |own| Ok(part(own, 1))).set(read_only),
    ]));

/// `sys.get_asyncgen_hooks()`.
///
/// # Errors
/// None; the type is that of every function.
pub(super) fn get(_: &mut Arguments) -> Outcome {
    let hooks = [&HOOKS.first_iteration, &HOOKS.finalizer];
    let values = hooks.map(|hook| hook.borrow().clone().unwrap_or_else(NONE));
    Ok(allocate(ASYNCGEN_HOOKS.class(), Tuple::new(values.into())).into_value())
}

/// `sys.set_asyncgen_hooks([firstiter] [, finalizer])`: what is absent stays, None takes a hook away.
///
/// # Errors
/// TypeError for what cannot be called, and for other arguments.
pub(super) fn set(arguments: &mut Arguments) -> Outcome {
    let mut given = arguments.star(0);
    if given.len() > NAMES.len() {
        let count = given.len();
        return Err(raise_type_error(format!("function takes at most 2 arguments ({count} given)")));
    }
    let mut values = [None, None];
    for (place, value) in values.iter_mut().zip(given.drain(..)) {
        *place = Some(value);
    }
    let keywords = arguments.take(1);
    let keywords = keywords.downcast::<crate::collections::Dict>().map(|all| all.items()).unwrap_or_default();
    for (key, value) in keywords {
        check_names(std::slice::from_ref(&key))?;
        let key = to_lossy(&key);
        let Some(index) = NAMES.iter().position(|name| *name == key) else {
            return Err(raise_type_error(format!("'{key}' is an invalid keyword argument for this function")));
        };
        if values[index].is_some() {
            let place = index + 1;
            return Err(raise_type_error(format!(
                "argument for function given by name ('{key}') and position ({place})"
            )));
        }
        values[index] = Some(value);
    }
    for (name, value) in NAMES.iter().zip(&values).rev() {
        if let Some(value) = value.as_ref().filter(|value| !value.is_none() && !is_callable(value)) {
            return Err(raise_type_error(format!("callable {name} expected, got {}", value.type_name())));
        }
    }
    for (hook, value) in [&HOOKS.first_iteration, &HOOKS.finalizer].into_iter().zip(values) {
        if let Some(value) = value {
            let old = hook.replace(Some(value).filter(|value| !value.is_none()));
            drop(old);
        }
    }
    Ok(NONE())
}
