//! Classes: what every class object holds, and the declarations of builtin ones.

#![allow(unsafe_code)] // Class objects are never released, so that a reference to one is static.

mod bases;
pub mod build;
pub mod core_classes;
pub mod create;
pub mod declaration;
pub mod descriptors;
mod instance_members;
pub mod known_names;
pub mod mro;
pub mod object_class;
pub mod python_slots;
pub mod reduce;
pub mod slots;
pub mod special;
pub mod super_object;
pub mod type_class;
pub mod wrappers;

pub use declaration::{BuiltinClass, Convention, GetSet, Method, Subscript};
pub use slots::{ClassSlots, Comparison, Slots};

use crate::collections::Dict;
use crate::heap::attributes::Shape;
use crate::heap::single_thread::SingleThread;
use crate::names::intern_text;
use crate::object::{Kind, Object, Ref};
use crate::value::Value;
use std::cell::{Cell, RefCell};
use std::ops::Deref;

/// A class; classes live to the end of the program.
#[derive(Clone, Copy)]
pub struct ClassRef(&'static Object<Class>);

impl PartialEq for ClassRef {
    #[inline(always)]
    fn eq(&self, other: &ClassRef) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for ClassRef {}

impl Deref for ClassRef {
    type Target = Class;

    #[inline(always)]
    fn deref(&self) -> &Class {
        &self.0.payload
    }
}

/// What a class object holds.
pub struct Class {
    /// Without the module.
    pub(crate) name: RefCell<Value>,
    pub(crate) qualified_name: RefCell<Value>,
    pub(crate) bases: RefCell<Vec<ClassRef>>,
    /// The base whose instances' layout this class extends.
    pub(crate) base: Cell<Option<ClassRef>>,
    pub(crate) mro: Cell<&'static [ClassRef]>,
    pub(crate) dict: Ref<Dict>,
    pub(crate) slots: Cell<&'static ClassSlots>,
    /// The payload of instances.
    pub(crate) kind: Kind,
    /// Whether instances have `__dict__`.
    pub(crate) instance_dict: bool,
    /// Whether weak references to instances can be made.
    pub(crate) is_weakly_referenced: bool,
    /// How many values of `__slots__` an instance holds.
    pub(crate) slot_count: usize,
    pub(crate) subclasses: RefCell<Vec<ClassRef>>,
    /// Whether instances match as sequences or mappings: `Py_TPFLAGS_SEQUENCE` and `Py_TPFLAGS_MAPPING`.
    pub(crate) collection_flags: Cell<u8>,
    pub(crate) shape: &'static Shape,
    pub(crate) declaration: Option<&'static BuiltinClass>,
    /// Whether the attributes may be set.
    pub(crate) mutable: bool,
    /// Whether CPython writes the class in C, and its Python version is translated.
    pub(crate) stands_for_c: bool,
}

impl Class {
    #[inline(always)]
    pub fn slots(&self) -> &'static ClassSlots {
        self.slots.get()
    }

    /// `__name__`.
    pub fn name(&self) -> String {
        crate::text::to_lossy(&self.name.borrow())
    }

    /// CPython's `tp_name`: how messages name the class. Classes that CPython writes in C outside `builtins` have their
    /// module in it.
    pub fn type_name(&self) -> String {
        match self.declaration {
            Some(own) if own.module != "builtins" && !own.written_in_python => format!("{}.{}", own.module, own.name),
            None if self.stands_for_c => match self.dict.get_name(name!("__module__").value()) {
                Some(module) => format!("{}.{}", crate::text::to_lossy(&module), self.name()),
                None => self.name(),
            },
            _ => self.name(),
        }
    }

    pub fn mro(&self) -> &'static [ClassRef] {
        self.mro.get()
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether the class is declared in Rust.
    pub fn is_builtin(&self) -> bool {
        self.declaration.is_some()
    }

    /// Whether CPython makes the class on the heap (`Py_TPFLAGS_HEAPTYPE`).
    pub(crate) fn is_on_the_heap(&self) -> bool {
        self.declaration.is_none_or(|own| own.known.is_on_the_heap)
    }
}

/// Changes whenever an attribute of any class changes; caches compare it.
static EPOCH: SingleThread<Cell<u32>> = SingleThread::new(Cell::new(1));

#[inline(always)]
pub(crate) fn epoch() -> u32 {
    EPOCH.get()
}

pub(crate) fn advance_epoch() {
    EPOCH.set(EPOCH.get().wrapping_add(1));
}

struct CacheEntry {
    class: Cell<usize>,
    name: Cell<u64>,
    epoch: Cell<u32>,
    value: RefCell<Option<Value>>,
}

const CACHE_SIZE: usize = 1024;

static CACHE: SingleThread<[CacheEntry; CACHE_SIZE]> = SingleThread::new(
    [const { CacheEntry { class: Cell::new(0), name: Cell::new(0), epoch: Cell::new(0), value: RefCell::new(None) } };
        CACHE_SIZE],
);

impl ClassRef {
    /// The class that a value is, if it is one.
    #[inline]
    pub fn from_value(value: &Value) -> Option<ClassRef> {
        value.downcast::<Class>()?;
        // SAFETY: classes are never released.
        Some(ClassRef(unsafe { &*(value.bits() as usize as *const Object<Class>) }))
    }

    #[inline]
    pub fn value(self) -> Value {
        self.0.header.retain();
        // SAFETY: the reference was just counted.
        unsafe { Value::from_pointer(&self.0.header) }
    }

    pub(crate) fn address(self) -> usize {
        self.0 as *const Object<Class> as usize
    }

    /// The class of this class.
    pub fn metaclass(self) -> ClassRef {
        self.0.header.class()
    }

    pub(crate) fn set_metaclass(self, class: ClassRef) {
        self.0.header.set_class(class);
    }

    /// Whether `other` is this class or among its bases.
    #[inline]
    pub fn is_subclass_of(self, other: ClassRef) -> bool {
        self == other || self.mro().contains(&other)
    }

    /// An attribute by its interned name, from the first class in the order of bases that has it.
    pub fn lookup(self, name: &Value) -> Option<Value> {
        let slot = ((self.address() as u64 >> 4) ^ (name.bits() >> 4).wrapping_mul(31)) as usize % CACHE_SIZE;
        let entry = &CACHE[slot];
        if entry.epoch.get() == epoch() && entry.class.get() == self.address() && entry.name.get() == name.bits() {
            return entry.value.borrow().clone();
        }
        let found = self.mro().iter().find_map(|class| class.dict.get_name(name));
        entry.epoch.set(epoch());
        entry.class.set(self.address());
        entry.name.set(name.bits());
        let old = entry.value.replace(found.clone());
        drop(old);
        found
    }

    /// The same by its text.
    pub fn lookup_text(self, name: &str) -> Option<Value> {
        self.lookup(&intern_text(name))
    }

    /// The name with its module, as `repr` shows it: without the module where that is builtins.
    pub fn full_name(self) -> String {
        let qualified = crate::text::to_lossy(&self.qualified_name.borrow());
        match self.module_name() {
            Some(module) if module != "builtins" => format!("{module}.{qualified}"),
            _ => qualified,
        }
    }

    /// `__module__`, where it is a str.
    pub fn module_name(self) -> Option<String> {
        if let Some(declaration) = self.declaration {
            return Some(declaration.module.to_owned());
        }
        let module = self.dict.get_name(name!("__module__").value())?;
        module.downcast::<crate::text::str::Str>().map(|text| text.to_lossy())
    }
}
