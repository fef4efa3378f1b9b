//! The methods of `array`.

use super::class::{add_octets, array, extend, find, insert, list_of, made};
use super::storage::Array;
use super::typecode::code_point;
use crate::classes::Method;
use crate::collections::support::{self, at};
use crate::exceptions::*;
use crate::functions::{call_method, Arguments};
use crate::modules::import::import_leaf;
use crate::native;
use crate::protocol::attributes::{getattr, getattr_optional};
use crate::text::buffer::buffer_of;
use crate::text::memory_view::{check_contiguous, items_behind};
use crate::text::str::Str;
use crate::text::Bytes;
use crate::value::{int, NONE};

fn append(arguments: &mut Arguments) -> Outcome {
    insert(array(at(arguments, 0))?, i64::MAX, at(arguments, 1))?;
    Ok(NONE())
}

fn buffer_info(arguments: &mut Arguments) -> Outcome {
    let own = array(at(arguments, 0))?;
    Ok(native::tuple(vec![int(own.address()), int(own.len() as i64)]))
}

fn byteswap(arguments: &mut Arguments) -> Outcome {
    array(at(arguments, 0))?.byteswap();
    Ok(NONE())
}

fn count(arguments: &mut Arguments) -> Outcome {
    let own = array(at(arguments, 0))?;
    let (mut index, mut found) = (0, 0);
    while index < own.len() {
        found += i64::from(support::equal(&own.get(index)?, at(arguments, 1))?);
        index += 1;
    }
    Ok(int(found))
}

fn copy(arguments: &mut Arguments) -> Outcome {
    let own = array(at(arguments, 0))?;
    Ok(made(own, own.octets()))
}

fn extend_method(arguments: &mut Arguments) -> Outcome {
    extend(array(at(arguments, 0))?, at(arguments, 1))?;
    Ok(NONE())
}

fn frombytes(arguments: &mut Arguments) -> Outcome {
    let (items, given) = (array(at(arguments, 0))?, at(arguments, 1));
    check_contiguous(given)?;
    let Some((format, octets)) = items_behind(given) else {
        let given = given.type_name();
        return Err(raise_type_error(format!("a bytes-like object is required, not '{given}'")));
    };
    if format.size != 1 {
        return Err(raise_type_error("a bytes-like object is required"));
    }
    // The argument's memory is looked at meanwhile, so that an array cannot take its own.
    let looked_at = buffer_of(given);
    looked_at.inspect(|buffer| buffer.export());
    let added = add_octets(items, &octets);
    looked_at.inspect(|buffer| buffer.release());
    added.map(|()| NONE())
}

fn fromfile(arguments: &mut Arguments) -> Outcome {
    let own = array(at(arguments, 0))?;
    let count = support::argument_index(at(arguments, 2))?;
    if count < 0 {
        return Err(raise_value_error("negative count"));
    }
    let Some(wanted) = count.checked_mul(own.typecode.size as i64) else { return Err(support::no_memory()) };
    let read = call_method(at(arguments, 1).clone(), name!("read"), [int(wanted)])?;
    let Some(octets) = read.downcast::<Bytes>() else {
        return Err(raise_type_error("read() didn't return bytes"));
    };
    add_octets(own, octets)?;
    if octets.len() as i64 != wanted {
        return Err(raise_eof_error("read() didn't return enough bytes"));
    }
    Ok(NONE())
}

fn tofile(arguments: &mut Arguments) -> Outcome {
    const BLOCK: usize = 64 * 1024;
    let own = array(at(arguments, 0))?;
    let total = own.len() * own.typecode.size;
    for start in (0..total).step_by(BLOCK) {
        let octets = own.octets();
        let block = octets[start.min(octets.len())..(start + BLOCK).min(total).min(octets.len())].to_vec();
        call_method(at(arguments, 1).clone(), name!("write"), [native::bytes(block)])?;
    }
    Ok(NONE())
}

fn fromlist(arguments: &mut Arguments) -> Outcome {
    let given = at(arguments, 1);
    if given.downcast::<crate::collections::List>().is_none() {
        return Err(raise_type_error("arg must be list"));
    }
    let own = array(at(arguments, 0))?;
    let items = native::iterate(given)?;
    if items.is_empty() {
        return Ok(NONE());
    }
    let old = own.len();
    own.splice(old, old, &vec![0; items.len() * own.typecode.size])?;
    for (index, item) in items.iter().enumerate() {
        let result = own.set(old + index, item).and_then(|()| match native::length_of(given)? == items.len() as i64 {
            true => Ok(()),
            false => Err(raise_runtime_error("list changed size during iteration")),
        });
        if let Err(raised) = result {
            own.splice(old, own.len(), &[])?;
            return Err(raised);
        }
    }
    Ok(NONE())
}

fn fromunicode(arguments: &mut Arguments) -> Outcome {
    let (own, given) = (array(at(arguments, 0))?, at(arguments, 1));
    let Some(text) = given.downcast::<Str>() else {
        return Err(raise_type_error(format!("fromunicode() argument must be str, not {}", given.type_name())));
    };
    if !own.typecode.is_text() {
        return Err(raise_value_error("fromunicode() may only be called on unicode type arrays"));
    }
    let octets: Vec<u8> = text.to_code_points().iter().flat_map(|code| code.to_le_bytes()).collect();
    let length = own.len();
    own.splice(length, length, &octets)?;
    Ok(NONE())
}

/// The text of an array of characters. Errors: ValueError for what is no code point.
pub(super) fn to_text(own: &Array) -> Outcome {
    let codes = own.octets().chunks_exact(4).map(code_point).collect::<Outcome<Vec<u32>>>()?;
    Ok(native::text(Str::from_code_points(&codes)))
}

fn tounicode(arguments: &mut Arguments) -> Outcome {
    let own = array(at(arguments, 0))?;
    if !own.typecode.is_text() {
        return Err(raise_value_error("tounicode() may only be called on unicode type arrays"));
    }
    to_text(own)
}

fn index(arguments: &mut Arguments) -> Outcome {
    let (start, stop) = (arguments.optional(2), arguments.optional(3));
    let own = array(at(arguments, 0))?;
    let start = support::search_bound(start, 0, own.len())?;
    let stop = support::search_bound(stop, i64::MAX, own.len())?;
    match find(own, at(arguments, 1), start, stop)? {
        Some(place) => Ok(int(place as i64)),
        None => Err(raise_value_error("array.index(x): x not in array")),
    }
}

fn insert_method(arguments: &mut Arguments) -> Outcome {
    let place = native::index_size(at(arguments, 1))?;
    insert(array(at(arguments, 0))?, place, at(arguments, 2))?;
    Ok(NONE())
}

fn pop(arguments: &mut Arguments) -> Outcome {
    let index = arguments.get(1).map_or(Ok(-1), native::index_size)?;
    let own = array(at(arguments, 0))?;
    if own.len() == 0 {
        return Err(raise_index_error("pop from empty array"));
    }
    let Some(place) = crate::collections::slicing::normalize(index, own.len()) else {
        return Err(raise_index_error("pop index out of range"));
    };
    let item = own.get(place)?;
    own.splice(place, place + 1, &[])?;
    Ok(item)
}

fn remove(arguments: &mut Arguments) -> Outcome {
    let own = array(at(arguments, 0))?;
    match find(own, at(arguments, 1), 0, usize::MAX)? {
        Some(place) => own.splice(place, (place + 1).min(own.len()).max(place), &[]).map(|()| NONE()),
        None => Err(raise_value_error("array.remove(x): x not in array")),
    }
}

fn reverse(arguments: &mut Arguments) -> Outcome {
    array(at(arguments, 0))?.reverse();
    Ok(NONE())
}

fn reduce(arguments: &mut Arguments) -> Outcome {
    let protocol = at(arguments, 1);
    if protocol.as_integer().is_none() {
        return Err(raise_type_error("__reduce_ex__ argument should be an integer"));
    }
    let Some(protocol) = protocol.as_integer().and_then(|protocol| protocol.to_i64()) else {
        return Err(raise_overflow_error("Python int too large to convert to C long"));
    };
    let value = at(arguments, 0);
    let own = array(value)?;
    let state = getattr_optional(value, name!("__dict__"))?.unwrap_or_else(NONE);
    let letter = native::text(Str::from_code(u32::from(own.typecode.letter)));
    let class = value.class().value();
    if protocol < 3 {
        return Ok(native::tuple(vec![class, native::tuple(vec![letter, list_of(own)?]), state]));
    }
    let octets = call_method(value.clone(), name!("tobytes"), [])?;
    let format = int(own.typecode.machine_format as i64);
    let reconstructor = getattr(import_leaf("array")?, name!("_array_reconstructor"))?;
    Ok(native::tuple(vec![reconstructor, native::tuple(vec![class, letter, format, octets]), state]))
}

fn sizeof(arguments: &mut Arguments) -> Outcome {
    let own = array(at(arguments, 0))?;
    Ok(int(64 + (own.allocated.get() * own.typecode.size) as i64))
}

pub(super) const METHODS: &[Method] = &[
    Method::new("__copy__", "self, /", copy),
    Method::new("__deepcopy__", "self, unused, /", copy),
    Method::new("__reduce_ex__", "self, value, ///", reduce),
    Method::new("__sizeof__", "self, /", sizeof),
    Method::new("append", "self, v, /", append),
    Method::new("buffer_info", "self, /", buffer_info),
    Method::new("byteswap", "self, /", byteswap),
    Method::new("count", "self, v, /", count),
    Method::new("extend", "self, bb, ///", extend_method),
    Method::new("frombytes", "self, buffer, /", frombytes),
    Method::new("fromfile", "self, f, n, ///", fromfile),
    Method::new("fromlist", "self, list, /", fromlist),
    Method::new("fromunicode", "self, ustr, /", fromunicode),
    Method::new("index", "self, v, start=0, stop=sys.maxsize, /", index),
    Method::new("insert", "self, i, v, /", insert_method),
    Method::new("pop", "self, i=-1, /", pop),
    Method::new("remove", "self, v, /", remove),
    Method::new("reverse", "self, /", reverse),
    Method::new("tobytes", "self, /", |arguments| Ok(native::bytes(array(at(arguments, 0))?.octets()))),
    Method::new("tofile", "self, f, /", tofile),
    Method::new("tolist", "self, /", |arguments| list_of(array(at(arguments, 0))?)),
    Method::new("tounicode", "self, /", tounicode),
];
