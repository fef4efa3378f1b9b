//! The order in which the bases of a class are searched: their C3 linearisation, or what a metaclass's `mro` makes.

use super::core_classes::TYPE;
use super::create::layout_of;
use super::special::call_special;
use super::ClassRef;
use crate::exceptions::{raise_type_error, Outcome};
use crate::heap::single_thread::SingleThread;
use crate::value::Value;
use std::cell::Cell;

/// Merges the orders of the bases and the bases themselves; `None` where they contradict each other.
pub(crate) fn merge(mut orders: Vec<Vec<ClassRef>>, bases: &[ClassRef]) -> Option<Vec<ClassRef>> {
    orders.push(bases.to_vec());
    let mut result = Vec::new();
    loop {
        orders.retain(|order| !order.is_empty());
        if orders.is_empty() {
            return Some(result);
        }
        let next = candidate(&orders)?;
        for order in &mut orders {
            if order[0] == next {
                order.remove(0);
            }
        }
        result.push(next);
    }
}

/// The first head that stands in no order's tail.
fn candidate(orders: &[Vec<ClassRef>]) -> Option<ClassRef> {
    let heads = orders.iter().map(|order| order[0]);
    heads.into_iter().find(|head| !orders.iter().any(|order| order[1..].contains(head)))
}

/// The bases that no order could place, as CPython's error names them.
pub(crate) fn unplaced(orders: Vec<Vec<ClassRef>>, bases: &[ClassRef]) -> Vec<ClassRef> {
    let mut orders = orders;
    orders.push(bases.to_vec());
    loop {
        orders.retain(|order| !order.is_empty());
        let Some(next) = candidate(&orders) else { break };
        for order in &mut orders {
            if order[0] == next {
                order.remove(0);
            }
        }
    }
    let mut heads = Vec::new();
    for order in &orders {
        if !heads.contains(&order[0]) {
            heads.push(order[0]);
        }
    }
    heads
}

/// The order in which a class's bases are searched.
pub(crate) fn compute_mro(class: ClassRef) -> Outcome<Vec<ClassRef>> {
    let bases = class.bases.borrow().clone();
    for (index, base) in bases.iter().enumerate() {
        if bases[..index].contains(base) {
            return Err(raise_type_error(format!("duplicate base class {}", base.name())));
        }
    }
    let orders: Vec<Vec<ClassRef>> = bases.iter().map(|base| base.mro().to_vec()).collect();
    match merge(orders.clone(), &bases) {
        Some(rest) => Ok(std::iter::once(class).chain(rest).collect()),
        None => {
            let names: Vec<String> = unplaced(orders, &bases).iter().map(|class| class.name()).collect();
            Err(raise_type_error(format!(
                "Cannot create a consistent method resolution\norder (MRO) for bases {}",
                names.join(", ")
            )))
        }
    }
}

/// The order in which a class's bases are searched, as its metaclass's `mro` has it (`mro_internal` and `mro_check` of
/// `Objects/typeobject.c`).
///
/// # Errors
/// What `mro` raises; TypeError for what cannot be an order of bases.
pub(super) fn resolve_mro(class: ClassRef) -> Outcome<Vec<ClassRef>> {
    let name = name!("mro");
    let is_own = |found: Option<Value>| match (found, TYPE.class().lookup(name.value())) {
        (Some(found), Some(own)) => found.is(&own),
        _ => true,
    };
    if is_own(class.metaclass().lookup(name.value())) {
        return compute_mro(class);
    }
    let order = {
        let _resolving = Resolving::enter();
        call_special(&class.value(), name, [])?
    };
    let Some(order) = order else { return compute_mro(class) };
    let mut classes = Vec::new();
    for item in crate::protocol::iterate::collect(order)? {
        let Some(base) = ClassRef::from_value(&item) else {
            return Err(raise_type_error(format!("mro() returned a non-class ('{}')", item.type_name())));
        };
        if !extends(layout_of(class), layout_of(base)) {
            let shown = base.type_name();
            return Err(raise_type_error(format!("mro() returned base with unsuitable layout ('{shown}')")));
        }
        classes.push(base);
    }
    if !classes.contains(&class) {
        crate::program::refuse("an order of bases without the class itself");
    }
    Ok(classes)
}

/// How many `mro` methods of metaclasses run.
static RESOLVING: SingleThread<Cell<usize>> = SingleThread::new(Cell::new(0));

/// Counts one that runs while it lives.
struct Resolving;

impl Resolving {
    fn enter() -> Resolving {
        RESOLVING.set(RESOLVING.get() + 1);
        Resolving
    }
}

impl Drop for Resolving {
    fn drop(&mut self) {
        RESOLVING.set(RESOLVING.get() - 1);
    }
}

/// Ends the program where bases are assigned by what is asked for the order of bases.
pub(super) fn refuse_reentrance() {
    if RESOLVING.get() > 0 {
        crate::program::refuse("assigning __bases__ while a metaclass's mro() runs");
    }
}

/// Whether one class comes from the other along the bases that give the layout.
fn extends(class: ClassRef, other: ClassRef) -> bool {
    std::iter::successors(Some(class), |own| own.base.get()).any(|own| own == other)
}
