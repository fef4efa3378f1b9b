//! `super`.

use super::declaration::{BuiltinClass, GetSet};
use super::slots::{Init, New, Slots};
use super::ClassRef;
use crate::exceptions::*;
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::call;
use crate::object::{allocate, Kind};
use crate::protocol::attributes::{bind_with, generic_getattribute, getattr_optional};
use crate::value::{Value, NONE};
use std::cell::RefCell;

/// The class after which the search starts, the object, the object's class.
type State = (ClassRef, Option<Value>, Option<ClassRef>);

/// A view of an object that starts after a class in the order of bases.
#[derive(Default)]
pub struct Super {
    state: RefCell<Option<State>>,
}

impl Super {
    /// Shows the object.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.state.try_borrow().iter().filter_map(|state| state.as_ref()?.1.as_ref()).for_each(visit);
    }
}

/// The class whose order of bases is searched (`supercheck`).
fn start_class(class: ClassRef, object: &Value) -> Outcome<ClassRef> {
    if let Some(own) = ClassRef::from_value(object) {
        if own.is_subclass_of(class) {
            return Ok(own);
        }
    }
    if object.class().is_subclass_of(class) {
        return Ok(object.class());
    }
    // What says by `__class__` that it is another: a proxy.
    if let Some(own) = getattr_optional(object, name!("__class__"))?.as_ref().and_then(ClassRef::from_value) {
        if own != object.class() && own.is_subclass_of(class) {
            return Ok(own);
        }
    }
    Err(raise_type_error("super(type, obj): obj must be an instance or subtype of type"))
}

/// `super()` in a method: the class from its cell, and the method's first argument.
pub fn super_(class: Value, object: Value) -> Outcome {
    let Some(class) = ClassRef::from_value(&class) else {
        return Err(raise_runtime_error(format!("super(): __class__ is not a type ({})", class.type_name())));
    };
    let start = start_class(class, &object)?;
    let state = RefCell::new(Some((class, Some(object), Some(start))));
    Ok(allocate(SUPER.class(), Super { state }).into_value())
}

fn super_getattribute(own: &Value, name: &Value) -> Outcome {
    let state = own.downcast::<Super>().and_then(|own| own.state.borrow().clone());
    if let Some((class, Some(object), Some(start))) = state {
        if !name.is(name!("__class__").value()) {
            if let Some(found) = find_after(start, class, name) {
                let instance = if ClassRef::from_value(&object) == Some(start) { None } else { Some(&object) };
                return bind_with(found, instance, Some(&start.value()));
            }
        }
    }
    generic_getattribute(own, name)
}

/// An attribute from the classes after `class` in the order of `start`.
pub(crate) fn find_after(start: ClassRef, class: ClassRef, name: &Value) -> Option<Value> {
    let order = start.mro();
    let position = order.iter().position(|own| *own == class)?;
    order[position + 1..].iter().find_map(|own| own.dict.get_name(name))
}

static SUPER_NEW: Constructor =
    Constructor::new("*args, **kwargs", |class, _| Ok(allocate(class, Super::default()).into_value()));

static SUPER_INIT: Initializer = Initializer::new("*arguments", |own, arguments| {
    let mut given = arguments.star(0);
    if given.len() > 2 {
        return Err(raise_type_error(format!("super() expected at most 2 arguments, got {}", given.len())));
    }
    let object = if given.len() == 2 { given.pop().filter(|object| !object.is_none()) } else { None };
    let Some(class) = given.pop() else {
        return Err(raise_runtime_error("super(): no arguments"));
    };
    let Some(class) = ClassRef::from_value(&class) else {
        let given = class.type_name();
        return Err(raise_type_error(format!("super() argument 1 must be a type, not {given}")));
    };
    let start = object.as_ref().map(|object| start_class(class, object)).transpose()?;
    if let Some(own) = own.downcast::<Super>() {
        own.state.replace(Some((class, object, start)));
    }
    Ok(())
});

fn state_part(own: &Value, part: fn(State) -> Option<Value>) -> Outcome {
    let state = own.downcast::<Super>().and_then(|own| own.state.borrow().clone());
    Ok(state.and_then(part).unwrap_or_else(NONE))
}

pub static SUPER: BuiltinClass = BuiltinClass::new("super", Kind::Super)
    .slots(slots!(Slots {
        new: Some(New::Native(&SUPER_NEW)),
        init: Some(Init::Native(&SUPER_INIT)),
        getattribute: Some(super_getattribute),
        repr: Some(|own| {
            let state = own.downcast::<Super>().and_then(|own| own.state.borrow().clone());
            let text = match state {
                Some((class, _, Some(start))) => {
                    format!("<super: <class '{}'>, <{} object>>", class.type_name(), start.name())
                }
                Some((class, _, None)) => format!("<super: <class '{}'>, NULL>", class.type_name()),
                None => "<super: NULL, NULL>".to_owned(),
            };
            Ok(crate::text::value_of(text))
        }),
        get: Some(|own, instance, _| {
            let state = own.downcast::<Super>().and_then(|own| own.state.borrow().clone());
            match (state, instance) {
                (Some((class, None, _)), Some(instance)) if !instance.is_none() => {
                    if own.is_exactly(SUPER.class()) {
                        return super_(class.value(), instance.clone());
                    }
                    call(own.class().value(), [class.value(), instance.clone()])
                }
                _ => Ok(own.clone()),
            }
        }),
        ..Slots::NONE
    }))
    .getsets(getsets!(&[
        GetSet::new("__thisclass__", |own| state_part(own, |(class, _, _)| Some(class.value()))),
        GetSet::new("__self__", |own| state_part(own, |(_, object, _)| object)),
        GetSet::new("__self_class__", |own| state_part(own, |(_, _, start)| start.map(ClassRef::value))),
    ]));
