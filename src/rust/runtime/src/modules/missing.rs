//! What stands for a name that CPython's module has and ours has not: it can be imported and kept, and every use of it
//! ends the program.

use crate::classes::slots::Slots;
use crate::classes::{BuiltinClass, Method};
use crate::collections::carried::native;
use crate::functions::Arguments;
use crate::object::{allocate_native, Kind};
use crate::value::Value;

/// The name and its module.
struct Missing {
    module: String,
    name: String,
}

native!(Missing, MISSING);

/// A value for `module.name`.
pub(crate) fn missing(module: &str, name: &str) -> Value {
    allocate_native(MISSING.class(), Missing { module: module.to_owned(), name: name.to_owned() })
}

/// Ends the program where a value stands for a name that is not there.
pub(crate) fn reject(value: &Value) {
    if value.native::<Missing>().is_some() {
        refuse(&[value]);
    }
}

fn refuse(values: &[&Value]) -> ! {
    let own = values.iter().find_map(|value| value.native::<Missing>());
    match own {
        Some(own) => crate::program::refuse(format_args!("{}.{}", own.module, own.name)),
        None => crate::program::refuse("a name of a library module"),
    }
}

macro_rules! refusing {
    (unary: $($unary:ident)*; binary: $($binary:ident)*;) => {
        Slots {
            $($unary: Some(|own| refuse(&[own])),)*
            $($binary: Some(|left, right| refuse(&[left, right])),)*
            call: Some(|own, _| refuse(&[own])),
            // `os` keeps functions in sets, whether or not anybody calls them.
            hash: Some(|own| Ok(crate::protocol::compare::identity_hash(own))),
            compare: Some(|own, other, _| refuse(&[own, other])),
            truth: Some(|own| refuse(&[own])),
            setattribute: Some(|own, _, _| refuse(&[own])),
            setitem: Some(|own, _, _| refuse(&[own])),
            get: Some(|own, _, _| refuse(&[own])),
            pow: Some(|left, right, modulus| refuse(&[left, right, modulus])),
            length: Some(|own| refuse(&[own])),
            contains: Some(|own, _| refuse(&[own])),
            ..Slots::NONE
        }
    };
}

fn refuse_method(arguments: &mut Arguments) -> crate::exceptions::Outcome {
    refuse(&[&arguments.take(0)])
}

static MISSING: BuiltinClass = BuiltinClass::new("missing", Kind::Native)
    .sealed()
    .no_constructor()
    .slots(slots!(refusing! {
        unary: repr str iter neg pos abs invert index int float await_ aiter;
        binary: getattribute getitem add sub mul truediv floordiv mod_ divmod matmul lshift rshift and_ or_ xor;
    }))
    .methods(methods!(&[
        Method::new("__instancecheck__", "self, *args", refuse_method),
        Method::new("__subclasscheck__", "self, *args", refuse_method),
        Method::new("__mro_entries__", "self, *args", refuse_method),
        Method::new("__enter__", "self, *args", refuse_method),
        Method::new("__exit__", "self, *args", refuse_method),
    ]));
