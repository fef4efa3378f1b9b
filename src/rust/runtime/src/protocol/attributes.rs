//! Attributes: lookup with descriptors, setting, deleting, and the caches at each place of the program.

use super::places::{self, Use};
use crate::classes::descriptors::MemberDescriptor;
use crate::classes::super_object::find_after;
use crate::classes::{epoch, type_class, ClassRef};
use crate::collections::{list_value, Dict};
use crate::exceptions::*;
use crate::functions::method::BoundMethod;
use crate::heap::attributes::Shape;
use crate::modules::{ModuleObject, MODULE_TYPE};
use crate::names::{intern, Name, ADDED, MEMBER, METHOD, OF_CLASS};
use crate::object::{Instance, Kind, Ref};
use crate::text::to_lossy;
use crate::value::{Value, NONE};

/// What a method call found.
pub enum Found {
    /// A function of the class: the object becomes its first argument.
    Method(Value),
    /// Anything else: it is called without the object.
    Attribute(Value),
}

/// Whether a class attribute wins over the instance's: what can only be set and not be got does not.
#[inline]
pub(crate) fn is_data_descriptor(attribute: &Value) -> bool {
    let is_both = |slots: &crate::classes::slots::ClassSlots| slots.set().is_some() && slots.get().is_some();
    attribute.header().is_some() && is_both(attribute.class().slots())
}

/// `attribute.__get__(instance, class)`, where it is a descriptor.
#[inline]
pub(crate) fn bind_with(attribute: Value, instance: Option<&Value>, class: Option<&Value>) -> Outcome {
    match attribute.class().slots().get() {
        Some(get) => get(&attribute, instance, class),
        None => Ok(attribute),
    }
}

/// An attribute of the class as seen from an instance.
pub(crate) fn bind_to_instance(attribute: Value, instance: &Value) -> Outcome {
    match attribute.kind() {
        Kind::Function => Ok(BoundMethod::allocate(attribute, instance.clone())),
        _ => bind_with(attribute, Some(instance), Some(&instance.class().value())),
    }
}

pub(crate) fn bind(attribute: Value, instance: &Value) -> Outcome {
    bind_to_instance(attribute, instance)
}

/// An attribute of a class as seen from the class.
pub(crate) fn bind_to_class(attribute: Value, class: ClassRef) -> Outcome {
    bind_with(attribute, None, Some(&class.value()))
}

/// An own attribute of an instance, without the class.
pub(crate) fn own_attribute(object: &Value, name: &Value) -> Option<Value> {
    object.header()?.attributes.get(name)
}

/// Sets an own attribute without asking the class.
pub(crate) fn set_own_attribute(object: &Value, name: &Value, value: Value) {
    if let Some(header) = object.header() {
        let old = header.attributes.set(name, value, object.class().shape);
        drop(old);
    }
}

/// What `__dict__` of an instance is; `None` where its class has none.
pub(crate) fn instance_dict(object: &Value) -> Option<Ref<Dict>> {
    let class = object.class();
    let header = object.header()?;
    class.instance_dict.then(|| header.attributes.dict(class.shape))
}

/// `object.__getattribute__`.
pub fn generic_getattribute(object: &Value, name: &Value) -> Outcome {
    match generic_lookup(object, name)? {
        Some(found) => Ok(found),
        None => Err(missing(object, name)),
    }
}

#[cold]
fn missing(object: &Value, name: &Value) -> Raised {
    type_class::refuse_known(object.class(), name);
    raise_attribute_error_of(object, name)
}

/// The same where it was to be set or deleted: the exception has neither name nor object.
#[cold]
fn missing_to_set(object: &Value, name: &Value) -> Raised {
    type_class::refuse_known(object.class(), name);
    raise_attribute_error(format!("'{}' object has no attribute '{}'", object.type_name(), to_lossy(name)))
}

fn generic_lookup(object: &Value, name: &Value) -> Outcome<Option<Value>> {
    let class = object.class();
    let in_class = class.lookup(name);
    if let Some(attribute) = &in_class {
        if is_data_descriptor(attribute) {
            return bind_to_instance(attribute.clone(), object).map(Some);
        }
    }
    if let Some(own) = own_attribute(object, name) {
        return Ok(Some(own));
    }
    if let Some(attribute) = in_class {
        return bind_to_instance(attribute, object).map(Some);
    }
    if name.is(name!("__dict__").value()) {
        return Ok(instance_dict(object).map(Ref::into_value));
    }
    Ok(None)
}

/// `object.__setattr__` and `object.__delattr__`.
pub fn generic_setattribute(object: &Value, name: &Value, value: Option<Value>) -> Outcome<()> {
    let class = object.class();
    let in_class = class.lookup(name);
    if let Some(attribute) = &in_class {
        if let Some(set) = attribute.class().slots().set() {
            return set(attribute, object, value);
        }
    }
    let header = object.header().filter(|_| class.instance_dict);
    let Some(header) = header else {
        let shown = to_lossy(name);
        if in_class.is_some() {
            let owner = object.type_name();
            return Err(raise_attribute_error(format!("'{owner}' object attribute '{shown}' is read-only")));
        }
        return Err(missing_to_set(object, name));
    };
    if name.is(name!("__dict__").value()) {
        return set_instance_dict(object, value);
    }
    match value {
        Some(value) => {
            let old = header.attributes.set(name, value, class.shape);
            drop(old);
            Ok(())
        }
        None => match header.attributes.delete(name, class.shape) {
            Some(_) => Ok(()),
            None => Err(missing_to_set(object, name)),
        },
    }
}

/// Makes a dict the attributes of an object that can have any. Errors: TypeError.
pub(crate) fn set_instance_dict(object: &Value, value: Option<Value>) -> Outcome<()> {
    // `PyObject_GenericSetDict` of `Objects/object.c`.
    let Some(value) = value else { return Err(raise_type_error("cannot delete __dict__")) };
    let given = value.type_name();
    match (value.into_ref::<Dict>(), object.header()) {
        (Ok(dict), Some(header)) => {
            header.attributes.install(dict, object.class().shape);
            Ok(())
        }
        _ => Err(raise_type_error(format!("__dict__ must be set to a dictionary, not a '{given}'"))),
    }
}

/// The key under which a place remembers what it found for objects like this.
#[inline(always)]
fn place_key(object: &Value) -> usize {
    match object.header() {
        Some(header) => match header.attributes.shape() {
            Some(shape) => shape as *const _ as usize,
            None if header.attributes.is_empty() => header.class().address(),
            None => 0,
        },
        None => object.class().address(),
    }
}

/// The attribute, where the place remembers objects like this.
#[inline(always)]
pub(crate) fn remembered(object: &Value, name: &Name) -> Option<Value> {
    let cache = name.cache();
    let header = object.header()?;
    let shape = header.attributes.shape();
    let key = shape.map_or(0, |shape| shape as *const _ as usize);
    if key == 0 || cache.key.get() != key || cache.epoch.get() != epoch() {
        return None;
    }
    let position = cache.position.get();
    if position & MEMBER == 0 {
        header.attributes.at(position as usize)
    } else {
        None
    }
}

/// `object.name`.
#[inline]
pub fn getattr(object: Value, name: &Name) -> Outcome {
    let cache = name.cache();
    let key = place_key(&object);
    if key != 0 && cache.key.get() == key && cache.epoch.get() == epoch() && cache.position.get() < ADDED {
        let position = cache.position.get();
        let found = if position & MEMBER == 0 {
            object.header().and_then(|header| header.attributes.at(position as usize))
        } else {
            object.downcast::<Instance>().and_then(|own| own.slots[(position & !MEMBER) as usize].get())
        };
        if let Some(value) = found {
            return Ok(value);
        }
    }
    getattr_slow(&object, name, key)
}

/// What is at a position in an object whose key is that of the position; `None` for an empty entry of `__slots__`.
#[inline]
fn at_position(object: &Value, name: &Name, position: u32) -> Outcome<Option<Value>> {
    Ok(match position {
        OF_CLASS => match object.class().lookup(name.value()) {
            Some(attribute) => Some(bind_to_instance(attribute, object)?),
            None => None,
        },
        _ if position & MEMBER == 0 => object.header().and_then(|header| header.attributes.at(position as usize)),
        _ => object.downcast::<Instance>().and_then(|own| own.slots[(position & !MEMBER) as usize].get()),
    })
}

/// A place's own memory: the next object is likely to be like this one.
fn remember(name: &Name, key: usize, position: u32) {
    let cache = name.cache();
    cache.key.set(key);
    cache.epoch.set(epoch());
    cache.position.set(position);
}

fn remember_method(name: &Name, key: usize, method: &Value) {
    remember(name, key, METHOD);
    let old = name.cache().method.replace(Some(method.clone()));
    drop(old);
}

#[inline(never)]
fn getattr_slow(object: &Value, name: &Name, key: usize) -> Outcome {
    match object.kind() {
        Kind::Module => return getattr_of_module(object, name),
        Kind::Class => return getattr_of_class(object, name),
        _ if key == 0 => return getattr_value(object, name.value()),
        _ => {}
    }
    let position = places::known(key, name.value(), Use::Load).map(|(position, _)| position);
    if let Some(position) = position.or_else(|| find_position(object, name, key)) {
        if position != OF_CLASS {
            remember(name, key, position);
        }
        match at_position(object, name, position) {
            Ok(None) => {}
            Ok(Some(found)) => return Ok(found),
            Err(raised) => return Err(in_context(raised, object, name.value())),
        }
    }
    getattr_value(object, name.value())
}

/// Where `object.name` is found, in the order of `generic_lookup`.
fn find_position(object: &Value, name: &Name, key: usize) -> Option<u32> {
    let class = object.class();
    let slot = class.slots().getattribute()?;
    if slot as usize != generic_getattribute as *const () as usize {
        return None;
    }
    let in_class = class.lookup(name.value());
    let position = match &in_class {
        Some(attribute) if is_data_descriptor(attribute) => Some(member_position(class, attribute).unwrap_or(OF_CLASS)),
        _ => own_position(object, name.value()).or(in_class.is_some().then_some(OF_CLASS)),
    }?;
    places::learn(key, name.value(), Use::Load, position, None);
    Some(position)
}

/// The position of an own attribute.
fn own_position(object: &Value, name: &Value) -> Option<u32> {
    object.header()?.attributes.shape()?.position(name).map(|position| position as u32)
}

/// The position of an entry of `__slots__` in instances that have a place for it themselves.
fn member_position(class: ClassRef, attribute: &Value) -> Option<u32> {
    let member = attribute.downcast::<MemberDescriptor>()?;
    (class.kind == Kind::Instance && class.is_subclass_of(member.class)).then_some(MEMBER | member.index as u32)
}

/// `module.name`: a place remembers where the name is in the module's dict, which says whether it is right.
fn getattr_of_module(object: &Value, name: &Name) -> Outcome {
    let cache = name.cache();
    let Some(module) = object.downcast::<ModuleObject>().filter(|_| object.class() == MODULE_TYPE.class()) else {
        return getattr_value(object, name.value());
    };
    let position = cache.position.get() as usize;
    if cache.key.get() == module.place_key() {
        if let Some(found) = module.at(position, name.value()) {
            return Ok(found);
        }
    }
    let found = getattr_value(object, name.value())?;
    if object.class().lookup(name.value()).is_none() {
        if let Some(position) = module.position(name.value()) {
            remember(name, module.place_key(), position);
        }
    }
    Ok(found)
}

/// `class.name`, where the metaclass looks attributes up as `type` does.
fn getattr_of_class(object: &Value, name: &Name) -> Outcome {
    let Some(class) = ClassRef::from_value(object) else { unreachable!("the kind says so") };
    if places::known(class.address(), name.value(), Use::LoadFromClass).is_some() {
        if let Some(found) = class.lookup(name.value()) {
            return Ok(found);
        }
    }
    let metaclass = class.metaclass();
    let generic = metaclass
        .slots()
        .getattribute()
        .is_some_and(|slot| slot as usize == type_class::type_getattribute as *const () as usize);
    if generic && !metaclass.lookup(name.value()).is_some_and(|attribute| is_data_descriptor(&attribute)) {
        if let Some(found) = class.lookup(name.value()) {
            if found.kind() == Kind::Function || found.class().slots().get().is_none() {
                places::learn(class.address(), name.value(), Use::LoadFromClass, OF_CLASS, None);
                return Ok(found);
            }
        }
    }
    getattr_value(object, name.value())
}

/// `getattr(object, name)`; the name is a str.
pub fn getattr_value(object: &Value, name: &Value) -> Outcome {
    let found = match object.class().slots().getattribute() {
        Some(slot) => slot(object, name),
        None => generic_getattribute(object, name),
    };
    found.map_err(|raised| in_context(raised, object, name))
}

/// An AttributeError that says neither is told the name and the object (`PyObject_GetAttr` of `Objects/object.c`).
#[cold]
fn in_context(raised: Raised, object: &Value, name: &Value) -> Raised {
    if raised.is_instance_of(&ATTRIBUTE_ERROR) {
        crate::exceptions::tell_attribute(object, name);
    }
    raised
}

/// `None` where there is no such attribute.
pub fn getattr_optional(object: &Value, name: &Name) -> Outcome<Option<Value>> {
    getattr_value_optional(object, name.value())
}

/// The same for a name that is a value.
pub fn getattr_value_optional(object: &Value, name: &Value) -> Outcome<Option<Value>> {
    match getattr_value(object, name) {
        Ok(value) => Ok(Some(value)),
        Err(raised) if raised.is_instance_of(&ATTRIBUTE_ERROR) => {
            raised.forget();
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

/// Looks up what `object.name(…)` calls.
#[inline]
pub fn find_method(object: &Value, name: &Name) -> Outcome<Found> {
    let cache = name.cache();
    let key = place_key(object);
    if key != 0 && cache.key.get() == key && cache.epoch.get() == epoch() && cache.position.get() == METHOD {
        if let Some(method) = cache.method.borrow().as_ref() {
            return Ok(Found::Method(method.clone()));
        }
    }
    find_method_slow(object, name, key)
}

#[inline(never)]
fn find_method_slow(object: &Value, name: &Name, key: usize) -> Outcome<Found> {
    if matches!(object.kind(), Kind::Module | Kind::Class) {
        return getattr_slow(object, name, key).map(Found::Attribute);
    }
    if key == 0 {
        return find_method_of_dict(object, name);
    }
    let position = places::known(key, name.value(), Use::Load).map(|(position, _)| position);
    let Some(position) = position.or_else(|| find_position(object, name, key)) else {
        return getattr(object.clone(), name).map(Found::Attribute);
    };
    if position == OF_CLASS {
        if let Some(attribute) = object.class().lookup(name.value()).filter(is_method) {
            remember_method(name, key, &attribute);
            return Ok(Found::Method(attribute));
        }
    }
    // What a descriptor raises here is told nothing (`_PyObject_GetMethod`).
    match at_position(object, name, position)? {
        Some(found) => Ok(Found::Attribute(found)),
        None => generic_getattribute(object, name.value()).map(Found::Attribute),
    }
}

/// Whether a class attribute is called with the object as its first argument.
fn is_method(attribute: &Value) -> bool {
    match attribute.kind() {
        Kind::Function | Kind::WrapperDescriptor => true,
        Kind::MethodDescriptor => attribute.class() == crate::functions::function_class::METHOD_DESCRIPTOR.class(),
        _ => false,
    }
}

/// The same for an object whose attributes are a dict.
fn find_method_of_dict(object: &Value, name: &Name) -> Outcome<Found> {
    let class = object.class();
    let generic =
        class.slots().getattribute().is_some_and(|slot| slot as usize == generic_getattribute as *const () as usize);
    let method = class.lookup(name.value()).filter(|found| generic && is_method(found));
    match method.filter(|_| own_attribute(object, name.value()).is_none()) {
        Some(method) => Ok(Found::Method(method)),
        None if generic => generic_getattribute(object, name.value()).map(Found::Attribute),
        None => getattr_value(object, name.value()).map(Found::Attribute),
    }
}

/// `object.name = value`.
#[inline]
pub fn setattr(object: Value, name: &Name, value: Value) -> Outcome<()> {
    let cache = name.cache();
    let (position, key) = (cache.position.get(), place_key(&object));
    if key == 0 || cache.key.get() != key || cache.epoch.get() != epoch() || position == METHOD {
        return setattr_slow(&object, name, value);
    }
    if position == ADDED {
        if let (Some(header), Some(shape)) = (object.header(), cache.added.get()) {
            header.attributes.add(value, shape, header.class().shape);
            return Ok(());
        }
    } else if position & MEMBER == 0 {
        if let Some(header) = object.header() {
            let old = header.attributes.replace_at(position as usize, value);
            drop(old);
            return Ok(());
        }
    } else if let Some(own) = object.downcast::<Instance>() {
        let old = own.slots[(position & !MEMBER) as usize].replace(Some(value));
        drop(old);
        return Ok(());
    }
    setattr_slow(&object, name, value)
}

/// Where setting a name changes objects like this, and the shape after an addition.
fn find_store(object: &Value, name: &Name, key: usize) -> Option<(u32, Option<&'static Shape>)> {
    let class = object.class();
    let slot = class.slots().setattribute()?;
    if slot as usize != generic_setattribute as *const () as usize || name.value().is(name!("__dict__").value()) {
        return None;
    }
    let in_class = class.lookup(name.value());
    let found = match &in_class {
        Some(attribute) if attribute.class().slots().set().is_some() => (member_position(class, attribute)?, None),
        _ => match own_position(object, name.value()) {
            Some(position) => (position, None),
            None => {
                let header = object.header().filter(|_| class.instance_dict)?;
                (ADDED, Some(header.attributes.after_adding(name.value(), class.shape)?))
            }
        },
    };
    places::learn(key, name.value(), Use::Store, found.0, found.1);
    Some(found)
}

#[inline(never)]
fn setattr_slow(object: &Value, name: &Name, value: Value) -> Outcome<()> {
    let key = place_key(object);
    let known = if key == 0 { None } else { places::known(key, name.value(), Use::Store) };
    let Some((position, added)) = known.or_else(|| if key == 0 { None } else { find_store(object, name, key) }) else {
        return setattr_value(object, name.value(), Some(value));
    };
    remember(name, key, position);
    name.cache().added.set(added);
    match (object.header(), added) {
        (Some(header), Some(shape)) => header.attributes.add(value, shape, header.class().shape),
        (Some(header), None) if position & MEMBER == 0 => {
            let old = header.attributes.replace_at(position as usize, value);
            drop(old);
        }
        _ => return setattr_value(object, name.value(), Some(value)),
    }
    Ok(())
}

/// Sets, or deletes where there is no value; the name is a str.
pub fn setattr_value(object: &Value, name: &Value, value: Option<Value>) -> Outcome<()> {
    match object.class().slots().setattribute() {
        Some(slot) => slot(object, name, value),
        None => generic_setattribute(object, name, value),
    }
}

/// `del object.name`.
pub fn delattr(object: Value, name: &Name) -> Outcome<()> {
    setattr_value(&object, name.value(), None)
}

/// An attribute of the classes after `class`, bound to `object`: what `super(class, object).name` gives.
pub(crate) fn lookup_super(class: ClassRef, object: &Value, name: &Value) -> Outcome<Option<Value>> {
    let start = ClassRef::from_value(object).unwrap_or_else(|| object.class());
    match find_after(start, class, name) {
        Some(found) if ClassRef::from_value(object).is_some() => bind_with(found, None, Some(object)).map(Some),
        Some(found) => bind_to_instance(found, object).map(Some),
        None => Ok(None),
    }
}

fn add_class_names(class: ClassRef, names: &mut Vec<String>) {
    for base in class.mro() {
        names.extend(base.dict.items().iter().map(|(name, _)| to_lossy(name)));
        if let Some(declaration) = base.declaration {
            names.extend(declaration.known.names.iter().map(|name| (*name).to_owned()));
        }
    }
}

/// `dir()` without an argument: the keys of what `locals()` gives, sorted (`_dir_locals`).
///
/// # Errors
/// TypeError for a mapping whose keys are no list; what comparing the keys raises.
pub fn sorted_names(names: Value) -> Outcome {
    let keys = crate::functions::call_method(names, name!("keys"), [])?;
    let keys = crate::collections::support::collect(&keys)?;
    let (sorted, outcome) = crate::collections::list::sort_values(keys, None, false);
    outcome?;
    Ok(list_value(sorted))
}

fn sorted_list(mut names: Vec<String>) -> Value {
    names.sort();
    names.dedup();
    list_value(names.iter().map(|name| intern(crate::text::value_of(name.as_str()))).collect())
}

/// `object.__dir__`.
pub(crate) fn default_dir(object: &Value) -> Outcome {
    let mut names = Vec::new();
    if let Some(header) = object.header() {
        names.extend(header.attributes.items().iter().map(|(name, _)| to_lossy(name)));
    }
    add_class_names(object.class(), &mut names);
    Ok(sorted_list(names))
}

/// `type.__dir__`.
pub(crate) fn class_dir(class: ClassRef) -> Outcome {
    let mut names = Vec::new();
    add_class_names(class, &mut names);
    Ok(sorted_list(names))
}

/// None where an optional attribute is missing.
pub fn getattr_or_none(object: &Value, name: &Name) -> Outcome {
    Ok(getattr_optional(object, name)?.unwrap_or_else(NONE))
}
