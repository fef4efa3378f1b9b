//! Value classes: section 3 of `docs/wire-format.md`. A row says which attributes an instance is taken apart into and
//! how it is called together; the classes themselves are asked for by name, wherever the program has them from.

use super::{broken, named, refused, Wire};
use crate::classes::ClassRef;
use crate::exceptions::Outcome;
use crate::functions::{call_with, CallArguments};
use crate::names::intern_text;
use crate::protocol::attributes::getattr_value;
use crate::protocol::{convert, iterate};
use crate::value::{Value, NONE};

/// How instances are taken apart.
enum Parts {
    Attributes(&'static [&'static str]),
    /// `str(instance)` alone.
    Text,
    /// Offset and name, as `timezone.__getinitargs__` gives them.
    Timezone,
    /// Not carried yet: instances are refused.
    Mutable,
}

/// One value class.
pub struct ValueClass {
    pub name: &'static str,
    parts: Parts,
    /// The names of the last arguments, where they are given by keyword.
    keywords: &'static [&'static str],
}

const DATE: &[&str] = &["year", "month", "day"];
const TIME: &[&str] = &["hour", "minute", "second", "microsecond", "tzinfo", "fold"];
const DATETIME: &[&str] = &["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"];

const fn row(name: &'static str, parts: Parts, keywords: &'static [&'static str]) -> ValueClass {
    ValueClass { name, parts, keywords }
}

static VALUE_CLASSES: [ValueClass; 15] = [
    row("datetime.date", Parts::Attributes(DATE), &[]),
    row("datetime.time", Parts::Attributes(TIME), &["fold"]),
    row("datetime.datetime", Parts::Attributes(DATETIME), &["fold"]),
    row("datetime.timedelta", Parts::Attributes(&["days", "seconds", "microseconds"]), &[]),
    row("datetime.timezone", Parts::Timezone, &[]),
    row("decimal.Decimal", Parts::Text, &[]),
    row("fractions.Fraction", Parts::Attributes(&["numerator", "denominator"]), &[]),
    row("uuid.UUID", Parts::Attributes(&["int"]), &["int"]),
    row("collections.OrderedDict", Parts::Mutable, &[]),
    row("collections.defaultdict", Parts::Mutable, &[]),
    row("collections.Counter", Parts::Mutable, &[]),
    row("collections.deque", Parts::Mutable, &[]),
    row("types.SimpleNamespace", Parts::Mutable, &[]),
    row("pathlib.PurePosixPath", Parts::Text, &[]),
    row("pathlib.PosixPath", Parts::Text, &[]),
];

/// The row of a value's exact class.
pub fn row_of(value: &Value) -> Option<&'static ValueClass> {
    let class = value.class();
    let module = class.module_name()?;
    let name = class.name();
    VALUE_CLASSES.iter().find(|row| row.name.rsplit_once('.') == Some((module.as_str(), name.as_str())))
}

impl ValueClass {
    /// The arguments that the instance is rebuilt from. Errors: refused for classes that are not carried yet.
    pub fn take_apart(&self, value: &Value) -> Wire<Vec<Value>> {
        let attribute = |name: &&str| getattr_value(value, &intern_text(name));
        match self.parts {
            Parts::Attributes(names) => Ok(names.iter().map(attribute).collect::<Outcome<_>>()?),
            Parts::Text => Ok(vec![convert::str(value)?]),
            Parts::Timezone => {
                let method = attribute(&"__getinitargs__")?;
                let mut arguments = iterate::collect(crate::functions::call(method, [])?)?;
                arguments.resize_with(2, NONE);
                Ok(arguments)
            }
            Parts::Mutable => refused(format!("sending an instance of {}", self.name)),
        }
    }
}

/// An instance of a value class. Errors: an unknown or missing class, arguments that it does not take.
pub fn build(name: &str, mut arguments: Vec<Value>) -> Wire<Value> {
    let Some(row) = VALUE_CLASSES.iter().find(|row| row.name == name) else {
        return broken(format!("{name} is not a value class"));
    };
    match row.parts {
        Parts::Mutable => return refused(format!("receiving an instance of {name}")),
        Parts::Timezone if arguments.last().is_some_and(Value::is_none) => arguments.truncate(1),
        _ => {}
    }
    let class = named::named_object(name)?;
    if ClassRef::from_value(&class).is_none() {
        return refused(format!("{name} is not a class here"));
    }
    if name == "datetime.timezone" && arguments.len() == 1 {
        let utc = getattr_value(&class, &intern_text("utc"))?;
        let offset = crate::functions::call_method(utc.clone(), name!("utcoffset"), [NONE()])?;
        if crate::protocol::compare::equal(&offset, &arguments[0])? {
            return Ok(utc);
        }
    }
    let keywords: Vec<Value> = row.keywords.iter().map(|name| intern_text(name)).collect();
    if arguments.len() < keywords.len() {
        return broken(format!("{name} with {} arguments", arguments.len()));
    }
    let mut values: Vec<Option<Value>> = arguments.into_iter().map(Some).collect();
    match call_with(&class, CallArguments::new(&mut values, &keywords)) {
        Ok(made) => Ok(made),
        Err(raised) => {
            let shown = crate::exceptions::display::last_line(&raised.take());
            broken(format!("{name}: {}", shown.trim_end()))
        }
    }
}
