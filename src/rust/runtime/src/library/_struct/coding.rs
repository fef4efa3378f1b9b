//! Packing and unpacking values.

use super::format::{Coding, Layout, Run, Wording};
use super::raise_error;
use crate::exceptions::*;
use crate::native;
use crate::number::float_bytes;
use crate::number::integer::Integer;
use crate::number::integer_bytes::ByteOrder;
use crate::text::Bytes;
use crate::value::{boolean, float, integer, Value};

fn order(layout: &Layout) -> ByteOrder {
    if layout.big_endian {
        ByteOrder::Big
    } else {
        ByteOrder::Little
    }
}

/// Packs values, which are as many as the layout takes, into `target`, which is as long as the layout.
pub(super) fn pack(layout: &Layout, values: &[Value], target: &mut [u8]) -> Outcome<()> {
    target.fill(0);
    let mut values = values.iter();
    for run in &layout.runs {
        let items = match run.coding {
            Coding::Text | Coding::PascalText => 1,
            _ => run.count,
        };
        for (index, value) in values.by_ref().take(items).enumerate() {
            let start = run.offset + index * run.size;
            match run.coding {
                Coding::Text | Coding::PascalText => pack_text(run, value, &mut target[start..start + run.count])?,
                _ => pack_item(layout, run, value, &mut target[start..start + run.size])?,
            }
        }
    }
    Ok(())
}

fn pack_text(run: &Run, value: &Value, place: &mut [u8]) -> Outcome<()> {
    let Some(octets) = native::exact_octets(value) else {
        return Err(raise_error(format!("argument for '{}' must be a bytes object", char::from(run.letter))));
    };
    let place = match run.coding {
        Coding::PascalText => {
            let Some((first, rest)) = place.split_first_mut() else { return Ok(()) };
            *first = octets.len().min(rest.len()).min(255) as u8;
            rest
        }
        _ => place,
    };
    let count = octets.len().min(place.len());
    place[..count].copy_from_slice(&octets[..count]);
    Ok(())
}

fn pack_item(layout: &Layout, run: &Run, value: &Value, place: &mut [u8]) -> Outcome<()> {
    match run.coding {
        Coding::Char => match value.downcast::<Bytes>() {
            Some(octets) if octets.len() == 1 => place[0] = octets[0],
            _ => return Err(raise_error("char format requires a bytes object of length 1")),
        },
        Coding::Bool => place[0] = u8::from(native::truth(value)?),
        Coding::Half | Coding::Single | Coding::NativeSingle | Coding::Double => {
            put(layout, place, &float_octets(run.coding, value)?)
        }
        Coding::Pointer => {
            let whole = whole(value)?;
            let signed = whole.is_negative();
            place.copy_from_slice(&in_octets(&whole, value, 8, signed)?);
        }
        Coding::Int { signed, wording } => {
            let octets = int_octets(run, signed, wording, value)?;
            put(layout, place, &octets);
        }
        Coding::Pad | Coding::Text | Coding::PascalText => {}
    }
    Ok(())
}

/// Writes little-endian octets in the layout's order.
fn put(layout: &Layout, place: &mut [u8], octets: &[u8]) {
    place.copy_from_slice(octets);
    if layout.big_endian {
        place.reverse();
    }
}

/// `get_pylong`.
fn whole(value: &Value) -> Outcome<Integer> {
    if !native::has_index(value) {
        return Err(raise_error("required argument is not an integer"));
    }
    native::index_integer(value)
}

/// An OverflowError about an int itself becomes an error of the module.
fn overflow(value: &Value, message: &str) -> Raised {
    match value.as_integer() {
        Some(_) => raise_error("int too large to convert"),
        None => raise_overflow_error(message),
    }
}

fn in_octets(whole: &Integer, value: &Value, size: usize, signed: bool) -> Outcome<Vec<u8>> {
    whole.to_bytes(size, ByteOrder::Little, signed).map_err(|failure| overflow(value, &failure.message))
}

fn int_octets(run: &Run, signed: bool, wording: Wording, value: &Value) -> Outcome<Vec<u8>> {
    let whole = whole(value)?;
    if wording == Wording::Converted {
        return in_octets(&whole, value, run.size, signed);
    }
    // C reads a long first, an unsigned one only where the item is no smaller than an int or is not native.
    let through_signed = signed || matches!(wording, Wording::Named(_));
    let fits_c = if through_signed { whole.to_i64().is_some() } else { whole.to_u64().is_some() };
    if !fits_c {
        return Err(raise_error("argument out of range"));
    }
    whole.to_bytes(run.size, ByteOrder::Little, signed).map_err(|_| out_of_range(run, signed, wording))
}

fn out_of_range(run: &Run, signed: bool, wording: Wording) -> Raised {
    let bits = run.size as u32 * 8;
    let (low, high) = if signed { (-(1i64 << (bits - 1)), (1i64 << (bits - 1)) - 1) } else { (0, (1i64 << bits) - 1) };
    match wording {
        Wording::Named(name) => raise_error(format!("{name} format requires {low} <= number <= {high}")),
        _ => raise_error(format!("'{}' format requires {low} <= number <= {high}", char::from(run.letter))),
    }
}

fn float_octets(coding: Coding, value: &Value) -> Outcome<Vec<u8>> {
    let number = match native::float_of_number(value) {
        Ok(Some(number)) => number,
        Ok(None) => return Err(raise_error("required argument is not a float")),
        // C takes any error for that one.
        Err(raised) => {
            raised.forget();
            return Err(raise_error("required argument is not a float"));
        }
    };
    let packed = match coding {
        Coding::Half => float_bytes::half_bits(number).map(|bits| bits.to_le_bytes().to_vec()),
        Coding::Single => float_bytes::single_bits(number).map(|bits| bits.to_le_bytes().to_vec()),
        Coding::NativeSingle => Ok(float_bytes::single_bits_or_infinite(number).to_le_bytes().to_vec()),
        _ => Ok(number.to_bits().to_le_bytes().to_vec()),
    };
    packed.map_err(|failure| overflow(value, &failure.message))
}

/// The values in octets as long as the layout.
pub(super) fn unpack(layout: &Layout, octets: &[u8]) -> Outcome<Vec<Value>> {
    let mut values = Vec::with_capacity(layout.values);
    for run in &layout.runs {
        let all = &octets[run.offset..run.offset + run.count * run.size];
        match run.coding {
            Coding::Text => values.push(native::bytes(all.to_vec())),
            Coding::PascalText => match all.split_first() {
                Some((length, rest)) => values.push(native::bytes(rest[..rest.len().min(*length as usize)].to_vec())),
                None => return Err(raise_system_error("Negative size passed to PyBytes_FromStringAndSize")),
            },
            _ => values.extend(all.chunks_exact(run.size).map(|item| unpack_item(layout, run, item))),
        }
    }
    Ok(values)
}

fn unpack_item(layout: &Layout, run: &Run, item: &[u8]) -> Value {
    let bits = || Integer::from_bytes(item, order(layout), false).to_u64().unwrap_or(0);
    match run.coding {
        Coding::Bool => boolean(item[0] != 0),
        Coding::Half => float(float_bytes::from_half(bits() as u16)),
        Coding::Single | Coding::NativeSingle => float(float_bytes::from_single(bits() as u32)),
        Coding::Double => float(f64::from_bits(bits())),
        Coding::Int { signed, .. } => integer(Integer::from_bytes(item, order(layout), signed)),
        Coding::Pointer => integer(Integer::from_bytes(item, order(layout), false)),
        Coding::Char | Coding::Pad | Coding::Text | Coding::PascalText => native::bytes(item.to_vec()),
    }
}
