//! Classes made by programs: `class` statements and `type(name, bases, namespace)`.

use super::core_classes::{OBJECT, TYPE};
use super::descriptors::{ClassMethod, MemberDescriptor, StaticMethod};
use super::instance_members::add_instance_members;
use super::mro::resolve_mro;
use super::python_slots::compute_slots;
use super::type_class::item_size;
use super::{advance_epoch, Class, ClassRef, ClassSlots};
use crate::collections::{tuple_value, Dict, Tuple};
use crate::exceptions::*;
use crate::functions::call::Call;
use crate::functions::cell::CellObject;
use crate::functions::frame::running;
use crate::functions::{call, call_with, check_names, CallArguments, Function};
use crate::heap::attributes::Shape;
use crate::names::{intern, intern_text, Name};
use crate::object::{allocate, Kind, Ref};
use crate::protocol::attributes::{getattr_optional, lookup_super};
use crate::text::str::Str;
use crate::text::to_lossy;
use crate::value::Value;
use std::cell::{Cell, RefCell};

/// The bases and keywords of a `class` statement, in evaluation order.
pub struct ClassArguments(Call);

impl ClassArguments {
    #[allow(clippy::new_without_default)]
    pub fn new() -> ClassArguments {
        ClassArguments(Call::new(text!("__build_class__()")))
    }

    pub fn positional(self, base: Value) -> ClassArguments {
        ClassArguments(self.0.positional(base))
    }

    pub fn star(self, bases: Value) -> Outcome<ClassArguments> {
        self.0.star(bases).map(ClassArguments)
    }

    pub fn keyword(self, name: &Name, value: Value) -> ClassArguments {
        ClassArguments(self.0.keyword(name, value))
    }

    pub fn double_star(self, mapping: Value) -> Outcome<ClassArguments> {
        self.0.double_star(mapping).map(ClassArguments)
    }
}

/// Calls with positional values and keywords.
fn call_with_keywords(function: &Value, values: Vec<Value>, keywords: &[(Value, Value)]) -> Outcome {
    let mut all: Vec<Option<Value>> = values.into_iter().map(Some).collect();
    all.extend(keywords.iter().map(|(_, value)| Some(value.clone())));
    let names: Vec<Value> = keywords.iter().map(|(name, _)| name.clone()).collect();
    call_with(function, CallArguments::new(&mut all, &names))
}

/// `class name(arguments): body` (CPython's `__build_class__`).
pub fn build_class(body: Value, name: &Name, arguments: ClassArguments) -> Outcome {
    let (original_bases, mut keywords) = arguments.0.into_parts()?;
    let bases = resolve_bases(&original_bases)?;
    let position = keywords.iter().position(|(key, _)| key.is(name!("metaclass").value()));
    let given = position.map(|position| keywords.remove(position).1);
    let mut metaclass = match given {
        Some(given) => given,
        None => bases.first().map_or_else(|| TYPE.value(), |base| base.class().value()),
    };
    if let Some(class) = ClassRef::from_value(&metaclass) {
        metaclass = most_derived_metaclass(class, &bases)?.value();
    }
    let bases_value = tuple_value(bases.clone());
    let namespace = match getattr_optional(&metaclass, name!("__prepare__"))? {
        Some(prepare) => {
            let values = vec![name.value().clone(), bases_value.clone()];
            let namespace = call_with_keywords(&prepare, values, &keywords)?;
            if namespace.downcast::<Dict>().is_none() && namespace.class().slots().getitem().is_none() {
                let owner = ClassRef::from_value(&metaclass).map_or("<metaclass>".to_owned(), |class| class.name());
                let given = namespace.type_name();
                return Err(raise_type_error(format!("{owner}.__prepare__() must return a mapping, not {given}")));
            }
            namespace
        }
        None => Dict::allocate().into_value(),
    };
    let Some(function) = body.downcast::<Function>() else { unreachable!("the compiler passes a function") };
    let cell = function.run_class_body(namespace.clone())?;
    if bases.len() != original_bases.len() || bases.iter().zip(&original_bases).any(|(a, b)| !a.is(b)) {
        let original = tuple_value(original_bases);
        crate::protocol::items::setitem(namespace.clone(), text!("__orig_bases__"), original)?;
    }
    let class = call_with_keywords(&metaclass, vec![name.value().clone(), bases_value, namespace], &keywords)?;
    if let Some(cell) = cell.downcast::<CellObject>() {
        if ClassRef::from_value(&class).is_some() && cell.get().is_none() {
            let shown = name.text();
            return Err(raise_runtime_error(format!(
                "__class__ not set defining '{shown}' as {}. Was __classcell__ propagated to type.__new__?",
                crate::protocol::convert::repr_or_type_name(&class)
            )));
        }
    }
    Ok(class)
}

/// Bases that are no classes say by `__mro_entries__` what stands for them.
fn resolve_bases(bases: &[Value]) -> Outcome<Vec<Value>> {
    let mut resolved = Vec::new();
    for base in bases {
        if ClassRef::from_value(base).is_some() {
            resolved.push(base.clone());
            continue;
        }
        match getattr_optional(base, name!("__mro_entries__"))? {
            Some(entries) => {
                let entries = call(entries, [tuple_value(bases.to_vec())])?;
                match entries.downcast::<Tuple>() {
                    Some(entries) => resolved.extend(entries.items().iter().cloned()),
                    None => return Err(raise_type_error("__mro_entries__ must return a tuple")),
                }
            }
            None => resolved.push(base.clone()),
        }
    }
    Ok(resolved)
}

fn most_derived_metaclass(start: ClassRef, bases: &[Value]) -> Outcome<ClassRef> {
    let mut winner = start;
    for base in bases {
        let metaclass = base.class();
        if winner.is_subclass_of(metaclass) {
            continue;
        }
        if metaclass.is_subclass_of(winner) {
            winner = metaclass;
            continue;
        }
        return Err(raise_type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
        ));
    }
    Ok(winner)
}

/// The base whose layout instances have.
pub(super) fn best_base(bases: &[ClassRef]) -> Outcome<ClassRef> {
    let (mut best, mut winner): (Option<ClassRef>, Option<ClassRef>) = (None, None);
    for base in bases {
        if !base.declaration.is_none_or(|declaration| declaration.subclassable) {
            return Err(raise_type_error(format!("type '{}' is not an acceptable base type", base.full_name())));
        }
        let candidate = layout_of(*base);
        match winner {
            Some(winner) if winner.is_subclass_of(candidate) => {}
            Some(winner) if !candidate.is_subclass_of(winner) => {
                return Err(raise_type_error("multiple bases have instance lay-out conflict"));
            }
            _ => {
                winner = Some(candidate);
                best = Some(*base);
            }
        }
    }
    Ok(best.unwrap_or_else(|| OBJECT.class()))
}

/// The class that says how instances are laid out: the nearest that adds something to them (`solid_base`).
pub(super) fn layout_of(class: ClassRef) -> ClassRef {
    let mut layout = class;
    while let Some(base) = layout.base.get() {
        let adds = match layout.declaration {
            Some(_) if layout.kind != base.kind => true,
            Some(own) => !own.written_in_python && !matches!(layout.kind, Kind::Instance | Kind::Exception),
            None => layout.slot_count > base.slot_count,
        };
        if adds {
            break;
        }
        layout = base;
    }
    layout
}

/// `type.__new__(metaclass, name, bases, namespace, **keywords)`.
pub(crate) fn type_new(
    metaclass: ClassRef,
    name: Value,
    bases: Vec<Value>,
    namespace: Value,
    keywords: Vec<(Value, Value)>,
) -> Outcome {
    crate::kept::needs(crate::kept::CLASSES);
    for base in bases.iter().filter(|base| ClassRef::from_value(base).is_none()) {
        if getattr_optional(base, name!("__mro_entries__"))?.is_some() {
            return Err(raise_type_error("type() doesn't support MRO entry resolution; use types.new_class()"));
        }
    }
    let winner = most_derived_metaclass(metaclass, &bases)?;
    if winner != metaclass && !matches!(winner.slots().new(), Some(super::slots::New::Native(_))) {
        return call_with_keywords(&winner.value(), vec![name, tuple_value(bases), namespace], &keywords);
    }
    let mut base_classes = Vec::new();
    for base in &bases {
        match ClassRef::from_value(base) {
            Some(class) => base_classes.push(class),
            None => return Err(raise_type_error("bases must be types")),
        }
    }
    if base_classes.is_empty() {
        base_classes.push(OBJECT.class());
    }
    let base = best_base(&base_classes)?;
    let dict = Dict::allocate();
    for (key, value) in crate::protocol::items::mapping_items(&namespace)? {
        dict.set_name(&intern(key), value);
    }
    let class_cell = dict.remove_name(name!("__classcell__").value());
    let qualified = dict.remove_name(name!("__qualname__").value()).unwrap_or_else(|| name.clone());
    if qualified.downcast::<Str>().is_none() {
        let given = qualified.type_name();
        return Err(raise_type_error(format!("type __qualname__ must be a str, not {given}")));
    }
    adjust_namespace(&dict);
    let module = name!("__module__").value();
    if dict.get_name(module).is_none() {
        // A class that no `class` statement made belongs to the module that calls `type`.
        if let Some((code, _)) = running() {
            dict.set_name(module, code.module.name_value());
        }
    }
    let slot_names = slot_names(&dict, &name, base)?;
    let gets = |name: &str| slot_names.as_ref().is_none_or(|names| names.iter().any(|own| own == name));
    let instance_dict = gets("__dict__") || base_classes.iter().any(|base| base.instance_dict);
    let is_weakly_referenced =
        gets("__weakref__") && item_size(base) == 0 || base_classes.iter().any(|base| base.is_weakly_referenced);
    let member_names: Vec<String> =
        slot_names.into_iter().flatten().filter(|name| name != "__dict__" && name != "__weakref__").collect();
    let slot_count = base.slot_count + member_names.len();
    let class = allocate(
        metaclass,
        Class {
            name: RefCell::new(name),
            qualified_name: RefCell::new(qualified),
            bases: RefCell::new(base_classes.clone()),
            base: Cell::new(Some(base)),
            mro: Cell::new(&[]),
            dict: dict.clone(),
            slots: Cell::new(base.slots()),
            kind: base.kind,
            instance_dict,
            is_weakly_referenced,
            slot_count,
            subclasses: RefCell::new(Vec::new()),
            collection_flags: Cell::new(0),
            shape: Shape::root(),
            declaration: None,
            mutable: true,
            stands_for_c: running().is_some_and(|(code, _)| code.module.stands_for_c()),
        },
    );
    let value = class.into_value();
    let Some(class) = ClassRef::from_value(&value) else { unreachable!("just made") };
    // Classes live to the end of the program.
    std::mem::forget(value.clone());
    add_members(class, &dict, &member_names, base.slot_count)?;
    add_instance_members(class, base, &dict);
    add_missing(&dict);
    let order = resolve_mro(class)?;
    class.mro.set(Box::leak(order.into_boxed_slice()));
    class.slots.set(ClassSlots::keep(compute_slots(&class, class)));
    for base in &base_classes {
        base.subclasses.borrow_mut().push(class);
    }
    advance_epoch();
    if let Some(cell) = class_cell {
        let Some(cell) = cell.downcast::<CellObject>() else {
            let given = crate::protocol::convert::repr_or_type_name(&cell.class().value());
            return Err(raise_type_error(format!("__classcell__ must be a nonlocal cell, not {given}")));
        };
        cell.set(Some(value.clone()));
    }
    set_names(class, &dict)?;
    init_subclass(class, &keywords)?;
    Ok(value)
}

/// What a namespace means besides what it says: `__new__` is static.
fn adjust_namespace(dict: &Ref<Dict>) {
    let wrap = |name: &'static str, wrap: fn(Value) -> Value| {
        let key = intern_text(name);
        if let Some(function) = dict.get_name(&key).filter(|found| found.kind() == Kind::Function) {
            dict.set_name(&key, wrap(function));
        }
    };
    wrap("__new__", StaticMethod::allocate);
    wrap("__init_subclass__", ClassMethod::allocate);
    wrap("__class_getitem__", ClassMethod::allocate);
}

/// Entries that every class has: `__doc__`, and `__hash__` where `__eq__` hides that of the bases.
fn add_missing(dict: &Ref<Dict>) {
    let doc = name!("__doc__").value();
    if dict.get_name(doc).is_none() {
        dict.set_name(doc, crate::value::NONE());
    }
    let hash = name!("__hash__").value();
    if dict.get_name(name!("__eq__").value()).is_some() && dict.get_name(hash).is_none() {
        dict.set_name(hash, crate::value::NONE());
    }
}

/// The names of `__slots__`, mangled; `None` where there is none (`type_new_slots` of `Objects/typeobject.c`).
fn slot_names(dict: &Ref<Dict>, class_name: &Value, base: ClassRef) -> Outcome<Option<Vec<String>>> {
    let Some(slots) = dict.get_name(name!("__slots__").value()) else { return Ok(None) };
    let given = match slots.downcast::<Str>() {
        Some(_) => vec![slots],
        None => crate::collections::support::collect(&slots)?,
    };
    // CPython has no place for slots and weak references behind instances that differ in size.
    if !given.is_empty() && item_size(base) != 0 {
        let shown = base.type_name();
        return Err(raise_type_error(format!("nonempty __slots__ not supported for subtype of '{shown}'")));
    }
    let owner = to_lossy(class_name);
    let owner = owner.trim_start_matches('_');
    let mut names: Vec<String> = Vec::new();
    for name in given {
        let Some(text) = name.downcast::<Str>() else {
            let given = name.type_name();
            return Err(raise_type_error(format!("__slots__ items must be strings, not '{given}'")));
        };
        let text = text.to_lossy();
        if !crate::text::case::is_identifier(&Str::from(text.as_str())) {
            return Err(raise_type_error("__slots__ must be identifiers"));
        }
        check_special_slot(&text, base, &names)?;
        if text.starts_with("__") && !text.ends_with("__") && !owner.is_empty() {
            names.push(format!("_{owner}{text}"));
        } else {
            names.push(text);
        }
    }
    Ok(Some(names))
}

/// Errors: TypeError for `__dict__` and `__weakref__` where instances of the base, or an entry before, have them.
fn check_special_slot(name: &str, base: ClassRef, before: &[String]) -> Outcome<()> {
    let is_repeated = before.iter().any(|own| own == name);
    match name {
        "__dict__" if is_repeated || base.instance_dict => {
            Err(raise_type_error("__dict__ slot disallowed: we already got one"))
        }
        "__weakref__" if is_repeated || base.is_weakly_referenced => {
            Err(raise_type_error("__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0"))
        }
        _ => Ok(()),
    }
}

fn add_members(class: ClassRef, dict: &Ref<Dict>, names: &[String], first: usize) -> Outcome<()> {
    let mut sorted = names.to_vec();
    sorted.sort();
    // A name may be repeated: `date.__slots__ + time.__slots__`.
    sorted.dedup();
    for (index, name) in sorted.iter().enumerate() {
        let key = intern_text(name);
        if dict.get_name(&key).is_some() {
            return Err(raise_value_error(format!("'{name}' in __slots__ conflicts with class variable")));
        }
        dict.set_name(&key, MemberDescriptor::allocate(class, key.clone(), first + index));
    }
    Ok(())
}

fn set_names(class: ClassRef, dict: &Ref<Dict>) -> Outcome<()> {
    for (name, value) in dict.items() {
        let Some(found) = value.class().lookup(name!("__set_name__").value()) else { continue };
        let method = crate::protocol::attributes::bind_to_instance(found, &value)?;
        if let Err(raised) = call(method, [class.value(), name.clone()]) {
            let message = format!(
                "Error calling __set_name__ on '{}' instance {} in '{}'",
                value.type_name(),
                crate::protocol::convert::repr_or_type_name(&name),
                class.name()
            );
            return Err(crate::generators::raised_from(&RUNTIME_ERROR, message, raised));
        }
    }
    Ok(())
}

fn init_subclass(class: ClassRef, keywords: &[(Value, Value)]) -> Outcome<()> {
    let method = lookup_super(class, &class.value(), name!("__init_subclass__").value())?;
    let Some(method) = method else { return Ok(()) };
    if keywords.is_empty() {
        return call(method, []).map(drop);
    }
    // `object.__init_subclass__` names the class in its complaint.
    if method.kind() == Kind::BuiltinFunction {
        let names: Vec<Value> = keywords.iter().map(|(name, _)| name.clone()).collect();
        check_names(&names)?;
        let name = to_lossy(&class.qualified_name.borrow());
        return Err(raise_type_error(format!("{name}.__init_subclass__() takes no keyword arguments")));
    }
    call_with_keywords(&method, Vec::new(), keywords).map(drop)
}

/// Computes the slots of a class and of its subclasses again.
pub(crate) fn update_slots(class: ClassRef) {
    if class.declaration.is_some() {
        return;
    }
    class.slots.set(ClassSlots::keep(compute_slots(&class, class)));
    let subclasses = class.subclasses.borrow().clone();
    for subclass in subclasses {
        update_slots(subclass);
    }
}

/// The error of instantiating a class that has abstract methods.
pub(crate) fn abstract_methods(class: ClassRef) -> Outcome<Option<Raised>> {
    if class.is_builtin() {
        return Ok(None);
    }
    let Some(names) = class.lookup(name!("__abstractmethods__").value()) else { return Ok(None) };
    let mut sorted = Vec::new();
    crate::protocol::iterate::for_each(names, |name| {
        sorted.push(to_lossy(&name));
        Ok(())
    })?;
    if sorted.is_empty() {
        return Ok(None);
    }
    sorted.sort();
    let plural = if sorted.len() == 1 { "" } else { "s" };
    Ok(Some(raise_type_error(format!(
        "Can't instantiate abstract class {} with abstract method{plural} {}",
        class.name(),
        sorted.join(", ")
    ))))
}
