//! The module `collections`.

pub mod chain_map;
pub mod counter;
pub mod default_dict;
pub mod deque;
pub mod named_tuple;
pub mod ordered_dict;

use crate::classes::known_names;
use crate::modules::{Member, NativeModule};

pub static MODULE: NativeModule = NativeModule {
    name: "collections",
    documentation: None,
    members: &[
        Member::Class(&chain_map::CHAIN_MAP),
        Member::Class(&ordered_dict::ORDERED_DICT),
        Member::Class(&counter::COUNTER),
        Member::Class(&default_dict::DEFAULT_DICT),
        Member::Class(&deque::DEQUE),
        Member::Function(&named_tuple::NAMEDTUPLE),
    ],
    known_names: known_names::of_module("collections"),
};
