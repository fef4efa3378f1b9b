//! `_struct`: values as packed binary data (`Modules/_struct.c`). Native sizes are those of x86-64.

mod coding;
mod format;
mod structure;

use crate::classes::{known_names, BuiltinClass, Convention, Method};
use crate::collections::support::at;
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::modules::NativeModule;
use crate::object::Kind;
use crate::value::{Value, NONE};
use format::Layout;
use std::rc::Rc;
use structure::{Struct, STRUCT};

pub static ERROR: BuiltinClass =
    BuiltinClass::new("error", Kind::Exception).module("struct").bases(&[&EXCEPTION]).instance_dict();

#[cold]
fn raise_error(message: impl Into<String>) -> Raised {
    raise_builtin(&ERROR, vec![crate::text::value_of(message.into())])
}

/// What a format, the first argument, says.
fn layout(format: &Value) -> Outcome<Rc<Layout>> {
    match format.native::<Struct>() {
        Some(known) => Ok(known.layout()),
        None => Struct::read(format).map(|made| made.layout()),
    }
}

/// The layout and what follows the format. Errors: TypeError where there is no format.
fn layout_and_rest(arguments: &mut Arguments) -> Outcome<(Rc<Layout>, Vec<Value>)> {
    let mut values = arguments.star(0);
    if values.is_empty() {
        return Err(raise_type_error("missing format argument"));
    }
    let format = values.remove(0);
    Ok((layout(&format)?, values))
}

static CALCSIZE: Method = Method::new("calcsize", "format, /", |arguments| {
    Ok(crate::collections::support::count(layout(at(arguments, 0))?.size))
})
.doc("Return size in bytes of the struct described by the format string.");

static PACK: Method = Method::new("pack", "*values", |arguments| {
    let (layout, values) = layout_and_rest(arguments)?;
    structure::pack(&layout, &values)
})
.convention(Convention::Values)
.doc("pack(format, v1, v2, ...) -> bytes");

static PACK_INTO: Method = Method::new("pack_into", "*values", |arguments| {
    let (layout, values) = layout_and_rest(arguments)?;
    structure::pack_into(&layout, &values)
})
.convention(Convention::Values)
.doc("pack_into(format, buffer, offset, v1, v2, ...)");

static UNPACK: Method = Method::new("unpack", "format, buffer, /", |arguments| {
    structure::unpack(&*layout(at(arguments, 0))?, at(arguments, 1))
})
.doc("Return a tuple containing values unpacked according to the format string.");

static UNPACK_FROM: Method = Method::new("unpack_from", "format, /, buffer, offset=0", |arguments| {
    let offset = arguments.optional(2);
    structure::unpack_from(&*layout(at(arguments, 0))?, at(arguments, 1), offset)
})
.doc("Return a tuple containing values unpacked according to the format string.");

static ITER_UNPACK: Method = Method::new("iter_unpack", "format, buffer, /", |arguments| {
    structure::iterate(layout(at(arguments, 0))?, arguments.take(1))
})
.doc("Return an iterator yielding tuples unpacked from the given bytes.");

/// Formats are read anew each time, so there is no cache to clear.
static CLEAR_CACHE: Method = Method::new("_clearcache", "", |_| Ok(NONE())).doc("Clear the internal cache.");

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_struct",
    documentation: known_names::documentation_of("_struct"),
    members: members![
        Member::Function(&CLEAR_CACHE),
        Member::Function(&CALCSIZE),
        Member::Function(&ITER_UNPACK),
        Member::Function(&PACK),
        Member::Function(&PACK_INTO),
        Member::Function(&UNPACK),
        Member::Function(&UNPACK_FROM),
        Member::Class(&STRUCT),
        Member::Class(&ERROR),
    ],
    known_names: known_names::of_module("_struct"),
};
