//! Cells: variables that closures share (`Objects/cellobject.c`).

use crate::classes::slots::{Comparison, New, Slots};
use crate::classes::{BuiltinClass, GetSet};
use crate::exceptions::{raise_value_error, Outcome};
use crate::functions::builtin::Constructor;
use crate::object::{allocate, Kind, Place, Ref};
use crate::protocol::compare;
use crate::protocol::convert::address_text;
use crate::text::value_of;
use crate::value::{boolean, Value, NOT_IMPLEMENTED};

/// A captured variable.
#[derive(Default)]
pub struct CellObject(pub(crate) Place);

impl CellObject {
    pub fn allocate(content: Option<Value>) -> Ref<CellObject> {
        allocate(CELL.class(), CellObject(Place::new(content)))
    }

    #[inline]
    pub fn get(&self) -> Option<Value> {
        self.0.get()
    }

    #[inline]
    pub fn set(&self, content: Option<Value>) {
        let old = self.0.replace(content);
        drop(old);
    }
}

fn cell(own: &Value) -> &CellObject {
    match own.downcast::<CellObject>() {
        Some(own) => own,
        None => unreachable!("instances of cell are cells"),
    }
}

static NEW: Constructor =
    Constructor::new("contents=, /", |_, arguments| Ok(CellObject::allocate(arguments.optional(0)).into_value()));

/// Cells compare as their contents do; an empty one comes first.
fn compare_cells(left: &Value, right: &Value, comparison: Comparison) -> Outcome {
    let (Some(a), Some(b)) = (left.downcast::<CellObject>(), right.downcast::<CellObject>()) else {
        return Ok(NOT_IMPLEMENTED());
    };
    match (a.get(), b.get()) {
        (Some(a), Some(b)) => compare::compare(&a, &b, comparison),
        (a, b) => Ok(boolean(comparison.holds(a.is_some().cmp(&b.is_some())))),
    }
}

fn repr(own: &Value) -> Outcome {
    let address = address_text(own);
    Ok(value_of(match cell(own).get() {
        None => format!("<cell at {address}: empty>"),
        Some(content) => {
            let (name, place) = (content.type_name(), address_text(&content));
            format!("<cell at {address}: {name} object at {place}>")
        }
    }))
}

pub static CELL: BuiltinClass = BuiltinClass::new("cell", Kind::Cell)
    .sealed()
    .unhashable()
    .slots(slots!(Slots {
        new: Some(New::Native(&NEW)),
        repr: Some(repr),
        compare: Some(compare_cells),
        ..Slots::NONE
    }))
    .getsets(getsets!(&[GetSet::new("cell_contents", |own| cell(own)
        .get()
        .ok_or_else(|| raise_value_error("Cell is empty")))
    .set(|own, value| {
        cell(own).set(value);
        Ok(())
    })]));
