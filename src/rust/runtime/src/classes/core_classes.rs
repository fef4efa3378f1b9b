//! The classes that the core itself needs. Those of numbers, text and collections are declared beside their payloads.

use super::declaration::{BuiltinClass, GetSet, Method};
use super::descriptors::*;
use super::object_class::has_arguments;
use super::slots::{New, Slots};
use super::ClassRef;
use crate::exceptions::{raise_type_error, Outcome};
use crate::functions::builtin::Constructor;
use crate::functions::Arguments;
use crate::object::Kind;
use crate::text::{str_value, to_lossy};
use crate::value::{Value, ELLIPSIS, NONE, NOT_IMPLEMENTED};

pub use super::object_class::OBJECT;
pub use super::super_object::SUPER;
pub use super::type_class::TYPE;
pub use crate::collections::classes::{DICT, FROZEN_SET, LIST, SET, SLICE, TUPLE};
pub use crate::functions::function_class::{BUILTIN_FUNCTION, FUNCTION, METHOD, METHOD_DESCRIPTOR};
pub use crate::generators::GENERATOR;
pub use crate::modules::MODULE_TYPE;
pub use crate::number::classes::{BOOL, COMPLEX, FLOAT, INT};
pub use crate::text::classes::{BYTEARRAY, BYTES, STR};

fn named(text: &'static str) -> Value {
    crate::names::intern_text(text)
}

/// The one object of a class, for a call without arguments.
fn only(arguments: &mut Arguments, class: &str, object: fn() -> Value) -> Outcome {
    if has_arguments(arguments) {
        return Err(raise_type_error(format!("{class} takes no arguments")));
    }
    Ok(object())
}

static NONE_NEW: Constructor = Constructor::new("*args, **kwargs", |_, arguments| only(arguments, "NoneType", NONE));
static NOT_IMPLEMENTED_NEW: Constructor =
    Constructor::new("*args, **kwargs", |_, arguments| only(arguments, "NotImplementedType", NOT_IMPLEMENTED));
static ELLIPSIS_NEW: Constructor =
    Constructor::new("*args, **kwargs", |_, arguments| only(arguments, "EllipsisType", ELLIPSIS));

pub static NONE_TYPE: BuiltinClass = BuiltinClass::new("NoneType", Kind::None).sealed().slots(slots!(Slots {
    new: Some(New::Native(&NONE_NEW)),
    repr: Some(|_| Ok(named("None"))),
    truth: Some(|_| Ok(false)),
    ..Slots::NONE
}));

pub static NOT_IMPLEMENTED_TYPE: BuiltinClass = BuiltinClass::new("NotImplementedType", Kind::NotImplemented)
    .sealed()
    .slots(slots!(Slots {
        new: Some(New::Native(&NOT_IMPLEMENTED_NEW)),
        repr: Some(|_| Ok(named("NotImplemented"))),
        truth: Some(|_| {
            crate::protocol::warn::deprecated("NotImplemented should not be used in a boolean context")?;
            Ok(true)
        }),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", |_| Ok(named("NotImplemented")))]));

pub static ELLIPSIS_TYPE: BuiltinClass = BuiltinClass::new("ellipsis", Kind::Ellipsis)
    .sealed()
    .slots(slots!(Slots {
        new: Some(New::Native(&ELLIPSIS_NEW)),
        repr: Some(|_| Ok(named("Ellipsis"))),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", |_| Ok(named("Ellipsis")))]));

pub use crate::functions::cell::CELL;

/// The class and the name of what describes an attribute.
fn described(own: &Value) -> Option<(ClassRef, Value)> {
    if let Some(own) = own.downcast::<GetSetDescriptor>() {
        return Some((own.class, named(own.row.name)));
    }
    own.downcast::<MemberDescriptor>().map(|own| (own.class, own.name.clone()))
}

static ATTRIBUTE_GETSETS: [GetSet; 3] = [
    GetSet::new("__name__", |own| Ok(described(own).map_or_else(NONE, |(_, name)| name))),
    GetSet::new("__objclass__", |own| Ok(described(own).map_or_else(NONE, |(class, _)| class.value()))),
    GetSet::new("__qualname__", |own| {
        let Some((class, name)) = described(own) else { return Ok(NONE()) };
        Ok(str_value(format!("{}.{}", to_lossy(&class.qualified_name.borrow()), to_lossy(&name))))
    }),
];

pub static GETSET_DESCRIPTOR: BuiltinClass = BuiltinClass::new("getset_descriptor", Kind::GetSetDescriptor)
    .sealed()
    .no_constructor()
    .slots(slots!(GETSET_SLOTS))
    .getsets(getsets!(&ATTRIBUTE_GETSETS));

pub static MEMBER_DESCRIPTOR: BuiltinClass = BuiltinClass::new("member_descriptor", Kind::MemberDescriptor)
    .sealed()
    .no_constructor()
    .slots(slots!(MEMBER_SLOTS))
    .methods(methods!(&[Method::new("__reduce__", "self, /", |arguments| {
        let own = arguments.receiver::<MemberDescriptor>();
        super::reduce::reduced_attribute(own.class.value(), own.name.clone())
    })]))
    .getsets(getsets!(&ATTRIBUTE_GETSETS));

pub static WRAPPER_DESCRIPTOR: BuiltinClass = BuiltinClass::new("wrapper_descriptor", Kind::WrapperDescriptor)
    .sealed()
    .no_constructor()
    .slots(slots!(super::wrappers::WRAPPER_SLOTS))
    .methods(methods!(super::wrappers::WRAPPER_METHODS))
    .getsets(getsets!(super::wrappers::WRAPPER_GETSETS));

pub static METHOD_WRAPPER: BuiltinClass = BuiltinClass::new("method-wrapper", Kind::MethodWrapper)
    .sealed()
    .no_constructor()
    .slots(slots!(super::wrappers::METHOD_WRAPPER_SLOTS))
    .methods(methods!(super::wrappers::METHOD_WRAPPER_METHODS))
    .getsets(getsets!(super::wrappers::METHOD_WRAPPER_GETSETS));

pub static CLASS_METHOD_DESCRIPTOR: BuiltinClass = BuiltinClass::new("classmethod_descriptor", Kind::MethodDescriptor)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots {
        call: Some(crate::functions::call::call_with),
        get: Some(|descriptor, instance, class| {
            let own = descriptor.downcast::<crate::functions::builtin::MethodDescriptor>();
            let class = match (class, instance) {
                (Some(class), _) => class.clone(),
                (None, Some(instance)) => instance.class().value(),
                (None, None) => NONE(),
            };
            Ok(own.map_or_else(NONE, |own| own.bind(class)))
        }),
        ..Slots::NONE
    }));

fn part(read: fn(&Property) -> Option<Value>, own: &Value) -> Value {
    own.downcast::<Property>().and_then(read).unwrap_or_else(NONE)
}

pub static PROPERTY: BuiltinClass = BuiltinClass::new("property", Kind::Property)
    .slots(slots!(PROPERTY_SLOTS))
    .methods(methods!(&[
        Method::new("getter", "self, fget, /", |arguments| property_with(arguments, 0)),
        Method::new("setter", "self, fset, /", |arguments| property_with(arguments, 1)),
        Method::new("deleter", "self, fdel, /", |arguments| property_with(arguments, 2)),
        Method::new("__set_name__", "self, /, *args", |arguments| {
            let own = arguments.receiver::<Property>();
            let given = arguments.star(1);
            let [_, name] = given.as_slice() else {
                let count = given.len();
                let message = format!("__set_name__() takes 2 positional arguments but {count} were given");
                return Err(raise_type_error(message));
            };
            let old = own.name.replace(Some(name.clone()));
            drop(old);
            Ok(NONE())
        }),
    ]))
    .getsets(getsets!(&[
        GetSet::new("fget", |own| Ok(part(|own| own.get.borrow().clone(), own))),
        GetSet::new("fset", |own| Ok(part(|own| own.set.borrow().clone(), own))),
        GetSet::new("fdel", |own| Ok(part(|own| own.delete.borrow().clone(), own))),
        GetSet::new("__doc__", |own| Ok(part(|own| own.doc.borrow().clone(), own))).set(|own, value| {
            if let Some(own) = own.downcast::<Property>() {
                own.doc.replace(value);
            }
            Ok(())
        }),
        GetSet::new("__isabstractmethod__", |own| {
            let Some(own) = own.downcast::<Property>() else { return Ok(NONE()) };
            let parts = [own.get.borrow().clone(), own.set.borrow().clone(), own.delete.borrow().clone()];
            for part in parts.iter().flatten() {
                if is_abstract(part)? {
                    return Ok(crate::value::TRUE());
                }
            }
            Ok(crate::value::FALSE())
        }),
    ]));

/// Whether `__isabstractmethod__` of a function is true.
pub(crate) fn is_abstract(function: &Value) -> crate::exceptions::Outcome<bool> {
    match crate::protocol::attributes::getattr_optional(function, name!("__isabstractmethod__"))? {
        Some(mark) => crate::protocol::truth(mark),
        None => Ok(false),
    }
}

macro_rules! wrapped_function {
    ($payload:ident) => {
        &[
            GetSet::new("__func__", |own| {
                Ok(own.downcast::<$payload>().map_or_else(NONE, |own| own.function.borrow().clone()))
            }),
            GetSet::new("__wrapped__", |own| {
                Ok(own.downcast::<$payload>().map_or_else(NONE, |own| own.function.borrow().clone()))
            }),
            GetSet::new("__isabstractmethod__", |own| {
                let function = own.downcast::<$payload>().map_or_else(NONE, |own| own.function.borrow().clone());
                is_abstract(&function).map(crate::value::boolean)
            }),
        ]
    };
}

pub static CLASS_METHOD: BuiltinClass = BuiltinClass::new("classmethod", Kind::ClassMethod)
    .instance_dict()
    .slots(slots!(CLASS_METHOD_SLOTS))
    .getsets(getsets!(wrapped_function!(ClassMethod)));

pub static STATIC_METHOD: BuiltinClass = BuiltinClass::new("staticmethod", Kind::StaticMethod)
    .instance_dict()
    .slots(slots!(STATIC_METHOD_SLOTS))
    .getsets(getsets!(wrapped_function!(StaticMethod)));
