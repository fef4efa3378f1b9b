//! `re.Pattern`: what the compiler's constants become.

use super::flags;
use super::match_object::{self, MatchObject};
use super::subject::{clamp, Cursor, Place, Program};
use super::template::{self, Groups, Piece, TemplateFailure};
use crate::classes::slots::Comparison;
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::exceptions::{raise_type_error, Outcome};
use crate::functions::builtin::Arguments;
use crate::functions::call;
use crate::native::{self, bytes_like, index_integer};
use crate::object::{allocate_native, Kind};
use crate::program::refuse;
use crate::text::str::{Str, View};
use crate::value::{boolean, int, Value, NONE, NOT_IMPLEMENTED};
use std::borrow::Cow;

/// The payload of a pattern.
pub struct PatternObject {
    pub program: Program,
    /// The source, a str or bytes.
    pub source: Value,
    pub flags: u32,
}

/// A compiled pattern (`pattern!` of generated code).
pub fn pattern(source: Value, flags: u32, program: Program) -> Value {
    allocate_native(PATTERN.class(), PatternObject { program, source, flags })
}

pub static PATTERN: BuiltinClass = BuiltinClass::new("Pattern", Kind::Native)
    .module("re")
    .slots(slots!({
        let mut slots = Slots::NONE;
        slots.repr = Some(repr);
        slots.hash = Some(hash);
        slots.compare = Some(compare);
        slots
    }))
    .methods(methods!(&METHODS))
    .getsets(getsets!(&ATTRIBUTES))
    .sealed()
    .no_constructor();

static METHODS: [Method; 9] = [
    Method::new("match", "self, /, string, pos=0, endpos=9223372036854775807", |arguments| one(arguments, Place::Here)),
    Method::new("fullmatch", "self, /, string, pos=0, endpos=9223372036854775807", |arguments| {
        one(arguments, Place::Whole)
    }),
    Method::new("search", "self, /, string, pos=0, endpos=9223372036854775807", |arguments| {
        one(arguments, Place::Anywhere)
    }),
    Method::new("sub", "self, /, repl, string, count=0", |arguments| substitute(arguments).map(|(text, _)| text)),
    Method::new("subn", "self, /, repl, string, count=0", |arguments| {
        let (text, count) = substitute(arguments)?;
        Ok(native::tuple(vec![text, int(count as i64)]))
    }),
    Method::new("split", "self, /, string, maxsplit=0", split),
    Method::new("findall", "self, /, string, pos=0, endpos=9223372036854775807", find_all),
    Method::new("finditer", "self, /, string, pos=0, endpos=9223372036854775807", find_iterator),
    // `copyreg` knows how.
    Method::new("__reduce_ex__", "self, protocol, /", |_| refuse("the pickle of a pattern")),
];

static ATTRIBUTES: [GetSet; 4] = [
    GetSet::new("pattern", |this| Ok(own(this).source.clone())),
    GetSet::new("flags", |this| Ok(int(i64::from(own(this).flags)))),
    GetSet::new("groups", |this| Ok(int(own(this).program.groups as i64))),
    GetSet::new("groupindex", |this| {
        let names = own(this).program.names;
        let items = names.iter().map(|&(name, number)| (native::text(Str::from(name)), int(number as i64)));
        Ok(crate::collections::mapping_proxy(native::dict(items.collect())?))
    }),
];

pub(super) fn own(this: &Value) -> &PatternObject {
    this.native::<PatternObject>().expect("a pattern's method gets a pattern")
}

impl PatternObject {
    fn is_text(&self) -> bool {
        self.source.downcast::<Str>().is_some()
    }

    /// The text or bytes to be searched. Errors: TypeError where it is neither, or the other kind than the pattern.
    pub(super) fn subject<'a>(&self, string: &'a Value) -> Outcome<Subject<'a>> {
        match (string.downcast::<Str>(), self.is_text()) {
            (Some(text), true) => Ok(Subject::Text(text)),
            (Some(_), false) => Err(raise_type_error("cannot use a bytes pattern on a string-like object")),
            (None, text) => match bytes_like(string) {
                None => {
                    Err(raise_type_error(format!("expected string or bytes-like object, got '{}'", string.type_name())))
                }
                Some(_) if text => Err(raise_type_error("cannot use a string pattern on a bytes-like object")),
                Some(octets) => Ok(Subject::Octets(octets)),
            },
        }
    }
}

/// What is searched.
pub enum Subject<'a> {
    Text(&'a Str),
    Octets(Cow<'a, [u8]>),
}

impl Subject<'_> {
    pub fn view(&self) -> View<'_> {
        match self {
            Subject::Text(text) => text.view(),
            Subject::Octets(octets) => View::Ascii(octets),
        }
    }

    /// A part as a new str or bytes; the whole of an exact str or bytes is that object.
    pub fn part(&self, string: &Value, start: usize, end: usize) -> Value {
        let whole = start == 0 && end == self.view().len();
        if whole && (native::is_exact_str(string) || native::is_exact_bytes(string)) {
            return string.clone();
        }
        match self {
            Subject::Text(text) => native::text(text.part(start, end)),
            Subject::Octets(octets) => native::bytes(octets[start..end].to_vec()),
        }
    }
}

fn position(argument: Option<Value>, default: i64) -> Outcome<i64> {
    match argument {
        None => Ok(default),
        Some(value) => Ok(index_integer(&value)?.saturating_i64()),
    }
}

/// The text at `index` and the range behind it.
fn range(arguments: &mut Arguments, index: usize) -> Outcome<(Value, i64, i64)> {
    let string = arguments.take(index);
    let from = position(arguments.optional(index + 1), 0)?;
    let end = position(arguments.optional(index + 2), i64::MAX)?;
    Ok((string, from, end))
}

fn one(arguments: &mut Arguments, place: Place) -> Outcome {
    let this = arguments.take(0);
    let (string, from, end) = range(arguments, 1)?;
    let pattern = own(&this);
    let subject = pattern.subject(&string)?;
    let (from, end) = clamp(from, end, subject.view().len());
    if from > end {
        return Ok(NONE());
    }
    match pattern.program.find(subject.view(), from, end, place, false) {
        Some(found) => match_object::allocate(&this, &string, found, from, end),
        None => Ok(NONE()),
    }
}

fn find_all(arguments: &mut Arguments) -> Outcome {
    let this = arguments.take(0);
    let (string, from, end) = range(arguments, 1)?;
    let pattern = own(&this);
    let subject = pattern.subject(&string)?;
    let (from, end) = clamp(from, end, subject.view().len());
    let mut all = Vec::new();
    if from > end {
        return Ok(native::list(all));
    }
    let mut cursor = Cursor::new(from, end);
    while let Some(found) = cursor.next(&pattern.program, subject.view()) {
        let part = |span: Option<(usize, usize)>| match span {
            Some((start, end)) if start <= end => subject.part(&string, start, end),
            _ => subject.part(&string, 0, 0),
        };
        all.push(match found.spans.as_slice() {
            [whole] => part(*whole),
            [_, group] => part(*group),
            [_, groups @ ..] => native::tuple(groups.iter().map(|&span| part(span)).collect()),
            [] => unreachable!("the whole match has a span"),
        });
    }
    Ok(native::list(all))
}

/// Payload of what `finditer` gives.
struct Finder {
    pattern: Value,
    string: Value,
    from: usize,
    end: usize,
    cursor: std::cell::Cell<Option<Cursor>>,
}

static FINDER: BuiltinClass = BuiltinClass::new("callable_iterator", Kind::Native)
    .slots(slots!({
        let mut slots = Slots::NONE;
        slots.iter = Some(|this| Ok(this.clone()));
        slots.next = Some(next_found);
        slots
    }))
    .sealed()
    .no_constructor();

fn find_iterator(arguments: &mut Arguments) -> Outcome {
    let this = arguments.take(0);
    let (string, from, end) = range(arguments, 1)?;
    let (from, end) = clamp(from, end, own(&this).subject(&string)?.view().len());
    let cursor = std::cell::Cell::new((from <= end).then(|| Cursor::new(from, end)));
    Ok(allocate_native(FINDER.class(), Finder { pattern: this, string, from, end, cursor }))
}

fn next_found(this: &Value) -> Outcome<Option<Value>> {
    let finder = this.native::<Finder>().expect("the iterator's own slot");
    let Some(mut cursor) = finder.cursor.take() else { return Ok(None) };
    let pattern = own(&finder.pattern);
    let subject = pattern.subject(&finder.string)?;
    let Some(found) = cursor.next(&pattern.program, subject.view()) else { return Ok(None) };
    finder.cursor.set(Some(cursor));
    match_object::allocate(&finder.pattern, &finder.string, found, finder.from, finder.end).map(Some)
}

fn split(arguments: &mut Arguments) -> Outcome {
    let this = arguments.take(0);
    let string = arguments.take(1);
    let most = position(arguments.optional(2), 0)?;
    let pattern = own(&this);
    let subject = pattern.subject(&string)?;
    let length = subject.view().len();
    let mut cursor = Cursor::new(0, length);
    let (mut parts, mut done, mut count) = (Vec::new(), 0, 0);
    while most == 0 || count < most {
        let Some(found) = cursor.next(&pattern.program, subject.view()) else { break };
        let (start, end) = found.whole();
        parts.push(subject.part(&string, done, start));
        parts.extend(found.spans[1..].iter().map(|span| match span {
            Some((start, end)) if start <= end => subject.part(&string, *start, *end),
            _ => NONE(),
        }));
        (done, count) = (end, count + 1);
    }
    parts.push(subject.part(&string, done, length));
    Ok(native::list(parts))
}

/// What replaces a match.
enum Replacement {
    Fixed(Value),
    Pieces(Vec<Piece>),
    Callable(Value),
}

fn replacement(pattern: &Value, given: Value) -> Outcome<Replacement> {
    if crate::protocol::is_callable(&given) {
        return Ok(Replacement::Callable(given));
    }
    let has_backslash = match (given.downcast::<Str>(), bytes_like(&given)) {
        (Some(text), _) => text.view().iter().any(|code| code == u32::from(b'\\')),
        (None, Some(octets)) => octets.contains(&b'\\'),
        (None, None) => {
            let name = given.type_name();
            return Err(raise_type_error(format!("decoding to str: need a bytes-like object, {name} found")));
        }
    };
    if !has_backslash {
        return Ok(Replacement::Fixed(given));
    }
    let mut pieces = parse_template(own(pattern), &given)?;
    match pieces.as_slice() {
        [] => Ok(Replacement::Fixed(empty_like(&given))),
        [Piece::Literal(_)] => match pieces.pop() {
            Some(Piece::Literal(text)) => Ok(Replacement::Fixed(literal_value(own(pattern), &text))),
            _ => unreachable!("one literal"),
        },
        _ => Ok(Replacement::Pieces(pieces)),
    }
}

fn empty_like(given: &Value) -> Value {
    match given.downcast::<Str>() {
        Some(_) => native::text(Str::default()),
        None => native::bytes(Vec::new()),
    }
}

/// A piece of a template as the kind of text that the pattern is for.
fn literal_value(pattern: &PatternObject, text: &Str) -> Value {
    match pattern.is_text() {
        true => native::text(text.clone()),
        false => native::bytes(text.view().iter().map(|code| code as u8).collect()),
    }
}

/// The parts of a template. Errors: `re.error`, IndexError.
pub(super) fn parse_template(pattern: &PatternObject, given: &Value) -> Outcome<Vec<Piece>> {
    let codes: Vec<u32> = match (given.downcast::<Str>(), bytes_like(given)) {
        (Some(text), _) if pattern.is_text() => text.to_code_points(),
        (None, Some(octets)) if !pattern.is_text() => octets.iter().map(|&byte| u32::from(byte)).collect(),
        (None, None) => {
            let name = given.type_name();
            return Err(raise_type_error(format!("decoding to str: need a bytes-like object, {name} found")));
        }
        _ => refuse("a replacement template of another kind than the pattern"),
    };
    let program = &pattern.program;
    let groups = Groups { count: program.groups, names: program.names, bytes: !pattern.is_text() };
    template::parse(&codes, &groups).map_err(|failure| match failure {
        TemplateFailure::Error { message, position } => super::error::raise(&message, given, position),
        TemplateFailure::UnknownGroup(name) => {
            let shown = crate::text::repr::repr(&name).to_lossy();
            crate::exceptions::raise_index_error(format!("unknown group name {shown}"))
        }
        TemplateFailure::Deprecated => refuse("a replacement template with a deprecated group reference"),
    })
}

/// The text of a template for one match.
pub(super) fn expand(pattern: &PatternObject, pieces: &[Piece], matched: &MatchObject) -> Outcome {
    let mut parts = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Literal(text) => parts.push(literal_value(pattern, text)),
            Piece::Group(number) => {
                let part = matched.group(pattern, *number)?;
                if !part.is_none() {
                    parts.push(part);
                }
            }
        }
    }
    join(pattern, parts)
}

fn join(pattern: &PatternObject, parts: Vec<Value>) -> Outcome {
    let empty = literal_value(pattern, &Str::default());
    crate::functions::call_method(empty, crate::name!("join"), [native::list(parts)])
}

fn substitute(arguments: &mut Arguments) -> Outcome<(Value, usize)> {
    let this = arguments.take(0);
    let given = arguments.take(1);
    let string = arguments.take(2);
    let most = position(arguments.optional(3), 0)?;
    let replacement = replacement(&this, given)?;
    let pattern = own(&this);
    let subject = pattern.subject(&string)?;
    let length = subject.view().len();
    let mut cursor = Cursor::new(0, length);
    let (mut parts, mut done, mut count) = (Vec::new(), 0, 0);
    while most == 0 || (count as i64) < most {
        let Some(found) = cursor.next(&pattern.program, subject.view()) else { break };
        let (start, end) = found.whole();
        if done < start {
            parts.push(subject.part(&string, done, start));
        }
        let made = match &replacement {
            Replacement::Fixed(value) => value.clone(),
            Replacement::Callable(function) => {
                call(function.clone(), [match_object::allocate(&this, &string, found, 0, length)?])?
            }
            Replacement::Pieces(pieces) => {
                let matched = match_object::allocate(&this, &string, found, 0, length)?;
                expand(pattern, pieces, match_object::own(&matched))?
            }
        };
        if !made.is_none() {
            parts.push(made);
        }
        (done, count) = (end, count + 1);
    }
    if done < length {
        parts.push(subject.part(&string, done, length));
    }
    Ok((join(pattern, parts)?, count))
}

/// `re.compile('…', re.IGNORECASE)`, the source cut at 200 characters.
fn repr(this: &Value) -> Outcome {
    const LONGEST: usize = 200;
    let pattern = own(this);
    let mut shown = crate::text::str::StrBuilder::new();
    shown.push_text("re.compile(");
    if let Some(source) = native::repr_of(&pattern.source)?.downcast::<Str>() {
        shown.push_view(source.view().part(0, source.len().min(LONGEST)));
    }
    let flags = flags::shown(pattern.flags, pattern.is_text());
    if !flags.is_empty() {
        shown.push_text(", ");
        shown.push_text(&flags);
    }
    shown.push_text(")");
    Ok(native::text(shown.finish()))
}

fn compare(this: &Value, other: &Value, comparison: Comparison) -> Outcome {
    let (Comparison::Eq | Comparison::Ne, Some(other)) = (comparison, other.native::<PatternObject>()) else {
        return Ok(NOT_IMPLEMENTED());
    };
    let this = own(this);
    let equal = this.flags == other.flags
        && this.is_text() == other.is_text()
        && this.program.codes == other.program.codes
        && crate::protocol::compare::equal(&this.source, &other.source)?;
    Ok(boolean(equal == (comparison == Comparison::Eq)))
}

fn hash(_this: &Value) -> Outcome<i64> {
    // CPython hashes the codes' bytes, which hold the opcode numbers of its build
    refuse("hash() of a pattern")
}
