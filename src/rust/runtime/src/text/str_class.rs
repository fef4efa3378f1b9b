//! The class `str`: its operators, constructor and table of methods.

use super::iterators::iterate_text;
use super::str::Str;
use super::str_bound::*;
use super::{codec_objects, format_objects, percent_objects, repr, str_methods};
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, ClassRef, Comparison, Method, Slots};
use crate::exceptions::Outcome;
use crate::functions::builtin::{Arguments, Constructor};
use crate::generators::Consumer;
use crate::native::*;
use crate::object::{allocate, Kind};
use crate::value::{boolean, int, Value, NOT_IMPLEMENTED};

fn own(this: &Value) -> &Str {
    this.downcast::<Str>().expect("the class decides the payload")
}

fn concatenate(a: &Value, b: &Value) -> Outcome {
    let (Some(first), Some(second)) = (a.downcast::<Str>(), b.downcast::<Str>()) else {
        return Err(type_error(format!("can only concatenate str (not \"{}\") to str", type_name(b))));
    };
    if first.is_empty() && b.is_exactly(STR.class()) {
        return Ok(b.clone());
    }
    if second.is_empty() && a.is_exactly(STR.class()) {
        return Ok(a.clone());
    }
    Ok(text(first.concat(second)))
}

fn repeat(this: &Value, count: i64) -> Outcome {
    let own = own(this);
    if count == 1 && this.is_exactly(STR.class()) {
        return Ok(this.clone());
    }
    let count = check_repeat(own.len(), count, Some("repeated string is too long"))?;
    Ok(text(own.repeat(count)))
}

fn modulo(a: &Value, b: &Value) -> Outcome {
    match a.downcast::<Str>() {
        Some(format) => percent_objects::format_text(format, b),
        None => Ok(NOT_IMPLEMENTED()),
    }
}

fn compare(a: &Value, b: &Value, comparison: Comparison) -> Outcome {
    let (Some(first), Some(second)) = (a.downcast::<Str>(), b.downcast::<Str>()) else {
        return Ok(NOT_IMPLEMENTED());
    };
    Ok(boolean(match comparison {
        Comparison::Eq => a.is(b) || first == second,
        Comparison::Ne => !a.is(b) && first != second,
        _ => comparison.holds(first.cmp(second)),
    }))
}

fn contains(this: &Value, item: &Value) -> Outcome<bool> {
    match item.downcast::<Str>() {
        Some(item) => Ok(str_methods::contains(own(this), item)),
        None => Err(type_error(format!("'in <string>' requires string as left operand, not {}", type_name(item)))),
    }
}

const SLOTS: Slots = {
    let mut slots = Slots::NONE;
    slots.mod_ = Some(modulo);
    slots.concat = Some(concatenate);
    slots.repeat = Some(repeat);
    slots.compare = Some(compare);
    slots.hash = Some(|this| Ok(own(this).hash_value()));
    slots.repr = Some(|this| Ok(text(repr::repr(own(this)))));
    slots.str = Some(|this| Ok(plain_str(this)));
    slots.length = Some(|this| Ok(own(this).len() as i64));
    slots.getitem = Some(getitem);
    slots.contains = Some(contains);
    slots.iter = Some(|this| Ok(iterate_text(this)));
    slots.new = Some(New::Native(&NEW));
    slots
};

fn made(arguments: &mut Arguments) -> Outcome {
    let (object, encoding, errors) = (arguments.optional(0), arguments.optional(1), arguments.optional(2));
    let Some(object) = object else { return Ok(text(Str::default())) };
    if encoding.is_none() && errors.is_none() {
        return str_of(&object);
    }
    let encoding = codec_objects::name_argument(encoding.as_ref(), "str", "encoding")?;
    let errors = codec_objects::name_argument(errors.as_ref(), "str", "errors")?;
    if object.downcast::<Str>().is_some() {
        return Err(type_error("decoding str is not supported"));
    }
    match bytes_like(&object) {
        Some(octets) => codec_objects::decode_object(&octets, encoding.as_deref(), errors.as_deref()),
        None => Err(type_error(format!("decoding to str: need a bytes-like object, {} found", type_name(&object)))),
    }
}

static NEW: Constructor = Constructor::new("object='', encoding='utf-8', errors='strict'", new);

fn new(class: ClassRef, arguments: &mut Arguments) -> Outcome {
    let made = made(arguments)?;
    if class == STR.class() {
        return Ok(made);
    }
    Ok(allocate(class, own(&made).clone()).into_value())
}

fn format_one(this: &Value, given: &Given<'_>) -> Outcome {
    let spec = given.format_spec()?;
    if spec.is_empty() {
        return if this.is_exactly(STR.class()) { Ok(this.clone()) } else { str_of(this) };
    }
    Ok(text(super::format::text::format(own(this), spec, &type_name(this))?))
}

fn getnewargs(this: &Value, _: &Given<'_>) -> Outcome {
    // A copy, but there is one empty str alone.
    let own = own(this);
    let copied = if own.is_empty() { plain_str(this) } else { allocate(STR.class(), own.clone()).into_value() };
    Ok(tuple(vec![copied]))
}

/// What CPython's object of this text takes.
fn sizeof(this: &Value, _: &Given<'_>) -> Outcome {
    let own = own(this);
    let (header, width) = match own.maximum() {
        0..=0x7f => (48, 1),
        0x80..=0xff => (72, 1),
        0x100..=0xffff => (74, 2),
        _ => (76, 4),
    };
    let header = if header == 48 {
        49
    } else if width == 1 {
        73
    } else {
        header
    };
    Ok(int((header + own.len() * width) as i64))
}

fn format_call(arguments: &mut Arguments) -> Outcome {
    let (this, positional, keywords) = (arguments.take(0), arguments.take(1), arguments.take(2));
    format_objects::format_template(own(&this), &positional, &keywords)
}

fn format_map(this: &Value, given: &Given<'_>) -> Outcome {
    format_objects::format_map(own(this), given.required(0))
}

const METHODS: &[Method] = &[
    native_method!("capitalize", "self, /", capitalize),
    native_method!("casefold", "self, /", casefold),
    native_method!("center", "self, width, fillchar=' ', /", center),
    native_method!("count", "self, sub, start=None, end=None, //", count),
    native_method!("encode", "self, encoding='utf-8', errors='strict'", encode),
    native_method!("endswith", "self, suffix, start=None, end=None, //", endswith),
    native_method!("expandtabs", "self, tabsize=8", expandtabs),
    native_method!("find", "self, sub, start=None, end=None, //", find),
    Method::new("format", "self, *args, **kwargs", format_call),
    native_method!("format_map", "self, mapping, /", format_map),
    native_method!("index", "self, sub, start=None, end=None, //", index),
    native_method!("isalnum", "self, /", isalnum),
    native_method!("isalpha", "self, /", isalpha),
    native_method!("isascii", "self, /", isascii),
    native_method!("isdecimal", "self, /", isdecimal),
    native_method!("isdigit", "self, /", isdigit),
    native_method!("isidentifier", "self, /", isidentifier),
    native_method!("islower", "self, /", islower),
    native_method!("isnumeric", "self, /", isnumeric),
    native_method!("isprintable", "self, /", isprintable),
    native_method!("isspace", "self, /", isspace),
    native_method!("istitle", "self, /", istitle),
    native_method!("isupper", "self, /", isupper),
    native_method!("join", "self, iterable, /", join).consumer(Consumer::Collected),
    native_method!("ljust", "self, width, fillchar=' ', /", ljust),
    native_method!("lower", "self, /", lower),
    native_method!("lstrip", "self, chars=None, /", lstrip),
    Method::static_("maketrans", "x, y=None, z=None, /", |a| maketrans(&Given::of_static(a))),
    native_method!("partition", "self, sep, /", partition),
    native_method!("removeprefix", "self, prefix, /", removeprefix),
    native_method!("removesuffix", "self, suffix, /", removesuffix),
    native_method!("replace", "self, old, new, count=-1, /", replace),
    native_method!("rfind", "self, sub, start=None, end=None, //", rfind),
    native_method!("rindex", "self, sub, start=None, end=None, //", rindex),
    native_method!("rjust", "self, width, fillchar=' ', /", rjust),
    native_method!("rpartition", "self, sep, /", rpartition),
    native_method!("rsplit", "self, sep=None, maxsplit=-1", rsplit),
    native_method!("rstrip", "self, chars=None, /", rstrip),
    native_method!("split", "self, sep=None, maxsplit=-1", split),
    native_method!("splitlines", "self, keepends=False", splitlines),
    native_method!("startswith", "self, prefix, start=None, end=None, //", startswith),
    native_method!("strip", "self, chars=None, /", strip),
    native_method!("swapcase", "self, /", swapcase),
    native_method!("title", "self, /", title),
    native_method!("translate", "self, table, /", translate),
    native_method!("upper", "self, /", upper),
    native_method!("zfill", "self, width, /", zfill),
    native_method!("__format__", "self, format_spec, /", format_one),
    native_method!("__getnewargs__", "self, /", getnewargs),
    native_method!("__sizeof__", "self, /", sizeof),
];

/// The class.
pub static STR: BuiltinClass = BuiltinClass::new("str", Kind::Str)
    .conversion(conversion!(|object| made(&mut Arguments::new(&mut [Some(object), None, None]))))
    .slots(slots!(SLOTS))
    .methods(methods!(METHODS));
