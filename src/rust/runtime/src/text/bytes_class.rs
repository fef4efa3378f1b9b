//! The classes `bytes` and `bytearray`: operators, constructors and tables of methods.

use super::buffer::Buffer;
use super::bytes::{ByteArray, Bytes};
use super::bytes_bound::*;
use super::iterators::{iterate_byte_array, iterate_bytes};
use super::str::Str;
use super::{byte_array_bound as mutable, bytes_text, percent_objects, repr};
use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, ClassRef, Comparison, Method, Slots};
use crate::exceptions::Outcome;
use crate::functions::builtin::{Arguments, Constructor, Initializer};
use crate::native::*;
use crate::object::{allocate, Kind};
use crate::value::{boolean, int, Value, NOT_IMPLEMENTED};

fn concatenate(a: &Value, b: &Value) -> Outcome {
    let Some(second) = bytes_like(b) else {
        return Err(type_error(format!("can't concat {} to {}", type_name(b), type_name(a))));
    };
    let first = own(a);
    if second.is_empty() && is_exact_bytes(a) {
        return Ok(a.clone());
    }
    if first.is_empty() && is_exact_bytes(b) && is_exact_bytes(a) {
        return Ok(b.clone());
    }
    Ok(made(a, [&*first, &*second].concat()))
}

fn repeat(this: &Value, count: i64) -> Outcome {
    let own = own(this);
    if count == 1 && is_exact_bytes(this) {
        return Ok(this.clone());
    }
    let is_bytes = this.downcast::<Bytes>().is_some();
    let count = check_repeat(own.len(), count, is_bytes.then_some("repeated bytes are too long"))?;
    Ok(made(this, own.repeat(count)))
}

fn modulo(a: &Value, b: &Value) -> Outcome {
    if a.downcast::<Bytes>().is_none() && a.downcast::<ByteArray>().is_none() {
        return Ok(NOT_IMPLEMENTED());
    }
    Ok(made(a, percent_objects::format_bytes(&own(a), b)?))
}

fn compare(a: &Value, b: &Value, comparison: Comparison) -> Outcome {
    // `bytes` knows only itself, `bytearray` every buffer (`bytes_richcompare`, `bytearray_richcompare`).
    let of_bytes = |value: &Value| value.downcast::<Bytes>().is_some();
    if of_bytes(a) && !of_bytes(b) {
        return Ok(NOT_IMPLEMENTED());
    }
    match (bytes_like(a), bytes_like(b)) {
        (Some(first), Some(second)) => Ok(boolean(comparison.holds(first.cmp(&second)))),
        _ => Ok(NOT_IMPLEMENTED()),
    }
}

fn hash(this: &Value) -> Outcome<i64> {
    Ok(this.downcast::<Bytes>().map_or(0, Bytes::hash_value))
}

/// `str()` too, whatever `__repr__` a subclass has.
fn show_bytes(this: &Value) -> Outcome {
    Ok(text(repr::repr_bytes(&own(this)).into()))
}

fn show_byte_array(this: &Value) -> Outcome {
    Ok(text(format!("{}({})", type_name(this), repr::repr_bytes(&own(this))).into()))
}

/// The octets of anything that is bytes or a bytearray inside.
pub(crate) fn buffer(this: &Value) -> Option<&dyn Buffer> {
    match this.downcast::<Bytes>() {
        Some(own) => Some(own),
        None => this.downcast::<ByteArray>().map(|own| own as &dyn Buffer),
    }
}

const SHARED: Slots = {
    let mut slots = Slots::NONE;
    slots.mod_ = Some(modulo);
    slots.concat = Some(concatenate);
    slots.repeat = Some(repeat);
    slots.compare = Some(compare);
    slots.length = Some(|this| Ok(length(this) as i64));
    slots.getitem = Some(getitem);
    slots.contains = Some(contains);
    slots.buffer = Some(buffer);
    slots
};

const BYTES_SLOTS: Slots = {
    let mut slots = SHARED;
    slots.hash = Some(hash);
    slots.repr = Some(show_bytes);
    slots.str = Some(show_bytes);
    slots.iter = Some(|this| Ok(iterate_bytes(this)));
    slots.new = Some(New::Native(&NEW_BYTES));
    slots
};

const BYTE_ARRAY_SLOTS: Slots = {
    let mut slots = SHARED;
    slots.repr = Some(show_byte_array);
    slots.str = Some(show_byte_array);
    slots.iter = Some(|this| Ok(iterate_byte_array(this)));
    slots.setitem = Some(mutable::set_item);
    slots.iconcat = Some(mutable::extend_in_place);
    slots.irepeat = Some(mutable::repeat_in_place);
    slots.new = Some(New::Native(&NEW_BYTEARRAY));
    slots.init = Some(Init::Native(&INIT_BYTEARRAY));
    slots
};

fn made_bytes(arguments: &mut Arguments) -> Outcome {
    let (source, encoding, errors) = (arguments.optional(0), arguments.optional(1), arguments.optional(2));
    if let (Some(source), None, None) = (&source, &encoding, &errors) {
        if is_exact_bytes(source) {
            return Ok(source.clone());
        }
    }
    Ok(bytes(constructed(source, encoding, errors, "bytes", "bytes must be in range(0, 256)")?))
}

static NEW_BYTES: Constructor = Constructor::new("source=b'', encoding=None, errors=None", new_bytes);

fn new_bytes(class: ClassRef, arguments: &mut Arguments) -> Outcome {
    let value = made_bytes(arguments)?;
    if class == BYTES.class() {
        return Ok(value);
    }
    Ok(allocate(class, Bytes::from(&*own(&value))).into_value())
}

static NEW_BYTEARRAY: Constructor = Constructor::new("*args, **kwargs", new_byte_array);

static INIT_BYTEARRAY: Initializer = Initializer::new("source=b'', encoding=None, errors=None", init_byte_array);

fn new_byte_array(class: ClassRef, _: &mut Arguments) -> Outcome {
    Ok(allocate(class, ByteArray::default()).into_value())
}

fn init_byte_array(this: &Value, arguments: &mut Arguments) -> Outcome<()> {
    let (source, encoding, errors) = (arguments.optional(0), arguments.optional(1), arguments.optional(2));
    let octets = constructed(source, encoding, errors, "bytearray", "byte must be in range(0, 256)")?;
    if let Some(array) = this.downcast::<ByteArray>() {
        *array.borrow_mut() = octets;
    }
    Ok(())
}

fn fromhex_as(class: &Value, given: &Given<'_>, exact: &'static BuiltinClass, make: fn(Vec<u8>) -> Value) -> Outcome {
    let source = given.required(0);
    let Some(source) = source.downcast::<Str>() else {
        return Err(type_error(format!("fromhex() argument must be str, not {}", type_name(source))));
    };
    let value = make(bytes_text::from_hexadecimal(source)?);
    if class.is(&exact.value()) {
        Ok(value)
    } else {
        call_class(class, vec![value])
    }
}

fn fromhex(class: &Value, given: &Given<'_>) -> Outcome {
    fromhex_as(class, given, &BYTES, bytes)
}

fn array_fromhex(class: &Value, given: &Given<'_>) -> Outcome {
    fromhex_as(class, given, &BYTEARRAY, byte_array)
}

fn itself(this: &Value, _: &Given<'_>) -> Outcome {
    if is_exact_bytes(this) {
        Ok(this.clone())
    } else {
        Ok(bytes(own(this).into_owned()))
    }
}

fn getnewargs(this: &Value, _: &Given<'_>) -> Outcome {
    Ok(tuple(vec![bytes(own(this).into_owned())]))
}

fn sizeof(this: &Value, _: &Given<'_>) -> Outcome {
    Ok(int(33 + own(this).len() as i64))
}

macro_rules! shared_methods {
    ($($own:expr,)*) => {
        &[
            native_method!("capitalize", "self, /", capitalize),
            native_method!("center", "self, width, fillchar=b' ', /", center),
            native_method!("count", "self, sub, start=None, end=None, //", count),
            native_method!("decode", "self, encoding='utf-8', errors='strict'", decode),
            native_method!("endswith", "self, suffix, start=None, end=None, //", endswith),
            native_method!("expandtabs", "self, tabsize=8", expandtabs),
            native_method!("find", "self, sub, start=None, end=None, //", find),
            native_method!("hex", "self, sep=b'', bytes_per_sep=1", hex),
            native_method!("index", "self, sub, start=None, end=None, //", index),
            native_method!("isalnum", "self, /", isalnum),
            native_method!("isalpha", "self, /", isalpha),
            native_method!("isascii", "self, /", isascii),
            native_method!("isdigit", "self, /", isdigit),
            native_method!("islower", "self, /", islower),
            native_method!("isspace", "self, /", isspace),
            native_method!("istitle", "self, /", istitle),
            native_method!("isupper", "self, /", isupper),
            native_method!("join", "self, iterable_of_bytes, /", join),
            native_method!("ljust", "self, width, fillchar=b' ', /", ljust),
            native_method!("lower", "self, /", lower),
            native_method!("lstrip", "self, bytes=None, /", lstrip),
            Method::static_("maketrans", "frm, to, /", |a| maketrans(&Given::of_static(a))),
            native_method!("partition", "self, sep, /", partition),
            native_method!("removeprefix", "self, prefix, /", removeprefix),
            native_method!("removesuffix", "self, suffix, /", removesuffix),
            native_method!("replace", "self, old, new, count=-1, /", replace),
            native_method!("rfind", "self, sub, start=None, end=None, //", rfind),
            native_method!("rindex", "self, sub, start=None, end=None, //", rindex),
            native_method!("rjust", "self, width, fillchar=b' ', /", rjust),
            native_method!("rpartition", "self, sep, /", rpartition),
            native_method!("rsplit", "self, sep=None, maxsplit=-1", rsplit),
            native_method!("rstrip", "self, bytes=None, /", rstrip),
            native_method!("split", "self, sep=None, maxsplit=-1", split),
            native_method!("splitlines", "self, keepends=False", splitlines),
            native_method!("startswith", "self, prefix, start=None, end=None, //", startswith),
            native_method!("strip", "self, bytes=None, /", strip),
            native_method!("swapcase", "self, /", swapcase),
            native_method!("title", "self, /", title),
            native_method!("translate", "self, table, /, delete=b''", translate),
            native_method!("upper", "self, /", upper),
            native_method!("zfill", "self, width, /", zfill),
            $($own,)*
        ]
    };
}

const BYTES_METHODS: &[Method] = shared_methods![
    native_class_method!("fromhex", "self, string, /", fromhex),
    native_method!("__bytes__", "self, /", itself),
    native_method!("__getnewargs__", "self, /", getnewargs),
    native_method!("__sizeof__", "self, /", sizeof),
];

const BYTE_ARRAY_METHODS: &[Method] = shared_methods![
    native_class_method!("fromhex", "self, string, /", array_fromhex),
    native_method!("append", "self, item, /", mutable::append),
    native_method!("clear", "self, /", mutable::clear),
    native_method!("copy", "self, /", mutable::copy),
    native_method!("extend", "self, iterable_of_ints, /", mutable::extend),
    native_method!("insert", "self, index, item, /", mutable::insert),
    native_method!("pop", "self, index=-1, /", mutable::pop),
    native_method!("remove", "self, value, /", mutable::remove),
    native_method!("reverse", "self, /", mutable::reverse),
    native_method!("__reduce__", "self, /", mutable::reduce),
    native_method!("__reduce_ex__", "self, proto=0, /", mutable::reduce_ex),
];

pub static BYTES: BuiltinClass =
    BuiltinClass::new("bytes", Kind::Bytes).slots(slots!(BYTES_SLOTS)).methods(methods!(BYTES_METHODS));

pub static BYTEARRAY: BuiltinClass = BuiltinClass::new("bytearray", Kind::ByteArray)
    .unhashable()
    .slots(slots!(BYTE_ARRAY_SLOTS))
    .methods(methods!(BYTE_ARRAY_METHODS));
