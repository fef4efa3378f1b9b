//! Descriptors: computed attributes, `__slots__` entries, `property`, `classmethod`, `staticmethod`.

use super::core_classes::{CLASS_METHOD, GETSET_DESCRIPTOR, MEMBER_DESCRIPTOR, PROPERTY, STATIC_METHOD};
use super::declaration::GetSet;
use super::slots::{Init, New, Slots};
use super::ClassRef;
use crate::exceptions::*;
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::{call, call_with, Arguments};
use crate::names::intern_text;
use crate::object::{allocate, Instance};
use crate::protocol::attributes::{bind_with, getattr_optional, setattr_value};
use crate::value::{Value, NONE};
use std::cell::{Cell, RefCell};

/// A computed attribute of a builtin class.
pub struct GetSetDescriptor {
    pub(crate) class: ClassRef,
    pub(crate) row: &'static GetSet,
    /// Whether CPython has a member of a struct here.
    is_member: bool,
}

impl GetSetDescriptor {
    pub(crate) fn allocate(class: ClassRef, row: &'static GetSet) -> Value {
        let members = class.declaration.map_or(&[][..], |declaration| declaration.known.members);
        let is_member = members.binary_search(&row.name).is_ok();
        let own_class = if is_member { &MEMBER_DESCRIPTOR } else { &GETSET_DESCRIPTOR };
        allocate(own_class.class(), GetSetDescriptor { class, row, is_member }).into_value()
    }

    fn check(&self, instance: &Value) -> Outcome<()> {
        check_instance(instance, self.class, self.row.name)
    }

    pub(crate) fn get(&self, instance: &Value) -> Outcome {
        self.check(instance)?;
        (self.row.get)(instance)
    }

    pub(crate) fn set(&self, instance: &Value, value: Option<Value>) -> Outcome<()> {
        self.check(instance)?;
        match self.row.set {
            Some(set) => set(instance, value),
            None if self.is_member => Err(raise_attribute_error("readonly attribute")),
            None => Err(raise_attribute_error(format!(
                "attribute '{}' of '{}' objects is not writable",
                self.row.name,
                self.class.type_name()
            ))),
        }
    }
}

fn check_instance(instance: &Value, class: ClassRef, name: &str) -> Outcome<()> {
    if instance.class().is_subclass_of(class) {
        return Ok(());
    }
    Err(raise_type_error(format!(
        "descriptor '{name}' for '{}' objects doesn't apply to a '{}' object",
        class.type_name(),
        instance.type_name()
    )))
}

/// An entry of `__slots__`.
pub struct MemberDescriptor {
    pub(crate) class: ClassRef,
    pub(crate) name: Value,
    pub(crate) index: usize,
}

impl MemberDescriptor {
    pub(crate) fn allocate(class: ClassRef, name: Value, index: usize) -> Value {
        allocate(MEMBER_DESCRIPTOR.class(), MemberDescriptor { class, name, index }).into_value()
    }

    pub(crate) fn get(&self, instance: &Value) -> Outcome {
        if instance.class() != self.class {
            check_instance(instance, self.class, &crate::text::to_lossy(&self.name))?;
        }
        let found = match instance.downcast::<Instance>() {
            Some(own) => own.slots[self.index].get(),
            None => instance.header().and_then(|header| header.attributes.slot(self.index)),
        };
        found.ok_or_else(|| {
            let (owner, name) = (instance.type_name(), crate::text::to_lossy(&self.name));
            raise_attribute_error(format!("'{owner}' object has no attribute '{name}'"))
        })
    }

    pub(crate) fn set(&self, instance: &Value, value: Option<Value>) -> Outcome<()> {
        if instance.class() != self.class {
            check_instance(instance, self.class, &crate::text::to_lossy(&self.name))?;
        }
        let deleting = value.is_none();
        let old = match (instance.downcast::<Instance>(), value) {
            (Some(own), value) => own.slots[self.index].replace(value),
            (None, value) => self.replace_beside(instance, value),
        };
        if deleting && old.is_none() {
            return Err(raise_attribute_error(crate::text::to_lossy(&self.name)));
        }
        Ok(())
    }

    /// The same in an instance of a builtin class, whose slots lie beside its attributes. Gives back what was there.
    fn replace_beside(&self, instance: &Value, value: Option<Value>) -> Option<Value> {
        let class = instance.class();
        instance.header()?.attributes.replace_slot(self.index, class.slot_count, value, class.shape)
    }
}

fn getset_repr(own: &GetSetDescriptor) -> String {
    let what = if own.is_member { "member" } else { "attribute" };
    format!("<{what} '{}' of '{}' objects>", own.row.name, own.class.type_name())
}

pub(crate) const GETSET_SLOTS: Slots = Slots {
    get: Some(|descriptor, instance, _| match (descriptor.downcast::<GetSetDescriptor>(), instance) {
        (Some(own), Some(instance)) => own.get(instance),
        _ => Ok(descriptor.clone()),
    }),
    set: Some(|descriptor, instance, value| match descriptor.downcast::<GetSetDescriptor>() {
        Some(own) => own.set(instance, value),
        None => Ok(()),
    }),
    repr: Some(|own| Ok(crate::text::value_of(own.downcast().map(getset_repr).unwrap_or_default()))),
    ..Slots::NONE
};

pub(crate) const MEMBER_SLOTS: Slots = Slots {
    get: Some(|descriptor, instance, _| match (descriptor.downcast::<MemberDescriptor>(), instance) {
        (Some(own), Some(instance)) => own.get(instance),
        (None, Some(instance)) => member_of_builtin(descriptor)?.get(instance),
        _ => Ok(descriptor.clone()),
    }),
    set: Some(|descriptor, instance, value| match descriptor.downcast::<MemberDescriptor>() {
        Some(own) => own.set(instance, value),
        None => member_of_builtin(descriptor)?.set(instance, value),
    }),
    repr: Some(|own| {
        let shown = match own.downcast::<MemberDescriptor>() {
            Some(own) => {
                let name = crate::text::to_lossy(&own.name);
                format!("<member '{name}' of '{}' objects>", own.class.type_name())
            }
            None => getset_repr(member_of_builtin(own)?),
        };
        Ok(crate::text::value_of(shown))
    }),
    ..Slots::NONE
};

/// A member descriptor that is none of `__slots__`.
fn member_of_builtin(descriptor: &Value) -> Outcome<&GetSetDescriptor> {
    descriptor.downcast::<GetSetDescriptor>().ok_or_else(|| raise_type_error("a member descriptor is required"))
}

/// `property`.
#[derive(Default)]
pub struct Property {
    pub(crate) get: RefCell<Option<Value>>,
    pub(crate) set: RefCell<Option<Value>>,
    pub(crate) delete: RefCell<Option<Value>>,
    pub(crate) doc: RefCell<Option<Value>>,
    pub(crate) name: RefCell<Option<Value>>,
    /// Whether `__doc__` is that of the getter.
    has_doc_of_getter: Cell<bool>,
}

fn property_new(class: ClassRef, _: &mut Arguments) -> Outcome {
    Ok(allocate(class, Property::default()).into_value())
}

fn property_init(own: &Value, arguments: &mut Arguments) -> Outcome<()> {
    let Some(property) = own.downcast::<Property>() else { return Ok(()) };
    let get = arguments.not_none(0);
    let given = arguments.not_none(3);
    let old = (
        property.get.replace(get.clone()),
        property.set.replace(arguments.not_none(1)),
        property.delete.replace(arguments.not_none(2)),
        property.doc.replace(given.clone()),
    );
    drop(old);
    property.has_doc_of_getter.set(false);
    let (None, Some(get)) = (given, get) else { return Ok(()) };
    let Some(doc) = getattr_optional(&get, name!("__doc__"))? else { return Ok(()) };
    if own.is_exactly(PROPERTY.class()) {
        drop(property.doc.replace(Some(doc)));
    } else {
        // In the instance: the class has a `__doc__` of its own.
        setattr_value(own, &intern_text("__doc__"), Some(doc))?;
    }
    property.has_doc_of_getter.set(true);
    Ok(())
}

static PROPERTY_NEW: Constructor = Constructor::new("*args, **kwargs", property_new);
static PROPERTY_INIT: Initializer = Initializer::new("fget=None, fset=None, fdel=None, doc=None", property_init);

fn property_error(own: &Property, instance: &Value, what: &str) -> Raised {
    let class = crate::text::to_lossy(&instance.class().qualified_name.borrow());
    match &*own.name.borrow() {
        Some(name) => {
            let name = crate::protocol::convert::repr_or_type_name(name);
            raise_attribute_error(format!("property {name} of '{class}' object has no {what}"))
        }
        None => raise_attribute_error(format!("property of '{class}' object has no {what}")),
    }
}

fn property_get(descriptor: &Value, instance: Option<&Value>, _: Option<&Value>) -> Outcome {
    let (Some(own), Some(instance)) = (descriptor.downcast::<Property>(), instance) else {
        return Ok(descriptor.clone());
    };
    let get = own.get.borrow().clone();
    match get {
        Some(get) => call(get, [instance.clone()]),
        None => Err(property_error(own, instance, "getter")),
    }
}

fn property_set(descriptor: &Value, instance: &Value, value: Option<Value>) -> Outcome<()> {
    let Some(own) = descriptor.downcast::<Property>() else { return Ok(()) };
    let (set, delete) = (own.set.borrow().clone(), own.delete.borrow().clone());
    match (value, set, delete) {
        (Some(value), Some(set), _) => call(set, [instance.clone(), value]).map(drop),
        (Some(_), None, _) => Err(property_error(own, instance, "setter")),
        (None, _, Some(delete)) => call(delete, [instance.clone()]).map(drop),
        (None, _, None) => Err(property_error(own, instance, "deleter")),
    }
}

pub(crate) const PROPERTY_SLOTS: Slots = Slots {
    new: Some(New::Native(&PROPERTY_NEW)),
    init: Some(Init::Native(&PROPERTY_INIT)),
    get: Some(property_get),
    set: Some(property_set),
    ..Slots::NONE
};

/// A copy of a property with one function replaced; `part` is 0 for the getter, 1 setter, 2 deleter.
pub(crate) fn property_with(arguments: &mut Arguments, part: usize) -> Outcome {
    let own = arguments.receiver::<Property>();
    let function = arguments.take(1);
    let none = |value: &RefCell<Option<Value>>| value.borrow().clone().unwrap_or_else(NONE);
    let mut parts = [none(&own.get), none(&own.set), none(&own.delete), NONE()];
    if !function.is_none() {
        parts[part] = function;
    }
    if !own.has_doc_of_getter.get() || parts[0].is_none() {
        parts[3] = none(&own.doc);
    }
    let made = call(own.as_value().class().value(), parts)?;
    if let Some(property) = made.downcast::<Property>() {
        property.name.replace(own.name.borrow().clone());
    }
    Ok(made)
}

/// `classmethod`.
pub struct ClassMethod {
    pub(crate) function: RefCell<Value>,
}

/// `staticmethod`.
pub struct StaticMethod {
    pub(crate) function: RefCell<Value>,
}

impl StaticMethod {
    pub(crate) fn allocate(function: Value) -> Value {
        allocate(STATIC_METHOD.class(), StaticMethod { function: RefCell::new(function) }).into_value()
    }
}

impl ClassMethod {
    pub(crate) fn allocate(function: Value) -> Value {
        allocate(CLASS_METHOD.class(), ClassMethod { function: RefCell::new(function) }).into_value()
    }
}

static CLASS_METHOD_NEW: Constructor = Constructor::new("*args, **kwargs", |class, _| {
    Ok(allocate(class, ClassMethod { function: RefCell::new(NONE()) }).into_value())
});
static STATIC_METHOD_NEW: Constructor = Constructor::new("*args, **kwargs", |class, _| {
    Ok(allocate(class, StaticMethod { function: RefCell::new(NONE()) }).into_value())
});
static CLASS_METHOD_INIT: Initializer = Initializer::new("function, /", |own, arguments| {
    let function = arguments.take(0);
    if let Some(method) = own.downcast::<ClassMethod>() {
        method.function.replace(function.clone());
    }
    copy_names(own, &function)
});
static STATIC_METHOD_INIT: Initializer = Initializer::new("function, /", |own, arguments| {
    let function = arguments.take(0);
    if let Some(method) = own.downcast::<StaticMethod>() {
        method.function.replace(function.clone());
    }
    copy_names(own, &function)
});

/// Names of the wrapped function that the method object shows, as `functools.update_wrapper` copies them.
fn copy_names(own: &Value, function: &Value) -> Outcome<()> {
    for name in ["__module__", "__name__", "__qualname__", "__doc__", "__annotations__"] {
        let name = intern_text(name);
        if let Some(value) = crate::protocol::attributes::getattr_value_optional(function, &name)? {
            setattr_value(own, &name, Some(value))?;
        }
    }
    Ok(())
}

/// `<classmethod(<function …>)>`.
fn method_repr(kind: &str, function: &RefCell<Value>) -> Outcome {
    let function = function.borrow().clone();
    let shown = crate::protocol::convert::repr(&function)?;
    Ok(crate::text::value_of(format!("<{kind}({})>", crate::text::to_lossy(&shown))))
}

pub(crate) const CLASS_METHOD_SLOTS: Slots = Slots {
    repr: Some(|own| match own.downcast::<ClassMethod>() {
        Some(method) => method_repr("classmethod", &method.function),
        None => Ok(own.clone()),
    }),
    new: Some(New::Native(&CLASS_METHOD_NEW)),
    init: Some(Init::Native(&CLASS_METHOD_INIT)),
    get: Some(|descriptor, instance, class| {
        let Some(own) = descriptor.downcast::<ClassMethod>() else { return Ok(descriptor.clone()) };
        let class = match (class, instance) {
            (Some(class), _) => class.clone(),
            (None, Some(instance)) => instance.class().value(),
            (None, None) => NONE(),
        };
        let function = own.function.borrow().clone();
        // CPython 3.9 to 3.12: a class method of a descriptor binds that descriptor to the class.
        if function.class().slots().get().is_some() {
            return bind_with(function, Some(&class), Some(&class));
        }
        Ok(crate::functions::method::BoundMethod::allocate(function, class))
    }),
    ..Slots::NONE
};

pub(crate) const STATIC_METHOD_SLOTS: Slots = Slots {
    repr: Some(|own| match own.downcast::<StaticMethod>() {
        Some(method) => method_repr("staticmethod", &method.function),
        None => Ok(own.clone()),
    }),
    new: Some(New::Native(&STATIC_METHOD_NEW)),
    init: Some(Init::Native(&STATIC_METHOD_INIT)),
    get: Some(|descriptor, _, _| {
        let own = descriptor.downcast::<StaticMethod>();
        Ok(own.map_or_else(NONE, |own| own.function.borrow().clone()))
    }),
    call: Some(|descriptor, arguments| {
        let own = descriptor.downcast::<StaticMethod>();
        let function = own.map_or_else(NONE, |own| own.function.borrow().clone());
        call_with(&function, arguments)
    }),
    ..Slots::NONE
};
