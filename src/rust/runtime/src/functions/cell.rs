//! Cells: variables that closures share.

use crate::classes::core_classes::CELL;
use crate::object::{allocate, Ref};
use crate::value::Value;
use std::cell::RefCell;

/// A captured variable.
#[derive(Default)]
pub struct CellObject(pub(crate) RefCell<Option<Value>>);

impl CellObject {
    pub fn allocate(content: Option<Value>) -> Ref<CellObject> {
        allocate(CELL.class(), CellObject(RefCell::new(content)))
    }

    #[inline]
    pub fn get(&self) -> Option<Value> {
        self.0.borrow().clone()
    }

    #[inline]
    pub fn set(&self, content: Option<Value>) {
        let old = self.0.replace(content);
        drop(old);
    }
}
