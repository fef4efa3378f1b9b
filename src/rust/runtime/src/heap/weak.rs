//! Weak references: who wants to know that an object goes.

use super::attributes::value_at;
use super::single_thread::SingleThread;
use crate::kept::{is_open, needs, WEAK_REFERENCES};
use crate::object::Header;
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
    age: u64,
}

/// What is told of a reference whose object goes. Nobody hears of it where the holder is gone itself.
fn heard_by(weak: &Rc<Weak>) -> Option<(Value, Told)> {
    Some((weak.holder()?, weak.told.get()?))
}

/// The weak references to each object, by its address, in the order in which they were made.
type Watchers = HashMap<usize, Vec<Rc<Weak>>>;

static WATCHERS: SingleThread<RefCell<Option<Watchers>>> = SingleThread::new(RefCell::new(None));

impl Weak {
    /// A weak reference; `None` for values that are not on the heap.
    pub fn new(value: &Value) -> Option<Rc<Weak>> {
        needs(WEAK_REFERENCES);
        let header = value.header()?;
        header.mark_weakly_referenced();
        let address = value.bits() as usize;
        let (address_now, holder, told) = (Cell::new(address), Cell::new(0), Cell::new(None));
        let weak = Rc::new(Weak { address: address_now, holder, told, age: super::next_age() });
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

/// From now on the weak references to an object refer to nothing.
fn lost(address: usize) -> Vec<Rc<Weak>> {
    let watchers = WATCHERS.borrow_mut().as_mut().and_then(|all| all.remove(&address)).unwrap_or_default();
    for weak in &watchers {
        weak.address.set(0);
    }
    watchers
}

/// Tells the watchers of an object that it goes (`PyObject_ClearWeakRefs`): the youngest first.
#[inline(never)] // A function with a gate holds nothing else.
pub(crate) fn object_goes(address: usize) {
    if is_open(WEAK_REFERENCES) {
        open_object_goes(address);
    }
}

fn open_object_goes(address: usize) {
    let watchers = lost(address);
    let holders: Vec<(Value, Told)> = watchers.iter().rev().filter_map(heard_by).collect();
    for (holder, told) in &holders {
        told(holder);
    }
}

/// Tells the watchers of objects that they go together, but for those that go as well; how many of the others go then
/// (`handle_weakrefs`).
pub(crate) fn objects_go(objects: &[Value], goes_as_well: &dyn Fn(&Value) -> bool) -> usize {
    let mut holders = Vec::new();
    for object in objects.iter().filter(|object| object.header().is_some_and(Header::is_weakly_referenced)) {
        holders.extend(lost(object.bits() as usize).iter().rev().filter_map(heard_by));
    }
    holders.retain(|(holder, _)| !goes_as_well(holder));
    let goes_now = |(holder, told): (Value, Told)| {
        told(&holder);
        holder.header().is_some_and(|header| header.references() == 1)
    };
    holders.into_iter().map(goes_now).filter(|goes| *goes).count()
}

/// When the first weak reference to an object was made, as `heap::age` counts.
pub(crate) fn first_watched(object: &Value) -> Option<u64> {
    let address = object.bits() as usize;
    WATCHERS.borrow().as_ref()?.get(&address)?.first().map(|weak| weak.age)
}
