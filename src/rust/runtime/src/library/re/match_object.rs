//! `re.Match`.

use super::engine::Found;
use super::pattern::{self, PatternObject};
use crate::classes::{BuiltinClass, GetSet, Method, Slots, Subscript};
use crate::exceptions::{raise_index_error, raise_system_error, raise_type_error, Outcome};
use crate::functions::builtin::Arguments;
use crate::native::{self, has_index, index_integer};
use crate::object::{allocate_native, Kind};
use crate::text::str::{Str, StrBuilder};
use crate::value::{int, Value, NONE};

/// The payload of a match.
pub struct MatchObject {
    pattern: Value,
    string: Value,
    found: Found,
    from: usize,
    end: usize,
}

/// A match of `pattern` in `string[from:end]`. Errors: SystemError, where CPython's matcher is wrong.
pub fn allocate(pattern: &Value, string: &Value, found: Found, from: usize, end: usize) -> Outcome {
    if found.is_wrong() {
        return Err(raise_system_error("The span of capturing group is wrong, please report a bug for the re module."));
    }
    let payload = MatchObject { pattern: pattern.clone(), string: string.clone(), found, from, end };
    Ok(allocate_native(MATCH.class(), payload))
}

pub static MATCH: BuiltinClass = BuiltinClass::new("Match", Kind::Native)
    .subscript(Subscript::Mapping)
    .module("re")
    .slots(slots!({
        let mut slots = Slots::NONE;
        slots.repr = Some(repr);
        slots.getitem = Some(|this, key| own(this).group_by(key));
        slots
    }))
    .methods(methods!(&METHODS))
    .getsets(getsets!(&ATTRIBUTES))
    .sealed()
    .no_constructor();

static METHODS: [Method; 7] = [
    Method::new("group", "self, /, *groups", group),
    Method::new("groups", "self, /, default=None", groups),
    Method::new("groupdict", "self, /, default=None", group_dict),
    Method::new("start", "self, group=0, /", |arguments| Ok(int(span(arguments)?.0))),
    Method::new("end", "self, group=0, /", |arguments| Ok(int(span(arguments)?.1))),
    Method::new("span", "self, group=0, /", |arguments| Ok(pair(span(arguments)?))),
    Method::new("expand", "self, /, template", expand),
];

static ATTRIBUTES: [GetSet; 7] = [
    GetSet::new("string", |this| Ok(own(this).string.clone())),
    GetSet::new("re", |this| Ok(own(this).pattern.clone())),
    GetSet::new("pos", |this| Ok(int(own(this).from as i64))),
    GetSet::new("endpos", |this| Ok(int(own(this).end as i64))),
    GetSet::new("lastindex", |this| Ok(own(this).found.last_index.map_or_else(NONE, |index| int(index as i64)))),
    GetSet::new("lastgroup", |this| {
        let matched = own(this);
        let name = matched.found.last_index.and_then(|index| matched.pattern_object().program.name_of(index));
        Ok(name.map_or_else(NONE, |name| native::text(Str::from(name))))
    }),
    GetSet::new("regs", |this| {
        Ok(native::tuple((0..own(this).found.spans.len()).map(|at| pair(own(this).span(at))).collect()))
    }),
];

pub(super) fn own(this: &Value) -> &MatchObject {
    this.native::<MatchObject>().expect("a match's method gets a match")
}

fn pair((start, end): (i64, i64)) -> Value {
    native::tuple(vec![int(start), int(end)])
}

impl MatchObject {
    fn pattern_object(&self) -> &PatternObject {
        pattern::own(&self.pattern)
    }

    /// A group's span, -1 where it took no part.
    fn span(&self, number: usize) -> (i64, i64) {
        self.found.spans[number].map_or((-1, -1), |(start, end)| (start as i64, end as i64))
    }

    /// A group's text, None where it took no part. Errors: IndexError.
    pub fn group(&self, pattern: &PatternObject, number: usize) -> Outcome {
        match self.found.spans.get(number) {
            None => Err(no_such_group()),
            Some(None) => Ok(NONE()),
            Some(Some((start, end))) => {
                let subject = pattern.subject(&self.string)?;
                // a bytearray may have shrunk since
                let length = subject.view().len();
                let end = (*end).min(length);
                Ok(subject.part(&self.string, (*start).min(end), end))
            }
        }
    }

    /// The number of a group from an index or a name. Errors: IndexError.
    fn number(&self, key: &Value) -> Outcome<usize> {
        if has_index(key) {
            let number = index_integer(key)?.to_i64().and_then(|number| usize::try_from(number).ok());
            return number.filter(|&number| number < self.found.spans.len()).ok_or_else(no_such_group);
        }
        let name = key.downcast::<Str>().and_then(|name| self.pattern_object().program.group_of(name));
        name.ok_or_else(no_such_group)
    }

    fn group_by(&self, key: &Value) -> Outcome {
        self.group(self.pattern_object(), self.number(key)?)
    }
}

fn no_such_group() -> crate::exceptions::Raised {
    raise_index_error("no such group")
}

fn group(arguments: &mut Arguments) -> Outcome {
    let this = arguments.take(0);
    let keys = arguments.star(1);
    let matched = own(&this);
    match keys.as_slice() {
        [] => matched.group(matched.pattern_object(), 0),
        [key] => matched.group_by(key),
        _ => Ok(native::tuple(keys.iter().map(|key| matched.group_by(key)).collect::<Outcome<_>>()?)),
    }
}

fn or_default(part: Value, default: &Value) -> Value {
    if part.is_none() {
        default.clone()
    } else {
        part
    }
}

fn groups(arguments: &mut Arguments) -> Outcome {
    let this = arguments.take(0);
    let default = arguments.optional(1).unwrap_or_else(NONE);
    let matched = own(&this);
    let pattern = matched.pattern_object();
    let part = |number| Ok(or_default(matched.group(pattern, number)?, &default));
    Ok(native::tuple((1..matched.found.spans.len()).map(part).collect::<Outcome<_>>()?))
}

fn group_dict(arguments: &mut Arguments) -> Outcome {
    let this = arguments.take(0);
    let default = arguments.optional(1).unwrap_or_else(NONE);
    let matched = own(&this);
    let pattern = matched.pattern_object();
    let item = |&(name, number): &(&str, usize)| {
        Ok((native::text(Str::from(name)), or_default(matched.group(pattern, number)?, &default)))
    };
    native::dict(pattern.program.names.iter().map(item).collect::<Outcome<_>>()?)
}

fn span(arguments: &mut Arguments) -> Outcome<(i64, i64)> {
    let this = arguments.take(0);
    let matched = own(&this);
    let number = arguments.optional(1).map_or(Ok(0), |key| matched.number(&key))?;
    Ok(matched.span(number))
}

fn expand(arguments: &mut Arguments) -> Outcome {
    let this = arguments.take(0);
    let template = arguments.take(1);
    let matched = own(&this);
    let pattern = matched.pattern_object();
    if template.downcast::<Str>().is_none() && native::bytes_like(&template).is_none() {
        let name = template.type_name();
        return Err(raise_type_error(format!("decoding to str: need a bytes-like object, {name} found")));
    }
    let pieces = pattern::parse_template(pattern, &template)?;
    pattern::expand(pattern, &pieces, matched)
}

/// `<re.Match object; span=(0, 1), match='a'>`.
fn repr(this: &Value) -> Outcome {
    let matched = own(this);
    let (start, end) = matched.found.whole();
    let mut shown = StrBuilder::new();
    shown.push_text(&format!("<re.Match object; span=({start}, {end}), match="));
    let part = matched.group(matched.pattern_object(), 0)?;
    if let Some(part) = native::repr_of(&part)?.downcast::<Str>() {
        shown.push_str(part);
    }
    shown.push_text(">");
    Ok(native::text(shown.finish()))
}
