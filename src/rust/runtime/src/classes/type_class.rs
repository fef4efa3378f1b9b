//! The class `type`: calling classes, attributes of classes.

use super::declaration::{BuiltinClass, Convention, GetSet, Method};
use super::python_slots::{call_init, call_new};
use super::slots::{Init, New, Slots};
use super::{advance_epoch, create, ClassRef};
use crate::collections::{list_value, tuple_value, Tuple};
use crate::exceptions::hierarchy::is_made_by_new;
use crate::exceptions::*;
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::call::CALLING;
use crate::functions::frame::RecursionGuard;
use crate::functions::{check_names, CallArguments};
use crate::names::{intern, intern_text};
use crate::object::Kind;
use crate::protocol::attributes::{bind_with, is_data_descriptor};
use crate::text::str::Str;
use crate::text::{to_lossy, value_of};
use crate::value::{int, Value, NONE};

behind! {
    CLASSES,
    /// `class(arguments…)`.
    pub(crate) fn call_class(class: ClassRef, arguments: CallArguments) -> Outcome = call_open_class
}
behind! { CLASSES, fn type_call(own: &Value, arguments: CallArguments) -> Outcome = open_type_call }
behind! {
    CLASSES,
    /// Looks an attribute up on a class: descriptors of its metaclass, its own attributes, those of its metaclass.
    pub(crate) fn type_getattribute(own: &Value, name: &Value) -> Outcome = open_type_getattribute
}
behind! {
    CLASSES,
    fn type_setattribute(own: &Value, name: &Value, value: Option<Value>) -> Outcome<()> = open_type_setattribute
}

/// Builtin classes with a `tp_vectorcall`: their keywords are unpacked before the class is asked.
const UNPACKING: [&str; 14] = [
    "bool",
    "dict",
    "enumerate",
    "filter",
    "float",
    "frozenset",
    "list",
    "map",
    "range",
    "reversed",
    "set",
    "super",
    "tuple",
    "type",
];

/// What such a class asks of its arguments before it looks at them.
fn check_unpacked(class: ClassRef, arguments: &CallArguments) -> Outcome<()> {
    let name = class.name();
    if !UNPACKING.contains(&name.as_str()) {
        return Ok(());
    }
    check_names(arguments.keywords)?;
    match name.as_str() {
        "enumerate" => check_enumerate(arguments.positional(), arguments.keywords),
        _ => Ok(()),
    }
}

/// `enumerate_vectorcall` in `enumobject.c`: it counts arguments before it looks for them.
fn check_enumerate(positional: usize, keywords: &[Value]) -> Outcome<()> {
    let is_named = |keyword: &Value, name: &str| keyword.downcast::<Str>().is_some_and(|text| text.equals(name));
    let wanted: &[&str] = match (positional, keywords) {
        (0, [first, _]) if is_named(first, "start") => &["start", "iterable"],
        (0, [_] | [_, _]) => &["iterable", "start"],
        (1, [_]) => &["start"],
        (1 | 2, []) => &[],
        (0, _) => return Err(raise_type_error("enumerate() missing required argument 'iterable'")),
        _ => {
            let count = positional + keywords.len();
            return Err(raise_type_error(format!("enumerate() takes at most 2 arguments ({count} given)")));
        }
    };
    match keywords.iter().zip(wanted).find(|(keyword, name)| !is_named(keyword, name)) {
        None => Ok(()),
        Some((keyword, _)) => {
            let name = to_lossy(keyword);
            Err(raise_type_error(format!("'{name}' is an invalid keyword argument for enumerate()")))
        }
    }
}

fn call_open_class(class: ClassRef, arguments: CallArguments) -> Outcome {
    if class.is_builtin() && (arguments.is_empty() || !arguments.keywords.is_empty()) {
        check_unpacked(class, &arguments)?;
    }
    // A metaclass with `__call__` of its own.
    let metaclass = class.metaclass();
    if metaclass != TYPE.class() {
        if let Some(slot) = metaclass.slots().call() {
            if slot as usize != type_call as *const () as usize {
                return slot(&class.value(), arguments);
            }
        }
    }
    if class == TYPE.class() && arguments.positional() == 1 && arguments.keywords.is_empty() {
        let mut arguments = arguments;
        return Ok(crate::protocol::instances::class_of(&arguments.take(0)).value());
    }
    if class == TYPE.class() && arguments.positional() == 1 {
        return Err(raise_type_error("type() takes no keyword arguments"));
    }
    if class == TYPE.class() && arguments.positional() != 3 {
        return Err(raise_type_error("type() takes 1 or 3 arguments"));
    }
    if class.is_builtin() {
        return create_instance(class, arguments);
    }
    let _guard = RecursionGuard::enter(CALLING)?;
    create_instance(class, arguments)
}

fn open_type_call(own: &Value, arguments: CallArguments) -> Outcome {
    match ClassRef::from_value(own) {
        Some(class) => create_instance(class, arguments),
        None => unreachable!("instances of type are classes"),
    }
}

fn create_instance(class: ClassRef, arguments: CallArguments) -> Outcome {
    let instance = make_instance(class, arguments)?;
    // for what the constructor of a builtin base has made; that of a builtin class tells itself
    if class.slots().del().is_some() && instance.class() == class && !class.is_builtin() {
        crate::heap::finalizers::object_comes(&instance);
    }
    Ok(instance)
}

fn make_instance(class: ClassRef, arguments: CallArguments) -> Outcome {
    let slots = class.slots();
    let instance = match slots.new() {
        Some(New::Native(_)) if super::object_class::is_object_new(slots) => {
            match slots.init() {
                Some(Init::Python) => {}
                _ if !arguments.is_empty() => {
                    return Err(raise_type_error(format!("{}() takes no arguments", class.type_name())));
                }
                _ => return super::object_class::allocate_instance(class),
            }
            super::object_class::allocate_instance(class)?
        }
        Some(New::Native(constructor)) => match slots.init() {
            None => return constructor.call(class, arguments),
            Some(Init::Native(init)) if super::object_class::is_object_init(slots) => {
                let _ = init;
                return constructor.call(class, arguments);
            }
            Some(Init::Native(init)) if arguments.keywords.is_empty() && is_made_by_new(constructor, init) => {
                return constructor.call(class, arguments);
            }
            Some(_) => constructor.call_before_init(class, &arguments)?,
        },
        Some(New::Python) => arguments.copied(|copy| call_new(class, copy))?,
        None => return Err(raise_type_error(format!("cannot create '{}' instances", class.full_name()))),
    };
    if !instance.class().is_subclass_of(class) {
        return Ok(instance);
    }
    match instance.class().slots().init() {
        Some(Init::Python) => call_init(&instance, arguments)?,
        Some(Init::Native(init)) => init.call(&instance, arguments)?,
        None => {}
    }
    Ok(instance)
}

fn open_type_getattribute(own: &Value, name: &Value) -> Outcome {
    let Some(class) = ClassRef::from_value(own) else { unreachable!("instances of type are classes") };
    let metaclass = class.metaclass();
    let meta = metaclass.lookup(name);
    if let Some(meta) = &meta {
        if is_data_descriptor(meta) {
            return bind_with(meta.clone(), Some(own), Some(&metaclass.value()));
        }
    }
    if let Some(found) = class.lookup(name) {
        return bind_with(found, None, Some(own));
    }
    match meta {
        Some(meta) => bind_with(meta, Some(own), Some(&metaclass.value())),
        None => {
            refuse_known(class, name);
            let shown = to_lossy(name);
            let message = format!("type object '{}' has no attribute '{shown}'", class.type_name());
            Err(raise_attribute_error(message))
        }
    }
}

/// Ends the program where CPython's class has the attribute and ours has not.
pub(crate) fn refuse_known(class: ClassRef, name: &Value) {
    let Some(text) = name.downcast::<Str>().and_then(Str::as_ascii) else { return };
    for base in class.mro() {
        if let Some(declaration) = base.declaration {
            if declaration.known.names.binary_search(&text).is_ok() {
                crate::program::refuse(format!("{}.{text}", declaration.name));
            }
        }
    }
}

fn open_type_setattribute(own: &Value, name: &Value, value: Option<Value>) -> Outcome<()> {
    let Some(class) = ClassRef::from_value(own) else { unreachable!("instances of type are classes") };
    let shown = to_lossy(name);
    if !class.mutable {
        let owner = class.full_name();
        return Err(raise_type_error(format!("cannot set '{shown}' attribute of immutable type '{owner}'")));
    }
    let metaclass = class.metaclass();
    if let Some(meta) = metaclass.lookup(name) {
        if let Some(set) = meta.class().slots().set() {
            return set(&meta, own, value);
        }
    }
    set_class_attribute(class, name, value)
}

behind! { CLASSES, pub(crate) fn set_class_attribute(class: ClassRef, name: &Value, value: Option<Value>) -> Outcome<()> = open_set_class_attribute }

/// Sets an attribute of a class itself, and whatever follows from it.
fn open_set_class_attribute(class: ClassRef, name: &Value, value: Option<Value>) -> Outcome<()> {
    let shown = to_lossy(name);
    let name = intern(name.clone());
    let deleting = value.is_none();
    let old = match value {
        Some(value) => class.dict.set_name(&name, value),
        None => class.dict.remove_name(&name),
    };
    advance_epoch();
    if deleting && old.is_none() {
        let owner = class.type_name();
        return Err(raise_attribute_error(format!("type object '{owner}' has no attribute '{shown}'")));
    }
    drop(old);
    if shown.starts_with("__") && shown.ends_with("__") {
        create::update_slots(class);
    }
    Ok(())
}

static TYPE_NEW: Constructor = Constructor::new("*args, **kwargs", |metaclass, arguments| {
    let keywords = arguments.take(1);
    let positional = arguments.star(0);
    let [name, bases, namespace]: [Value; 3] = match positional.try_into() {
        Ok(three) => three,
        Err(wrong) => {
            let wrong: Vec<Value> = wrong;
            let given = wrong.len();
            return Err(raise_type_error(format!("type.__new__() takes exactly 3 arguments ({given} given)")));
        }
    };
    if name.downcast::<Str>().is_none() {
        let given = name.type_name();
        return Err(raise_type_error(format!("type.__new__() argument 1 must be str, not {given}")));
    }
    let Some(bases) = bases.downcast::<Tuple>() else {
        let given = bases.type_name();
        return Err(raise_type_error(format!("type.__new__() argument 2 must be tuple, not {given}")));
    };
    let keywords = keywords.downcast::<crate::collections::Dict>().map(|dict| dict.items()).unwrap_or_default();
    create::type_new(metaclass, name, bases.items().to_vec(), namespace, keywords)
});

static TYPE_INIT: Initializer = Initializer::new("*args, **kwargs", |_, _| Ok(()));

fn class_of(own: &Value) -> ClassRef {
    match ClassRef::from_value(own) {
        Some(class) => class,
        None => unreachable!("instances of type are classes"),
    }
}

fn class_values(classes: &[ClassRef]) -> Vec<Value> {
    classes.iter().map(|class| class.value()).collect()
}

/// The value that is to be set (`check_set_special_type_attr` of `Objects/typeobject.c`).
fn settable(class: ClassRef, name: &str, value: Option<Value>) -> Outcome {
    let refused = |verb: &str| {
        let owner = class.type_name();
        raise_type_error(format!("cannot {verb} '{name}' attribute of immutable type '{owner}'"))
    };
    if !class.mutable {
        return Err(refused("set"));
    }
    value.ok_or_else(|| refused("delete"))
}

/// The str that is to be a name of the class.
fn settable_name(class: ClassRef, name: &str, value: Option<Value>) -> Outcome {
    let value = settable(class, name, value)?;
    if value.downcast::<Str>().is_none() {
        let (owner, given) = (class.type_name(), value.type_name());
        return Err(raise_type_error(format!("can only assign string to {owner}.{name}, not '{given}'")));
    }
    Ok(value)
}

fn set_name(own: &Value, value: Option<Value>) -> Outcome<()> {
    let class = class_of(own);
    let value = settable_name(class, "__name__", value)?;
    if to_lossy(&value).contains('\0') {
        return Err(raise_value_error("type name must not contain null characters"));
    }
    class.name.replace(value);
    Ok(())
}

fn set_qualified_name(own: &Value, value: Option<Value>) -> Outcome<()> {
    let class = class_of(own);
    class.qualified_name.replace(settable_name(class, "__qualname__", value)?);
    Ok(())
}

fn get_own(own: &Value, name: &'static str) -> Option<Value> {
    class_of(own).dict.get_name(&intern_text(name))
}

fn set_own(own: &Value, name: &'static str, value: Option<Value>) -> Outcome<()> {
    set_class_attribute(class_of(own), &intern_text(name), value)
}

behind! { CLASSES, fn get_doc(own: &Value) -> Outcome = open_get_doc }

fn open_get_doc(own: &Value) -> Outcome {
    match get_own(own, "__doc__") {
        Some(doc) => bind_with(doc, None, Some(own)),
        None => Ok(NONE()),
    }
}

/// The octets that each item adds to an instance under CPython.
pub(super) fn item_size(class: ClassRef) -> i64 {
    match class.kind {
        Kind::Class => 40,
        Kind::Integer | Kind::Bool => 4,
        Kind::Bytes => 1,
        Kind::Tuple | Kind::Generator | Kind::Coroutine | Kind::AsyncGenerator => 8,
        Kind::Native if class.is_builtin() => match class.name().as_str() {
            "memoryview" | "frame" => 8,
            "code" => 2,
            _ => 0,
        },
        _ => 0,
    }
}

pub static TYPE: BuiltinClass = BuiltinClass::new("type", Kind::Class)
    .slots(slots!(Slots {
        new: Some(New::Native(&TYPE_NEW)),
        init: Some(Init::Native(&TYPE_INIT)),
        call: Some(type_call),
        or_: Some(crate::collections::union_type::union),
        repr: Some(|own| Ok(value_of(format!("<class '{}'>", class_of(own).full_name())))),
        getattribute: Some(type_getattribute),
        setattribute: Some(type_setattribute),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("mro", "self, /", |arguments| {
            let class = class_of(&arguments.take(0));
            Ok(list_value(class_values(&super::mro::compute_mro(class)?)))
        }),
        Method::new("__subclasses__", "self, /", |arguments| {
            let class = class_of(&arguments.take(0));
            let classes = class.subclasses.borrow().clone();
            Ok(list_value(class_values(&classes)))
        }),
        Method::new("__instancecheck__", "self, instance, /", |arguments| {
            let own = arguments.take(0);
            crate::protocol::instances::plain_isinstance(&arguments.take(1), &own).map(crate::value::boolean)
        }),
        Method::new("__subclasscheck__", "self, subclass, /", |arguments| {
            let own = arguments.take(0);
            crate::protocol::instances::plain_issubclass(&arguments.take(1), &own).map(crate::value::boolean)
        }),
        Method::new("__dir__", "self, /", |arguments| {
            crate::protocol::attributes::class_dir(class_of(&arguments.take(0)))
        }),
        Method::class("__prepare__", "cls, *args, **kwds", |_| Ok(crate::collections::Dict::allocate().into_value()))
            .convention(Convention::Values),
    ]))
    .getsets(getsets!(&[
        GetSet::new("__name__", |own| Ok(class_of(own).name.borrow().clone())).set(set_name),
        GetSet::new("__qualname__", |own| Ok(class_of(own).qualified_name.borrow().clone())).set(set_qualified_name),
        GetSet::new("__module__", |own| match class_of(own).declaration {
            Some(declaration) => Ok(intern_text(declaration.module)),
            None => Ok(get_own(own, "__module__").unwrap_or_else(|| intern_text("builtins"))),
        })
        .set(|own, value| set_own(own, "__module__", Some(settable(class_of(own), "__module__", value)?))),
        GetSet::new("__doc__", get_doc).set(|own, value| set_own(
            own,
            "__doc__",
            Some(settable(class_of(own), "__doc__", value)?)
        )),
        GetSet::new("__bases__", |own| Ok(tuple_value(class_values(&class_of(own).bases.borrow()))))
            .set(|own, value| super::bases::set_bases(class_of(own), value)),
        GetSet::new("__base__", |own| Ok(class_of(own).base.get().map_or_else(NONE, ClassRef::value))),
        GetSet::new("__mro__", |own| match class_of(own).mro() {
            // That of a class whose order is still to be found.
            [] => Ok(NONE()),
            order => Ok(tuple_value(class_values(order))),
        }),
        GetSet::new("__dict__", |own| Ok(crate::collections::mapping_proxy(class_of(own).dict.value()))),
        GetSet::new("__abstractmethods__", |own| match get_own(own, "__abstractmethods__") {
            // `type` itself has this property under the name.
            Some(names) if class_of(own) != TYPE.class() => Ok(names),
            _ => Err(raise_attribute_error("__abstractmethods__")),
        })
        .set(|own, value| match value {
            None if get_own(own, "__abstractmethods__").is_none() => Err(raise_attribute_error("__abstractmethods__")),
            value => set_own(own, "__abstractmethods__", value),
        }),
        GetSet::new("__annotations__", |own| match get_own(own, "__annotations__") {
            Some(annotations) => Ok(annotations),
            None if class_of(own).is_builtin() => Err(raise_attribute_error(format!(
                "type object '{}' has no attribute '__annotations__'",
                class_of(own).name()
            ))),
            None => {
                let annotations = crate::collections::Dict::allocate().into_value();
                set_own(own, "__annotations__", Some(annotations.clone()))?;
                Ok(annotations)
            }
        })
        .set(|own, value| set_own(own, "__annotations__", value)),
        GetSet::new("__flags__", |_| crate::program::refuse("type.__flags__")),
        GetSet::new("__basicsize__", |_| crate::program::refuse("type.__basicsize__")),
        GetSet::new("__itemsize__", |own| Ok(int(item_size(class_of(own))))),
    ]));
