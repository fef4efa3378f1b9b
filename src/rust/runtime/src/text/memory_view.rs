//! The class `memoryview`, over `bytes` and `bytearray`: one dimension of unsigned bytes (format `B`).

use super::bytes::ByteArray;
use super::bytes_bound;
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, ClassRef, Comparison, GetSet, Method, Slots};
use crate::exceptions::Outcome;
use crate::functions::builtin::{Arguments, Constructor};
use crate::native::*;
use crate::number::int_class::integer_of;
use crate::object::{allocate_native, Kind};
use crate::text::value_of;
use crate::value::{boolean, int, Value, NONE, NOT_IMPLEMENTED};
use std::cell::Cell;

/// A view of every `step`-th byte of an object.
pub struct MemoryView {
    object: Value,
    start: i64,
    step: i64,
    count: usize,
    readonly: bool,
    released: Cell<bool>,
}

impl Drop for MemoryView {
    fn drop(&mut self) {
        self.let_go();
    }
}

impl MemoryView {
    fn new(object: Value, start: i64, step: i64, count: usize, readonly: bool) -> MemoryView {
        if let Some(array) = object.downcast::<ByteArray>() {
            array.export();
        }
        MemoryView { object, start, step, count, readonly, released: Cell::new(false) }
    }

    fn let_go(&self) {
        if !self.released.replace(true) {
            if let Some(array) = self.object.downcast::<ByteArray>() {
                array.release();
            }
        }
    }

    fn place(&self, index: usize) -> usize {
        (self.start + self.step * index as i64) as usize
    }

    fn octets(&self) -> Vec<u8> {
        let all = bytes_bound::own(&self.object);
        (0..self.count).map(|index| all[self.place(index)]).collect()
    }

    fn value(self) -> Value {
        allocate_native(MEMORY_VIEW.class(), self)
    }
}

/// The octets that a view shows, for everything that takes bytes-like objects; `None` for other values.
pub fn viewed_octets(value: &Value) -> Option<Vec<u8>> {
    value.native::<MemoryView>().filter(|view| !view.released.get()).map(MemoryView::octets)
}

/// Runs with the octets of a `bytearray` or of a view of one; `None` where the value cannot be written to. Errors:
/// BufferError for a view of scattered bytes.
pub fn with_writable<T>(value: &Value, run: impl FnOnce(&mut [u8]) -> T) -> Outcome<Option<T>> {
    if let Some(array) = value.downcast::<ByteArray>() {
        return Ok(Some(run(&mut array.borrow_mut())));
    }
    let Some(view) = value.native::<MemoryView>() else { return Ok(None) };
    own(value)?;
    let Some(array) = view.object.downcast::<ByteArray>().filter(|_| !view.readonly) else { return Ok(None) };
    if view.step != 1 && view.count > 1 {
        return Err(buffer_error("memoryview: underlying buffer is not C-contiguous"));
    }
    let start = view.place(0);
    Ok(Some(run(&mut array.borrow_mut()[start..start + view.count])))
}

/// A view of all bytes of a `bytearray`.
pub(crate) fn view_of(array: Value, count: usize) -> Value {
    MemoryView::new(array, 0, 1, count, false).value()
}

/// Errors: ValueError once it is released.
fn own(this: &Value) -> Outcome<&MemoryView> {
    match this.native::<MemoryView>() {
        Some(view) if !view.released.get() => Ok(view),
        Some(_) => Err(value_error("operation forbidden on released memoryview object")),
        None => Err(type_error("a memoryview is required")),
    }
}

fn repr(this: &Value) -> Outcome {
    let released = this.native::<MemoryView>().is_some_and(|view| view.released.get());
    let state = if released { "released memory" } else { "memory" };
    Ok(value_of(format!("<{state} at {}>", crate::protocol::convert::address_text(this))))
}

static NEW: Constructor = Constructor::new("object", new);

fn new(_: ClassRef, arguments: &mut Arguments) -> Outcome {
    let object = arguments.take(0);
    if let Some(view) = object.native::<MemoryView>() {
        own(&object)?;
        return Ok(MemoryView::new(view.object.clone(), view.start, view.step, view.count, view.readonly).value());
    }
    let Some(count) = exact_octets(&object).map(|octets| octets.len()) else {
        return Err(type_error(format!("memoryview: a bytes-like object is required, not '{}'", type_name(&object))));
    };
    let readonly = object.downcast::<ByteArray>().is_none();
    Ok(MemoryView::new(object, 0, 1, count, readonly).value())
}

/// An index or a slice. Errors: TypeError, IndexError.
enum Key {
    At(usize),
    Part(Slice),
}

fn key_of(view: &MemoryView, key: &Value) -> Outcome<Key> {
    if let Some(slice) = slice_of(key, view.count)? {
        return Ok(Key::Part(slice));
    }
    if tuple_items(key).is_some() {
        crate::program::refuse("an index of several dimensions of a memoryview");
    }
    if !has_index(key) {
        return Err(type_error("memoryview: invalid slice key"));
    }
    let at = index_or(key, index_error)?;
    let at = if at < 0 { at + view.count as i64 } else { at };
    match usize::try_from(at).ok().filter(|at| *at < view.count) {
        Some(at) => Ok(Key::At(at)),
        None => Err(index_error("index out of bounds on dimension 1")),
    }
}

fn getitem(this: &Value, key: &Value) -> Outcome {
    let view = own(this)?;
    Ok(match key_of(view, key)? {
        Key::At(at) => return bytes_bound::getitem(&view.object, &int(view.place(at) as i64)),
        Key::Part(part) => {
            let start = view.start + view.step * part.start;
            MemoryView::new(view.object.clone(), start, view.step * part.step, part.count, view.readonly).value()
        }
    })
}

fn setitem(this: &Value, key: &Value, value: Option<Value>) -> Outcome<()> {
    let view = own(this)?;
    let Some(array) = view.object.downcast::<ByteArray>().filter(|_| !view.readonly) else {
        return Err(type_error("cannot modify read-only memory"));
    };
    let Some(value) = value else { return Err(type_error("cannot delete memory")) };
    match key_of(view, key)? {
        Key::At(at) => {
            let Some(byte) = index_slot(&value)?.as_ref().and_then(integer_of).map(|byte| byte.to_i64()) else {
                return Err(type_error("memoryview: invalid type for format 'B'"));
            };
            let Some(byte @ 0..=255) = byte else {
                return Err(value_error("memoryview: invalid value for format 'B'"));
            };
            array.borrow_mut()[view.place(at)] = byte as u8;
        }
        Key::Part(part) => {
            let octets = bytes_bound::like(&value)?.into_owned();
            if octets.len() != part.count {
                return Err(value_error("memoryview assignment: lvalue and rvalue have different structures"));
            }
            let mut target = array.borrow_mut();
            for (index, byte) in octets.into_iter().enumerate() {
                target[view.place((part.start + part.step * index as i64) as usize)] = byte;
            }
        }
    }
    Ok(())
}

fn compare(a: &Value, b: &Value, comparison: Comparison) -> Outcome {
    if a.is(b) && comparison == Comparison::Eq {
        return Ok(boolean(true));
    }
    let equal = match (bytes_like(a), bytes_like(b)) {
        (Some(first), Some(second)) => first == second,
        _ => return Ok(NOT_IMPLEMENTED()),
    };
    match comparison {
        Comparison::Eq => Ok(boolean(equal)),
        Comparison::Ne => Ok(boolean(!equal)),
        _ => Ok(NOT_IMPLEMENTED()),
    }
}

fn hash(this: &Value) -> Outcome<i64> {
    let view = own(this)?;
    if !view.readonly {
        return Err(value_error("cannot hash writable memoryview object"));
    }
    Ok(super::siphash::hash_bytes(&view.octets()))
}

fn tolist(this: &Value, _: &Given<'_>) -> Outcome {
    Ok(list(own(this)?.octets().into_iter().map(|byte| int(byte as i64)).collect()))
}

fn tobytes(this: &Value, _: &Given<'_>) -> Outcome {
    Ok(bytes(own(this)?.octets()))
}

fn hex(this: &Value, given: &Given<'_>) -> Outcome {
    own(this)?;
    bytes_bound::hex(this, given)
}

fn release(this: &Value, _: &Given<'_>) -> Outcome {
    if let Some(view) = this.native::<MemoryView>() {
        view.let_go();
    }
    Ok(NONE())
}

fn enter(this: &Value, _: &Given<'_>) -> Outcome {
    own(this)?;
    Ok(this.clone())
}

fn toreadonly(this: &Value, _: &Given<'_>) -> Outcome {
    let view = own(this)?;
    Ok(MemoryView::new(view.object.clone(), view.start, view.step, view.count, true).value())
}

const SLOTS: Slots = {
    let mut slots = Slots::NONE;
    slots.new = Some(New::Native(&NEW));
    slots.repr = Some(repr);
    slots.length = Some(|this| Ok(own(this)?.count as i64));
    slots.getitem = Some(getitem);
    slots.setitem = Some(setitem);
    slots.compare = Some(compare);
    slots.hash = Some(hash);
    slots
};

const METHODS: &[Method] = &[
    native_method!("tolist", "self, /", tolist),
    native_method!("tobytes", "self, /, order='C'", tobytes),
    native_method!("hex", "self, /, sep='', bytes_per_sep=1", hex),
    native_method!("release", "self, /", release),
    native_method!("toreadonly", "self, /", toreadonly),
    native_method!("__enter__", "self, /", enter),
    native_method!("__exit__", "self, /, *values", release),
];

const GETSETS: &[GetSet] = &[
    GetSet::new("format", |this| own(this).map(|_| text("B".into()))),
    GetSet::new("itemsize", |this| own(this).map(|_| int(1))),
    GetSet::new("ndim", |this| own(this).map(|_| int(1))),
    GetSet::new("nbytes", |this| own(this).map(|view| int(view.count as i64))),
    GetSet::new("shape", |this| own(this).map(|view| tuple(vec![int(view.count as i64)]))),
    GetSet::new("strides", |this| own(this).map(|view| tuple(vec![int(view.step)]))),
    GetSet::new("suboffsets", |this| own(this).map(|_| tuple(Vec::new()))),
    GetSet::new("readonly", |this| own(this).map(|view| boolean(view.readonly))),
    GetSet::new("obj", |this| own(this).map(|view| view.object.clone())),
    GetSet::new("contiguous", |this| own(this).map(|view| boolean(view.step == 1 || view.count <= 1))),
    GetSet::new("c_contiguous", |this| own(this).map(|view| boolean(view.step == 1 || view.count <= 1))),
    GetSet::new("f_contiguous", |this| own(this).map(|view| boolean(view.step == 1 || view.count <= 1))),
];

/// The class.
pub static MEMORY_VIEW: BuiltinClass =
    BuiltinClass::new("memoryview", Kind::Native).sealed().slots(SLOTS).methods(METHODS).getsets(GETSETS);
