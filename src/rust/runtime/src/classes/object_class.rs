//! The class `object`.

use super::declaration::{BuiltinClass, Convention, GetSet, Method};
use super::slots::{ClassSlots, Comparison, Init, New, Slots};
use super::ClassRef;
use crate::exceptions::*;
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::Arguments;
use crate::object::{allocate, Instance, Kind, Place};
use crate::protocol::attributes::{generic_getattribute, generic_setattribute};
use crate::protocol::{compare, convert};
use crate::text::{to_lossy, value_of};
use crate::value::{boolean, Value, NONE, NOT_IMPLEMENTED, TRUE};

/// Makes an instance without looking at the arguments.
pub(crate) fn allocate_instance(class: ClassRef) -> Outcome {
    if let Some(names) = super::create::abstract_methods(class)? {
        return Err(names);
    }
    crate::kept::needs(crate::kept::CYCLES);
    class.shape.instance_comes();
    let slots = (0..class.slot_count).map(|_| Place::default()).collect();
    let instance = allocate(class, Instance { slots }).into_value();
    if class.slots().del().is_some() {
        crate::heap::finalizers::object_comes(&instance);
    }
    Ok(instance)
}

/// Arguments are an error unless exactly one of `__new__` and `__init__` is overridden.
fn object_new(class: ClassRef, arguments: &mut Arguments) -> Outcome {
    let slots = class.slots();
    if has_arguments(arguments) {
        if !is_object_new(slots) {
            return Err(raise_type_error("object.__new__() takes exactly one argument (the type to instantiate)"));
        }
        if is_object_init(slots) {
            return Err(raise_type_error(format!("{}() takes no arguments", class.type_name())));
        }
    }
    allocate_instance(class)
}

fn object_init(instance: &Value, arguments: &mut Arguments) -> Outcome<()> {
    let class = instance.class();
    let slots = class.slots();
    if has_arguments(arguments) {
        if !is_object_init(slots) {
            return Err(raise_type_error("object.__init__() takes exactly one argument (the instance to initialize)"));
        }
        if is_object_new(slots) {
            let name = class.type_name();
            return Err(raise_type_error(format!(
                "{name}.__init__() takes exactly one argument (the instance to initialize)"
            )));
        }
    }
    Ok(())
}

pub(crate) fn has_arguments(arguments: &mut Arguments) -> bool {
    let keywords = arguments.take(1);
    let keywords = keywords.downcast::<crate::collections::Dict>().is_some_and(|keywords| !keywords.is_empty());
    !arguments.star(0).is_empty() || keywords
}

pub(crate) fn is_object_new(slots: &ClassSlots) -> bool {
    matches!(slots.new(), Some(New::Native(new)) if std::ptr::eq(new, &OBJECT_NEW))
}

pub(crate) fn is_object_init(slots: &ClassSlots) -> bool {
    matches!(slots.init(), Some(Init::Native(init)) if std::ptr::eq(init, &OBJECT_INIT))
}

pub(crate) static OBJECT_NEW: Constructor = Constructor::new("*args, **kwargs", object_new);
pub(crate) static OBJECT_INIT: Initializer = Initializer::new("*args, **kwargs", object_init);

fn object_compare(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    match comparison {
        Comparison::Eq => Ok(if left.is(right) { TRUE() } else { NOT_IMPLEMENTED() }),
        Comparison::Ne => {
            // The inverse of `__eq__`, where that knows.
            let Some(equal) = left.class().slots().compare() else { return Ok(NOT_IMPLEMENTED()) };
            let result = equal(left, right, Comparison::Eq)?;
            if result.is_not_implemented() {
                return Ok(result);
            }
            Ok(boolean(!crate::protocol::truth(result)?))
        }
        _ => Ok(NOT_IMPLEMENTED()),
    }
}

fn get_class(own: &Value) -> Outcome {
    crate::kept::needs(crate::kept::CLASSES);
    Ok(own.class().value())
}

fn set_class(own: &Value, value: Option<Value>) -> Outcome<()> {
    let Some(value) = value else { return Err(raise_type_error("can't delete __class__ attribute")) };
    let Some(class) = ClassRef::from_value(&value) else {
        let given = value.type_name();
        return Err(raise_type_error(format!("__class__ must be set to a class, not '{given}' object")));
    };
    let old = own.class();
    let is_module = |class: ClassRef| class.is_subclass_of(crate::modules::MODULE_TYPE.class());
    if (old.is_builtin() || class.is_builtin()) && !(is_module(old) && is_module(class)) {
        return Err(raise_type_error("__class__ assignment only supported for mutable types or ModuleType subclasses"));
    }
    super::bases::check_layout("__class__", old, class)?;
    if let Some(header) = own.header() {
        header.set_class(class);
        header.attributes.change_root(class.shape);
    }
    Ok(())
}

pub static OBJECT: BuiltinClass = BuiltinClass::new("object", Kind::Instance)
    .slots(slots!(Slots {
        new: Some(New::Native(&OBJECT_NEW)),
        init: Some(Init::Native(&OBJECT_INIT)),
        repr: Some(|own| {
            let address = convert::address_text(own);
            let class = own.class();
            let module = class.module_name().filter(|module| module != "builtins");
            let qualified = to_lossy(&class.qualified_name.borrow());
            let name = module.map_or(qualified.clone(), |module| format!("{module}.{qualified}"));
            Ok(value_of(format!("<{name} object at {address}>")))
        }),
        str: Some(convert::repr),
        hash: Some(|own| Ok(compare::identity_hash(own))),
        compare: Some(object_compare),
        getattribute: Some(generic_getattribute),
        setattribute: Some(generic_setattribute),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("__format__", "self, format_spec, /", |arguments| {
            let own = arguments.take(0);
            let spec = arguments.take(1);
            if crate::protocol::length(&spec)? > 0 {
                let name = own.type_name();
                return Err(raise_type_error(format!("unsupported format string passed to {name}.__format__")));
            }
            convert::str(&own)
        }),
        Method::new("__dir__", "self, /", |arguments| crate::protocol::attributes::default_dir(&arguments.take(0))),
        super::reduce::REDUCE,
        super::reduce::REDUCE_EX,
        super::reduce::GET_STATE,
        Method::new("__sizeof__", "self, /", |_| crate::program::refuse("object.__sizeof__")),
        Method::class("__init_subclass__", "cls, /", |_| Ok(NONE())),
        Method::class("__subclasshook__", "cls, subclass, /", |_| Ok(NOT_IMPLEMENTED())).convention(Convention::Tuple),
    ]))
    .getsets(getsets!(&[GetSet::new("__class__", get_class).set(set_class)]));

/// Whether two values are equal in identity or by `==`.
pub fn same_or_equal(left: &Value, right: &Value) -> Outcome<bool> {
    if left.is(right) {
        Ok(true)
    } else {
        compare::equal(left, right)
    }
}
