//! `types.DynamicClassAttribute`: a property that its class does not have. `Lib/types.py`.

use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::exceptions::{raise_attribute_error, raise_builtin, Outcome, ATTRIBUTE_ERROR};
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::{call, Arguments};
use crate::names::Name;
use crate::object::Kind;
use crate::protocol::attributes::{getattr, getattr_or_none, setattr};
use crate::protocol::truth;
use crate::value::{boolean, Value, NONE};

/// All that it knows are attributes of the instance, as in CPython.
struct DynamicClassAttribute;

native!(DynamicClassAttribute, DYNAMIC_CLASS_ATTRIBUTE);

static CREATE: Constructor = Constructor::new("*args, **kwargs", |class, _| Ok(DynamicClassAttribute.object_of(class)));

static INITIALIZE: Initializer = Initializer::new("fget=None, fset=None, fdel=None, doc=None", |own, arguments| {
    let [get, set, delete, doc] = [0, 1, 2, 3].map(|index| arguments.optional(index).unwrap_or_else(NONE));
    let has_own_doc = !doc.is_none();
    let doc = if has_own_doc || get.is_none() { doc } else { getattr(get.clone(), name!("__doc__"))? };
    let is_abstract = truth(getattr_or_none(&get, name!("__isabstractmethod__"))?)?;
    setattr(own.clone(), name!("fget"), get)?;
    setattr(own.clone(), name!("fset"), set)?;
    setattr(own.clone(), name!("fdel"), delete)?;
    setattr(own.clone(), name!("__doc__"), doc)?;
    setattr(own.clone(), name!("overwrite_doc"), boolean(!has_own_doc))?;
    setattr(own.clone(), name!("__isabstractmethod__"), boolean(is_abstract))
});

fn part(own: &Value, name: &Name, what: &str) -> Outcome {
    let function = getattr(own.clone(), name)?;
    if function.is_none() {
        return Err(raise_attribute_error(what));
    }
    Ok(function)
}

fn get(own: &Value, instance: Option<&Value>) -> Outcome {
    let Some(instance) = instance.filter(|instance| !instance.is_none()) else {
        return match truth(getattr(own.clone(), name!("__isabstractmethod__"))?)? {
            true => Ok(own.clone()),
            false => Err(raise_builtin(&ATTRIBUTE_ERROR, Vec::new())),
        };
    };
    call(part(own, name!("fget"), "unreadable attribute")?, [instance.clone()])
}

fn set(own: &Value, instance: &Value, value: Option<Value>) -> Outcome<()> {
    match value {
        Some(value) => call(part(own, name!("fset"), "can't set attribute")?, [instance.clone(), value]),
        None => call(part(own, name!("fdel"), "can't delete attribute")?, [instance.clone()]),
    }
    .map(drop)
}

/// A copy with one function replaced: 0 for the getter, 1 setter, 2 deleter.
fn with(arguments: &mut Arguments, index: usize) -> Outcome {
    let (own, function) = (arguments.take(0), arguments.take(1));
    let mut parts = [
        getattr(own.clone(), name!("fget"))?,
        getattr(own.clone(), name!("fset"))?,
        getattr(own.clone(), name!("fdel"))?,
        getattr(own.clone(), name!("__doc__"))?,
    ];
    let overwrites = truth(getattr(own.clone(), name!("overwrite_doc"))?)?;
    if index == 0 && overwrites {
        let doc = getattr(function.clone(), name!("__doc__"))?;
        parts[3] = if doc.is_none() { getattr(own.clone(), name!("__doc__"))? } else { doc };
    }
    parts[index] = function;
    let made = call(own.class().value(), parts)?;
    if index == 0 {
        setattr(made.clone(), name!("overwrite_doc"), boolean(overwrites))?;
    }
    Ok(made)
}

pub static DYNAMIC_CLASS_ATTRIBUTE: BuiltinClass = BuiltinClass::new("DynamicClassAttribute", Kind::Native)
    .module("types")
    .written_in_python()
    .instance_dict()
    .slots(Slots {
        new: Some(New::Native(&CREATE)),
        init: Some(Init::Native(&INITIALIZE)),
        get: Some(|own, instance, _| get(own, instance)),
        set: Some(set),
        ..Slots::NONE
    })
    .methods(&[
        Method::new("getter", "self, fget", |arguments| with(arguments, 0)),
        Method::new("setter", "self, fset", |arguments| with(arguments, 1)),
        Method::new("deleter", "self, fdel", |arguments| with(arguments, 2)),
    ]);
