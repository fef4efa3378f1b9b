//! `format % arguments` for `str` and `bytes`.

use super::format::percent::{self, Flags, Format, Parts, Size};
use super::str::{Str, StrBuilder};
use crate::classes::special::call_special;
use crate::exceptions::Outcome;
use crate::native::*;
use crate::number::failure::room;
use crate::number::int_class::integer_of;
use crate::number::integer::Integer;
use crate::value::Value;
use std::borrow::Cow;

/// The values to the right of the `%`.
struct Operands {
    items: Vec<Value>,
    next: usize,
    /// A value that can be asked for keys.
    mapping: Option<Value>,
    /// A key was asked for: what is left over does not count.
    keyed: bool,
}

impl Operands {
    fn of(value: &Value, is_mapping: bool) -> Operands {
        let items = tuple_items(value);
        let mapping = (items.is_none() && is_mapping).then(|| value.clone());
        let items = items.unwrap_or_else(|| vec![value.clone()]);
        Operands { items, next: 0, mapping, keyed: false }
    }

    fn take(&mut self) -> Outcome {
        let item = self.items.get(self.next).cloned();
        self.next += 1;
        item.ok_or_else(|| type_error("not enough arguments for format string"))
    }

    /// Makes the entry under the key the only operand.
    fn select(&mut self, key: Value) -> Outcome<()> {
        let Some(mapping) = &self.mapping else { return Err(type_error("format requires a mapping")) };
        let entry = get_item(mapping, key)?;
        (self.items, self.next) = (vec![entry], 0);
        self.keyed = true;
        Ok(())
    }

    /// A width or precision given as `*`. Errors: TypeError; OverflowError for what the C type does not hold.
    fn size<T: TryFrom<i64>>(&mut self, message: &'static str) -> Outcome<T> {
        let value = self.take()?;
        match integer_of(&value) {
            Some(size) => size.to_i64().and_then(|size| T::try_from(size).ok()).ok_or_else(|| overflow_error(message)),
            None => Err(type_error("* wants int")),
        }
    }

    fn finish(&self, kind: &str) -> Outcome<()> {
        if self.next < self.items.len() && self.mapping.is_none() && !self.keyed {
            return Err(type_error(format!("not all arguments converted during {kind} formatting")));
        }
        Ok(())
    }
}

/// One directive with its sizes worked out.
struct Directive {
    flags: Flags,
    width: usize,
    precision: Option<usize>,
    code: u32,
    index: usize,
}

fn directive(format: &mut Format, operands: &mut Operands, key: fn(Str) -> Value) -> Outcome<Directive> {
    if let Some(name) = format.key()? {
        if operands.mapping.is_none() {
            return Err(type_error("format requires a mapping"));
        }
        operands.select(key(name))?;
    }
    let mut flags = format.flags();
    let width = match format.width()? {
        Size::Absent => 0,
        Size::Given(width) => room(width)?,
        Size::Argument => {
            let width: i64 = operands.size("Python int too large to convert to C ssize_t")?;
            flags.left |= width < 0;
            room(width.saturating_abs())?
        }
    };
    let precision = match format.precision()? {
        Size::Absent => None,
        Size::Given(precision) => Some(room(precision)?),
        Size::Argument => {
            let precision: i32 = operands.size("Python int too large to convert to C int")?;
            Some(precision.max(0) as usize)
        }
    };
    let (code, index) = format.conversion()?;
    Ok(Directive { flags, width, precision, code, index })
}

/// The integer of `%d` and its kin. Errors: TypeError with CPython's message.
fn integer_operand(value: &Value, code: char) -> Outcome<Integer> {
    if let Some(value) = integer_of(value) {
        return Ok(value.into_owned());
    }
    let (wanted, converted) = match code {
        'x' | 'X' | 'o' => ("an integer is", index_slot(value)),
        _ => ("a real number is", number_as_int(value)),
    };
    let converted = match converted {
        Err(raised) if raised.is_instance_of(&crate::exceptions::TYPE_ERROR) => {
            raised.forget();
            None
        }
        other => other?,
    };
    match converted.as_ref().and_then(integer_of) {
        Some(value) => Ok(value.into_owned()),
        None => Err(type_error(format!("%{code} format: {wanted} required, not {}", type_name(value)))),
    }
}

fn number(value: &Value, code: char, directive: &Directive) -> Outcome<Option<Parts>> {
    Ok(Some(match code {
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' => {
            let value = integer_operand(value, code)?;
            percent::integer(&value, code, directive.flags, directive.precision)?
        }
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
            let value = float_argument(value)?;
            percent::float(value, code, directive.flags, directive.precision)
        }
        _ => return Ok(None),
    }))
}

fn pad(builder: &mut StrBuilder, piece: &Str, directive: &Directive) {
    let fill = directive.width.saturating_sub(piece.len());
    let (left, right) = if directive.flags.left { (0, fill) } else { (fill, 0) };
    builder.push_repeated(0x20, left);
    builder.push_str(piece);
    builder.push_repeated(0x20, right);
}

fn character(value: &Value) -> Outcome<Str> {
    crate::kept::needs(crate::kept::WIDE_TEXTS);
    if let Some(own) = value.downcast::<Str>() {
        return if own.len() == 1 { Ok(own.clone()) } else { Err(type_error("%c requires int or char")) };
    }
    let converted = match integer_of(value) {
        Some(value) => value.into_owned(),
        None => match index_slot(value)?.as_ref().and_then(integer_of) {
            Some(value) => value.into_owned(),
            None => return Err(type_error("%c requires int or char")),
        },
    };
    match converted.to_i64() {
        Some(code @ 0..=0x10ffff) => Ok(Str::from_code(code as u32)),
        _ => Err(overflow_error("%c arg not in range(0x110000)")),
    }
}

fn cut(piece: &Str, precision: Option<usize>) -> Cow<'_, Str> {
    match precision {
        Some(most) if most < piece.len() => Cow::Owned(piece.part(0, most)),
        _ => Cow::Borrowed(piece),
    }
}

/// `format % value` for `str`. Errors: TypeError, ValueError, OverflowError, KeyError.
pub fn format_text(format: &Str, value: &Value) -> Outcome {
    let mut operands = Operands::of(value, is_mapping(value));
    let mut reader = Format::new(format.to_code_points());
    let mut builder = StrBuilder::new();
    loop {
        reader.literal().iter().for_each(|&code| builder.push_code(code));
        if !reader.starts_directive() {
            break;
        }
        if reader.is_escape() {
            builder.push_code('%' as u32);
            continue;
        }
        let directive = directive(&mut reader, &mut operands, text)?;
        let code = char::from_u32(directive.code).unwrap_or('\u{fffd}');
        let value = operands.take()?;
        if let Some(parts) = number(&value, code, &directive)? {
            builder.push_text(&parts.lay_out(directive.flags, directive.width));
            continue;
        }
        let piece = match code {
            's' => str_of(&value)?,
            'r' => repr_of(&value)?,
            'a' => ascii_of(&value)?,
            'c' => text(character(&value)?),
            _ => return Err(percent::unsupported(directive.code, directive.index).into()),
        };
        let Some(piece) = piece.downcast::<Str>() else { return Err(type_error("a str is required")) };
        let most = if code == 'c' { None } else { directive.precision };
        pad(&mut builder, &cut(piece, most), &directive);
    }
    operands.finish("string")?;
    Ok(text(builder.finish()))
}

fn byte(value: &Value) -> Outcome<u8> {
    let wrong = || type_error("%c requires an integer in range(256) or a single byte");
    if let Some(octets) = exact_octets(value) {
        return match octets[..] {
            [single] => Ok(single),
            _ => Err(wrong()),
        };
    }
    let converted = match integer_of(value) {
        Some(value) => Some(value.into_owned()),
        None => index_slot(value)?.as_ref().and_then(integer_of).map(Cow::into_owned),
    };
    match converted {
        None => Err(wrong()),
        Some(value) => match value.to_i64() {
            Some(code @ 0..=255) => Ok(code as u8),
            _ => Err(overflow_error("%c arg not in range(256)")),
        },
    }
}

/// What `%b` shows. Errors: TypeError.
fn octets_operand(value: &Value) -> Outcome<Vec<u8>> {
    if let Some(octets) = bytes_like(value) {
        return Ok(octets.into_owned());
    }
    match call_special(value, name!("__bytes__"), [])? {
        Some(made) => match bytes_like(&made) {
            Some(octets) => Ok(octets.into_owned()),
            None => Err(type_error(format!("__bytes__ returned non-bytes (type {})", type_name(&made)))),
        },
        None => Err(type_error(format!(
            "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
            type_name(value)
        ))),
    }
}

/// `format % value` for `bytes` and `bytearray`. Errors: TypeError, ValueError, OverflowError, KeyError.
pub fn format_bytes(format: &[u8], value: &Value) -> Outcome<Vec<u8>> {
    let mut operands = Operands::of(value, is_mapping(value) && exact_octets(value).is_none());
    let mut reader = Format::new(format.iter().map(|&byte| byte as u32).collect());
    let mut result: Vec<u8> = Vec::with_capacity(format.len());
    loop {
        result.extend(reader.literal().iter().map(|&code| code as u8));
        if !reader.starts_directive() {
            break;
        }
        if reader.is_escape() {
            result.push(b'%');
            continue;
        }
        let key = |name: Str| bytes(name.view().iter().map(|code| code as u8).collect());
        let directive = directive(&mut reader, &mut operands, key)?;
        let code = char::from_u32(directive.code).unwrap_or('\u{fffd}');
        let value = operands.take()?;
        if let Some(parts) = number(&value, code, &directive)? {
            result.extend(parts.lay_out(directive.flags, directive.width).into_bytes());
            continue;
        }
        let mut piece = match code {
            's' | 'b' => octets_operand(&value)?,
            'r' | 'a' => shown_ascii(&value)?.into_bytes(),
            'c' => vec![byte(&value)?],
            _ => return Err(percent::unsupported(directive.code, directive.index).into()),
        };
        if let (Some(most), true) = (directive.precision, code != 'c') {
            piece.truncate(most);
        }
        let fill = vec![b' '; directive.width.saturating_sub(piece.len())];
        let (first, second) = if directive.flags.left { (piece, fill) } else { (fill, piece) };
        result.extend(first);
        result.extend(second);
    }
    operands.finish("bytes")?;
    Ok(result)
}
