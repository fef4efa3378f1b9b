//! `re.RegexFlag`: ints that show the names of their bits.

use crate::classes::{BuiltinClass, GetSet, Slots};
use crate::exceptions::Outcome;
use crate::names::Constant;
use crate::native;
use crate::number::int_class::{integer_of, INT};
use crate::number::integer::Integer;
use crate::object::{allocate, Kind};
use crate::text::str::Str;
use crate::value::{Value, NOT_IMPLEMENTED};

/// The flags in the order of their definition.
pub const NAMES: [(&str, i64); 9] = [
    ("ASCII", 256),
    ("IGNORECASE", 2),
    ("LOCALE", 4),
    ("UNICODE", 32),
    ("MULTILINE", 8),
    ("DOTALL", 16),
    ("VERBOSE", 64),
    ("TEMPLATE", 1),
    ("DEBUG", 128),
];

const ALL: i64 = 511;

pub static REGEX_FLAG: BuiltinClass = BuiltinClass::new("RegexFlag", Kind::Integer)
    .module("re")
    .written_in_python()
    .bases(&[&INT])
    .slots(slots!({
        let mut slots = Slots::NONE;
        slots.repr = Some(repr);
        slots.str = Some(repr);
        slots.or_ = Some(|a, b| combine(a, b, Integer::or));
        slots.and_ = Some(|a, b| combine(a, b, Integer::and));
        slots.xor = Some(|a, b| combine(a, b, Integer::xor));
        slots.invert = Some(|a| Ok(flag(ALL & !value(a))));
        slots
    }))
    .getsets(getsets!(&ATTRIBUTES))
    .sealed()
    .no_constructor();

static ATTRIBUTES: [GetSet; 2] = [
    GetSet::new("value", |this| Ok(crate::value::int(value(this)))),
    GetSet::new("name", |this| match shown(value(this), "") {
        (names, 0) if names.is_empty() => Ok(native::text(Str::from("NOFLAG"))),
        (names, 0) => Ok(native::text(Str::from(names))),
        _ => crate::program::refuse("the name of a RegexFlag with unknown bits"),
    }),
];

fn value(this: &Value) -> i64 {
    integer_of(this).map_or(0, |own| own.saturating_i64())
}

static FLAGS: [Constant; 10] = [
    Constant::new(|| make(0)),
    Constant::new(|| make(NAMES[0].1)),
    Constant::new(|| make(NAMES[1].1)),
    Constant::new(|| make(NAMES[2].1)),
    Constant::new(|| make(NAMES[3].1)),
    Constant::new(|| make(NAMES[4].1)),
    Constant::new(|| make(NAMES[5].1)),
    Constant::new(|| make(NAMES[6].1)),
    Constant::new(|| make(NAMES[7].1)),
    Constant::new(|| make(NAMES[8].1)),
];

fn make(bits: i64) -> Value {
    allocate(REGEX_FLAG.class(), Integer::from(bits)).into_value()
}

/// A flag; each single one is one object.
pub fn flag(bits: i64) -> Value {
    if bits == 0 {
        return FLAGS[0].value();
    }
    match NAMES.iter().position(|&(_, own)| own == bits) {
        Some(index) => FLAGS[index + 1].value(),
        None => make(bits),
    }
}

fn combine(a: &Value, b: &Value, operation: fn(&Integer, &Integer) -> Integer) -> Outcome {
    match (integer_of(a), integer_of(b)) {
        (Some(a), Some(b)) => Ok(flag(operation(&a, &b).saturating_i64())),
        _ => Ok(NOT_IMPLEMENTED()),
    }
}

/// The names of the bits, and what is left of them.
fn shown(bits: i64, prefix: &str) -> (String, i64) {
    let set = NAMES.iter().filter(|(_, own)| bits & own != 0);
    let names: Vec<String> = set.map(|(name, _)| format!("{prefix}{name}")).collect();
    (names.join("|"), bits & !ALL)
}

fn repr(this: &Value) -> Outcome {
    let bits = value(this);
    let (names, rest) = shown(bits, "re.");
    let text = match (names.is_empty(), rest) {
        (true, 0) => "re.NOFLAG".to_owned(),
        (true, _) => format!("re.RegexFlag({bits})"),
        (false, 0) => names,
        (false, rest) => format!("{names}|{rest:#x}"),
    };
    Ok(native::text(Str::from(text)))
}
