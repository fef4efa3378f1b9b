//! `Struct`, and what its methods share with the module's functions.

use super::format::{self, Layout};
use super::{coding, raise_error};
use crate::classes::slots::{Init, New};
use crate::classes::{BuiltinClass, Convention, GetSet, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::iterators::itself;
use crate::collections::support::{self, at, receiver};
use crate::exceptions::*;
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::Arguments;
use crate::native;
use crate::object::Kind;
use crate::protocol::attributes::{generic_getattribute, generic_setattribute};
use crate::text::bytes_bound::like;
use crate::text::memory_view::with_writable;
use crate::text::str::Str;
use crate::text::Bytes;
use crate::value::{int, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A format that was read.
pub struct Struct {
    format: RefCell<Vec<u8>>,
    layout: RefCell<Rc<Layout>>,
}

native!(Struct, STRUCT);

impl Struct {
    fn empty() -> Struct {
        let layout = Layout { runs: Vec::new(), size: 0, values: 0, big_endian: false };
        Struct { format: RefCell::default(), layout: RefCell::new(Rc::new(layout)) }
    }

    /// Errors: struct.error, TypeError for what is neither str nor bytes, UnicodeEncodeError.
    pub(super) fn read(format: &Value) -> Outcome<Struct> {
        let made = Struct::empty();
        made.fill(format)?;
        Ok(made)
    }

    fn fill(&self, format: &Value) -> Outcome<()> {
        let encoded = match format.downcast::<Str>() {
            Some(_) => crate::text::codec_objects::encode(format, Some("ascii"), None)?,
            None => format.clone(),
        };
        let Some(octets) = encoded.downcast::<Bytes>() else {
            let given = format.type_name();
            return Err(raise_type_error(format!("Struct() argument 1 must be a str or bytes object, not {given}")));
        };
        self.layout.replace(Rc::new(format::read(octets)?));
        self.format.replace(octets.to_vec());
        Ok(())
    }

    pub(super) fn layout(&self) -> Rc<Layout> {
        self.layout.borrow().clone()
    }
}

pub(super) fn pack(layout: &Layout, values: &[Value]) -> Outcome {
    if values.len() != layout.values {
        let (wanted, given) = (layout.values, values.len());
        return Err(raise_error(format!("pack expected {wanted} items for packing (got {given})")));
    }
    let mut target = vec![0; layout.size];
    coding::pack(layout, values, &mut target)?;
    Ok(native::bytes(target))
}

/// The place of an offset in a buffer (`s_pack_into`, `Struct_unpack_from`); `doing` words the errors.
fn offset_in(layout: &Layout, mut offset: i64, length: usize, doing: &Doing) -> Outcome<usize> {
    let (size, length) = (layout.size as i64, length as i64);
    if offset < 0 {
        if offset + size > 0 {
            return Err(raise_error(format!("{} {size} bytes at offset {offset}", doing.lack)));
        }
        if offset + length < 0 {
            return Err(raise_error(format!("offset {offset} out of range for {length}-byte buffer")));
        }
        offset += length;
    }
    if length - offset < size {
        return Err(raise_error(format!(
            "{} requires a buffer of at least {} bytes for {} {size} bytes at offset {offset} (actual buffer size is \
             {length})",
            doing.function,
            (size as u64).wrapping_add(offset as u64),
            doing.what,
        )));
    }
    Ok(offset as usize)
}

struct Doing {
    function: &'static str,
    what: &'static str,
    lack: &'static str,
}

const PACKING: Doing = Doing { function: "pack_into", what: "packing", lack: "no space to pack" };
const UNPACKING: Doing = Doing { function: "unpack_from", what: "unpacking", lack: "not enough data to unpack" };

/// `values` are the buffer, the offset, and what is packed.
pub(super) fn pack_into(layout: &Layout, values: &[Value]) -> Outcome {
    let (buffer, offset, items) = match values {
        [] => return Err(raise_error("pack_into expected buffer argument")),
        [_] => return Err(raise_error("pack_into expected offset argument")),
        [buffer, offset, items @ ..] => (buffer, offset, items),
    };
    if items.len() != layout.values {
        let (wanted, given) = (layout.values, items.len());
        return Err(raise_error(format!("pack_into expected {wanted} items for packing (got {given})")));
    }
    let Some(length) = with_writable(buffer, |octets| octets.len()) else {
        let given = buffer.type_name();
        return Err(raise_type_error(format!("argument must be read-write bytes-like object, not {given}")));
    };
    let offset = offset_in(layout, native::index_or(offset, raise_index_error)?, length, &PACKING)?;
    let mut packed = vec![0; layout.size];
    // What is packed before an error stays, but zeros are written first.
    let result = coding::pack(layout, items, &mut packed);
    with_writable(buffer, |octets| {
        if let Some(place) = octets.get_mut(offset..offset + packed.len()) {
            place.copy_from_slice(&packed);
        }
    });
    result.map(|()| crate::value::NONE())
}

pub(super) fn unpack(layout: &Layout, buffer: &Value) -> Outcome {
    let octets = like(buffer)?;
    if octets.len() != layout.size {
        return Err(raise_error(format!("unpack requires a buffer of {} bytes", layout.size)));
    }
    coding::unpack(layout, &octets).map(native::tuple)
}

pub(super) fn unpack_from(layout: &Layout, buffer: &Value, offset: Option<Value>) -> Outcome {
    let octets = like(buffer)?;
    let offset = offset.map_or(Ok(0), |offset| support::argument_index(&offset))?;
    let offset = offset_in(layout, offset, octets.len(), &UNPACKING)?;
    coding::unpack(layout, &octets[offset..offset + layout.size]).map(native::tuple)
}

/// What `iter_unpack` gives.
struct UnpackIterator {
    layout: Rc<Layout>,
    buffer: RefCell<Option<Value>>,
    offset: Cell<usize>,
}

native!(UnpackIterator, UNPACK_ITERATOR);

pub(super) fn iterate(layout: Rc<Layout>, buffer: Value) -> Outcome {
    if layout.size == 0 {
        return Err(raise_error("cannot iteratively unpack with a struct of length 0"));
    }
    let length = like(&buffer)?.len();
    if length % layout.size != 0 {
        return Err(raise_error(format!(
            "iterative unpacking requires a buffer of a multiple of {} bytes",
            layout.size
        )));
    }
    Ok(UnpackIterator { layout, buffer: RefCell::new(Some(buffer)), offset: Cell::new(0) }.object())
}

fn next(own: &Value) -> Outcome<Option<Value>> {
    let iterator = receiver::<UnpackIterator>(own)?;
    let Some(buffer) = iterator.buffer.borrow().clone() else { return Ok(None) };
    let octets = like(&buffer)?;
    let start = iterator.offset.get();
    let Some(part) = octets.get(start..start + iterator.layout.size) else {
        let old = iterator.buffer.borrow_mut().take();
        drop(old);
        return Ok(None);
    };
    iterator.offset.set(start + part.len());
    coding::unpack(&iterator.layout, part).map(|values| Some(native::tuple(values)))
}

fn length_hint(arguments: &mut Arguments) -> Outcome {
    let iterator = receiver::<UnpackIterator>(at(arguments, 0))?;
    let Some(buffer) = iterator.buffer.borrow().clone() else { return Ok(int(0)) };
    let length = like(&buffer)?.len();
    Ok(support::count((length - iterator.offset.get()) / iterator.layout.size))
}

static UNPACK_ITERATOR: BuiltinClass = BuiltinClass::new("unpack_iterator", Kind::Native)
    .module("_struct")
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { iter: Some(itself), next: Some(next), ..Slots::NONE }))
    .methods(methods!(&[Method::new("__length_hint__", "self, /", length_hint)]));

static NEW: Constructor = Constructor::blank(|class, _| Ok(Struct::empty().object_of(class)));

static INIT: Initializer =
    Initializer::new("format", |own, arguments| receiver::<Struct>(own)?.fill(&arguments.take(0)));

fn own_layout(arguments: &Arguments) -> Outcome<Rc<Layout>> {
    Ok(receiver::<Struct>(at(arguments, 0))?.layout())
}

pub static STRUCT: BuiltinClass = BuiltinClass::new("Struct", Kind::Native)
    .module("_struct")
    .slots(slots!(Slots {
        new: Some(New::Native(&NEW)),
        init: Some(Init::Native(&INIT)),
        getattribute: Some(generic_getattribute),
        setattribute: Some(generic_setattribute),
        ..Slots::NONE
    }))
    .methods(methods!(&[
        Method::new("pack", "self, /, *values", |arguments| {
            let values = arguments.star(1);
            pack(&*own_layout(arguments)?, &values)
        })
        .convention(Convention::Values),
        Method::new("pack_into", "self, /, *values", |arguments| {
            let values = arguments.star(1);
            pack_into(&*own_layout(arguments)?, &values)
        })
        .convention(Convention::Values),
        Method::new("unpack", "self, buffer, /", |arguments| {
            let layout = own_layout(arguments)?;
            unpack(&layout, at(arguments, 1))
        }),
        Method::new("unpack_from", "self, /, buffer, offset=0", |arguments| {
            let (layout, offset) = (own_layout(arguments)?, arguments.optional(2));
            unpack_from(&layout, at(arguments, 1), offset)
        }),
        Method::new("iter_unpack", "self, buffer, /", |arguments| {
            let layout = own_layout(arguments)?;
            iterate(layout, arguments.take(1))
        }),
    ]))
    .getsets(getsets!(&[
        GetSet::new("format", |own| {
            let format = receiver::<Struct>(own)?.format.borrow().clone();
            crate::text::codec_objects::decode(&format, None, None)
        }),
        GetSet::new("size", |own| Ok(support::count(receiver::<Struct>(own)?.layout().size))),
    ]));
