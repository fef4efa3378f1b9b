//! Descriptors of the fields of named tuples.

use crate::classes::slots::New;
use crate::classes::{BuiltinClass, GetSet, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{self, receiver};
use crate::collections::Tuple;
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::object::Kind;
use crate::text::value_of;
use crate::value::Value;
use std::cell::RefCell;

/// The descriptor of a field.
pub struct TupleGetter {
    index: usize,
    doc: RefCell<Value>,
}

native!(TupleGetter, TUPLE_GETTER);

fn field(own: &Value, instance: Option<&Value>) -> Outcome {
    let getter = receiver::<TupleGetter>(own)?;
    let Some(instance) = instance.filter(|instance| !instance.is_none()) else { return Ok(own.clone()) };
    let Some(tuple) = instance.downcast::<Tuple>() else {
        return Err(raise_type_error(format!(
            "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object",
            getter.index,
            instance.type_name()
        )));
    };
    tuple.items().get(getter.index).cloned().ok_or_else(|| raise_index_error("tuple index out of range"))
}

static NEW: Constructor = Constructor::new("index, doc, /", |_, arguments| {
    let index = crate::native::index_c_int(&arguments.take(0))?;
    let getter =
        TupleGetter { index: usize::try_from(index).unwrap_or(usize::MAX), doc: RefCell::new(arguments.take(1)) };
    Ok(getter.object_of(TUPLE_GETTER.class()))
});

pub static TUPLE_GETTER: BuiltinClass = BuiltinClass::new("_tuplegetter", Kind::Native)
    .module("collections")
    .sealed()
    .slots(slots!(Slots {
        new: Some(New::Native(&NEW)),
        get: Some(|own, instance, _| field(own, instance)),
        set: Some(|_, _, value| {
            let action = if value.is_some() { "set" } else { "delete" };
            Err(raise_attribute_error(format!("can't {action} attribute")))
        }),
        repr: Some(|own| {
            let getter = receiver::<TupleGetter>(own)?;
            let doc = getter.doc.borrow().clone();
            Ok(value_of(format!("_tuplegetter({}, {})", getter.index, support::repr_text(&doc)?)))
        }),
        ..Slots::NONE
    }))
    .getsets(getsets!(&[GetSet::new("__doc__", |own| Ok(receiver::<TupleGetter>(own)?.doc.borrow().clone())).set(
        |own, value| {
            let old = receiver::<TupleGetter>(own)?.doc.replace(value.unwrap_or_else(crate::value::NONE));
            drop(old);
            Ok(())
        },
    )]));
