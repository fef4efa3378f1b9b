//! Cells: variables that closures share.

use crate::classes::core_classes::CELL;
use crate::object::{allocate, Place, Ref};
use crate::value::Value;

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
