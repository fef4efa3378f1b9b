//! `_collections`: what `Lib/collections/__init__.py` takes from C (`Modules/_collectionsmodule.c`,
//! `Objects/odictobject.c`).

mod count_elements;
pub mod default_dict;
pub mod deque;
pub mod named_tuple;
pub mod ordered_dict;

use crate::classes::known_names;
use crate::modules::NativeModule;

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_collections",
    documentation: None,
    members: members![
        Member::Class(&ordered_dict::ORDERED_DICT),
        Member::Class(&default_dict::DEFAULT_DICT),
        Member::Class(&deque::DEQUE),
        Member::Class(&named_tuple::TUPLE_GETTER),
        Member::Function(&count_elements::COUNT_ELEMENTS),
    ],
    known_names: known_names::of_module("_collections"),
};
