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
    /// The copy of a code that belongs to these names alone: those of a text that runs have such copies.
    fn copied(&self, _template: &'static Code) -> Option<&'static Code> {
        None
    }
}

/// What the dict's insertions were when a builtin was found, and the builtin.
type FoundBuiltin = ((u32, usize), Value);

/// The names of a module that mentions `N` of them.
pub struct Globals<const N: usize> {
    names: &'static [&'static str; N],
    /// The names as interned strs.
    symbols: SingleThread<OnceCell<[Value; N]>>,
    dict: SingleThread<OnceCell<Ref<Dict>>>,
    /// Where each name was found in the dict last time.
    positions: SingleThread<[Cell<usize>; N]>,
    /// For names that the module did not have.
    builtins: SingleThread<[RefCell<Option<FoundBuiltin>>; N]>,
}

impl<const N: usize> Globals<N> {
    pub const fn new(names: &'static [&'static str; N]) -> Globals<N> {
        Globals {
            names,
            symbols: SingleThread::new(OnceCell::new()),
            dict: SingleThread::new(OnceCell::new()),
            positions: SingleThread::new([const { Cell::new(usize::MAX) }; N]),
            builtins: SingleThread::new([const { RefCell::new(None) }; N]),
        }
    }

    #[inline(always)]
    fn symbols(&self) -> &[Value; N] {
        self.symbols.get_or_init(|| self.names.map(intern_text))
    }

    #[inline(always)]
    fn names_dict(&self) -> &Ref<Dict> {
        self.dict.get_or_init(Dict::allocate)
    }

    /// The value of a name of this module.
    #[inline]
    pub(crate) fn own(&self, slot: GlobalSlot) -> Option<Value> {
        let name = &self.symbols()[slot.0];
        let dict = self.names_dict();
        let table = dict.table.borrow();
        if let Some(entry) = table.entry(self.positions[slot.0].get()) {
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
                self.positions[slot.0].set(found);
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
        if let (Some(symbols), Some(dict)) = (self.symbols.get(), self.dict.get()) {
            if let Some(entry) = dict.table.borrow().entry(self.positions[slot.0].get()) {
                if entry.key.is(&symbols[slot.0]) {
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
        let known = self.builtins[slot.0].borrow();
        let (insertions, value) = known.as_ref()?;
        if !super::import::builtins_are_pristine() || self.names_dict().table.borrow().insertions() != *insertions {
            return None;
        }
        Some(value.clone())
    }

    #[cold]
    #[inline(never)]
    fn load_builtin(&self, slot: GlobalSlot) -> Outcome {
        let value = builtin_or_name_error(self.names[slot.0], &self.symbols()[slot.0])?;
        let insertions = self.names_dict().table.borrow().insertions();
        let old = self.builtins[slot.0].replace(Some((insertions, value.clone())));
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
            && super::import::builtin(&self.symbols()[slot.0]).is_some()
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
        Ok(super::import::builtin(&self.symbols()[slot.0]).unwrap_or_else(|| builtin.value()))
    }

    #[inline]
    pub fn store(&self, slot: GlobalSlot, value: Value) {
        let name = &self.symbols()[slot.0];
        let dict = self.names_dict();
        let mut table = dict.table.borrow_mut();
        match table.entry_mut(self.positions[slot.0].get()) {
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
        remove_name(self.names_dict(), &self.symbols()[slot.0])
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

impl<const N: usize> Globals<N> {
    /// `globals()`.
    pub fn dict_value(&self) -> Value {
        self.names_dict().value()
    }
}

impl<const N: usize> GlobalNames for Globals<N> {
    fn dict(&self) -> Ref<Dict> {
        self.names_dict().clone()
    }

    fn load_slot(&self, slot: GlobalSlot) -> Outcome {
        self.load(slot)
    }
}
