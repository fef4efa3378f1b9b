//! Assigning `__bases__` (`type_set_bases` of `Objects/typeobject.c`).

use super::create::{best_base, layout_of, update_slots};
use super::descriptors::MemberDescriptor;
use super::mro::{refuse_reentrance, resolve_mro};
use super::ClassRef;
use crate::collections::Tuple;
use crate::exceptions::{raise_type_error, Outcome};
use crate::object::Kind;
use crate::value::Value;

/// `class.__bases__ = bases`.
///
/// # Errors
/// TypeError, as CPython has it.
pub(super) fn set_bases(class: ClassRef, given: Option<Value>) -> Outcome<()> {
    let name = class.type_name();
    let immutable = |verb: &str| format!("cannot {verb} '__bases__' attribute of immutable type '{name}'");
    if !class.mutable || class.is_builtin() {
        return Err(raise_type_error(immutable("set")));
    }
    let Some(given) = given else { return Err(raise_type_error(immutable("delete"))) };
    refuse_reentrance();
    let bases = checked(class, &given)?;
    let new_base = best_base(&bases)?;
    if let Some(old_base) = class.base.get() {
        check_layout("__bases__", old_base, new_base)?;
    }
    let old_bases = class.bases.replace(bases.clone());
    let old_base = class.base.replace(Some(new_base));
    if let Err(raised) = order_again(class) {
        class.bases.replace(old_bases);
        class.base.set(old_base);
        return Err(raised);
    }
    for base in old_bases {
        base.subclasses.borrow_mut().retain(|subclass| *subclass != class);
    }
    for base in bases {
        base.subclasses.borrow_mut().push(class);
    }
    super::advance_epoch();
    update_slots(class);
    Ok(())
}

fn checked(class: ClassRef, given: &Value) -> Outcome<Vec<ClassRef>> {
    let name = class.type_name();
    let Some(items) = given.downcast::<Tuple>().map(Tuple::items) else {
        let given = given.type_name();
        return Err(raise_type_error(format!("can only assign tuple to {name}.__bases__, not {given}")));
    };
    if items.is_empty() {
        return Err(raise_type_error(format!("can only assign non-empty tuple to {name}.__bases__, not ()")));
    }
    let mut bases = Vec::new();
    for item in items {
        let Some(base) = ClassRef::from_value(item) else {
            let given = item.type_name();
            return Err(raise_type_error(format!("{name}.__bases__ must be tuple of classes, not '{given}'")));
        };
        if base.is_subclass_of(class) {
            return Err(raise_type_error("a __bases__ item causes an inheritance cycle"));
        }
        bases.push(base);
    }
    Ok(bases)
}

/// Whether instances of one class can be taken for instances of the other (`compatible_for_assignment`).
///
/// # Errors
/// TypeError that names the attribute which is assigned.
pub(super) fn check_layout(attribute: &str, old: ClassRef, new: ClassRef) -> Outcome<()> {
    let differs = |what: &str| {
        let (old, new) = (old.type_name(), new.type_name());
        Err(raise_type_error(format!("{attribute} assignment: '{new}' {what} differs from '{old}'")))
    };
    if is_collected(old) != is_collected(new) {
        return differs("deallocator");
    }
    let (old, new) = (adding_class(old), adding_class(new));
    if old == new || old.base.get() == new.base.get() && added(old) == added(new) {
        return Ok(());
    }
    differs("object layout")
}

/// Whether CPython's collector follows instances, and they are freed in its way: those of builtin classes that hold no
/// reference are not.
fn is_collected(class: ClassRef) -> bool {
    let is_plain = matches!(
        class.kind,
        Kind::Instance | Kind::Integer | Kind::Float | Kind::Complex | Kind::Str | Kind::Bytes | Kind::ByteArray
    );
    !(is_plain && class.is_builtin())
}

/// What instances have beyond the builtin class's: a dict, weak references, values of `__slots__`.
fn parts(class: ClassRef) -> (bool, bool, usize) {
    // Modules have their names for a dict.
    let has_dict = class.instance_dict || class.kind == Kind::Module;
    (has_dict, class.is_weakly_referenced, class.slot_count)
}

/// The nearest class whose instances have more than those of its base.
fn adding_class(class: ClassRef) -> ClassRef {
    let mut found = class;
    while let Some(base) = found.base.get() {
        let adds = match found.declaration {
            Some(_) => layout_of(found) == found,
            None => parts(found) != parts(base) || is_collected(found) != is_collected(base),
        };
        if adds {
            break;
        }
        found = base;
    }
    found
}

/// What a class adds to instances of its base: a dict, weak references, values of these names; builtin ones differ.
fn added(class: ClassRef) -> Option<(bool, bool, Vec<String>)> {
    class.declaration.is_none().then_some(())?;
    let items = class.dict.items();
    let mut names: Vec<String> = items
        .iter()
        .filter(|(_, member)| member.downcast::<MemberDescriptor>().is_some_and(|member| member.class == class))
        .map(|(name, _)| crate::text::to_lossy(name))
        .collect();
    names.sort();
    Some((class.instance_dict, class.is_weakly_referenced, names))
}

/// Computes the order of bases of a class and of its subclasses; all stay as they were where one has none.
fn order_again(class: ClassRef) -> Outcome<()> {
    let mut changed = Vec::new();
    let result = order_tree(class, &mut changed);
    if result.is_err() {
        for (class, order) in changed {
            class.mro.set(order);
        }
    }
    result
}

fn order_tree(class: ClassRef, changed: &mut Vec<(ClassRef, &'static [ClassRef])>) -> Outcome<()> {
    let order = resolve_mro(class)?;
    changed.push((class, class.mro.replace(Box::leak(order.into_boxed_slice()))));
    let subclasses = class.subclasses.borrow().clone();
    subclasses.into_iter().try_for_each(|subclass| order_tree(subclass, changed))
}
