//! The classes of functions and methods.

use super::builtin::{BuiltinFunction, Callee, MethodDescriptor};
use super::cell::CellObject;
use super::code_class::{is_code_of, CODE};
use super::function::Function;
use super::method::BoundMethod;
use crate::classes::declaration::{BuiltinClass, GetSet, Method};
use crate::classes::reduce::reduced_attribute;
use crate::classes::slots::{Comparison, New, Slots};
use crate::collections::{Dict, Tuple};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::names::intern_text;
use crate::object::Kind;
use crate::protocol::attributes::{getattr_optional, getattr_value};
use crate::protocol::convert::{address_text, repr};
use crate::text::str::Str;
use crate::text::{to_lossy, value_of};
use crate::value::{boolean, Value, NONE, NOT_IMPLEMENTED};

fn function(own: &Value) -> &Function {
    match own.downcast::<Function>() {
        Some(function) => function,
        None => unreachable!("instances of function are functions"),
    }
}

fn require_text(value: Option<Value>, name: &str) -> Outcome {
    match value {
        Some(value) if value.downcast::<Str>().is_some() => Ok(value),
        _ => Err(raise_type_error(format!("{name} must be set to a string object"))),
    }
}

/// `func_new_impl`: the arguments are checked, a function of another's code is refused.
static FUNCTION_NEW: Constructor =
    Constructor::new("code, globals, name=None, argdefs=None, closure=None", |_, arguments| {
        let (code, globals) = (arguments.take(0), arguments.take(1));
        let wrong = if code.class() != CODE.class() {
            Some(("code", "code", code))
        } else if globals.downcast::<Dict>().is_none() {
            Some(("globals", "dict", globals))
        } else {
            None
        };
        match wrong {
            Some((name, wanted, given)) => {
                let given = given.type_name();
                Err(raise_type_error(format!("function() argument '{name}' must be {wanted}, not {given}")))
            }
            None => crate::program::refuse("making a function of a code object"),
        }
    });

pub static FUNCTION: BuiltinClass = BuiltinClass::new("function", Kind::Function)
    .sealed()
    .instance_dict()
    .slots(slots!(Slots {
        new: Some(New::Native(&FUNCTION_NEW)),
        get: Some(|own, instance, _| match instance {
            Some(instance) => Ok(BoundMethod::allocate(own.clone(), instance.clone())),
            None => Ok(own.clone()),
        }),
        call: Some(|own, arguments| function(own).call_binding(arguments)),
        repr: Some(|own| {
            let name = to_lossy(&function(own).qualified_name());
            Ok(value_of(format!("<function {name} at {}>", address_text(own))))
        }),
        ..Slots::NONE
    }))
    .getsets(getsets!(&[
        GetSet::new("__name__", |own| Ok(function(own).name())).set(|own, value| {
            function(own).name.replace(Some(require_text(value, "__name__")?));
            Ok(())
        }),
        GetSet::new("__qualname__", |own| Ok(function(own).qualified_name())).set(|own, value| {
            function(own).qualified_name.replace(Some(require_text(value, "__qualname__")?));
            Ok(())
        }),
        GetSet::new("__doc__", |own| Ok(function(own).doc())).set(|own, value| {
            function(own).doc.replace(Some(value.unwrap_or_else(NONE)));
            Ok(())
        }),
        GetSet::new("__module__", |own| {
            let set = function(own).module_name.borrow().clone();
            Ok(set.unwrap_or_else(|| function(own).module.name_value()))
        })
        .set(|own, value| {
            let old = function(own).module_name.replace(Some(value.unwrap_or_else(NONE)));
            drop(old);
            Ok(())
        }),
        GetSet::new("__defaults__", |own| {
            Ok(function(own).defaults.borrow().clone().map_or_else(NONE, |defaults| defaults.into_value()))
        })
        .set(|own, value| match value.filter(|value| !value.is_none()) {
            None => {
                function(own).defaults.replace(None);
                Ok(())
            }
            Some(value) => match value.into_ref::<Tuple>() {
                Ok(defaults) => {
                    function(own).defaults.replace(Some(defaults));
                    Ok(())
                }
                Err(_) => Err(raise_type_error("__defaults__ must be set to a tuple object")),
            },
        }),
        GetSet::new("__kwdefaults__", |own| {
            Ok(function(own).keyword_defaults.borrow().clone().map_or_else(NONE, |defaults| defaults.into_value()))
        })
        .set(|own, value| match value.filter(|value| !value.is_none()) {
            None => {
                function(own).keyword_defaults.replace(None);
                Ok(())
            }
            Some(value) => match value.into_ref::<Dict>() {
                Ok(defaults) => {
                    function(own).keyword_defaults.replace(Some(defaults));
                    Ok(())
                }
                Err(_) => Err(raise_type_error("__kwdefaults__ must be set to a dict object")),
            },
        }),
        GetSet::new("__annotations__", |own| {
            let annotations = &function(own).annotations;
            Ok(annotations.borrow_mut().get_or_insert_with(|| Dict::allocate().into_value()).clone())
        })
        .set(|own, value| {
            function(own).annotations.replace(value);
            Ok(())
        }),
        GetSet::new("__closure__", |own| {
            let cells = &function(own).closure;
            if cells.iter().any(|cell| cell.downcast::<CellObject>().is_none()) {
                crate::program::refuse(format_args!("__closure__ of {}", function(own).code.qualified_name));
            }
            Ok(if cells.is_empty() { NONE() } else { crate::collections::tuple_value(cells.clone()) })
        }),
        GetSet::new("__code__", |own| {
            Ok(super::code_class::code_object(function(own).code, function(own).is_iterable_coroutine.get()))
        })
        .set(|own, value| match value {
            Some(value) if CODE.is_instance(&value) => match is_code_of(&value, function(own).code) {
                Some(iterable) => {
                    function(own).is_iterable_coroutine.set(iterable);
                    Ok(())
                }
                None => crate::program::refuse("a function that is given the code of another"),
            },
            _ => Err(raise_type_error("__code__ must be set to a code object")),
        }),
        GetSet::new("__globals__", |own| Ok(function(own).module.globals.dict().into_value())),
        GetSet::new("__builtins__", |_| crate::program::refuse("function.__builtins__")),
    ]));

fn method(own: &Value) -> &BoundMethod {
    match own.downcast::<BoundMethod>() {
        Some(method) => method,
        None => unreachable!("instances of method are methods"),
    }
}

static METHOD_NEW: Constructor = Constructor::new("function, instance, /", |_, arguments| {
    let function = arguments.take(0);
    let instance = arguments.take(1);
    if !crate::protocol::is_callable(&function) {
        return Err(raise_type_error("first argument must be callable"));
    }
    if instance.is_none() {
        return Err(raise_type_error("instance must not be None"));
    }
    Ok(BoundMethod::allocate(function, instance))
});

pub static METHOD: BuiltinClass = BuiltinClass::new("method", Kind::BoundMethod)
    .sealed()
    .slots(slots!(Slots {
        call: Some(super::call::call_with),
        new: Some(New::Native(&METHOD_NEW)),
        repr: Some(|own| {
            let own = method(own);
            let name = match getattr_optional(&own.function, name!("__qualname__"))? {
                None => getattr_optional(&own.function, name!("__name__"))?,
                found => found,
            };
            let name = name.filter(|name| name.downcast::<Str>().is_some());
            let name = name.map_or_else(|| "?".to_owned(), |name| to_lossy(&name));
            let receiver = to_lossy(&repr(&own.receiver)?);
            Ok(value_of(format!("<bound method {name} of {receiver}>")))
        }),
        compare: Some(|left, right, comparison| {
            let (Some(a), Some(b)) = (left.downcast::<BoundMethod>(), right.downcast::<BoundMethod>()) else {
                return Ok(NOT_IMPLEMENTED());
            };
            let equal = a.receiver.is(&b.receiver) && crate::protocol::compare::equal(&a.function, &b.function)?;
            match comparison {
                Comparison::Eq => Ok(boolean(equal)),
                Comparison::Ne => Ok(boolean(!equal)),
                _ => Ok(NOT_IMPLEMENTED()),
            }
        }),
        hash: Some(|own| {
            let own = method(own);
            let hash =
                crate::protocol::compare::identity_hash(&own.receiver) ^ crate::protocol::compare::hash(&own.function)?;
            Ok(if hash == -1 { -2 } else { hash })
        }),
        getattribute: Some(|own, name| {
            if own.class().lookup(name).is_some() {
                return crate::protocol::attributes::generic_getattribute(own, name);
            }
            getattr_value(&method(own).function, name)
        }),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", |arguments| {
        let own = arguments.receiver::<BoundMethod>();
        let name = getattr_value(&own.function, name!("__name__").value())?;
        reduced_attribute(own.receiver.clone(), name)
    })]))
    .getsets(getsets!(&[
        GetSet::new("__func__", |own| Ok(method(own).function.clone())),
        GetSet::new("__self__", |own| Ok(method(own).receiver.clone())),
        GetSet::new("__doc__", |own| getattr_value(&method(own).function, name!("__doc__").value())),
    ]));

fn builtin(own: &Value) -> &BuiltinFunction {
    match own.downcast::<BuiltinFunction>() {
        Some(builtin) => builtin,
        None => unreachable!("instances of builtin_function_or_method are builtin functions"),
    }
}

/// CPython's functions have a documentation, all but a few; ours have one where somebody wrote it down.
fn doc_value(doc: &'static str, name: &str) -> Value {
    if doc.is_empty() {
        crate::program::refuse(format!("{name}.__doc__"));
    }
    intern_text(doc)
}

pub static BUILTIN_FUNCTION: BuiltinClass = BuiltinClass::new("builtin_function_or_method", Kind::BuiltinFunction)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots {
        call: Some(super::call::call_with),
        repr: Some(|own| {
            let own = builtin(own);
            Ok(value_of(match (&own.receiver, own.row) {
                (Some(receiver), _) => format!(
                    "<built-in method {} of {} object at {}>",
                    own.name,
                    receiver.type_name(),
                    address_text(receiver)
                ),
                (None, Callee::New(class)) => {
                    format!("<built-in method __new__ of type object at {}>", address_text(&class.value()))
                }
                (None, Callee::Method(_)) => format!("<built-in function {}>", own.name),
            }))
        }),
        compare: Some(|left, right, comparison| {
            let (Some(a), Some(b)) = (left.downcast::<BuiltinFunction>(), right.downcast::<BuiltinFunction>()) else {
                return Ok(NOT_IMPLEMENTED());
            };
            let same_receiver = match (&a.receiver, &b.receiver) {
                (Some(a), Some(b)) => a.is(b),
                (a, b) => a.is_none() && b.is_none(),
            };
            let equal = left.is(right) || a.receiver.is_some() && same_receiver && a.qualified == b.qualified;
            match comparison {
                Comparison::Eq => Ok(boolean(equal)),
                Comparison::Ne => Ok(boolean(!equal)),
                _ => Ok(NOT_IMPLEMENTED()),
            }
        }),
        hash: Some(|own| {
            let receiver = builtin(own).receiver.as_ref().unwrap_or(own);
            Ok(crate::protocol::compare::identity_hash(receiver))
        }),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", |arguments| {
        let own = arguments.receiver::<BuiltinFunction>();
        let receiver = match own.row {
            Callee::New(class) => Some(class.value()),
            Callee::Method(_) => own.receiver.clone(),
        };
        match receiver {
            Some(receiver) => reduced_attribute(receiver, intern_text(own.name)),
            None => Ok(intern_text(own.name)),
        }
    })]))
    .getsets(getsets!(&[
        GetSet::new("__name__", |own| Ok(intern_text(builtin(own).name))),
        GetSet::new("__qualname__", |own| {
            let function = builtin(own);
            Ok(value_of(if function.module.is_some() {
                function.name.into()
            } else {
                function.qualified_name().to_string()
            }))
        }),
        GetSet::new("__module__", |own| Ok(builtin(own).module.clone().unwrap_or_else(NONE))),
        GetSet::new("__self__", |own| {
            let own = builtin(own);
            match own.row {
                Callee::New(class) => Ok(class.value()),
                Callee::Method(_) => Ok(own.receiver.clone().unwrap_or_else(NONE)),
            }
        }),
        GetSet::new("__doc__", |own| Ok(doc_value(builtin(own).doc(), builtin(own).name))),
        GetSet::new("__text_signature__", |own| {
            let shown = builtin(own).signature.text().map(|text| value_of(format!("({text})")));
            Ok(shown.unwrap_or_else(NONE))
        }),
    ]));

fn descriptor(own: &Value) -> &MethodDescriptor {
    match own.downcast::<MethodDescriptor>() {
        Some(descriptor) => descriptor,
        None => unreachable!("instances of method_descriptor are method descriptors"),
    }
}

pub static METHOD_DESCRIPTOR: BuiltinClass = BuiltinClass::new("method_descriptor", Kind::MethodDescriptor)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots {
        call: Some(super::call::call_with),
        get: Some(|own, instance, _| match instance {
            Some(instance) => {
                if !instance.class().is_subclass_of(descriptor(own).class) {
                    let (name, class) = (descriptor(own).row.name, descriptor(own).class.type_name());
                    let given = instance.type_name();
                    return Err(raise_type_error(format!(
                        "descriptor '{name}' for '{class}' objects doesn't apply to a '{given}' object"
                    )));
                }
                Ok(descriptor(own).bind(instance.clone()))
            }
            None => Ok(own.clone()),
        }),
        repr: Some(|own| {
            let (name, class) = (descriptor(own).row.name, descriptor(own).class.type_name());
            Ok(value_of(format!("<method '{name}' of '{class}' objects>")))
        }),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", |arguments| {
        let own = arguments.receiver::<MethodDescriptor>();
        reduced_attribute(own.class.value(), intern_text(own.row.name))
    })]))
    .getsets(getsets!(&[
        GetSet::new("__name__", |own| Ok(intern_text(descriptor(own).row.name))),
        GetSet::new("__qualname__", |own| Ok(value_of(descriptor(own).qualified.to_string()))),
        GetSet::new("__objclass__", |own| Ok(descriptor(own).class.value())),
        GetSet::new("__doc__", |own| Ok(doc_value(descriptor(own).row.doc, descriptor(own).row.name))),
        GetSet::new("__text_signature__", |own| {
            let shown = descriptor(own).signature.text().map(|text| value_of(format!("({text})")));
            Ok(shown.unwrap_or_else(NONE))
        }),
    ]));
