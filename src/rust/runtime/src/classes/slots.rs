//! The protocol slots of a class, as CPython's `PyTypeObject`: what an operation does with instances.

use crate::exceptions::Outcome;
use crate::functions::builtin::{Constructor, Initializer};
use crate::functions::CallArguments;
use crate::text::buffer::Buffer;
use crate::value::Value;

/// One of the six rich comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

impl Comparison {
    /// What `b ? a` asks for `a ? b`.
    pub fn swapped(self) -> Comparison {
        match self {
            Comparison::Lt => Comparison::Gt,
            Comparison::Le => Comparison::Ge,
            Comparison::Gt => Comparison::Lt,
            Comparison::Ge => Comparison::Le,
            same => same,
        }
    }

    pub fn symbol(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">="][self as usize]
    }

    pub fn method(self) -> &'static str {
        ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"][self as usize]
    }

    /// Whether an ordering satisfies the comparison.
    #[inline]
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Lt => ordering.is_lt(),
            Comparison::Le => ordering.is_le(),
            Comparison::Eq => ordering.is_eq(),
            Comparison::Ne => ordering.is_ne(),
            Comparison::Gt => ordering.is_gt(),
            Comparison::Ge => ordering.is_ge(),
        }
    }
}

pub type Unary = fn(&Value) -> Outcome;
pub type Binary = fn(&Value, &Value) -> Outcome;
pub type Ternary = fn(&Value, &Value, &Value) -> Outcome;

/// How instances are made.
#[derive(Clone, Copy)]
pub enum New {
    Native(&'static Constructor),
    /// `__new__` of a Python class, found by name.
    Python,
}

/// How new instances are filled.
#[derive(Clone, Copy)]
pub enum Init {
    Native(&'static Initializer),
    /// `__init__` of a Python class, found by name.
    Python,
}

macro_rules! slots {
    ($($(#[$note:meta])* $name:ident: $type:ty,)*) => {
        /// The slots; `None` where a class does not have the operation.
        #[derive(Clone, Copy)]
        pub struct Slots { $($(#[$note])* pub $name: Option<$type>,)* }

        impl Slots {
            pub const NONE: Slots = Slots { $($name: None,)* };

            /// Where this has no slot, takes that of `base`.
            pub(crate) fn inherit(&mut self, base: &Slots) {
                $(if self.$name.is_none() { self.$name = base.$name; })*
            }
        }
    };
}

slots! {
    new: New,
    init: Init,
    del: fn(&Value),
    call: fn(&Value, CallArguments) -> Outcome,
    repr: Unary,
    str: Unary,
    hash: fn(&Value) -> Outcome<i64>,
    /// Gives NotImplemented where it does not know the other operand.
    compare: fn(&Value, &Value, Comparison) -> Outcome,
    truth: fn(&Value) -> Outcome<bool>,
    /// `object.name`; the name is a str.
    getattribute: Binary,
    /// Sets, or deletes where there is no value.
    setattribute: fn(&Value, &Value, Option<Value>) -> Outcome<()>,
    /// Descriptor, instance (none when looked up on the class), class.
    get: fn(&Value, Option<&Value>, Option<&Value>) -> Outcome,
    /// Descriptor, instance, value or none to delete.
    set: fn(&Value, &Value, Option<Value>) -> Outcome<()>,
    iter: Unary,
    next: fn(&Value) -> Outcome<Option<Value>>,
    length: fn(&Value) -> Outcome<i64>,
    getitem: Binary,
    /// Sets, or deletes where there is no value.
    setitem: fn(&Value, &Value, Option<Value>) -> Outcome<()>,
    contains: fn(&Value, &Value) -> Outcome<bool>,
    /// `+` of sequences, tried after numbers.
    concat: Binary,
    /// `*` of a sequence and a count.
    repeat: fn(&Value, i64) -> Outcome,
    iconcat: Binary,
    irepeat: fn(&Value, i64) -> Outcome,
    /// Number slots take (left, right), either of which is an instance; they give NotImplemented where they do not
    /// know the other.
    add: Binary,
    sub: Binary,
    mul: Binary,
    truediv: Binary,
    floordiv: Binary,
    mod_: Binary,
    divmod: Binary,
    pow: Ternary,
    matmul: Binary,
    lshift: Binary,
    rshift: Binary,
    and_: Binary,
    or_: Binary,
    xor: Binary,
    iadd: Binary,
    isub: Binary,
    imul: Binary,
    itruediv: Binary,
    ifloordiv: Binary,
    imod: Binary,
    ipow: Binary,
    imatmul: Binary,
    ilshift: Binary,
    irshift: Binary,
    iand: Binary,
    ior: Binary,
    ixor: Binary,
    neg: Unary,
    pos: Unary,
    abs: Unary,
    invert: Unary,
    /// `operator.index`.
    index: Unary,
    int: Unary,
    float: Unary,
    await_: Unary,
    aiter: Unary,
    anext: Unary,
    /// What memory views look at; it has no name in Python 3.11.
    buffer: for<'a> fn(&'a Value) -> Option<&'a dyn Buffer>,
}
