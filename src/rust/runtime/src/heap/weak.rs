//! Weak references: who wants to know that an object goes.

use super::attributes::value_at;
use super::single_thread::SingleThread;
use crate::value::Value;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// What an object that holds a weak reference does when the other one goes.
pub type Told = fn(&Value);

/// A reference that does not keep its object alive.
pub struct Weak {
    /// The object's address, zero when it is gone.
    address: Cell<usize>,
    /// The address of the object that holds this reference, zero for none.
    holder: Cell<usize>,
    told: Cell<Option<Told>>,
}

/// The weak references to each object, by its address, in the order in which they were made.
type Watchers = HashMap<usize, Vec<Rc<Weak>>>;

static WATCHERS: SingleThread<RefCell<Option<Watchers>>> = SingleThread::new(RefCell::new(None));

impl Weak {
    /// A weak reference; `None` for values that are not on the heap.
    pub fn new(value: &Value) -> Option<Rc<Weak>> {
        let header = value.header()?;
        header.mark_weakly_referenced();
        let address = value.bits() as usize;
        let weak = Rc::new(Weak { address: Cell::new(address), holder: Cell::new(0), told: Cell::new(None) });
        let mut watchers = WATCHERS.borrow_mut();
        watchers.get_or_insert_with(HashMap::new).entry(address).or_default().push(weak.clone());
        Some(weak)
    }

    /// The object, while it lives.
    pub fn get(&self) -> Option<Value> {
        value_at(self.address.get())
    }

    /// The object that holds this reference, while it lives.
    pub fn holder(&self) -> Option<Value> {
        value_at(self.holder.get())
    }

    /// Says which object holds this reference, and what that does when the other one goes. The holder must `forget`
    /// the reference when it goes itself.
    pub fn set_holder(&self, holder: &Value, told: Option<Told>) {
        self.holder.set(holder.bits() as usize);
        self.told.set(told);
    }

    /// From now on it refers to nothing, and nobody is told anything.
    pub fn forget(&self) {
        self.holder.set(0);
        let address = self.address.replace(0);
        let mut watchers = WATCHERS.borrow_mut();
        let Some(all) = watchers.as_mut() else { return };
        let Some(own) = all.get_mut(&address) else { return };
        if let Some(place) = own.iter().rposition(|weak| std::ptr::eq(&**weak, self)) {
            own.remove(place);
        }
        if own.is_empty() {
            all.remove(&address);
        }
    }
}

/// The weak references to an object, oldest first.
pub fn references_to(object: &Value) -> Vec<Rc<Weak>> {
    let address = object.bits() as usize;
    WATCHERS.borrow().as_ref().and_then(|all| all.get(&address).cloned()).unwrap_or_default()
}

/// Tells the watchers of an object that it goes (`PyObject_ClearWeakRefs`): the youngest first.
pub(crate) fn object_goes(address: usize) {
    let watchers = WATCHERS.borrow_mut().as_mut().and_then(|all| all.remove(&address));
    let watchers = watchers.unwrap_or_default();
    for weak in &watchers {
        weak.address.set(0);
    }
    // Nobody hears of it where the holder is gone itself.
    let told = |weak: &Rc<Weak>| Some((weak.holder()?, weak.told.get()?));
    let holders: Vec<(Value, Told)> = watchers.iter().rev().filter_map(told).collect();
    for (holder, told) in &holders {
        told(holder);
    }
}
