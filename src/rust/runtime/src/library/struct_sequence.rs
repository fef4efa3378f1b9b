//! Tuples with names (`Objects/structseq.c`): `os.stat_result`, `sys.flags`.

use crate::classes::ClassRef;
use crate::collections::support;
use crate::collections::Tuple;
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::names::intern_text;
use crate::object::allocate;
use crate::text::value_of;
use crate::value::{Value, NONE};

/// What a class has: the names of the tuple's items as `repr` shows them, and all attributes with their places. Those
/// behind the tuple are kept beside it.
pub struct Layout {
    pub shown: &'static [&'static str],
    pub fields: &'static [(&'static str, usize)],
}

impl Layout {
    fn all(&self) -> usize {
        self.fields.iter().map(|(_, place)| place + 1).max().unwrap_or(0).max(self.shown.len())
    }
}

/// An instance with all values in order.
pub fn make(class: ClassRef, layout: &Layout, mut values: Vec<Value>) -> Value {
    let rest = values.split_off(layout.shown.len().min(values.len()));
    let object = allocate(class, Tuple::new(values)).into_value();
    if let Some(header) = object.header() {
        for (name, place) in layout.fields {
            let value = place.checked_sub(layout.shown.len()).and_then(|place| rest.get(place));
            if let Some(value) = value {
                drop(header.attributes.set(&intern_text(name), value.clone(), class.shape));
            }
        }
    }
    object
}

/// `repr`.
pub fn repr(own: &Value, layout: &Layout) -> Outcome {
    let items = own.downcast::<Tuple>().map(|own| own.items().to_vec()).unwrap_or_default();
    let mut parts = Vec::new();
    for (name, item) in layout.shown.iter().zip(&items) {
        parts.push(format!("{name}={}", support::repr_text(item)?));
    }
    Ok(value_of(format!("{}({})", own.type_name(), parts.join(", "))))
}

/// The attribute at a place.
pub fn field(own: &Value, layout: &Layout, name: &str, place: usize) -> Outcome {
    if place < layout.shown.len() {
        let items = own.downcast::<Tuple>().map(Tuple::items).unwrap_or_default();
        return Ok(items.get(place).cloned().unwrap_or_else(NONE));
    }
    let found = own.header().and_then(|header| header.attributes.get(&intern_text(name)));
    Ok(found.unwrap_or_else(NONE))
}

/// Calls of the class. Errors: TypeError.
pub fn construct(class: ClassRef, layout: &Layout, arguments: &mut Arguments) -> Outcome {
    let sequence = arguments.take(0);
    let name = class.type_name();
    let rest = arguments.optional(1);
    if rest.as_ref().is_some_and(|rest| rest.downcast::<crate::collections::Dict>().is_none()) {
        return Err(raise_type_error(format!("{name}() takes a dict as second arg, if any")));
    }
    if !crate::native::is_iterable(&sequence) {
        return Err(raise_type_error("constructor requires a sequence"));
    }
    let items = support::collect(&sequence)?;
    let (count, least, most) = (items.len(), layout.shown.len(), layout.all());
    if count < least || count > most {
        let bound = match (least == most, count < least) {
            (true, _) => format!("a {least}-sequence"),
            (_, true) => format!("an at least {least}-sequence"),
            _ => format!("an at most {most}-sequence"),
        };
        return Err(raise_type_error(format!("{name}() takes {bound} ({count}-sequence given)")));
    }
    Ok(make(class, layout, with_named(items, layout, rest.as_ref().and_then(|rest| rest.downcast()))))
}

/// The values in order; those that the sequence does not reach come from the dict.
fn with_named(mut items: Vec<Value>, layout: &Layout, named: Option<&crate::collections::Dict>) -> Vec<Value> {
    for place in items.len()..layout.all() {
        let name = layout.fields.iter().find(|(_, field)| *field == place).map(|(name, _)| intern_text(name));
        let value = name.and_then(|name| named.and_then(|named| named.get_name(&name)));
        items.push(value.unwrap_or_else(NONE));
    }
    items
}

/// `(class, (items, {names: values behind the items}))`.
pub fn reduce(own: &Value, layout: &Layout) -> Outcome {
    let items = own.downcast::<Tuple>().map(|own| own.items().to_vec()).unwrap_or_default();
    let rest = crate::collections::Dict::allocate();
    for (name, place) in layout.fields.iter().filter(|(_, place)| *place >= layout.shown.len()) {
        rest.set_name(&intern_text(name), field(own, layout, name, *place)?);
    }
    crate::classes::reduce::reduced_to_class(own, vec![crate::collections::tuple_value(items), rest.into_value()])
}

pub fn read_only(_: &Value, _: Option<Value>) -> Outcome<()> {
    Err(raise_attribute_error("readonly attribute"))
}

/// Declares a class: its static, name, module, constructor, the names of its items, its attributes with their places.
macro_rules! struct_sequence {
    ($static:ident $layout:ident $name:literal $module:literal, $new:expr, [$($shown:literal),*], [$($field:literal $place:literal),*]) => {
        pub static $layout: $crate::library::struct_sequence::Layout =
            $crate::library::struct_sequence::Layout { shown: &[$($shown),*], fields: &[$(($field, $place)),*] };

        pub static $static: $crate::classes::BuiltinClass = {
            const NEW: Option<$crate::classes::slots::New> = $new;
            let class = $crate::classes::BuiltinClass::new($name, $crate::object::Kind::Tuple)
                .module($module)
                .bases(&[&$crate::collections::TUPLE])
                .sealed()
                .slots(slots!($crate::classes::Slots {
                    new: NEW,
                    repr: Some(|own| $crate::library::struct_sequence::repr(own, &$layout)),
                    ..$crate::classes::Slots::NONE
                }))
                .methods(methods!(&[$crate::classes::Method::new("__reduce__", "self, /", |arguments| {
                    $crate::library::struct_sequence::reduce(&arguments.take(0), &$layout)
                })]))
                .getsets(getsets!(&[$(
                    $crate::classes::GetSet::new($field, |own| {
                        $crate::library::struct_sequence::field(own, &$layout, $field, $place)
                    })
                    .set($crate::library::struct_sequence::read_only)
                ),*]))
                .constants(constants!(&[
                    ("n_fields", || {
                        let all = [$($place),*].into_iter().max().unwrap_or(0) + 1;
                        $crate::value::int(all)
                    }),
                    ("n_sequence_fields", || $crate::value::int([$($shown),*].len() as i64)),
                    ("n_unnamed_fields", || {
                        let all = [$($place),*].into_iter().max().unwrap_or(0) + 1;
                        $crate::value::int(all - [$($field),*].len() as i64)
                    }),
                    ("__match_args__", || {
                        $crate::native::tuple([$($shown),*].into_iter().map($crate::text::value_of).collect())
                    }),
                ]));
            // without a constructor of its own, a class has none
            match NEW {
                Some(_) => class,
                None => class.no_constructor(),
            }
        };
    };
}
pub(crate) use struct_sequence;
