//! What fields of payloads own: values, and what is made of them. What somebody changes just now shows nothing.

use super::references::Visit;
use crate::collections::Dict;
use crate::object::{Payload, Place, Ref};
use crate::value::Value;
use std::cell::RefCell;
use std::collections::VecDeque;

/// A part of a payload that owns values, and shows each once.
pub trait Owned {
    fn show(&self, visit: Visit);
}

impl Owned for Value {
    #[inline]
    fn show(&self, visit: Visit) {
        visit(self);
    }
}

impl<T: Payload> Owned for Ref<T> {
    fn show(&self, visit: Visit) {
        visit(self.as_value());
    }
}

impl Owned for Place {
    fn show(&self, visit: Visit) {
        self.get().show(visit);
    }
}

impl<T: Owned> Owned for Option<T> {
    fn show(&self, visit: Visit) {
        self.iter().for_each(|own| own.show(visit));
    }
}

impl<T: Owned> Owned for [T] {
    fn show(&self, visit: Visit) {
        self.iter().for_each(|own| own.show(visit));
    }
}

impl<T: Owned> Owned for Vec<T> {
    fn show(&self, visit: Visit) {
        self.as_slice().show(visit);
    }
}

impl<T: Owned> Owned for VecDeque<T> {
    fn show(&self, visit: Visit) {
        self.iter().for_each(|own| own.show(visit));
    }
}

impl<T: Owned> Owned for RefCell<T> {
    fn show(&self, visit: Visit) {
        self.try_borrow().iter().for_each(|own| own.show(visit));
    }
}

impl<A: Owned, B: Owned> Owned for (A, B) {
    fn show(&self, visit: Visit) {
        self.0.show(visit);
        self.1.show(visit);
    }
}

impl Owned for Dict {
    fn show(&self, visit: Visit) {
        let Ok(table) = self.table.try_borrow() else { return };
        table.iter().for_each(|entry| {
            visit(&entry.key);
            visit(&entry.value);
        });
        self.factory().show(visit);
    }
}
