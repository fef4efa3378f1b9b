//! Every name that CPython 3.11 has in `dir()` of a class, `object`'s own left out: a name that is
//! here and not implemented is refused, not missing.

pub const LIST: &[&str] = &[
    "__add__",
    "__class_getitem__",
    "__contains__",
    "__delitem__",
    "__getitem__",
    "__iadd__",
    "__imul__",
    "__iter__",
    "__len__",
    "__mul__",
    "__reversed__",
    "__rmul__",
    "__setitem__",
    "append",
    "clear",
    "copy",
    "count",
    "extend",
    "index",
    "insert",
    "pop",
    "remove",
    "reverse",
    "sort",
];

pub const TUPLE: &[&str] = &[
    "__add__",
    "__class_getitem__",
    "__contains__",
    "__getitem__",
    "__getnewargs__",
    "__iter__",
    "__len__",
    "__mul__",
    "__rmul__",
    "count",
    "index",
];

pub const DICT: &[&str] = &[
    "__class_getitem__",
    "__contains__",
    "__delitem__",
    "__getitem__",
    "__ior__",
    "__iter__",
    "__len__",
    "__or__",
    "__reversed__",
    "__ror__",
    "__setitem__",
    "clear",
    "copy",
    "fromkeys",
    "get",
    "items",
    "keys",
    "pop",
    "popitem",
    "setdefault",
    "update",
    "values",
];

pub const SET: &[&str] = &[
    "__and__",
    "__class_getitem__",
    "__contains__",
    "__iand__",
    "__ior__",
    "__isub__",
    "__iter__",
    "__ixor__",
    "__len__",
    "__or__",
    "__rand__",
    "__ror__",
    "__rsub__",
    "__rxor__",
    "__sub__",
    "__xor__",
    "add",
    "clear",
    "copy",
    "difference",
    "difference_update",
    "discard",
    "intersection",
    "intersection_update",
    "isdisjoint",
    "issubset",
    "issuperset",
    "pop",
    "remove",
    "symmetric_difference",
    "symmetric_difference_update",
    "union",
    "update",
];

pub const FROZENSET: &[&str] = &[
    "__and__",
    "__class_getitem__",
    "__contains__",
    "__iter__",
    "__len__",
    "__or__",
    "__rand__",
    "__ror__",
    "__rsub__",
    "__rxor__",
    "__sub__",
    "__xor__",
    "copy",
    "difference",
    "intersection",
    "isdisjoint",
    "issubset",
    "issuperset",
    "symmetric_difference",
    "union",
];

pub const RANGE: &[&str] = &[
    "__bool__",
    "__contains__",
    "__getitem__",
    "__iter__",
    "__len__",
    "__reversed__",
    "count",
    "index",
    "start",
    "step",
    "stop",
];

pub const SLICE: &[&str] = &["indices", "start", "step", "stop"];

pub const DICT_KEYS: &[&str] = &[
    "__and__",
    "__contains__",
    "__iter__",
    "__len__",
    "__or__",
    "__rand__",
    "__reversed__",
    "__ror__",
    "__rsub__",
    "__rxor__",
    "__sub__",
    "__xor__",
    "isdisjoint",
    "mapping",
];

pub const DICT_VALUES: &[&str] = &["__iter__", "__len__", "__reversed__", "mapping"];

pub const DICT_ITEMS: &[&str] = &[
    "__and__",
    "__contains__",
    "__iter__",
    "__len__",
    "__or__",
    "__rand__",
    "__reversed__",
    "__ror__",
    "__rsub__",
    "__rxor__",
    "__sub__",
    "__xor__",
    "isdisjoint",
    "mapping",
];

pub const MAPPING_PROXY: &[&str] = &[
    "__class_getitem__",
    "__contains__",
    "__getitem__",
    "__ior__",
    "__iter__",
    "__len__",
    "__or__",
    "__reversed__",
    "__ror__",
    "copy",
    "get",
    "items",
    "keys",
    "values",
];

pub const LIST_ITERATOR: &[&str] = &["__iter__", "__length_hint__", "__next__", "__setstate__"];

pub const LIST_REVERSE_ITERATOR: &[&str] = &["__iter__", "__length_hint__", "__next__", "__setstate__"];

pub const TUPLE_ITERATOR: &[&str] = &["__iter__", "__length_hint__", "__next__", "__setstate__"];

pub const DICT_ITERATOR: &[&str] = &["__iter__", "__length_hint__", "__next__"];

pub const SET_ITERATOR: &[&str] = &["__iter__", "__length_hint__", "__next__"];

pub const RANGE_ITERATOR: &[&str] = &["__iter__", "__length_hint__", "__next__", "__setstate__"];

pub const ENUMERATE: &[&str] = &["__class_getitem__", "__iter__", "__next__"];

pub const ZIP: &[&str] = &["__iter__", "__next__", "__setstate__"];

pub const MAP: &[&str] = &["__iter__", "__next__"];

pub const FILTER: &[&str] = &["__iter__", "__next__"];

pub const REVERSED: &[&str] = &["__iter__", "__length_hint__", "__next__", "__setstate__"];

pub const CALLABLE_ITERATOR: &[&str] = &["__iter__", "__next__"];

pub const GENERIC_ALIAS: &[&str] = &[
    "__args__",
    "__call__",
    "__class_getitem__",
    "__getitem__",
    "__iter__",
    "__mro_entries__",
    "__or__",
    "__origin__",
    "__parameters__",
    "__reduce__",
    "__ror__",
    "__typing_unpacked_tuple_args__",
    "__unpacked__",
];
