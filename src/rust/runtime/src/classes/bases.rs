//! Assigning `__bases__` (`type_set_bases` of `Objects/typeobject.c`).

use super::create::{best_base, compute_mro, layout_of, update_slots};
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
    let bases = checked(class, &given)?;
    let new_base = best_base(&bases)?;
    if let Some(old_base) = class.base.get() {
        check_layout(old_base, new_base)?;
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

/// Whether instances of one base can be taken for instances of the other.
fn check_layout(old: ClassRef, new: ClassRef) -> Outcome<()> {
    let parts = |class: ClassRef| (class.instance_dict, class.is_weakly_referenced, class.slot_count);
    if old == new || layout_of(old) == layout_of(new) && parts(old) == parts(new) {
        return Ok(());
    }
    if old.kind != Kind::Instance || new.kind != Kind::Instance {
        crate::program::refuse("assigning __bases__ where the layout of instances differs");
    }
    // CPython's collector knows instances that can hold a reference, and frees them in another way.
    let is_collected = |class: ClassRef| parts(class) != (false, false, 0);
    let what = if is_collected(old) == is_collected(new) { "object layout" } else { "deallocator" };
    let (old, new) = (old.type_name(), new.type_name());
    Err(raise_type_error(format!("__bases__ assignment: '{new}' {what} differs from '{old}'")))
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
    let order = compute_mro(class)?;
    changed.push((class, class.mro.replace(Box::leak(order.into_boxed_slice()))));
    let subclasses = class.subclasses.borrow().clone();
    subclasses.into_iter().try_for_each(|subclass| order_tree(subclass, changed))
}
