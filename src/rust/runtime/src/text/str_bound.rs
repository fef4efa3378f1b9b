//! The methods of `str` as native functions: arguments checked, results made.

use super::str::{Str, StrBuilder};
use super::{case, codec_objects, str_methods, unicode, units};
use crate::collections::support::argument_index;
use crate::exceptions::Outcome;
use crate::native::*;
use crate::number::failure::room;
use crate::object::Ref;
use crate::value::{boolean, int, Value, NONE};

/// The text of the receiver; the caller checked its class.
fn receiver(value: &Value) -> &Str {
    value.downcast::<Str>().expect("the descriptor checked the receiver")
}

/// `this` itself where nothing changed; a plain `str` of the same value where it is of a subclass.
fn unchanged(this: &Value) -> Value {
    plain_str(this)
}

fn or_unchanged(this: &Value, changed: Option<Str>) -> Value {
    changed.map_or_else(|| unchanged(this), text)
}

macro_rules! simple {
    ($($name:ident => $this:ident, $body:expr;)*) => {
        $(pub fn $name(this: &Value, _: &Given<'_>) -> Outcome {
            let $this = receiver(this);
            Ok($body)
        })*
    };
}

simple! {
    lower => t, text(case::lower(t));
    upper => t, text(case::upper(t));
    casefold => t, text(case::casefold(t));
    swapcase => t, text(case::swapcase(t));
    capitalize => t, text(case::capitalize(t));
    title => t, text(case::title(t));
    isascii => t, boolean(t.is_ascii());
    isalpha => t, boolean(case::all(t, unicode::ALPHA));
    isalnum => t, boolean(case::all(t, unicode::ALPHA | unicode::DECIMAL | unicode::DIGIT | unicode::NUMERIC));
    isdecimal => t, boolean(case::all(t, unicode::DECIMAL));
    isdigit => t, boolean(case::all(t, unicode::DIGIT));
    isnumeric => t, boolean(case::all(t, unicode::NUMERIC));
    isspace => t, boolean(case::all(t, unicode::SPACE));
    islower => t, boolean(case::is_lower(t));
    isupper => t, boolean(case::is_upper(t));
    istitle => t, boolean(case::is_title(t));
    isprintable => t, boolean(case::is_printable(t));
    isidentifier => t, boolean(case::is_identifier(t));
}

/// A `str` argument of a search. Errors: TypeError.
fn needle(value: &Value) -> Outcome<Ref<Str>> {
    value.clone().into_ref::<Str>().ok().ok_or_else(|| type_error(format!("must be str, not {}", type_name(value))))
}

/// What `find` and its kin take: the needle and the clamped bounds.
fn search(this: &Value, given: &Given<'_>) -> Outcome<(Ref<Str>, usize, usize)> {
    let (start, end) = bounds(given, 1, receiver(this).len())?;
    Ok((needle(given.required(0))?, start, end))
}

fn place(at: Option<usize>) -> Value {
    int(at.map_or(-1, |at| at as i64))
}

pub fn find(this: &Value, given: &Given<'_>) -> Outcome {
    let (needle, start, end) = search(this, given)?;
    Ok(place(str_methods::find(receiver(this), &needle, start, end)))
}

pub fn rfind(this: &Value, given: &Given<'_>) -> Outcome {
    let (needle, start, end) = search(this, given)?;
    Ok(place(str_methods::rfind(receiver(this), &needle, start, end)))
}

fn found(at: Option<usize>) -> Outcome {
    at.map(|at| int(at as i64)).ok_or_else(|| value_error("substring not found"))
}

pub fn index(this: &Value, given: &Given<'_>) -> Outcome {
    let (needle, start, end) = search(this, given)?;
    found(str_methods::find(receiver(this), &needle, start, end))
}

pub fn rindex(this: &Value, given: &Given<'_>) -> Outcome {
    let (needle, start, end) = search(this, given)?;
    found(str_methods::rfind(receiver(this), &needle, start, end))
}

pub fn count(this: &Value, given: &Given<'_>) -> Outcome {
    let (needle, start, end) = search(this, given)?;
    Ok(int(str_methods::count(receiver(this), &needle, start, end) as i64))
}

fn affix(this: &Value, given: &Given<'_>, name: &str, test: fn(&Str, &Str, usize, usize) -> bool) -> Outcome {
    let own = receiver(this);
    let (start, end) = bounds(given, 1, own.len())?;
    let wanted = given.required(0);
    if let Some(items) = tuple_items(wanted) {
        for item in items {
            let Some(item) = item.downcast::<Str>() else {
                return Err(type_error(format!("tuple for {name} must only contain str, not {}", type_name(&item))));
            };
            if test(own, item, start, end) {
                return Ok(boolean(true));
            }
        }
        return Ok(boolean(false));
    }
    match wanted.downcast::<Str>() {
        Some(wanted) => Ok(boolean(test(own, wanted, start, end))),
        None => Err(type_error(format!("{name} first arg must be str or a tuple of str, not {}", type_name(wanted)))),
    }
}

pub fn startswith(this: &Value, given: &Given<'_>) -> Outcome {
    affix(this, given, "startswith", str_methods::starts_with)
}

pub fn endswith(this: &Value, given: &Given<'_>) -> Outcome {
    affix(this, given, "endswith", str_methods::ends_with)
}

/// The number of cuts or replacements; negative means all.
fn most(value: Option<&Value>) -> Outcome<usize> {
    match value {
        None => Ok(usize::MAX),
        Some(value) => Ok(usize::try_from(argument_index(value)?).unwrap_or(usize::MAX)),
    }
}

pub fn replace(this: &Value, given: &Given<'_>) -> Outcome {
    let old = given.str_argument(0, "replace")?;
    let new = given.str_argument(1, "replace")?;
    let most = most(given.get(2))?;
    Ok(or_unchanged(this, str_methods::replace(receiver(this), old, new, most)))
}

fn texts(parts: Vec<Str>) -> Value {
    list(parts.into_iter().map(text).collect())
}

fn cut(
    this: &Value,
    given: &Given<'_>,
    blank: fn(&Str, usize) -> Vec<Str>,
    by: fn(&Str, &Str, usize) -> Vec<Str>,
) -> Outcome {
    let (separator, limit) = (given.get(0), given.get(1));
    let most = most(limit)?;
    match separator.filter(|separator| !separator.is_none()) {
        None => Ok(texts(blank(receiver(this), most))),
        Some(separator) => match separator.downcast::<Str>() {
            None => Err(type_error(format!("must be str or None, not {}", type_name(separator)))),
            Some(separator) if separator.is_empty() => Err(value_error("empty separator")),
            Some(separator) => Ok(texts(by(receiver(this), separator, most))),
        },
    }
}

pub fn split(this: &Value, given: &Given<'_>) -> Outcome {
    cut(this, given, str_methods::split_blank, str_methods::split)
}

pub fn rsplit(this: &Value, given: &Given<'_>) -> Outcome {
    cut(this, given, str_methods::rsplit_blank, str_methods::rsplit)
}

pub fn splitlines(this: &Value, given: &Given<'_>) -> Outcome {
    let keep = given.get(0);
    let keep = keep.map_or(Ok(0), index_c_int)? != 0;
    Ok(texts(str_methods::split_lines(receiver(this), keep)))
}

fn partitioned(this: &Value, given: &Given<'_>, from_right: bool) -> Outcome {
    let separator = needle(given.required(0))?;
    if separator.is_empty() {
        return Err(value_error("empty separator"));
    }
    let empty = || text(Str::default());
    Ok(match str_methods::partition(receiver(this), &separator, from_right) {
        Some((before, after)) => tuple(vec![text(before), given.required(0).clone(), text(after)]),
        None if from_right => tuple(vec![empty(), empty(), unchanged(this)]),
        None => tuple(vec![unchanged(this), empty(), empty()]),
    })
}

pub fn partition(this: &Value, given: &Given<'_>) -> Outcome {
    partitioned(this, given, false)
}

pub fn rpartition(this: &Value, given: &Given<'_>) -> Outcome {
    partitioned(this, given, true)
}

fn stripped(this: &Value, given: &Given<'_>, name: &str, left: bool, right: bool) -> Outcome {
    let chars = match given.get(0).filter(|chars| !chars.is_none()) {
        None => None,
        Some(chars) => Some(
            chars
                .clone()
                .into_ref::<Str>()
                .ok()
                .ok_or_else(|| type_error(format!("{name} arg must be None or str")))?,
        ),
    };
    Ok(or_unchanged(this, str_methods::strip(receiver(this), chars.as_deref(), left, right)))
}

pub fn strip(this: &Value, given: &Given<'_>) -> Outcome {
    stripped(this, given, "strip", true, true)
}

pub fn lstrip(this: &Value, given: &Given<'_>) -> Outcome {
    stripped(this, given, "lstrip", true, false)
}

pub fn rstrip(this: &Value, given: &Given<'_>) -> Outcome {
    stripped(this, given, "rstrip", false, true)
}

pub fn removeprefix(this: &Value, given: &Given<'_>) -> Outcome {
    let prefix = given.only_str_argument("removeprefix")?;
    let own = receiver(this);
    let found = str_methods::starts_with(own, prefix, 0, own.len());
    Ok(or_unchanged(this, (found && !prefix.is_empty()).then(|| own.part(prefix.len(), own.len()))))
}

pub fn removesuffix(this: &Value, given: &Given<'_>) -> Outcome {
    let suffix = given.only_str_argument("removesuffix")?;
    let own = receiver(this);
    let found = !suffix.is_empty() && str_methods::ends_with(own, suffix, 0, own.len());
    Ok(or_unchanged(this, found.then(|| own.part(0, own.len() - suffix.len()))))
}

/// The width and the fill character. Errors: TypeError.
fn padding(given: &Given<'_>) -> Outcome<(usize, u32)> {
    let width = room(argument_index(given.required(0))?)?;
    let fill = match given.get(1) {
        None => 0x20,
        Some(fill) => match fill.downcast::<Str>() {
            Some(fill) if fill.len() == 1 => fill.at(0),
            Some(_) => return Err(type_error("The fill character must be exactly one character long")),
            None => {
                return Err(type_error(format!(
                    "The fill character must be a unicode character, not {}",
                    type_name(fill)
                )))
            }
        },
    };
    Ok((width, fill))
}

fn padded(this: &Value, left: usize, right: usize, fill: u32) -> Value {
    let own = receiver(this);
    or_unchanged(this, (left + right > 0).then(|| str_methods::padded(own, left, right, fill)))
}

pub fn center(this: &Value, given: &Given<'_>) -> Outcome {
    let (width, fill) = padding(given)?;
    let (left, right) = units::center_margins(receiver(this).len(), width);
    Ok(padded(this, left, right, fill))
}

pub fn ljust(this: &Value, given: &Given<'_>) -> Outcome {
    let (width, fill) = padding(given)?;
    Ok(padded(this, 0, width.saturating_sub(receiver(this).len()), fill))
}

pub fn rjust(this: &Value, given: &Given<'_>) -> Outcome {
    let (width, fill) = padding(given)?;
    Ok(padded(this, width.saturating_sub(receiver(this).len()), 0, fill))
}

pub fn zfill(this: &Value, given: &Given<'_>) -> Outcome {
    let width = room(argument_index(given.required(0))?)?;
    Ok(or_unchanged(this, str_methods::zero_fill(receiver(this), width)))
}

pub fn expandtabs(this: &Value, given: &Given<'_>) -> Outcome {
    let size = given.get(0);
    let size = size.map_or(Ok(8), index_c_int)?;
    str_methods::expand_tabs(receiver(this), size).map(text).ok_or_else(|| overflow_error("new string is too long"))
}

pub fn join(this: &Value, given: &Given<'_>) -> Outcome {
    join_values(receiver(this), given.required(0))
}

/// `separator.join(iterable)`.
pub fn join_values(separator: &Str, iterable: &Value) -> Outcome {
    let items = sequence_items(iterable, "can only join an iterable")?;
    let mut parts = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        parts.push(item.downcast::<Str>().ok_or_else(|| {
            type_error(format!("sequence item {at}: expected str instance, {} found", type_name(item)))
        })?);
    }
    match items.as_slice() {
        [single] if is_exact_str(single) => Ok(single.clone()),
        _ => Ok(text(str_methods::join(separator, parts.into_iter()))),
    }
}

pub fn encode(this: &Value, given: &Given<'_>) -> Outcome {
    let (encoding, errors) = (given.get(0), given.get(1));
    let encoding = codec_objects::name_argument(encoding, "encode", "encoding")?;
    let errors = codec_objects::name_argument(errors, "encode", "errors")?;
    codec_objects::encode(this, encoding.as_deref(), errors.as_deref())
}

/// One entry of a translation.
enum Translated {
    Same,
    Code(u32),
    Text(Ref<Str>),
    Nothing,
}

fn translate_code(code: u32, table: &Value) -> Outcome<Translated> {
    let entry = match lookup(table, int(code as i64))? {
        Some(entry) => entry,
        None => return Ok(Translated::Same),
    };
    if entry.is_none() {
        return Ok(Translated::Nothing);
    }
    if let Ok(text) = entry.clone().into_ref::<Str>() {
        return Ok(Translated::Text(text));
    }
    let Some(integer) = entry.as_integer() else {
        return Err(type_error("character mapping must return integer, None or str"));
    };
    match integer.to_i64() {
        Some(code @ 0..=0x10ffff) => Ok(Translated::Code(code as u32)),
        _ => Err(value_error("character mapping must be in range(0x110000)")),
    }
}

pub fn translate(this: &Value, given: &Given<'_>) -> Outcome {
    crate::kept::needs(crate::kept::WIDE_TEXTS);
    let table = given.required(0);
    let mut builder = StrBuilder::new();
    for code in receiver(this).view().iter() {
        match translate_code(code, table)? {
            Translated::Same => builder.push_code(code),
            Translated::Code(code) => builder.push_code(code),
            Translated::Text(text) => builder.push_str(&text),
            Translated::Nothing => {}
        }
    }
    Ok(text(builder.finish()))
}

pub fn maketrans(given: &Given<'_>) -> Outcome {
    let first = given.required(0);
    let Some(_) = given.get(1) else { return maketrans_from_dict(first) };
    let from = first
        .downcast::<Str>()
        .ok_or_else(|| type_error("first maketrans argument must be a string if there is a second argument"));
    let to = given.str_argument(1, "maketrans")?;
    let removed = given.get(2).map(|_| given.str_argument(2, "maketrans")).transpose()?;
    let from = from?;
    if from.len() != to.len() {
        return Err(value_error("the first two maketrans arguments must have equal length"));
    }
    let mut pairs: Vec<(Value, Value)> =
        from.view().iter().zip(to.view().iter()).map(|(from, to)| (int(from as i64), int(to as i64))).collect();
    if let Some(removed) = removed {
        pairs.extend(removed.view().iter().map(|code| (int(code as i64), NONE())));
    }
    dict(pairs)
}

fn maketrans_from_dict(mapping: &Value) -> Outcome {
    let Some(items) = exact_dict_items(mapping) else {
        return Err(type_error("if you give only one argument to maketrans it must be a dict"));
    };
    let mut pairs = Vec::with_capacity(items.len());
    for (key, value) in items {
        let code = match key.downcast::<Str>() {
            Some(text) if text.len() == 1 => int(text.at(0) as i64),
            Some(_) => return Err(value_error("string keys in translate table must be of length 1")),
            None if key.as_integer().is_some() => key,
            None => return Err(type_error("keys in translate table must be strings or integers")),
        };
        pairs.push((code, value));
    }
    dict(pairs)
}

/// `str.__getitem__`.
pub fn getitem(this: &Value, key: &Value) -> Outcome {
    let own = receiver(this);
    if let Some(slice) = slice_of(key, own.len())? {
        return Ok(match slice.whole(own.len()) {
            true if is_exact_str(this) => this.clone(),
            _ if slice.step == 1 => text(own.part(slice.start as usize, slice.start as usize + slice.count)),
            _ => text(own.stepped(slice.start, slice.step, slice.count)),
        });
    }
    if !has_index(key) {
        return Err(type_error(format!("string indices must be integers, not '{}'", type_name(key))));
    }
    let at = index_or(key, index_error)?;
    let at = if at < 0 { at + own.len() as i64 } else { at };
    match own.view() {
        view if (0..view.len() as i64).contains(&at) => Ok(character(view.at(at as usize))),
        _ => Err(index_error("string index out of range")),
    }
}

/// A one-character text; ASCII ones are shared.
pub fn character(code: u32) -> Value {
    shared_character(code)
}
