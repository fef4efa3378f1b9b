//! The methods that `bytes` and `bytearray` share, as native functions. The result has the receiver's class.

use super::bytes::{ByteArray, Bytes};
use super::str::Str;
use super::{bytes_text, codec_objects, units};
use crate::classes::special::call_special;
use crate::collections::support::{self, argument_index};
use crate::exceptions::Outcome;
use crate::native::*;
use crate::number::failure::room;
use crate::number::int_class::integer_of;
use crate::value::{boolean, int, Value};
use std::borrow::Cow;
use std::ops::Range;

/// The octets of the receiver; those of a `bytearray` are copied, because a callback may change it.
pub fn own(this: &Value) -> Cow<'_, [u8]> {
    if let Some(own) = this.downcast::<Bytes>() {
        return Cow::Borrowed(own);
    }
    this.downcast::<ByteArray>().map_or(Cow::Borrowed(&[]), |own| Cow::Owned(own.borrow().clone()))
}

/// `len(octets)`, without a copy.
pub fn length(this: &Value) -> usize {
    match this.downcast::<ByteArray>() {
        Some(array) => array.borrow().len(),
        None => own(this).len(),
    }
}

/// One octet, without a copy.
fn byte_at(this: &Value, index: usize) -> Option<u8> {
    match this.downcast::<ByteArray>() {
        Some(array) => array.borrow().get(index).copied(),
        None => own(this).get(index).copied(),
    }
}

fn is_mutable(this: &Value) -> bool {
    this.downcast::<ByteArray>().is_some()
}

/// A new object of the receiver's kind.
pub fn made(this: &Value, octets: Vec<u8>) -> Value {
    if is_mutable(this) {
        byte_array(octets)
    } else {
        bytes(octets)
    }
}

/// The receiver itself where it is an exact `bytes`, else a copy.
fn unchanged(this: &Value) -> Value {
    if is_exact_bytes(this) {
        this.clone()
    } else {
        made(this, own(this).into_owned())
    }
}

fn or_unchanged(this: &Value, changed: Option<Vec<u8>>) -> Value {
    changed.map_or_else(|| unchanged(this), |octets| made(this, octets))
}

/// A bytes-like argument. Errors: TypeError.
pub fn like(value: &Value) -> Outcome<Cow<'_, [u8]>> {
    crate::text::memory_view::check_contiguous(value)?;
    bytes_like(value).ok_or_else(|| type_error(format!("a bytes-like object is required, not '{}'", type_name(value))))
}

macro_rules! simple {
    ($($name:ident => $this:ident, $octets:ident, $body:expr;)*) => {
        $(pub fn $name($this: &Value, _: &Given<'_>) -> Outcome {
            let $octets = own($this);
            Ok($body)
        })*
    };
}

simple! {
    lower => this, o, made(this, o.to_ascii_lowercase());
    upper => this, o, made(this, o.to_ascii_uppercase());
    title => this, o, made(this, bytes_text::title(&o));
    swapcase => this, o, made(this, bytes_text::swapcase(&o));
    capitalize => this, o, made(this, bytes_text::capitalize(&o));
    isascii => _this, o, boolean(o.is_ascii());
    isalpha => _this, o, boolean(bytes_text::all(&o, |byte| byte.is_ascii_alphabetic()));
    isalnum => _this, o, boolean(bytes_text::all(&o, |byte| byte.is_ascii_alphanumeric()));
    isdigit => _this, o, boolean(bytes_text::all(&o, |byte| byte.is_ascii_digit()));
    isspace => _this, o, boolean(bytes_text::all(&o, bytes_text::is_blank));
    islower => _this, o, boolean(bytes_text::is_lower(&o));
    isupper => _this, o, boolean(bytes_text::is_upper(&o));
    istitle => _this, o, boolean(bytes_text::is_title(&o));
}

/// What a search looks for: some octets, or one given as an int. Errors: TypeError, ValueError.
pub fn needle(value: &Value) -> Outcome<Cow<'_, [u8]>> {
    if let Some(octets) = bytes_like(value) {
        return Ok(octets);
    }
    let index = match integer_of(value) {
        Some(value) => Some(value.into_owned()),
        None => index_slot(value)?.as_ref().and_then(integer_of).map(Cow::into_owned),
    };
    match index {
        None => Err(type_error(format!("argument should be integer or bytes-like object, not '{}'", type_name(value)))),
        Some(index) => match index.to_i64() {
            Some(byte @ 0..=255) => Ok(Cow::Owned(vec![byte as u8])),
            _ => Err(value_error("byte must be in range(0, 256)")),
        },
    }
}

type Search = fn(&[u8], &[u8], usize, usize) -> Option<usize>;

fn search(this: &Value, given: &Given<'_>, search: Search) -> Outcome<Option<usize>> {
    let own = own(this);
    let (start, end) = bounds(given, 1, own.len())?;
    Ok(search(&own, &needle(given.required(0))?, start, end))
}

fn place(at: Option<usize>) -> Value {
    int(at.map_or(-1, |at| at as i64))
}

fn found(at: Option<usize>) -> Outcome {
    at.map(|at| int(at as i64)).ok_or_else(|| value_error("subsection not found"))
}

pub fn find(this: &Value, given: &Given<'_>) -> Outcome {
    Ok(place(search(this, given, units::find_within)?))
}

pub fn rfind(this: &Value, given: &Given<'_>) -> Outcome {
    Ok(place(search(this, given, units::rfind_within)?))
}

pub fn index(this: &Value, given: &Given<'_>) -> Outcome {
    found(search(this, given, units::find_within)?)
}

pub fn rindex(this: &Value, given: &Given<'_>) -> Outcome {
    found(search(this, given, units::rfind_within)?)
}

pub fn count(this: &Value, given: &Given<'_>) -> Outcome {
    let own = own(this);
    let (start, end) = bounds(given, 1, own.len())?;
    Ok(int(units::count_within(&own, &needle(given.required(0))?, start, end) as i64))
}

fn affix(this: &Value, given: &Given<'_>, name: &str, test: fn(&[u8], &[u8]) -> bool) -> Outcome {
    let own = own(this);
    let (start, end) = bounds(given, 1, own.len())?;
    let holds = |wanted: &[u8]| start <= end && test(&own[start.min(own.len())..end.max(start.min(own.len()))], wanted);
    let wanted = given.required(0);
    if let Some(items) = tuple_items(wanted) {
        for item in &items {
            if holds(&like(item)?) {
                return Ok(boolean(true));
            }
        }
        return Ok(boolean(false));
    }
    match bytes_like(wanted) {
        Some(wanted) => Ok(boolean(holds(&wanted))),
        None => {
            Err(type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {}", type_name(wanted))))
        }
    }
}

pub fn startswith(this: &Value, given: &Given<'_>) -> Outcome {
    affix(this, given, "startswith", |own, wanted| own.starts_with(wanted))
}

pub fn endswith(this: &Value, given: &Given<'_>) -> Outcome {
    affix(this, given, "endswith", |own, wanted| own.ends_with(wanted))
}

fn most(value: Option<&Value>) -> Outcome<usize> {
    value.map_or(Ok(usize::MAX), |value| Ok(usize::try_from(argument_index(value)?).unwrap_or(usize::MAX)))
}

pub fn replace(this: &Value, given: &Given<'_>) -> Outcome {
    let (old, new) = (like(given.required(0))?, like(given.required(1))?);
    Ok(or_unchanged(this, units::replace(&own(this), &old, &new, most(given.get(2))?)))
}

fn parts(this: &Value, octets: &[u8], ranges: Vec<Range<usize>>) -> Value {
    list(ranges.into_iter().map(|range| made(this, octets[range].to_vec())).collect())
}

type Cut = fn(&[u8], &[u8], usize) -> Vec<Range<usize>>;

fn cut(this: &Value, given: &Given<'_>, blank: fn(&[u8], usize) -> Vec<Range<usize>>, by: Cut) -> Outcome {
    let own = own(this);
    let most = most(given.get(1))?;
    let ranges = match given.get(0).filter(|separator| !separator.is_none()) {
        None => blank(&own, most),
        Some(separator) => {
            let separator = like(separator)?;
            if separator.is_empty() {
                return Err(value_error("empty separator"));
            }
            by(&own, &separator, most)
        }
    };
    Ok(parts(this, &own, ranges))
}

pub fn split(this: &Value, given: &Given<'_>) -> Outcome {
    cut(this, given, |own, most| units::split_blank(own, bytes_text::is_blank, most), units::split)
}

pub fn rsplit(this: &Value, given: &Given<'_>) -> Outcome {
    cut(this, given, |own, most| units::rsplit_blank(own, bytes_text::is_blank, most), units::rsplit)
}

pub fn splitlines(this: &Value, given: &Given<'_>) -> Outcome {
    let keep = given.get(0).map_or(Ok(0), index_c_int)? != 0;
    let own = own(this);
    let ranges = units::split_lines(&own, bytes_text::is_line_end, keep);
    Ok(parts(this, &own, ranges))
}

fn partitioned(this: &Value, given: &Given<'_>, from_right: bool) -> Outcome {
    let (own, separator) = (own(this), like(given.required(0))?);
    if separator.is_empty() {
        return Err(value_error("empty separator"));
    }
    let search: Search = if from_right { units::rfind_within } else { units::find_within };
    let empty = || made(this, Vec::new());
    let middle = || {
        if is_exact_bytes(given.required(0)) && !is_mutable(this) {
            given.required(0).clone()
        } else {
            made(this, separator.to_vec())
        }
    };
    Ok(match search(&own, &separator, 0, own.len()) {
        Some(at) => {
            let after = at + separator.len();
            tuple(vec![made(this, own[..at].to_vec()), middle(), made(this, own[after..].to_vec())])
        }
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

fn stripped(this: &Value, given: &Given<'_>, left: bool, right: bool) -> Outcome {
    let own = own(this);
    let range = match given.get(0).filter(|drop| !drop.is_none()) {
        None => units::strip(&own, bytes_text::is_blank, left, right),
        Some(drop) => {
            let drop = like(drop)?;
            units::strip(&own, |byte| drop.contains(&byte), left, right)
        }
    };
    Ok(or_unchanged(this, (range != (0..own.len())).then(|| own[range].to_vec())))
}

pub fn strip(this: &Value, given: &Given<'_>) -> Outcome {
    stripped(this, given, true, true)
}

pub fn lstrip(this: &Value, given: &Given<'_>) -> Outcome {
    stripped(this, given, true, false)
}

pub fn rstrip(this: &Value, given: &Given<'_>) -> Outcome {
    stripped(this, given, false, true)
}

pub fn removeprefix(this: &Value, given: &Given<'_>) -> Outcome {
    let (own, prefix) = (own(this), like(given.required(0))?);
    Ok(or_unchanged(this, own.strip_prefix(&*prefix).filter(|_| !prefix.is_empty()).map(<[u8]>::to_vec)))
}

pub fn removesuffix(this: &Value, given: &Given<'_>) -> Outcome {
    let (own, suffix) = (own(this), like(given.required(0))?);
    Ok(or_unchanged(this, own.strip_suffix(&*suffix).filter(|_| !suffix.is_empty()).map(<[u8]>::to_vec)))
}

/// A length that bytes could have. Errors: OverflowError where CPython's header would not fit; MemoryError.
fn octet_room(length: i64) -> Outcome<usize> {
    if length > i64::MAX - 33 {
        return Err(overflow_error("byte string is too large"));
    }
    Ok(room(length)?)
}

fn padded(this: &Value, given: &Given<'_>, name: &str, margins: fn(usize, usize) -> (usize, usize)) -> Outcome {
    let width = octet_room(argument_index(given.required(0))?)?;
    let fill = match given.get(1) {
        None => b' ',
        Some(fill) => match exact_octets(fill).as_deref() {
            Some([single]) => *single,
            _ => {
                return Err(type_error(format!(
                    "{name}() argument 2 must be a byte string of length 1, not {}",
                    type_name(fill)
                )))
            }
        },
    };
    let own = own(this);
    let (left, right) = margins(own.len(), width);
    if left + right == 0 {
        return Ok(unchanged(this));
    }
    Ok(made(this, [vec![fill; left], own.to_vec(), vec![fill; right]].concat()))
}

pub fn center(this: &Value, given: &Given<'_>) -> Outcome {
    padded(this, given, "center", units::center_margins)
}

pub fn ljust(this: &Value, given: &Given<'_>) -> Outcome {
    padded(this, given, "ljust", |length, width| (0, width.saturating_sub(length)))
}

pub fn rjust(this: &Value, given: &Given<'_>) -> Outcome {
    padded(this, given, "rjust", |length, width| (width.saturating_sub(length), 0))
}

pub fn zfill(this: &Value, given: &Given<'_>) -> Outcome {
    let width = octet_room(argument_index(given.required(0))?)?;
    Ok(or_unchanged(this, units::zero_fill(&own(this), width)))
}

pub fn expandtabs(this: &Value, given: &Given<'_>) -> Outcome {
    let size = given.get(0).map_or(Ok(8), index_c_int)?;
    match units::expand_tabs(&own(this), size) {
        Some(octets) => Ok(made(this, octets)),
        None => Err(overflow_error("result too long")),
    }
}

pub fn join(this: &Value, given: &Given<'_>) -> Outcome {
    let separator = own(this);
    let items = sequence_items(given.required(0), "can only join an iterable")?;
    let mut result = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let octets = bytes_like(item).ok_or_else(|| {
            type_error(format!("sequence item {at}: expected a bytes-like object, {} found", type_name(item)))
        })?;
        if at > 0 {
            result.extend_from_slice(&separator);
        }
        result.extend_from_slice(&octets);
    }
    match items.as_slice() {
        [single] if is_exact_bytes(single) && !is_mutable(this) => Ok(single.clone()),
        _ => Ok(made(this, result)),
    }
}

pub fn translate(this: &Value, given: &Given<'_>) -> Outcome {
    let table = match Some(given.required(0)).filter(|table| !table.is_none()) {
        None => None,
        Some(table) => Some(like(table)?),
    };
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        return Err(value_error("translation table must be 256 characters long"));
    }
    let delete = given.get(1).map_or(Ok(Cow::Borrowed(&[][..])), like)?;
    let own = own(this);
    let result = bytes_text::translate(&own, table.as_deref(), &delete);
    Ok(if result == *own { unchanged(this) } else { made(this, result) })
}

pub fn maketrans(given: &Given<'_>) -> Outcome {
    let (from, to) = (like(given.required(0))?, like(given.required(1))?);
    if from.len() != to.len() {
        return Err(value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    from.iter().zip(to.iter()).for_each(|(from, to)| table[*from as usize] = *to);
    Ok(bytes(table))
}

pub fn hex(this: &Value, given: &Given<'_>) -> Outcome {
    let separator = match given.get(0) {
        None => None,
        Some(value) => {
            let length = length_of(value)?;
            if length != 1 {
                return Err(value_error("sep must be length 1."));
            }
            match (value.downcast::<Str>(), exact_octets(value)) {
                (Some(text), _) if text.at(0) > 127 => return Err(value_error("sep must be ASCII.")),
                (Some(text), _) => Some(text.at(0) as u8),
                (None, Some(octets)) if octets[0] < 128 => Some(octets[0]),
                (None, Some(_)) => return Err(value_error("sep must be ASCII.")),
                (None, None) => return Err(type_error("sep must be str or bytes.")),
            }
        }
    };
    let group = given.get(1).map_or(Ok(1), index_c_int)?;
    Ok(text(bytes_text::to_hexadecimal(&all_octets(this).unwrap_or_default(), separator, group).into()))
}

pub fn decode(this: &Value, given: &Given<'_>) -> Outcome {
    let encoding = codec_objects::name_argument(given.get(0), "decode", "encoding")?;
    let errors = codec_objects::name_argument(given.get(1), "decode", "errors")?;
    codec_objects::decode_object(&own(this), encoding.as_deref(), errors.as_deref())
}

/// `item in octets`.
pub fn contains(this: &Value, item: &Value) -> Outcome<bool> {
    if let Some(octets) = bytes_like(item) {
        let own = own(this);
        return Ok(units::find_within(&own, &octets, 0, own.len()).is_some());
    }
    let index = match integer_of(item) {
        Some(value) => Some(value.into_owned()),
        None => index_slot(item)?.as_ref().and_then(integer_of).map(Cow::into_owned),
    };
    match index.map(|index| index.to_i64()) {
        None => Err(type_error(format!("a bytes-like object is required, not '{}'", type_name(item)))),
        Some(Some(byte @ 0..=255)) => Ok(own(this).contains(&(byte as u8))),
        Some(_) => Err(value_error("byte must be in range(0, 256)")),
    }
}

/// One byte of an iterable or an assignment. Errors: TypeError, ValueError.
pub fn byte_of(value: &Value, message: &'static str) -> Outcome<u8> {
    match index_integer(value)?.to_i64() {
        Some(byte @ 0..=255) => Ok(byte as u8),
        _ => Err(value_error(message)),
    }
}

/// The octets of any object that `bytes()` takes but a text: buffers and iterables of ints. Errors: TypeError.
pub fn octets_of(value: &Value, class: &str, message: &'static str) -> Outcome<Vec<u8>> {
    if let Some(octets) = all_octets(value) {
        return Ok(octets.into_owned());
    }
    if value.downcast::<Str>().is_some() || !is_iterable(value) {
        return Err(type_error(format!("cannot convert '{}' object to {class}", type_name(value))));
    }
    octets_of_items(value, message, class == "bytes")
}

/// The ints that an iterable gives, each looked at before the next (`_PyBytes_FromIterator`).
pub fn octets_of_items(value: &Value, message: &'static str, asks_length: bool) -> Outcome<Vec<u8>> {
    let iterator = support::iter(value)?;
    if asks_length {
        support::length_hint(value, 64)?;
    }
    let mut octets = Vec::new();
    while let Some(item) = support::next(&iterator)? {
        octets.push(byte_of(&item, message)?);
    }
    Ok(octets)
}

/// What `__bytes__` gives, where there is one. Errors: TypeError.
fn special_octets(value: &Value) -> Outcome<Option<Vec<u8>>> {
    let Some(made) = call_special(value, name!("__bytes__"), [])? else { return Ok(None) };
    match bytes_like(&made) {
        Some(octets) => Ok(Some(octets.into_owned())),
        None => Err(type_error(format!("__bytes__ returned non-bytes (type {})", type_name(&made)))),
    }
}

/// `PyObject_Bytes`: what `int.from_bytes` reads. Errors: TypeError, ValueError.
pub fn octets_or_special(value: &Value) -> Outcome<Vec<u8>> {
    match special_octets(value)? {
        Some(octets) => Ok(octets),
        None => octets_of(value, "bytes", "bytes must be in range(0, 256)"),
    }
}

/// What `bytes()` and `bytearray()` are called with, as octets. Errors: TypeError, ValueError, OverflowError.
pub fn constructed(
    source: Option<Value>,
    encoding: Option<Value>,
    errors: Option<Value>,
    class: &'static str,
    message: &'static str,
) -> Outcome<Vec<u8>> {
    let coded = encoding.is_some() || errors.is_some();
    let encoding_name = codec_objects::name_argument(encoding.as_ref(), class, "encoding")?;
    let errors_name = codec_objects::name_argument(errors.as_ref(), class, "errors")?;
    let Some(source) = source else {
        return match (encoding, errors) {
            (None, None) => Ok(Vec::new()),
            (Some(_), _) => Err(type_error("encoding without a string argument")),
            (None, Some(_)) => Err(type_error("errors without a string argument")),
        };
    };
    if class == "bytes" && !coded {
        if let Some(octets) = special_octets(&source)? {
            return Ok(octets);
        }
    }
    if source.downcast::<Str>().is_some() {
        let Some(encoding) = encoding_name else {
            return Err(type_error("string argument without an encoding"));
        };
        let encoded = codec_objects::encode(&source, Some(&encoding), errors_name.as_deref())?;
        return Ok(own(&encoded).into_owned());
    }
    if coded {
        let what = if encoding.is_some() { "encoding" } else { "errors" };
        return Err(type_error(format!("{what} without a string argument")));
    }
    if all_octets(&source).is_none() {
        if let Some(count) = index_slot(&source)? {
            let count = index_size(&count)?;
            if count < 0 {
                return Err(value_error("negative count"));
            }
            let count = if class == "bytes" { octet_room(count)? } else { room(count)? };
            return Ok(vec![0; count]);
        }
    }
    octets_of(&source, class, message)
}

/// `octets[key]`. Errors: TypeError, IndexError.
pub fn getitem(this: &Value, key: &Value) -> Outcome {
    if let (Some(at), true) = (key.as_small_int(), is_mutable(this) || is_exact_bytes(this)) {
        // the common case, without asking protocols
        let at = if at < 0 { at + length(this) as i64 } else { at };
        if let Some(byte) = usize::try_from(at).ok().and_then(|at| byte_at(this, at)) {
            return Ok(int(byte as i64));
        }
    }
    if let Some(slice) = slice_of(key, length(this))? {
        let own = own(this);
        if slice.whole(own.len()) {
            return Ok(unchanged(this));
        }
        let picked = (0..slice.count).map(|nth| own[(slice.start + nth as i64 * slice.step) as usize]).collect();
        return Ok(made(this, picked));
    }
    let name = if is_mutable(this) { "bytearray" } else { "byte" };
    if !has_index(key) {
        return Err(type_error(format!("{name} indices must be integers or slices, not {}", type_name(key))));
    }
    let at = index_or(key, index_error)?;
    let at = if at < 0 { at + length(this) as i64 } else { at };
    match usize::try_from(at).ok().and_then(|at| byte_at(this, at)) {
        Some(byte) => Ok(int(byte as i64)),
        None if is_mutable(this) => Err(index_error("bytearray index out of range")),
        None => Err(index_error("index out of range")),
    }
}
