//! `sys.version_info`.

use crate::classes::{BuiltinClass, GetSet, Slots};
use crate::collections::support;
use crate::collections::{Tuple, TUPLE};
use crate::exceptions::Outcome;
use crate::object::{allocate, Kind};
use crate::value::{int, Value, NONE};

const NAMES: [&str; 5] = ["major", "minor", "micro", "releaselevel", "serial"];

pub(super) fn value() -> Value {
    let items = vec![int(3), int(11), int(7), support::text("final"), int(0)];
    allocate(VERSION_INFO.class(), Tuple::new(items)).into_value()
}

fn item(own: &Value, index: usize) -> Outcome {
    Ok(own.downcast::<Tuple>().and_then(|own| own.items().get(index).cloned()).unwrap_or_else(NONE))
}

fn repr(own: &Value) -> Outcome {
    let mut parts = Vec::new();
    for (name, item) in NAMES.iter().zip(own.downcast::<Tuple>().map_or(&[][..], Tuple::items)) {
        parts.push(format!("{name}={}", support::repr_text(item)?));
    }
    Ok(support::text(&format!("sys.version_info({})", parts.join(", "))))
}

macro_rules! member {
    ($index:literal) => {
        GetSet::new(NAMES[$index], |own| item(own, $index)).set(support::readonly)
    };
}

static VERSION_INFO: BuiltinClass = BuiltinClass::new("version_info", Kind::Tuple)
    .module("sys")
    .bases(&[&TUPLE])
    .sealed()
    .no_constructor()
    .slots(Slots { repr: Some(repr), ..Slots::NONE })
    .getsets(&[member!(0), member!(1), member!(2), member!(3), member!(4)])
    .constants(&[
        ("n_fields", || int(5)),
        ("n_sequence_fields", || int(5)),
        ("n_unnamed_fields", || int(0)),
        ("__match_args__", || crate::native::tuple(NAMES.iter().map(|name| support::text(name)).collect())),
    ]);
