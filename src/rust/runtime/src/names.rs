//! Names and constants of generated code: made once, kept to the end of the program.

use crate::collections::Dict;
use crate::heap::attributes::Shape;
use crate::heap::single_thread::SingleThread;
use crate::number::integer::Integer;
use crate::object::Ref;
use crate::text::str::Str;
use crate::value::Value;
use std::cell::{Cell, OnceCell, RefCell};

/// What a place in the program found last time: valid while the key and the epoch are the same.
pub(crate) struct PlaceCache {
    /// Where setting adds an attribute: the shape afterwards.
    pub added: Cell<Option<&'static Shape>>,
    /// The shape or, for objects without attributes, the class; zero for none.
    pub key: Cell<usize>,
    pub epoch: Cell<u32>,
    /// The position of an instance attribute, or `METHOD`.
    pub position: Cell<u32>,
    pub method: RefCell<Option<Value>>,
}

pub(crate) const METHOD: u32 = u32::MAX;
/// The position of an attribute that objects like this do not have: setting adds it.
pub(crate) const ADDED: u32 = u32::MAX - 1;
/// The position of what the class has, and objects like this have not themselves or may not hide.
pub(crate) const OF_CLASS: u32 = u32::MAX - 2;
/// Set in the position of an entry of `__slots__`; the rest is its index.
pub(crate) const MEMBER: u32 = 1 << 31;

/// What a place of the program keeps for a name: all zero at first, so that a module's file holds nothing of it.
pub struct Place {
    value: SingleThread<OnceCell<Value>>,
    cache: SingleThread<PlaceCache>,
}

impl Place {
    #[allow(clippy::new_without_default)] // Statics need a function that is `const`.
    pub const fn new() -> Place {
        Place {
            value: SingleThread::new(OnceCell::new()),
            cache: SingleThread::new(PlaceCache {
                added: Cell::new(None),
                key: Cell::new(0),
                epoch: Cell::new(0),
                position: Cell::new(0),
                method: RefCell::new(None),
            }),
        }
    }
}

/// An attribute or global name.
pub struct Name {
    text: &'static str,
    place: &'static Place,
}

impl Name {
    pub const fn new(text: &'static str, place: &'static Place) -> Name {
        Name { text, place }
    }

    #[inline(always)]
    pub(crate) fn cache(&self) -> &PlaceCache {
        &self.place.cache
    }

    pub fn text(&self) -> &'static str {
        self.text
    }

    /// The interned str.
    #[cfg_attr(small, inline(never))]
    #[cfg_attr(not(small), inline(always))]
    pub fn value(&self) -> &Value {
        match self.place.value.get() {
            Some(value) => value,
            None => self.make(),
        }
    }

    #[cold]
    fn make(&self) -> &Value {
        self.place.value.get_or_init(|| intern_text(self.text))
    }
}

/// A str constant.
pub struct Text {
    text: &'static str,
    value: SingleThread<OnceCell<Value>>,
}

impl Text {
    pub const fn new(text: &'static str) -> Text {
        Text { text, value: SingleThread::new(OnceCell::new()) }
    }

    #[cfg_attr(small, inline(never))]
    #[cfg_attr(not(small), inline(always))]
    pub fn value(&self) -> Value {
        match self.value.get() {
            Some(value) => value.clone(),
            None => self.make(),
        }
    }

    #[cold]
    fn make(&self) -> Value {
        self.value.get_or_init(|| intern_text(self.text)).clone()
    }
}

/// Any other immutable constant.
pub struct Constant {
    make: fn() -> Value,
    value: SingleThread<OnceCell<Value>>,
}

impl Constant {
    pub const fn new(make: fn() -> Value) -> Constant {
        Constant { make, value: SingleThread::new(OnceCell::new()) }
    }

    #[inline]
    pub fn value(&self) -> Value {
        self.value.get_or_init(self.make).clone()
    }
}

/// The names of the keywords of a call.
pub struct Keywords<const N: usize> {
    names: [&'static str; N],
    values: SingleThread<OnceCell<[Value; N]>>,
}

impl<const N: usize> Keywords<N> {
    pub const fn new(names: [&'static str; N]) -> Keywords<N> {
        Keywords { names, values: SingleThread::new(OnceCell::new()) }
    }

    /// The interned strs.
    #[inline]
    pub(crate) fn values(&self) -> &[Value] {
        self.values.get_or_init(|| self.names.map(intern_text))
    }
}

/// The int of decimal digits that the compiler wrote.
pub fn integer_constant(digits: &str) -> Value {
    match Integer::parse(digits.as_bytes(), 10) {
        Ok(value) => crate::value::integer(value),
        Err(_) => unreachable!("the compiler writes decimal digits"),
    }
}

static INTERNED: SingleThread<OnceCell<Ref<Dict>>> = SingleThread::new(OnceCell::new());

/// The dict of all names, for a census.
pub(crate) fn interned_names() -> Value {
    INTERNED.get_or_init(crate::classes::build::early_dict).value()
}

/// The one str object of a text.
pub fn intern_text(text: &str) -> Value {
    intern(crate::text::str_value(Str::from(text)))
}

/// The one str object that equals `value`, an exact str.
pub fn intern(value: Value) -> Value {
    let table = INTERNED.get_or_init(crate::classes::build::early_dict);
    match table.get_name(&value) {
        Some(known) => known,
        None => {
            table.set_name(&value, value.clone());
            value
        }
    }
}

/// The name of an attribute that a program made, interned: attributes are found by the identity of their names.
///
/// # Errors
/// TypeError for what is no str.
pub(crate) fn attribute_name(name: Value, will_be_kept: bool) -> crate::exceptions::Outcome {
    let Some(text) = name.downcast::<Str>() else {
        let given = name.type_name();
        return Err(crate::exceptions::raise_type_error(format!("attribute name must be string, not '{given}'")));
    };
    if name.class().is_builtin() {
        return Ok(intern(name));
    }
    if will_be_kept {
        crate::program::refuse("an attribute whose name is an instance of a subclass of str");
    }
    Ok(intern(crate::native::text(text.clone())))
}
