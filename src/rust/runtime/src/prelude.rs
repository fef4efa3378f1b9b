//! What generated code uses; `docs/architecture.md` lists it.

pub use crate::classes::create::{build_class, ClassArguments};
pub use crate::classes::super_object::super_;
pub use crate::collections::{
    dict, dict_insert, dict_of, frozenset_constant, list, list_append, list_from, list_of, set, set_add,
    set_of_constants, slice, tuple, tuple_from, DictBuilder, ListBuilder, Literal, SetBuilder,
};
pub use crate::compact::Compact;
pub use crate::exceptions::{assertion_error, raise, reraise, Exit, Handler, Outcome, Raised, With};
pub use crate::fast::{self, Number};
pub use crate::functions::{
    call, call_closure, call_keywords, call_method, lookup_method, Call, Code, CodeKind, Frame, Function, OwnedFrame,
    Parameters, Slot,
};
pub use crate::generators::async_iterator;
pub use crate::generators::{call_generator, start_async_generator, start_coroutine, start_generator, start_steps};
pub use crate::modules::import::{import_from, import_leaf, import_module, import_star};
pub use crate::modules::{GlobalNames, GlobalSlot, Globals, Module, NativeModule};
pub use crate::names::{Constant, Name, Text};
pub use crate::number::classes::complex;
pub use crate::program::{self, refused};
pub use crate::protocol::attributes::{delattr, getattr, setattr, sorted_names};
pub use crate::protocol::compare::{eq, ge, gt, le, lt, ne, test_eq, test_ge, test_gt, test_le, test_lt, test_ne};
pub use crate::protocol::convert::{format_value, join_text, Conversion};
pub use crate::protocol::items::{delitem, getitem, setitem};
pub use crate::protocol::iterate::{contains, iter, next, next_item, only_item, unpack, unpack_star};
pub use crate::protocol::matching::{
    match_class, match_keys, match_length, match_length_at_least, match_mapping, match_rest, match_sequence, match_size,
};
pub use crate::protocol::operators::*;
pub use crate::protocol::slices::{getslice, setslice};
pub use crate::protocol::{is_, not_, truth};
pub use crate::texts::{register_texts, run_text, text_code, text_module};
pub use crate::value::{boolean, float, int, Value, ELLIPSIS, END, FALSE, NONE, NOT_IMPLEMENTED, TRUE};
pub use crate::{bytes, catch, constant, globals, integer, keywords, name, pattern, surrogate_text, text};
pub use crate::{forget, guard, set_item, settle};
