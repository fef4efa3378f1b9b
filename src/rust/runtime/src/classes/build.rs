//! Class objects from their declarations.

use super::core_classes::{DICT, OBJECT, TYPE};
use super::declaration::GetSet;
use super::descriptors::GetSetDescriptor;
use super::known_names::Documentation;
use super::slots::ClassSlots;
use super::wrappers::{add_constructor, add_wrappers, WrapperDescriptor};
use super::{BuiltinClass, Class, ClassRef};
use crate::collections::Dict;
use crate::functions::builtin::method_object;
use crate::heap::attributes::Shape;
use crate::heap::single_thread::SingleThread;
use crate::names::intern_text;
use crate::object::{allocate_with, Ref};
use crate::value::{Value, NONE};
use std::cell::{Cell, RefCell};

/// Makes the class object of a declaration, and those of its bases first.
#[cold]
#[inline(never)]
pub(crate) fn build(declaration: &'static BuiltinClass) -> ClassRef {
    if let Some(class) = declaration.built() {
        return class;
    }
    let is_object = std::ptr::eq(declaration, &OBJECT);
    let bases: Vec<ClassRef> = match declaration.bases {
        [] if is_object => Vec::new(),
        [] => vec![OBJECT.class()],
        bases => bases.iter().map(|base| base.class()).collect(),
    };
    if let Some(class) = declaration.built() {
        return class;
    }
    // `type` is an instance of itself, and everything else of it, `object` included.
    let metaclass = TYPE.built().or_else(|| {
        let bootstrap = is_object || std::ptr::eq(declaration, &TYPE);
        if bootstrap {
            None
        } else {
            Some(TYPE.class())
        }
    });
    let class = allocate_class(declaration, bases, metaclass);
    if std::ptr::eq(declaration, &TYPE) {
        class.set_metaclass(class);
        OBJECT.class().set_metaclass(class);
        // `object` comes before everything else, so that its dict is filled when the others exist.
        fill(OBJECT.class(), &OBJECT);
        fill(class, &TYPE);
    } else if is_object {
        TYPE.class();
    } else {
        fill(class, declaration);
    }
    class
}

fn allocate_class(declaration: &'static BuiltinClass, bases: Vec<ClassRef>, metaclass: Option<ClassRef>) -> ClassRef {
    let base = bases.first().copied();
    let mut slots = declaration.own_slots();
    for inherited in bases.iter().flat_map(|base| base.mro()) {
        slots.inherit(inherited.slots().raw());
    }
    if declaration.unhashable {
        slots.hash = None;
    }
    if !declaration.instantiable {
        slots.new = None;
    }
    let class = allocate_with(
        metaclass,
        Class {
            // `fill` sets the names: they need the class `str`.
            name: RefCell::new(NONE()),
            qualified_name: RefCell::new(NONE()),
            bases: RefCell::new(bases.clone()),
            base: Cell::new(base),
            mro: Cell::new(&[]),
            dict: early_dict(),
            slots: Cell::new(ClassSlots::keep(slots)),
            kind: declaration.kind,
            instance_dict: declaration.instance_dict,
            is_weakly_referenced: declaration.known.is_weakly_referenced
                || bases.iter().any(|base| base.is_weakly_referenced),
            slot_count: 0,
            subclasses: RefCell::new(Vec::new()),
            collection_flags: Cell::new(0),
            shape: Shape::root(),
            declaration: Some(declaration),
            mutable: declaration.mutable,
            stands_for_c: false,
        },
    );
    let value = class.into_value();
    let Some(class) = ClassRef::from_value(&value) else { unreachable!("just made") };
    std::mem::forget(value);
    let rest: Vec<Vec<ClassRef>> = bases.iter().map(|base| base.mro().to_vec()).collect();
    let mut mro = vec![class];
    mro.extend(super::mro::merge(rest, &bases).unwrap_or_default());
    class.mro.set(Box::leak(mro.into_boxed_slice()));
    for base in &bases {
        base.subclasses.borrow_mut().push(class);
    }
    declaration.set_built(class);
    if std::ptr::eq(declaration, &DICT) {
        for dict in EARLY.take() {
            if let Some(header) = dict.as_value().header() {
                header.set_class(class);
            }
        }
    }
    class
}

/// Dicts that were made before the class `dict`.
static EARLY: SingleThread<RefCell<Vec<Ref<Dict>>>> = SingleThread::new(RefCell::new(Vec::new()));

/// A dict, also where the class `dict` is not there yet.
pub(crate) fn early_dict() -> Ref<Dict> {
    let dict = allocate_with(DICT.built(), Dict::default());
    if DICT.built().is_none() {
        EARLY.borrow_mut().push(dict.clone());
    }
    dict
}

/// `__doc__` of instances that have texts of their own.
static UNKNOWN_DOCUMENTATION: GetSet =
    GetSet::new("__doc__", |own| crate::program::refuse(format!("{}.__doc__", own.class().full_name())));

fn fill(class: ClassRef, declaration: &'static BuiltinClass) {
    let name = intern_text(declaration.name);
    class.name.replace(name.clone());
    class.qualified_name.replace(name);
    let dict = &class.dict;
    let slots = declaration.own_slots();
    add_wrappers(class, &slots);
    add_constructor(class, &slots);
    for method in declaration.methods.iter().filter_map(|row| row()) {
        dict.set_name(&intern_text(method.name), method_object(class, method));
    }
    for getset in declaration.getsets.iter().filter_map(|row| row()) {
        dict.set_name(&intern_text(getset.name), GetSetDescriptor::allocate(class, getset));
    }
    for (name, make) in declaration.constants.iter().filter_map(|row| row()) {
        dict.set_name(&intern_text(name), make());
    }
    // Functions and properties compute their instances' own.
    if dict.get_name(name!("__doc__").value()).is_none() {
        let documentation = match declaration.known.documentation {
            Documentation::None => NONE(),
            Documentation::Text(text) => intern_text(text),
            Documentation::OfInstances => GetSetDescriptor::allocate(class, &UNKNOWN_DOCUMENTATION),
        };
        dict.set_name(&intern_text("__doc__"), documentation);
    }
    if declaration.unhashable {
        dict.set_name(&intern_text("__hash__"), NONE());
    }
    let own_module = declaration.known.names.binary_search(&"__module__").is_ok();
    if own_module && dict.get_name(name!("__module__").value()).is_none() {
        dict.set_name(&intern_text("__module__"), intern_text(declaration.module));
    }
    super::advance_epoch();
}

/// The wrapper of a native slot under its Python name, as `int.__add__`.
pub(crate) fn wrapper_value(wrapper: WrapperDescriptor) -> Value {
    crate::object::allocate(super::core_classes::WRAPPER_DESCRIPTOR.class(), wrapper).into_value()
}
