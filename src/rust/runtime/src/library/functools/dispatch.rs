//! `singledispatch`, on classes that are no abstract base classes.

use super::{function, partial, wrapping};
use crate::classes::core_classes::{NONE_TYPE, OBJECT, TYPE};
use crate::classes::ClassRef;
use crate::collections::support::{self, receiver};
use crate::collections::{dict_value, Dict};
use crate::exceptions::*;
use crate::functions::{call_with, CallArguments, Frame, Slot};
use crate::names::intern_text;
use crate::protocol::attributes::{getattr, getattr_optional, setattr};
use crate::text::str::Str;
use crate::text::to_lossy;
use crate::value::Value;

/// The implementation for a class: of the first class in its order of bases that has one.
fn find(registry: &Value, class: &Value) -> Outcome {
    let registry = receiver::<Dict>(registry)?;
    let Some(class) = ClassRef::from_value(class) else {
        crate::program::refuse("functools.singledispatch on what is no class");
    };
    for base in class.mro() {
        if let Some(found) = registry.get(&base.value())? {
            return Ok(found);
        }
    }
    Ok(crate::value::NONE())
}

fn wrapper_body(frame: &mut Frame) -> Outcome {
    let (values, keywords) = (frame.take(Slot(0)), frame.take(Slot(1)));
    let (registry, name) = (frame.take(Slot(2)), frame.take(Slot(3)));
    let mut values: Vec<Option<Value>> = support::collect(&values)?.into_iter().map(Some).collect();
    let Some(Some(first)) = values.first() else {
        return Err(raise_type_error(format!("{} requires at least 1 positional argument", to_lossy(&name))));
    };
    let class = getattr(first.clone(), name!("__class__"))?;
    let implementation = find(&registry, &class)?;
    let mut names = Vec::new();
    for (name, value) in receiver::<Dict>(&keywords)?.items() {
        names.push(name);
        values.push(Some(value));
    }
    call_with(&implementation, CallArguments::new(&mut values, &names))
}

/// The class that the first annotation names, and the annotation's name.
fn annotated_class(function: &Value) -> Outcome<(Value, Value)> {
    let annotations = getattr_optional(function, name!("__annotations__"))?;
    let first =
        annotations.as_ref().and_then(|all| all.downcast::<Dict>()).and_then(|all| all.items().into_iter().next());
    let Some((name, class)) = first else {
        return Err(raise_type_error(format!(
            "Invalid first argument to `register()`: {}. Use either `@register(some_class)` or plain `@register` on an annotated function.",
            support::repr_text(function)?
        )));
    };
    if class.downcast::<Str>().is_some() {
        crate::program::refuse("functools.singledispatch: register() of a function whose annotations are strings");
    }
    Ok((name, if class.is_none() { NONE_TYPE.value() } else { class }))
}

fn register_body(frame: &mut Frame) -> Outcome {
    let (class, implementation, registry) = (frame.take(Slot(0)), frame.take(Slot(1)), frame.take(Slot(2)));
    let (class, implementation) = match (ClassRef::from_value(&class), implementation.is_none()) {
        (Some(_), true) => {
            let own = register(registry);
            let keywords = Dict::allocate();
            return Ok(partial::make(own, vec![class], keywords));
        }
        (Some(_), false) => (class, implementation),
        (None, false) => {
            return Err(raise_type_error(format!(
                "Invalid first argument to `register()`. {} is not a class or union type.",
                support::repr_text(&class)?
            )));
        }
        (None, true) => {
            let implementation = class;
            let (name, class) = annotated_class(&implementation)?;
            if ClassRef::from_value(&class).is_none() {
                return Err(raise_type_error(format!(
                    "Invalid annotation for {}. {} is not a class.",
                    support::repr_text(&name)?,
                    support::repr_text(&class)?
                )));
            }
            (class, implementation)
        }
    };
    if !class.is_exactly_class() {
        crate::program::refuse("functools.singledispatch: register() of an abstract base class");
    }
    receiver::<Dict>(&registry)?.set(class, implementation.clone())?;
    Ok(implementation)
}

/// Whether a class's metaclass is `type` itself, so that nothing counts as its subclass that does not inherit.
trait PlainClass {
    fn is_exactly_class(&self) -> bool;
}

impl PlainClass for Value {
    fn is_exactly_class(&self) -> bool {
        self.class() == TYPE.class()
    }
}

fn register(registry: Value) -> Value {
    function("register", "cls, func", register_body, vec![crate::value::NONE()], vec![registry])
}

fn dispatch_body(frame: &mut Frame) -> Outcome {
    find(frame.peek(Slot(1)), frame.peek(Slot(0)))
}

fn singledispatch_body(frame: &mut Frame) -> Outcome {
    let wrapped = frame.take(Slot(0));
    let name = match getattr_optional(&wrapped, name!("__name__"))? {
        Some(name) => name,
        None => intern_text("singledispatch function"),
    };
    let registry = dict_value(vec![]);
    receiver::<Dict>(&registry)?.set(OBJECT.value(), wrapped.clone())?;
    let wrapper = function("wrapper", "*args, **kw", wrapper_body, vec![], vec![registry.clone(), name]);
    let dispatch = function("dispatch", "cls", dispatch_body, vec![], vec![registry.clone()]);
    setattr(wrapper.clone(), name!("register"), register(registry.clone()))?;
    setattr(wrapper.clone(), name!("dispatch"), dispatch)?;
    setattr(wrapper.clone(), name!("registry"), crate::collections::mapping_proxy(registry))?;
    wrapping::update(wrapper, wrapped, &wrapping::assignments(), &wrapping::updates())
}

pub fn singledispatch() -> Value {
    function("singledispatch", "func", singledispatch_body, vec![], vec![])
}
