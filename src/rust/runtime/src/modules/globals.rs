//! A module's names: a dict, with remembered positions for the names that the source mentions.

use crate::collections::Dict;
use crate::exceptions::{raise_name_error, Outcome};
use crate::functions::builtin::Builtin;
use crate::functions::code::Code;
use crate::functions::Function;
use crate::heap::single_thread::SingleThread;
use crate::names::intern_text;
use crate::object::Ref;
use crate::value::Value;
use std::cell::{Cell, OnceCell, RefCell};

/// A name's place in its module's list of names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GlobalSlot(pub usize);

/// A module's names, whatever their number.
pub trait GlobalNames: Sync {
    /// The module's `__dict__`.
    fn dict(&self) -> Ref<Dict>;
    /// The name of a slot, or else the builtin.
    ///
    /// # Errors
    /// NameError.
    fn load_slot(&self, slot: GlobalSlot) -> Outcome;
    /// What the functions share where they are instructions of the compact form.
    fn compact(&'static self) -> Option<&'static crate::compact::Tables> {
        None
    }
    /// The copy of a code that belongs to these names alone: those of a text that runs have such copies.
    fn copied(&self, _template: &'static Code) -> Option<&'static Code> {
        None
    }
}

/// What a module remembers of one of its names: all zero at first, so that a module's file holds nothing of it.
pub struct GlobalPlace(SingleThread<Found>);

struct Found {
    /// The name as an interned str.
    symbol: OnceCell<Value>,
    /// Where the name was in the dict last time.
    position: Cell<usize>,
    /// For a name that the module did not have: the builtin, and what the dict's insertions were.
    builtin: RefCell<Option<Value>>,
    insertions: Cell<(u32, usize)>,
}

impl GlobalPlace {
    #[allow(clippy::new_without_default)] // Statics need a function that is `const`.
    pub const fn new() -> GlobalPlace {
        GlobalPlace(SingleThread::new(Found {
            symbol: OnceCell::new(),
            position: Cell::new(0),
            builtin: RefCell::new(None),
            insertions: Cell::new((0, 0)),
        }))
    }
}

/// The names that a module mentions.
pub struct Globals {
    names: &'static [&'static str],
    places: &'static [GlobalPlace],
    dict: SingleThread<OnceCell<Ref<Dict>>>,
}

impl Globals {
    /// There is a place for each name.
    pub const fn new(names: &'static [&'static str], places: &'static [GlobalPlace]) -> Globals {
        Globals { names, places, dict: SingleThread::new(OnceCell::new()) }
    }

    #[inline(always)]
    fn place(&self, slot: GlobalSlot) -> &Found {
        &self.places[slot.0].0
    }

    #[inline(always)]
    fn symbol(&self, slot: GlobalSlot) -> &Value {
        self.place(slot).symbol.get_or_init(|| intern_text(self.names[slot.0]))
    }

    #[inline(always)]
    fn names_dict(&self) -> &Ref<Dict> {
        self.dict.get_or_init(Dict::allocate)
    }

    /// The value of a name of this module.
    #[inline]
    pub(crate) fn own(&self, slot: GlobalSlot) -> Option<Value> {
        let name = self.symbol(slot);
        let dict = self.names_dict();
        let table = dict.table.borrow();
        if let Some(entry) = table.entry(self.place(slot).position.get()) {
            if entry.key.is(name) {
                return Some(entry.value.clone());
            }
        }
        drop(table);
        self.search(slot, name)
    }

    #[inline(never)]
    fn search(&self, slot: GlobalSlot, name: &Value) -> Option<Value> {
        let dict = self.names_dict();
        let value = dict.get_name(name)?;
        let table = dict.table.borrow();
        let mut position = 0;
        while let Some((found, entry)) = table.entry_from(position) {
            if entry.key.is(name) {
                self.place(slot).position.set(found);
                break;
            }
            position = found + 1;
        }
        Some(value)
    }

    /// # Errors
    /// NameError, if neither the module nor `builtins` has the name.
    #[inline(never)]
    pub fn load(&self, slot: GlobalSlot) -> Outcome {
        let place = self.place(slot);
        if let (Some(symbol), Some(dict)) = (place.symbol.get(), self.dict.get()) {
            if let Some(entry) = dict.table.borrow().entry(place.position.get()) {
                if entry.key.is(symbol) {
                    return Ok(entry.value.clone());
                }
            }
        }
        if let Some(value) = self.known_builtin(slot) {
            return Ok(value);
        }
        match self.own(slot) {
            Some(value) => Ok(value),
            None => self.load_builtin(slot),
        }
    }

    /// The builtin that the name meant last time, if nothing can have changed that.
    #[inline]
    fn known_builtin(&self, slot: GlobalSlot) -> Option<Value> {
        let place = self.place(slot);
        let known = place.builtin.borrow();
        let value = known.as_ref()?;
        let insertions = self.names_dict().table.borrow().insertions();
        (super::import::builtins_are_pristine() && insertions == place.insertions.get()).then(|| value.clone())
    }

    #[cold]
    #[inline(never)]
    fn load_builtin(&self, slot: GlobalSlot) -> Outcome {
        let value = builtin_or_name_error(self.names[slot.0], self.symbol(slot))?;
        let place = self.place(slot);
        place.insertions.set(self.names_dict().table.borrow().insertions());
        let old = place.builtin.replace(Some(value.clone()));
        drop(old);
        Ok(value)
    }

    /// Whether a name is the function that this code makes.
    #[inline]
    pub fn holds(&self, slot: GlobalSlot, code: &'static Code) -> bool {
        let Some(value) = self.own(slot) else { return false };
        value.downcast::<Function>().is_some_and(|function| std::ptr::eq(function.code, code))
    }

    /// Whether a name that the module mentions still means the builtin.
    #[inline]
    pub fn means_builtin(&self, slot: GlobalSlot) -> bool {
        if self.known_builtin(slot).is_some() {
            return true;
        }
        self.own(slot).is_none()
            && super::import::builtin(self.symbol(slot)).is_some()
            && super::import::builtins_are_pristine()
    }

    /// The name of the module, or else this builtin function.
    ///
    /// # Errors
    /// None; the type is that of `load`.
    #[inline]
    pub fn load_or_builtin(&self, slot: GlobalSlot, builtin: &'static Builtin) -> Outcome {
        if let Some(value) = self.own(slot) {
            return Ok(value);
        }
        Ok(super::import::builtin(self.symbol(slot)).unwrap_or_else(|| builtin.value()))
    }

    #[inline]
    pub fn store(&self, slot: GlobalSlot, value: Value) {
        let name = self.symbol(slot);
        let dict = self.names_dict();
        let mut table = dict.table.borrow_mut();
        match table.entry_mut(self.place(slot).position.get()) {
            Some(entry) if entry.key.is(name) => {
                let old = std::mem::replace(&mut entry.value, value);
                drop(table);
                drop(old);
            }
            _ => {
                drop(table);
                dict.set_name(name, value);
            }
        }
    }

    /// # Errors
    /// NameError, if the module does not have the name.
    pub fn delete(&self, slot: GlobalSlot) -> Outcome<()> {
        if self.unbind(slot) {
            return Ok(());
        }
        let name = self.names[slot.0];
        Err(raise_name_error(format!("name '{name}' is not defined"), name))
    }

    /// Forgets a name, bound or not; false if it was not.
    pub fn unbind(&self, slot: GlobalSlot) -> bool {
        remove_name(self.names_dict(), self.symbol(slot))
    }
}

/// The builtin of a name.
///
/// # Errors
/// NameError.
pub(crate) fn builtin_or_name_error(name: &'static str, symbol: &Value) -> Outcome {
    let found = super::import::builtin(symbol);
    let is_known = || crate::library::builtins::MODULE.known_names.binary_search(&name).is_ok();
    if found.is_none() && (name == "__builtins__" || is_known()) {
        crate::program::refuse(format!("the builtin {name}"));
    }
    found.ok_or_else(|| raise_name_error(format!("name '{name}' is not defined"), name))
}

/// Deletes a name of a module's dict; false if it has none such.
pub(crate) fn remove_name(dict: &Dict, name: &Value) -> bool {
    match dict.remove(name) {
        Ok(removed) => removed.is_some(),
        // Names are strs: their hash and equality raise nothing.
        Err(raised) => {
            raised.forget();
            false
        }
    }
}

impl Globals {
    /// `globals()`.
    pub fn dict_value(&self) -> Value {
        self.names_dict().value()
    }
}

impl GlobalNames for Globals {
    fn dict(&self) -> Ref<Dict> {
        self.names_dict().clone()
    }

    fn load_slot(&self, slot: GlobalSlot) -> Outcome {
        self.load(slot)
    }
}
