//! Instance attributes: a shape shared between instances and the values, or a real dict once one was asked for.
#![allow(unsafe_code)] // One word in every header; the storage behind it is owned by that header.

use super::census;
use crate::collections::Dict;
use crate::object::{Header, Place, Ref};
use crate::value::Value;
use std::cell::{Cell, OnceCell, RefCell};

/// Attributes that lie in the storage itself; further ones in a vector.
const INLINE: usize = 4;
/// Instances with more attributes than this get a dict.
const LARGEST_SHAPE: usize = 64;

/// Names in insertion order; grows as a tree, so that equal instances share it. Never released.
pub struct Shape {
    /// Interned names, in order.
    names: Vec<Value>,
    children: RefCell<Vec<(u64, &'static Shape)>>,
    keys: &'static SharedKeys,
    /// Whether CPython keeps these attributes in a dict.
    is_spilled: bool,
}

/// What a class's instances share in CPython: the names of attributes that need no dict (`_PyDict_NewKeysForClass`).
struct SharedKeys {
    names: RefCell<Vec<u64>>,
    /// How many names can be added; each new instance takes one, but for the last.
    usable: Cell<u8>,
    /// Whether all names came by instances without a dict.
    is_known: Cell<bool>,
}

impl SharedKeys {
    const LARGEST: u8 = 30;

    fn new() -> SharedKeys {
        SharedKeys { names: RefCell::default(), usable: Cell::new(SharedKeys::LARGEST), is_known: Cell::new(true) }
    }

    /// Whether a name is among them, where there is room from now on (`insert_into_dictkeys`).
    fn take(&self, name: &Value) -> bool {
        let mut names = self.names.borrow_mut();
        if names.contains(&name.bits()) {
            return true;
        }
        let usable = self.usable.get();
        if usable > 0 {
            names.push(name.bits());
            self.usable.set(usable - 1);
        }
        usable > 0
    }
}

impl Shape {
    /// A new root: every class has its own, so that a shape tells the class.
    pub fn root() -> &'static Shape {
        let keys = Box::leak(Box::new(SharedKeys::new()));
        Box::leak(Box::new(Shape { names: Vec::new(), children: RefCell::default(), keys, is_spilled: false }))
    }

    /// An instance of the class is made (`init_inline_values`).
    #[inline]
    pub(crate) fn instance_comes(&self) {
        let usable = self.keys.usable.get();
        if usable > 1 {
            self.keys.usable.set(usable - 1);
        }
    }

    pub fn position(&self, name: &Value) -> Option<usize> {
        self.names.iter().position(|own| own.is(name))
    }

    pub fn names(&self) -> &[Value] {
        &self.names
    }

    fn child(&self, name: &Value) -> &'static Shape {
        let known = self.children.borrow().iter().find(|(key, _)| *key == name.bits()).map(|(_, child)| *child);
        known.unwrap_or_else(|| {
            let mut names = self.names.clone();
            names.push(name.clone());
            let is_spilled = self.is_spilled || !self.keys.take(name);
            let shape = Shape { names, children: RefCell::default(), keys: self.keys, is_spilled };
            let child: &'static Shape = Box::leak(Box::new(shape));
            self.children.borrow_mut().push((name.bits(), child));
            child
        })
    }

    fn replay(names: &[Value], root: &'static Shape) -> &'static Shape {
        names.iter().fold(root, |shape, name| shape.child(name))
    }
}

struct Storage {
    shape: Cell<Option<&'static Shape>>,
    first: [Place; INLINE],
    more: RefCell<Vec<Value>>,
    dict: RefCell<Option<Ref<Dict>>>,
    /// Values of `__slots__`, where the object itself has no place for them.
    slots: OnceCell<Box<[Place]>>,
}

/// The attributes of one object; empty for most.
pub struct Attributes(Cell<*mut Storage>);

impl Attributes {
    pub(crate) const fn new() -> Attributes {
        Attributes(Cell::new(std::ptr::null_mut()))
    }

    #[inline(always)]
    fn storage(&self) -> Option<&Storage> {
        // SAFETY: null or owned by this header until it goes.
        unsafe { self.0.get().as_ref() }
    }

    fn storage_or_new(&self, root: &'static Shape) -> &Storage {
        if self.0.get().is_null() {
            census::count(1);
            let storage = Storage {
                shape: Cell::new(Some(root)),
                first: Default::default(),
                more: RefCell::new(Vec::new()),
                dict: RefCell::new(None),
                slots: OnceCell::new(),
            };
            self.0.set(Box::into_raw(Box::new(storage)));
        }
        // SAFETY: not null.
        unsafe { &*self.0.get() }
    }

    /// The shape, where the attributes have one: not for empty attributes and not for a dict.
    #[inline(always)]
    pub(crate) fn shape(&self) -> Option<&'static Shape> {
        self.storage()?.shape.get()
    }

    #[inline(always)]
    pub(crate) fn is_empty(&self) -> bool {
        self.0.get().is_null()
    }

    /// The value at a position of the shape.
    #[inline(always)]
    pub(crate) fn at(&self, position: usize) -> Option<Value> {
        let storage = self.storage()?;
        if position < INLINE {
            storage.first[position].get()
        } else {
            storage.more.borrow().get(position - INLINE).cloned()
        }
    }

    /// Replaces the value at a position of the shape; gives back the old one.
    #[inline(always)]
    pub(crate) fn replace_at(&self, position: usize, value: Value) -> Option<Value> {
        let storage = self.storage()?;
        if position < INLINE {
            storage.first[position].replace(Some(value))
        } else {
            Some(std::mem::replace(&mut storage.more.borrow_mut()[position - INLINE], value))
        }
    }

    /// Adds an attribute that is not there; `shape` is the one that `after_adding` gave, `root` as for `set`.
    #[inline]
    pub(crate) fn add(&self, value: Value, shape: &'static Shape, root: &'static Shape) {
        let storage = self.storage_or_new(root);
        let position = shape.names.len() - 1;
        if position < INLINE {
            storage.first[position].replace(Some(value));
        } else {
            storage.more.borrow_mut().push(value);
        }
        storage.shape.set(Some(shape));
    }

    /// The shape after adding a name; `None` where that is no matter of shapes.
    pub(crate) fn after_adding(&self, name: &Value, root: &'static Shape) -> Option<&'static Shape> {
        let shape = if self.is_empty() { root } else { self.shape()? };
        (shape.names.len() < LARGEST_SHAPE && shape.position(name).is_none()).then(|| shape.child(name))
    }

    /// An attribute by its interned name.
    pub(crate) fn get(&self, name: &Value) -> Option<Value> {
        let storage = self.storage()?;
        match storage.shape.get() {
            Some(shape) => self.at(shape.position(name)?),
            None => storage.dict.borrow().clone().and_then(|dict| dict.get_name(name)),
        }
    }

    /// Sets an attribute; `root` is the class's empty shape. Gives back what was there.
    pub(crate) fn set(&self, name: &Value, value: Value, root: &'static Shape) -> Option<Value> {
        let storage = self.storage_or_new(root);
        let Some(shape) = storage.shape.get() else {
            let dict = storage.dict.borrow().clone();
            return dict.and_then(|dict| dict.set_name(name, value));
        };
        if let Some(position) = shape.position(name) {
            return self.replace_at(position, value);
        }
        let count = shape.names.len();
        if count >= LARGEST_SHAPE {
            return self.dict(root).set_name(name, value);
        }
        if count < INLINE {
            storage.first[count].replace(Some(value));
        } else {
            storage.more.borrow_mut().push(value);
        }
        storage.shape.set(Some(shape.child(name)));
        None
    }

    /// Deletes an attribute and gives it back.
    pub(crate) fn delete(&self, name: &Value, root: &'static Shape) -> Option<Value> {
        let storage = self.storage()?;
        if let Some(shape) = storage.shape.get() {
            shape.position(name)?;
        }
        self.dict(root).remove_name(name)
    }

    /// Whether CPython has a dict for these attributes; none where somebody has looked at all of them, for whom it may
    /// have made one.
    pub(crate) fn are_in_dict(&self, root: &'static Shape) -> Option<bool> {
        let Some(storage) = self.storage() else { return Some(false) };
        let shape = storage.shape.get().filter(|_| root.keys.is_known.get())?;
        Some(shape.is_spilled)
    }

    /// Names and values in insertion order.
    pub(crate) fn items(&self) -> Vec<(Value, Value)> {
        let Some(storage) = self.storage() else { return Vec::new() };
        match storage.shape.get() {
            Some(shape) => {
                shape.keys.is_known.set(false);
                let names = shape.names.iter().enumerate();
                names.filter_map(|(position, name)| Some((name.clone(), self.at(position)?))).collect()
            }
            None => storage.dict.borrow().clone().map(|dict| dict.items()).unwrap_or_default(),
        }
    }

    /// Shows each value that the storage owns once, or none while it is being changed.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        let Some(storage) = self.storage() else { return };
        storage.first.iter().filter_map(Place::get).for_each(|value| visit(&value));
        storage.more.try_borrow().iter().flat_map(|more| more.iter()).for_each(&mut *visit);
        storage.dict.try_borrow().iter().filter_map(|dict| dict.as_ref()).for_each(|dict| visit(dict.as_value()));
        let slots = storage.slots.get().into_iter().flat_map(|slots| slots.iter());
        slots.filter_map(Place::get).for_each(|value| visit(&value));
    }

    /// Lets go of all values; nobody looks at the object any more.
    pub(crate) fn clear(&self, root: &'static Shape) {
        let Some(storage) = self.storage() else { return };
        storage.shape.set(Some(root));
        let first: Vec<_> = storage.first.iter().map(|place| place.replace(None)).collect();
        let (more, dict) = (storage.more.take(), storage.dict.take());
        let slots: Vec<_> =
            storage.slots.get().into_iter().flat_map(|slots| slots.iter()).map(|place| place.replace(None)).collect();
        drop((first, more, dict, slots));
    }

    /// The attributes as a dict, from now on the same one.
    pub(crate) fn dict(&self, root: &'static Shape) -> Ref<Dict> {
        let storage = self.storage_or_new(root);
        if let Some(dict) = storage.dict.borrow().clone() {
            return dict;
        }
        let dict = Dict::allocate();
        for (name, value) in self.items() {
            dict.set_name(&name, value);
        }
        self.install(dict.clone(), root);
        dict
    }

    /// Makes `dict` the attributes.
    pub(crate) fn install(&self, dict: Ref<Dict>, root: &'static Shape) {
        let storage = self.storage_or_new(root);
        root.keys.is_known.set(false);
        storage.shape.set(None);
        let old = storage.dict.replace(Some(dict));
        let first: Vec<_> = storage.first.iter().map(|place| place.replace(None)).collect();
        let more = storage.more.take();
        drop((old, first, more));
    }

    /// The value of one of `__slots__`.
    pub(crate) fn slot(&self, index: usize) -> Option<Value> {
        self.storage()?.slots.get()?.get(index)?.get()
    }

    /// Sets or deletes one of `count` slots; gives back what was there.
    pub(crate) fn replace_slot(
        &self,
        index: usize,
        count: usize,
        value: Option<Value>,
        root: &'static Shape,
    ) -> Option<Value> {
        let slots = &self.storage_or_new(root).slots;
        slots.get_or_init(|| (0..count).map(|_| Place::default()).collect())[index].replace(value)
    }

    /// The object's class has changed: its shape must tell the new one.
    pub(crate) fn change_root(&self, root: &'static Shape) {
        root.keys.is_known.set(false);
        if let Some(storage) = self.storage() {
            if let Some(shape) = storage.shape.get() {
                shape.keys.is_known.set(false);
                storage.shape.set(Some(Shape::replay(&shape.names, root)));
            }
        }
    }
}

impl Drop for Attributes {
    #[inline(always)]
    fn drop(&mut self) {
        let storage = self.0.get();
        if !storage.is_null() {
            census::count(-1);
            // SAFETY: made by `Box::into_raw`, owned by this header alone.
            drop(unsafe { Box::from_raw(storage) });
        }
    }
}

/// The object at an address that a weak reference remembers; zero and an object that is about to go give none.
pub(crate) fn value_at(address: usize) -> Option<Value> {
    if address == 0 {
        return None;
    }
    let header = address as *const Header;
    // SAFETY: weak references are zeroed before their object goes.
    unsafe {
        if (*header).references() == 0 {
            return None;
        }
        (*header).retain();
        Some(Value::from_pointer(header))
    }
}
