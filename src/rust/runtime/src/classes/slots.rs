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

/// The slots of a class as a type.
pub trait SlotSource {
    const SLOTS: Slots;
}

/// Puts one slot of a class into its slots, where its gate is open.
pub type SlotRow = fn(&mut Slots);

/// Whether one of the gates before a slot is open: its own and those of the names given, or the gate given.
macro_rules! gates {
    ($slot:ident $($special:literal)*) => {
        crate::kept::is_open(super::Position::$slot as usize)
            $(|| crate::kept::is_open(const { crate::kept::gate_of($special) }))*
    };
    ($slot:ident $gate:ident) => {
        crate::kept::is_open(crate::kept::$gate)
    };
}

macro_rules! slots {
    ($($(#[$note:meta])* $name:ident [$($gate:tt)*]: $type:ty,)*) => {
        /// The slots; `None` where a class does not have the operation.
        #[derive(Clone, Copy)]
        pub struct Slots { $($(#[$note])* pub $name: Option<$type>,)* }

        #[allow(non_camel_case_types)]
        enum Position { $($name,)* End }

        /// How many there are.
        pub const SLOTS: usize = Position::End as usize;

        impl Slots {
            pub const NONE: Slots = Slots { $($name: None,)* };

            /// Where this has no slot, takes that of `base`.
            pub(crate) fn inherit(&mut self, base: &Slots) {
                $(if self.$name.is_none() { self.$name = base.$name; })*
            }

            /// How many slots there are.
            pub const fn count(&self) -> usize {
                let mut count = 0;
                $(if self.$name.is_some() { count += 1; })*
                count
            }
        }

        /// For each slot, whether its gate is open: it is needed, or a program has one of its names.
        pub(crate) mod open {
            $(#[inline(always)]
            pub(crate) fn $name() -> bool {
                gates!($name $($gate)*)
            })*
        }

        mod put {
            use super::{SlotSource, Slots};

            $(pub(super) fn $name<S: SlotSource>(slots: &mut Slots) {
                if super::open::$name() {
                    slots.$name = S::SLOTS.$name;
                }
            })*
        }

        /// A row for each slot that a class has.
        pub const fn rows<S: SlotSource, const N: usize>() -> [SlotRow; N] {
            let mut rows: [SlotRow; N] = [|_| {}; N];
            let mut position = 0;
            $(if S::SLOTS.$name.is_some() {
                rows[position] = put::$name::<S>;
                position += 1;
            })*
            assert!(position == N);
            rows
        }

        /// What the slots of a class are for those who use them: to read one is to need it.
        pub struct ClassSlots(Slots);

        impl ClassSlots {
            /// Kept to the end of the program, as classes are.
            pub(crate) fn keep(slots: Slots) -> &'static ClassSlots {
                Box::leak(Box::new(ClassSlots(slots)))
            }

            /// To be passed on: a slot that nobody needs may be absent.
            pub(crate) fn raw(&self) -> &Slots {
                &self.0
            }

            $($(#[$note])*
            #[inline(always)]
            #[allow(clippy::new_ret_no_self)] // The slot of that name.
            pub fn $name(&self) -> Option<$type> {
                crate::kept::needs(Position::$name as usize);
                self.0.$name
            })*
        }
    };
}

slots! {
    new [CLASSES]: New,
    init [CLASSES]: Init,
    del ["__del__"]: fn(&Value),
    call ["__call__"]: fn(&Value, CallArguments) -> Outcome,
    repr ["__repr__"]: Unary,
    str ["__str__"]: Unary,
    hash ["__hash__"]: fn(&Value) -> Outcome<i64>,
    /// Gives NotImplemented where it does not know the other operand.
    compare ["__lt__" "__le__" "__eq__" "__ne__" "__gt__" "__ge__"]: fn(&Value, &Value, Comparison) -> Outcome,
    truth ["__bool__"]: fn(&Value) -> Outcome<bool>,
    /// `object.name`; the name is a str.
    getattribute ["__getattribute__" "__getattr__"]: Binary,
    /// Sets, or deletes where there is no value.
    setattribute ["__setattr__" "__delattr__"]: fn(&Value, &Value, Option<Value>) -> Outcome<()>,
    /// Descriptor, instance (none when looked up on the class), class.
    get ["__get__"]: fn(&Value, Option<&Value>, Option<&Value>) -> Outcome,
    /// Descriptor, instance, value or none to delete.
    set ["__set__" "__delete__"]: fn(&Value, &Value, Option<Value>) -> Outcome<()>,
    iter ["__iter__"]: Unary,
    next ["__next__"]: fn(&Value) -> Outcome<Option<Value>>,
    length ["__len__"]: fn(&Value) -> Outcome<i64>,
    getitem ["__getitem__"]: Binary,
    /// Sets, or deletes where there is no value.
    setitem ["__setitem__" "__delitem__"]: fn(&Value, &Value, Option<Value>) -> Outcome<()>,
    contains ["__contains__"]: fn(&Value, &Value) -> Outcome<bool>,
    /// `+` of sequences, tried after numbers.
    concat ["__add__"]: Binary,
    /// `*` of a sequence and a count.
    repeat ["__mul__" "__rmul__"]: fn(&Value, i64) -> Outcome,
    iconcat ["__iadd__"]: Binary,
    irepeat ["__imul__"]: fn(&Value, i64) -> Outcome,
    /// Number slots take (left, right), either of which is an instance; they give NotImplemented where they do not
    /// know the other.
    add ["__add__" "__radd__"]: Binary,
    sub ["__sub__" "__rsub__"]: Binary,
    mul ["__mul__" "__rmul__"]: Binary,
    truediv ["__truediv__" "__rtruediv__"]: Binary,
    floordiv ["__floordiv__" "__rfloordiv__"]: Binary,
    mod_ ["__mod__" "__rmod__"]: Binary,
    divmod ["__divmod__" "__rdivmod__"]: Binary,
    pow ["__pow__" "__rpow__"]: Ternary,
    matmul ["__matmul__" "__rmatmul__"]: Binary,
    lshift ["__lshift__" "__rlshift__"]: Binary,
    rshift ["__rshift__" "__rrshift__"]: Binary,
    and_ ["__and__" "__rand__"]: Binary,
    or_ ["__or__" "__ror__"]: Binary,
    xor ["__xor__" "__rxor__"]: Binary,
    iadd ["__iadd__"]: Binary,
    isub ["__isub__"]: Binary,
    imul ["__imul__"]: Binary,
    itruediv ["__itruediv__"]: Binary,
    ifloordiv ["__ifloordiv__"]: Binary,
    imod ["__imod__"]: Binary,
    ipow ["__ipow__"]: Binary,
    imatmul ["__imatmul__"]: Binary,
    ilshift ["__ilshift__"]: Binary,
    irshift ["__irshift__"]: Binary,
    iand ["__iand__"]: Binary,
    ior ["__ior__"]: Binary,
    ixor ["__ixor__"]: Binary,
    neg ["__neg__"]: Unary,
    pos ["__pos__"]: Unary,
    abs ["__abs__"]: Unary,
    invert ["__invert__"]: Unary,
    /// `operator.index`.
    index ["__index__"]: Unary,
    int ["__int__"]: Unary,
    float ["__float__"]: Unary,
    await_ ["__await__"]: Unary,
    aiter ["__aiter__"]: Unary,
    anext ["__anext__"]: Unary,
    /// What memory views look at; it has no name in Python 3.11.
    buffer []: for<'a> fn(&'a Value) -> Option<&'a dyn Buffer>,
}
