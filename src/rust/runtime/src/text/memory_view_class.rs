//! The class `memoryview`, of one dimension.

use super::buffer::ItemFormat;
use super::bytes_bound;
use super::memory_view::{items_behind, MemoryView};
use super::str::Str;
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, ClassRef, Comparison, GetSet, Method, Slots};
use crate::collections::iterators::itself;
use crate::collections::support;
use crate::exceptions::{raise_not_implemented_error, Outcome, Raised};
use crate::functions::builtin::{Arguments, Constructor};
use crate::native::*;
use crate::number::float_bytes;
use crate::number::integer_bytes::ByteOrder;
use crate::object::{allocate_native, Kind};
use crate::text::value_of;
use crate::value::{boolean, int, Value, NONE, NOT_IMPLEMENTED};
use std::cell::{Cell, RefCell};

/// Errors: ValueError once it is released.
pub(super) fn own(this: &Value) -> Outcome<&MemoryView> {
    match this.native::<MemoryView>() {
        Some(view) if !view.is_released() => Ok(view),
        Some(_) => Err(value_error("operation forbidden on released memoryview object")),
        None => Err(type_error("a memoryview is required")),
    }
}

fn repr(this: &Value) -> Outcome {
    let released = this.native::<MemoryView>().is_some_and(MemoryView::is_released);
    let state = if released { "released memory" } else { "memory" };
    Ok(value_of(format!("<{state} at {}>", crate::protocol::convert::address_text(this))))
}

static NEW: Constructor = Constructor::new("object", new);

fn new(_: ClassRef, arguments: &mut Arguments) -> Outcome {
    let object = arguments.take(0);
    if let Some(view) = object.native::<MemoryView>() {
        own(&object)?;
        return Ok(view.with(view.format, view.start, view.stride, view.count).value());
    }
    match MemoryView::of_buffer(&object) {
        Some(view) => Ok(view.value()),
        None => Err(type_error(format!("memoryview: a bytes-like object is required, not '{}'", type_name(&object)))),
    }
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

fn unsupported(format: ItemFormat) -> Raised {
    raise_not_implemented_error(format!("memoryview: format {} not supported", char::from(format.letter)))
}

/// An item (`unpack_single`). Errors: NotImplementedError.
fn item(view: &MemoryView, at: usize) -> Outcome {
    let item = view.look_at(at, |octets| view.format.read(octets)).flatten();
    item.ok_or_else(|| unsupported(view.format))
}

fn getitem(this: &Value, key: &Value) -> Outcome {
    let view = own(this)?;
    Ok(match key_of(view, key)? {
        Key::At(at) => return item(view, at),
        Key::Part(part) => {
            let start = view.start + view.stride * part.start;
            view.with(view.format, start, view.stride * part.step, part.count).value()
        }
    })
}

/// The octets of an item to be (`pack_single`). Errors: TypeError, ValueError, what the item's own methods raise.
fn packed(format: ItemFormat, value: &Value) -> Outcome<Vec<u8>> {
    let letter = char::from(format.letter);
    let invalid_type = || type_error(format!("memoryview: invalid type for format '{letter}'"));
    let invalid_value = || value_error(format!("memoryview: invalid value for format '{letter}'"));
    match format.letter {
        b'?' => return Ok(vec![u8::from(truth(value)?)]),
        b'c' => {
            let octets = exact_octets(value).filter(|_| value.downcast::<super::Bytes>().is_some());
            let octets = octets.ok_or_else(invalid_type)?;
            return if octets.len() == 1 { Ok(octets.into_owned()) } else { Err(invalid_value()) };
        }
        _ if format.is_float() => {
            let number = match float_of_number(value) {
                Ok(number) => number.ok_or_else(invalid_type)?,
                Err(raised) => return Err(worded(raised, invalid_type, invalid_value)),
            };
            return Ok(match format.letter {
                b'd' => number.to_bits().to_le_bytes().to_vec(),
                _ => float_bytes::single_bits_or_infinite(number).to_le_bytes().to_vec(),
            });
        }
        _ => {}
    }
    if ItemFormat::native(format.letter).is_none() {
        return Err(unsupported(format));
    }
    let Some(whole) = index_slot(value)? else { return Err(invalid_type()) };
    let whole = index_integer(&whole)?;
    let signed = format.is_signed() || format.letter == b'P' && whole.is_negative();
    whole.to_bytes(format.size, ByteOrder::Little, signed).map_err(|_| invalid_value())
}

/// `fix_error_int`.
fn worded(raised: Raised, invalid_type: impl Fn() -> Raised, invalid_value: impl Fn() -> Raised) -> Raised {
    use crate::exceptions::{OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR};
    if raised.is_instance_of(&TYPE_ERROR) {
        raised.forget();
        return invalid_type();
    }
    if raised.is_instance_of(&OVERFLOW_ERROR) || raised.is_instance_of(&VALUE_ERROR) {
        raised.forget();
        return invalid_value();
    }
    raised
}

fn setitem(this: &Value, key: &Value, value: Option<Value>) -> Outcome<()> {
    let view = own(this)?;
    if view.readonly {
        return Err(type_error("cannot modify read-only memory"));
    }
    let Some(value) = value else { return Err(type_error("cannot delete memory")) };
    match key_of(view, key)? {
        Key::At(at) => {
            let item = packed(view.format, &value)?;
            own(this)?.write(at as i64, 1, &item);
        }
        Key::Part(part) => {
            let Some((format, octets)) = items_behind(&value) else {
                return bytes_bound::like(&value).map(drop);
            };
            if format != view.format || octets.len() != part.count * format.size {
                return Err(value_error("memoryview assignment: lvalue and rvalue have different structures"));
            }
            view.write(part.start, part.step, &octets);
        }
    }
    Ok(())
}

fn is_released_view(value: &Value) -> bool {
    value.native::<MemoryView>().is_some_and(MemoryView::is_released)
}

/// Whether two buffers hold equal items; formats that `struct` does not know equal nothing.
fn have_equal_items(left: (ItemFormat, Vec<u8>), right: (ItemFormat, Vec<u8>)) -> Outcome<bool> {
    let ((first, a), (second, b)) = (left, right);
    if a.len() / first.size != b.len() / second.size {
        return Ok(false);
    }
    let known = |format: ItemFormat| ItemFormat::native(format.letter).is_some();
    if !known(first) || !known(second) {
        return Ok(false);
    }
    if first == second && !first.is_float() && first.letter != b'?' {
        return Ok(a == b);
    }
    for (a, b) in a.chunks_exact(first.size).zip(b.chunks_exact(second.size)) {
        let (Some(a), Some(b)) = (first.read(a), second.read(b)) else { return Ok(false) };
        if !support::rich_equal(&a, &b)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(a: &Value, b: &Value, comparison: Comparison) -> Outcome {
    if !matches!(comparison, Comparison::Eq | Comparison::Ne) {
        return Ok(NOT_IMPLEMENTED());
    }
    let equal = if is_released_view(a) || is_released_view(b) {
        a.is(b)
    } else {
        match (items_behind(a), items_behind(b)) {
            (Some(first), Some(second)) => have_equal_items(first, second)?,
            _ => return Ok(NOT_IMPLEMENTED()),
        }
    };
    Ok(boolean(equal == (comparison == Comparison::Eq)))
}

fn hash(this: &Value) -> Outcome<i64> {
    let view = own(this)?;
    if !view.readonly {
        return Err(value_error("cannot hash writable memoryview object"));
    }
    if !view.format.is_bytes() {
        return Err(value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    Ok(super::siphash::hash_bytes(&view.octets()))
}

fn tolist(this: &Value, _: &Given<'_>) -> Outcome {
    let view = own(this)?;
    Ok(list((0..view.count).map(|index| item(view, index)).collect::<Outcome<Vec<Value>>>()?))
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
    Ok(own(this)?.readonly().value())
}

/// The format of one native letter, `@` before it or not.
fn format_named(text: &Str) -> Option<ItemFormat> {
    let text = text.as_ascii()?;
    match text.strip_prefix('@').unwrap_or(text).as_bytes() {
        [letter] => ItemFormat::native(*letter),
        _ => None,
    }
}

/// `cast` to one dimension (`cast_to_1D`). Errors: TypeError, ValueError.
fn cast(this: &Value, given: &Given<'_>) -> Outcome {
    let view = own(this)?;
    let format = given.required(0);
    let Some(format) = format.downcast::<Str>() else {
        return Err(type_error(format!("cast() argument 'format' must be str, not {}", type_name(format))));
    };
    if given.get(1).is_some() {
        crate::program::refuse("memoryview.cast with a shape");
    }
    if !view.is_contiguous() {
        return Err(type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let wording = "format must be a native single character format prefixed with an optional '@'";
    if ItemFormat::native(view.format.letter).is_none() && view.format.letter != b'w' {
        return Err(value_error(format!("memoryview: source {wording}")));
    }
    let Some(format) = format_named(format) else {
        return Err(value_error(format!("memoryview: destination {wording}")));
    };
    if !view.format.is_bytes() && !format.is_bytes() {
        return Err(type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let length = view.count * view.format.size;
    if length % format.size != 0 {
        return Err(type_error("memoryview: length is not a multiple of itemsize"));
    }
    Ok(view.with(format, view.start, format.size as i64, length / format.size).value())
}

/// Goes through the items that there were at its start.
struct MemoryIterator {
    view: RefCell<Option<Value>>,
    next: Cell<usize>,
    count: usize,
}

fn iterate(this: &Value) -> Outcome {
    let count = own(this)?.count;
    let iterator = MemoryIterator { view: RefCell::new(Some(this.clone())), next: Cell::new(0), count };
    Ok(allocate_native(MEMORY_ITERATOR.class(), iterator))
}

fn next(this: &Value) -> Outcome<Option<Value>> {
    let Some(iterator) = this.native::<MemoryIterator>() else { return Ok(None) };
    let Some(view) = iterator.view.borrow().clone() else { return Ok(None) };
    let at = iterator.next.get();
    if at < iterator.count {
        iterator.next.set(at + 1);
        return item(own(&view)?, at).map(Some);
    }
    let finished = iterator.view.take();
    drop(finished);
    Ok(None)
}

static MEMORY_ITERATOR: BuiltinClass = BuiltinClass::new("memory_iterator", Kind::Native)
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { iter: Some(itself), next: Some(next), ..Slots::NONE }));

const SLOTS: Slots = {
    let mut slots = Slots::NONE;
    slots.new = Some(New::Native(&NEW));
    slots.repr = Some(repr);
    slots.iter = Some(iterate);
    slots.length = Some(|this| Ok(own(this)?.count as i64));
    slots.getitem = Some(getitem);
    slots.setitem = Some(setitem);
    slots.compare = Some(compare);
    slots.hash = Some(hash);
    slots
};

const METHODS: &[Method] = &[
    native_method!("cast", "self, format, shape=<unrepresentable>", cast),
    native_method!("tolist", "self, /", tolist),
    native_method!("tobytes", "self, /, order='C'", tobytes),
    native_method!("hex", "self, /, sep='', bytes_per_sep=1", hex),
    native_method!("release", "self, /", release),
    native_method!("toreadonly", "self, /", toreadonly),
    native_method!("__enter__", "self, /", enter),
    native_method!("__exit__", "self, /, *values", release),
];

fn contiguous(this: &Value) -> Outcome {
    Ok(boolean(own(this)?.is_contiguous()))
}

const GETSETS: &[GetSet] = &[
    GetSet::new("format", |this| Ok(text(Str::from_code(u32::from(own(this)?.format.letter))))),
    GetSet::new("itemsize", |this| Ok(int(own(this)?.format.size as i64))),
    GetSet::new("ndim", |this| own(this).map(|_| int(1))),
    GetSet::new("nbytes", |this| own(this).map(|view| int((view.count * view.format.size) as i64))),
    GetSet::new("shape", |this| own(this).map(|view| tuple(vec![int(view.count as i64)]))),
    GetSet::new("strides", |this| own(this).map(|view| tuple(vec![int(view.stride)]))),
    GetSet::new("suboffsets", |this| own(this).map(|_| tuple(Vec::new()))),
    GetSet::new("readonly", |this| own(this).map(|view| boolean(view.readonly))),
    GetSet::new("obj", |this| own(this).map(|view| view.object.clone())),
    GetSet::new("contiguous", contiguous),
    GetSet::new("c_contiguous", contiguous),
    GetSet::new("f_contiguous", contiguous),
];

/// The class.
pub static MEMORY_VIEW: BuiltinClass = BuiltinClass::new("memoryview", Kind::Native)
    .sealed()
    .slots(slots!(SLOTS))
    .methods(methods!(METHODS))
    .getsets(getsets!(GETSETS));
