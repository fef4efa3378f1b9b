//! `array` (`Modules/arraymodule.c`).

mod class;
mod methods;
mod reconstruct;
mod storage;
mod typecode;

use crate::classes::{known_names, Method};
use crate::collections::support::text;
use crate::modules::class::ModuleObject;
use crate::modules::import::{import_leaf, is_available};
use crate::modules::NativeModule;
use crate::protocol::attributes::getattr;

pub use class::ARRAY;

static RECONSTRUCTOR: Method =
    Method::new("_array_reconstructor", "arraytype, typecode, mformat_code, items, /", reconstruct::reconstruct);

/// Makes the class a mutable sequence, where the program has that class.
fn register(_: &ModuleObject) {
    if !is_available("_collections_abc") {
        return;
    }
    let registered = import_leaf("_collections_abc")
        .and_then(|module| getattr(module, name!("MutableSequence")))
        .and_then(|class| crate::functions::call_method(class, name!("register"), [ARRAY.value()]));
    if let Err(raised) = registered {
        raised.forget();
    }
}

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "array",
    documentation: known_names::documentation_of("array"),
    members: members![
        Member::Class(&ARRAY),
        Member::Value("ArrayType", || ARRAY.value()),
        Member::Value("typecodes", || text("bBuhHiIlLqQfd")),
        Member::Function(&RECONSTRUCTOR),
        Member::Many(register),
    ],
    known_names: known_names::of_module("array"),
};
