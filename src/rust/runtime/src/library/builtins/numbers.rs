//! `abs`, `bin`, `chr`, `divmod`, `hex`, `oct`, `ord`, `pow`, `round`, `sum`.

use crate::collections::support::{self, at, index_integer, type_name};
use crate::exceptions::*;
use crate::functions::builtin::Builtin;
use crate::functions::Arguments;
use crate::generators::Consumer;
use crate::object::Kind;
use crate::protocol;
use crate::protocol::iterate::{Items, ItemsOf};
use crate::text::bytes::{ByteArray, Bytes};
use crate::text::str::Str;
use crate::value::{int, Value};

pub static ABS: Builtin = Builtin::new("abs", "x, /", |arguments| {
    let value = at(arguments, 0);
    match value.class().slots().abs() {
        Some(abs) => abs(value),
        None => Err(raise_type_error(format!("bad operand type for abs(): '{}'", type_name(value)))),
    }
});

fn prefixed(arguments: &mut Arguments, base: u32) -> Outcome {
    let number = index_integer(at(arguments, 0))?;
    Ok(support::text(&number.prefixed(base)))
}

pub static BIN: Builtin = Builtin::new("bin", "number, /", |arguments| prefixed(arguments, 2));
pub static HEX: Builtin = Builtin::new("hex", "number, /", |arguments| prefixed(arguments, 16));
pub static OCT: Builtin = Builtin::new("oct", "number, /", |arguments| prefixed(arguments, 8));

pub static CHR: Builtin = Builtin::new("chr", "i, /", |arguments| {
    let code = match index_integer(at(arguments, 0))?.to_i64() {
        Some(code) if i32::try_from(code).is_ok() => code,
        _ => return Err(raise_overflow_error("Python int too large to convert to C int")),
    };
    match u32::try_from(code) {
        Ok(code) if code < 0x11_0000 => Ok(crate::text::str_value(Str::from_code(code))),
        _ => Err(raise_value_error("chr() arg not in range(0x110000)")),
    }
});

pub static ORD: Builtin = Builtin::new("ord", "c, /", |arguments| {
    let value = at(arguments, 0);
    let (length, code) = if let Some(text) = value.downcast::<Str>() {
        (text.len(), (text.len() == 1).then(|| i64::from(text.at(0))))
    } else if let Some(octets) = value.downcast::<Bytes>() {
        (octets.len(), octets.first().map(|octet| i64::from(*octet)))
    } else if let Some(octets) = value.downcast::<ByteArray>() {
        let octets = octets.borrow();
        (octets.len(), octets.first().map(|octet| i64::from(*octet)))
    } else {
        let name = type_name(value);
        return Err(raise_type_error(format!("ord() expected string of length 1, but {name} found")));
    };
    match code {
        Some(code) if length == 1 => Ok(int(code)),
        _ => Err(raise_type_error(format!("ord() expected a character, but string of length {length} found"))),
    }
});

pub static DIVMOD: Builtin = Builtin::new("divmod", "x, y, /", |arguments| {
    let left = arguments.take(0);
    protocol::operators::divmod(left, arguments.take(1))
});

pub static POW: Builtin = Builtin::new("pow", "base, exp, mod=None", |arguments| {
    let (base, exponent) = (arguments.take(0), arguments.take(1));
    match arguments.not_none(2) {
        None => protocol::operators::pow(base, exponent),
        Some(modulus) => protocol::operators::pow_modulo(base, exponent, modulus),
    }
});

pub static ROUND: Builtin = Builtin::new("round", "number, ndigits=None", |arguments| {
    let number = arguments.take(0);
    let rounded = match arguments.not_none(1) {
        None => support::call_special(&number, name!("__round__"), [])?,
        Some(places) => support::call_special(&number, name!("__round__"), [places])?,
    };
    rounded.ok_or_else(|| raise_type_error(format!("type {} doesn't define __round__ method", type_name(&number))))
});

pub static SUM: Builtin = Builtin::new("sum", "iterable, /, start=0", |arguments| {
    let iterator = support::iter(at(arguments, 0))?;
    let total = arguments.optional(1).unwrap_or_else(|| int(0));
    let refused = match total.kind() {
        Kind::Str => Some("strings [use ''.join(seq) instead]"),
        Kind::Bytes => Some("bytes [use b''.join(seq) instead]"),
        Kind::ByteArray => Some("bytearray [use b''.join(seq) instead]"),
        _ => None,
    };
    if let Some(words) = refused {
        return Err(raise_type_error(format!("sum() can't sum {words}")));
    }
    sum(&mut ItemsOf(iterator), total)
})
.consumer(Consumer::Items(|items| sum(items, int(0))));

fn sum(items: &mut impl Items, mut total: Value) -> Outcome {
    while let Some(item) = items.next()? {
        total = match (total.as_small_int(), item.as_small_int()) {
            // Two numbers of 48 bits do not overflow 64.
            (Some(left), Some(right)) => int(left + right),
            _ => support::add(total, item)?,
        };
    }
    Ok(total)
}
