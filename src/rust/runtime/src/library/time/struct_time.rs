//! `time.struct_time`: a tuple of nine with names, and two attributes more. `Modules/timemodule.c`,
//! `Objects/structseq.c`.

use super::calendar::Moment;
use crate::classes::slots::New;
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::collections::support;
use crate::collections::{tuple_value, Tuple, TUPLE};
use crate::exceptions::*;
use crate::functions::builtin::Constructor;
use crate::library::struct_sequence::{construct, reduce, Layout};
use crate::names::Name;
use crate::number::integer::Integer;
use crate::object::{allocate, Kind};
use crate::protocol::index;
use crate::text::value_of;
use crate::value::{int, Value, NONE};

const NAMES: [&str; 9] =
    ["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"];
const ALL: usize = 11;

static NEW: Constructor =
    Constructor::new("sequence, dict=None", |class, arguments| construct(class, &LAYOUT, arguments));

/// All names with their places.
const FIELDS: [(&str, usize); ALL] = {
    let mut fields = [("", 0); ALL];
    let mut place = 0;
    while place < NAMES.len() {
        fields[place] = (NAMES[place], place);
        place += 1;
    }
    fields[NAMES.len()] = ("tm_zone", NAMES.len());
    fields[NAMES.len() + 1] = ("tm_gmtoff", NAMES.len() + 1);
    fields
};

static LAYOUT: Layout = Layout { shown: &NAMES, fields: &FIELDS };

fn make(class: crate::classes::ClassRef, items: Vec<Value>, rest: Vec<Value>) -> Value {
    let object = allocate(class, Tuple::new(items)).into_value();
    if let Some(header) = object.header() {
        for (name, value) in [name!("tm_zone"), name!("tm_gmtoff")].into_iter().zip(rest) {
            drop(header.attributes.set(name.value(), value, class.shape));
        }
    }
    object
}

/// What `gmtime` and `localtime` give.
pub(super) fn value(moment: &Moment, zone: &str) -> Value {
    let weekday = (moment.weekday + 6) % 7;
    let items = [
        moment.year,
        moment.month + 1,
        moment.day,
        moment.hour,
        moment.minute,
        moment.second,
        weekday,
        moment.day_of_year + 1,
        moment.daylight,
    ];
    make(STRUCT_TIME.class(), items.into_iter().map(int).collect(), vec![value_of(zone), int(0)])
}

/// The moment that a tuple of nine ints says; `function` is for messages.
pub(super) fn moment(tuple: &Value, function: &str) -> Outcome<Moment> {
    let Some(own) = tuple.downcast::<Tuple>() else {
        return Err(raise_type_error("Tuple or struct_time argument required"));
    };
    if own.items().len() != NAMES.len() {
        return Err(raise_type_error(format!("{function}(): illegal time tuple argument")));
    }
    let mut numbers = [0; 9];
    for (number, item) in numbers.iter_mut().zip(own.items()) {
        *number = match index(item)? {
            Integer::Small(number) if number > i64::from(i32::MAX) => {
                return Err(raise_overflow_error("signed integer is greater than maximum"));
            }
            Integer::Small(number) if number < i64::from(i32::MIN) => {
                return Err(raise_overflow_error("signed integer is less than minimum"));
            }
            Integer::Small(number) => number,
            _ => return Err(raise_overflow_error("Python int too large to convert to C long")),
        };
    }
    let [year, month, day, hour, minute, second, weekday, day_of_year, daylight] = numbers;
    let zone = extra(tuple, name!("tm_zone")).filter(|zone| !zone.is_none());
    Ok(Moment {
        year,
        month: month - 1,
        day,
        hour,
        minute,
        second,
        weekday: (weekday + 1) % 7,
        day_of_year: day_of_year - 1,
        daylight,
        zone: zone.map(|zone| crate::text::to_lossy(&zone)),
    })
}

fn extra(own: &Value, name: &Name) -> Option<Value> {
    own.is_exactly(STRUCT_TIME.class()).then(|| own.header()?.attributes.get(name.value()))?
}

fn item(own: &Value, index: usize) -> Outcome {
    Ok(own.downcast::<Tuple>().and_then(|own| own.items().get(index).cloned()).unwrap_or_else(NONE))
}

fn read_only(_: &Value, _: Option<Value>) -> Outcome<()> {
    Err(raise_attribute_error("readonly attribute"))
}

macro_rules! member {
    ($index:literal) => {
        GetSet::new(NAMES[$index], |own| item(own, $index)).set(read_only)
    };
}

static MEMBERS: [GetSet; ALL] = [
    member!(0),
    member!(1),
    member!(2),
    member!(3),
    member!(4),
    member!(5),
    member!(6),
    member!(7),
    member!(8),
    GetSet::new("tm_zone", |own| Ok(extra(own, name!("tm_zone")).unwrap_or_else(NONE))).set(read_only),
    GetSet::new("tm_gmtoff", |own| Ok(extra(own, name!("tm_gmtoff")).unwrap_or_else(NONE))).set(read_only),
];

pub static STRUCT_TIME: BuiltinClass = BuiltinClass::new("struct_time", Kind::Tuple)
    .module("time")
    .bases(&[&TUPLE])
    .sealed()
    .slots(slots!(Slots {
        new: Some(New::Native(&NEW)),
        repr: Some(|own| {
            let own = own.downcast::<Tuple>().map(|own| own.items().to_vec()).unwrap_or_default();
            let mut parts = Vec::new();
            for (name, item) in NAMES.iter().zip(&own) {
                parts.push(format!("{name}={}", support::repr_text(item)?));
            }
            Ok(value_of(format!("time.struct_time({})", parts.join(", "))))
        }),
        ..Slots::NONE
    }))
    .methods(methods!(&[Method::new("__reduce__", "self, /", |arguments| reduce(&arguments.take(0), &LAYOUT))]))
    .getsets(getsets!(&MEMBERS))
    .constants(constants!(&[
        ("n_fields", || int(ALL as i64)),
        ("n_sequence_fields", || int(NAMES.len() as i64)),
        ("n_unnamed_fields", || int(0)),
        ("__match_args__", || tuple_value(NAMES.iter().map(|name| value_of(*name)).collect())),
    ]));
