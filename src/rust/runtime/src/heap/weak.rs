//! Weak references: who wants to know that an object goes.

use super::single_thread::SingleThread;
use crate::value::Value;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// A reference that does not keep its object alive.
pub struct Weak {
    /// The object's address, zero when it is gone.
    address: Cell<usize>,
    /// Called with nothing when the object goes.
    callback: RefCell<Option<Box<dyn FnOnce()>>>,
}

/// The weak references to each object, by its address.
type Watchers = HashMap<usize, Vec<Rc<Weak>>>;

static WATCHERS: SingleThread<RefCell<Option<Watchers>>> = SingleThread::new(RefCell::new(None));

impl Weak {
    /// A weak reference; `None` for values that are not on the heap.
    pub fn new(value: &Value, callback: Option<Box<dyn FnOnce()>>) -> Option<Rc<Weak>> {
        let header = value.header()?;
        header.mark_weakly_referenced();
        let address = value.bits() as usize;
        let weak = Rc::new(Weak { address: Cell::new(address), callback: RefCell::new(callback) });
        let mut watchers = WATCHERS.borrow_mut();
        watchers.get_or_insert_with(HashMap::new).entry(address).or_default().push(weak.clone());
        Some(weak)
    }

    /// The object, while it lives.
    pub fn get(&self) -> Option<Value> {
        super::attributes::value_at(self.address.get())
    }
}

/// Tells the watchers of an object that it goes.
pub(crate) fn object_goes(address: usize) {
    let watchers = WATCHERS.borrow_mut().as_mut().and_then(|all| all.remove(&address));
    let watchers = watchers.unwrap_or_default();
    for weak in &watchers {
        weak.address.set(0);
    }
    for weak in watchers.iter().rev() {
        // Nobody hears the callback of a weak reference that is gone itself.
        let callback = weak.callback.borrow_mut().take();
        if let (Some(callback), true) = (callback, Rc::strong_count(weak) > 1) {
            callback();
        }
    }
}
