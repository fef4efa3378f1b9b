//! `_array_reconstructor`: arrays from the memory of any machine.

use super::class::new_array;
use super::typecode::{character_argument, typecode, TYPECODES};
use super::ARRAY;
use crate::classes::ClassRef;
use crate::collections::support::at;
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::native;
use crate::number::float_bytes;
use crate::number::integer::Integer;
use crate::number::integer_bytes::ByteOrder;
use crate::text::codec_objects;
use crate::text::Bytes;
use crate::value::{float, integer, Value};

/// What the octets of a format are.
#[derive(Clone, Copy)]
enum Coding {
    Int { signed: bool },
    Float,
    Text(&'static str),
}

/// Of each pair of format codes, little-endian and big-endian: bytes of an item, as CPython's table has them.
const FORMATS: [(usize, Coding); 11] = [
    (1, Coding::Int { signed: false }),
    (2, Coding::Int { signed: false }),
    (2, Coding::Int { signed: true }),
    (4, Coding::Int { signed: false }),
    (4, Coding::Int { signed: true }),
    (8, Coding::Int { signed: false }),
    (8, Coding::Int { signed: true }),
    (4, Coding::Float),
    (8, Coding::Float),
    (4, Coding::Text("utf-16")),
    (8, Coding::Text("utf-32")),
];

pub(super) fn reconstruct(arguments: &mut Arguments) -> Outcome {
    let letter = character_argument(at(arguments, 1), "_array_reconstructor", 2)?;
    let format = native::index_c_int(at(arguments, 2))?;
    let (class, items) = (at(arguments, 0), at(arguments, 3));
    let Some(class) = ClassRef::from_value(class) else {
        let given = class.type_name();
        return Err(raise_type_error(format!("first argument must be a type object, not {given}")));
    };
    if !class.is_subclass_of(ARRAY.class()) {
        return Err(raise_type_error(format!("{} is not a subtype of array.array", class.type_name())));
    }
    let Some(row) = typecode(letter) else {
        return Err(raise_value_error("second argument must be a valid type code"));
    };
    if !(0..=21).contains(&format) {
        return Err(raise_value_error("third argument must be a valid machine format code."));
    }
    let Some(octets) = items.downcast::<Bytes>() else {
        return Err(raise_type_error(format!("fourth argument should be bytes, not {}", items.type_name())));
    };
    let format = format as usize;
    if format == row.machine_format {
        return new_array(class, letter, Some(items.clone()));
    }
    // The first pair is the two kinds of single bytes.
    let (size, coding) = match format {
        1 => (1, Coding::Int { signed: true }),
        _ => FORMATS[format / 2],
    };
    if octets.len() % size != 0 {
        return Err(raise_value_error("string length not a multiple of item size"));
    }
    let is_big = format > 1 && format % 2 == 1;
    let (letter, items) = converted(letter, octets, size, coding, is_big)?;
    new_array(class, letter, Some(items))
}

/// The items, with the type code that suits them best.
fn converted(letter: u32, octets: &[u8], size: usize, coding: Coding, is_big: bool) -> Outcome<(u32, Value)> {
    let order = if is_big { ByteOrder::Big } else { ByteOrder::Little };
    let items = octets.chunks_exact(size);
    Ok(match coding {
        Coding::Int { signed } => {
            let fits = |row: &&super::typecode::Typecode| {
                !row.is_float() && !row.is_text() && row.size == size && row.is_signed() == signed
            };
            let letter = TYPECODES.iter().rfind(fits).map_or(letter, |row| u32::from(row.letter));
            (letter, native::list(items.map(|item| integer(Integer::from_bytes(item, order, signed))).collect()))
        }
        Coding::Float => {
            let bits = |item: &[u8]| Integer::from_bytes(item, order, false).to_u64().unwrap_or(0);
            let read = |item: &[u8]| match size {
                4 => float(float_bytes::from_single(bits(item) as u32)),
                _ => float(f64::from_bits(bits(item))),
            };
            (letter, native::list(items.map(read).collect()))
        }
        Coding::Text(encoding) => {
            let encoding = format!("{encoding}-{}", if is_big { "be" } else { "le" });
            (letter, codec_objects::decode(octets, Some(&encoding), Some("strict"))?)
        }
    })
}
