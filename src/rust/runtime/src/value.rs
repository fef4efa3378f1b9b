//! One machine word that is any Python value.
//!
//! | top 16 bits | meaning |
//! |---|---|
//! | `0x0000` | pointer to a heap object (never null) |
//! | `0x0001` | None, False, True, NotImplemented, Ellipsis and the internal End |
//! | `0x0002`–`0xFFFC` | a float: its bits plus 2^49; NaNs live on the heap |
//! | `0xFFFE` | an int of 48 signed bits; larger ints live on the heap |
#![allow(unsafe_code)] // Tagged pointers: the invariant is the table above.

use crate::classes::{core_classes, ClassRef};
use crate::number::integer::Integer;
use crate::object::{allocate, Form, Header, Kind, Object, Payload, Ref};
use std::marker::PhantomData;
use std::num::NonZeroU64;

const IMMEDIATE: u64 = 1 << 48;
const FLOAT_OFFSET: u64 = 2 << 48;
const INT_TAG: u64 = 0xFFFE << 48;
const INT_MASK: u64 = (1 << 48) - 1;
const SMALL_MINIMUM: i64 = -(1 << 47);
const SMALL_MAXIMUM: i64 = (1 << 47) - 1;
const NONE_BITS: u64 = IMMEDIATE | 1;
const FALSE_BITS: u64 = IMMEDIATE | 2;
const TRUE_BITS: u64 = IMMEDIATE | 3;
const NOT_IMPLEMENTED_BITS: u64 = IMMEDIATE | 4;
const ELLIPSIS_BITS: u64 = IMMEDIATE | 5;
const END_BITS: u64 = IMMEDIATE | 6;

/// Any Python value. Cloning counts a reference, dropping releases it.
#[repr(transparent)]
pub struct Value {
    bits: NonZeroU64,
    one_thread: PhantomData<*const ()>,
}

impl Value {
    #[inline(always)]
    const fn from_bits(bits: u64) -> Value {
        match NonZeroU64::new(bits) {
            Some(bits) => Value { bits, one_thread: PhantomData },
            None => panic!("no value is zero"),
        }
    }

    #[inline(always)]
    pub(crate) fn bits(&self) -> u64 {
        self.bits.get()
    }

    /// Takes over the reference that `pointer` stands for.
    ///
    /// # Safety
    /// `pointer` is a live object, one of whose references the caller gives up.
    #[inline(always)]
    pub(crate) unsafe fn from_pointer(pointer: *const Header) -> Value {
        Value::from_bits(pointer as usize as u64)
    }

    #[inline(always)]
    pub fn is_pointer(&self) -> bool {
        self.bits() < IMMEDIATE
    }

    #[inline(always)]
    pub(crate) fn header(&self) -> Option<&Header> {
        if self.is_pointer() {
            let pointer = self.bits() as usize as *const Header;
            // SAFETY: a pointer value keeps its object alive for as long as it is borrowed; no object is at zero, which
            // need not be asked again of what `Some` holds.
            unsafe {
                std::hint::assert_unchecked(!pointer.is_null());
                Some(&*pointer)
            }
        } else {
            None
        }
    }

    #[inline(always)]
    pub fn is_small_int(&self) -> bool {
        self.bits() >= INT_TAG
    }

    /// The int where it is immediate. Every exact int of 48 bits is.
    #[inline(always)]
    pub fn as_small_int(&self) -> Option<i64> {
        if self.is_small_int() {
            Some(((self.bits() << 16) as i64) >> 16)
        } else {
            None
        }
    }

    #[inline(always)]
    pub(crate) fn small_int_unchecked(&self) -> i64 {
        ((self.bits() << 16) as i64) >> 16
    }

    #[inline(always)]
    pub fn is_immediate_float(&self) -> bool {
        self.bits().wrapping_sub(FLOAT_OFFSET) < INT_TAG - FLOAT_OFFSET
    }

    /// The float where it is an exact float that is no NaN.
    #[inline(always)]
    pub(crate) fn as_immediate_float(&self) -> Option<f64> {
        if self.is_immediate_float() {
            Some(f64::from_bits(self.bits() - FLOAT_OFFSET))
        } else {
            None
        }
    }

    /// The float of what is known to be an immediate one.
    #[inline(always)]
    pub(crate) fn float_unchecked(&self) -> f64 {
        debug_assert!(self.is_immediate_float());
        f64::from_bits(self.bits().wrapping_sub(FLOAT_OFFSET))
    }

    /// The value of a float or of an instance of a subclass of float.
    #[inline]
    pub fn as_float(&self) -> Option<f64> {
        match self.as_immediate_float() {
            Some(float) => Some(float),
            None => self.downcast::<f64>().copied(),
        }
    }

    /// The value of an int, a bool or an instance of a subclass of int.
    pub fn as_integer(&self) -> Option<Integer> {
        if let Some(small) = self.as_small_int() {
            return Some(Integer::Small(small));
        }
        match self.bits() {
            FALSE_BITS => Some(Integer::Small(0)),
            TRUE_BITS => Some(Integer::Small(1)),
            _ => self.downcast::<Integer>().cloned(),
        }
    }

    /// The bool, if it is one.
    #[inline(always)]
    pub fn as_bool(&self) -> Option<bool> {
        match self.bits() {
            FALSE_BITS => Some(false),
            TRUE_BITS => Some(true),
            _ => None,
        }
    }

    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.bits() == NONE_BITS
    }

    #[inline(always)]
    pub fn is_true(&self) -> bool {
        self.bits() == TRUE_BITS
    }

    #[inline(always)]
    pub fn is_false(&self) -> bool {
        self.bits() == FALSE_BITS
    }

    #[inline(always)]
    pub fn is_not_implemented(&self) -> bool {
        self.bits() == NOT_IMPLEMENTED_BITS
    }

    #[inline(always)]
    pub fn is_ellipsis(&self) -> bool {
        self.bits() == ELLIPSIS_BITS
    }

    /// Whether this says that there is no further item.
    #[inline(always)]
    pub(crate) fn is_end(&self) -> bool {
        self.bits() == END_BITS
    }

    /// Python's `is`.
    #[inline(always)]
    pub fn is(&self, other: &Value) -> bool {
        self.bits() == other.bits()
    }

    /// Which payload the value has. An instance of a subclass has its builtin base's kind.
    #[inline]
    pub fn kind(&self) -> Kind {
        match self.header() {
            Some(header) => header.kind(),
            None if self.is_small_int() => Kind::Integer,
            None if self.is_immediate_float() => Kind::Float,
            None => match self.bits() {
                NONE_BITS => Kind::None,
                FALSE_BITS | TRUE_BITS => Kind::Bool,
                NOT_IMPLEMENTED_BITS => Kind::NotImplemented,
                _ => Kind::Ellipsis,
            },
        }
    }

    /// Whether this is an object of that form.
    #[inline(always)]
    pub(crate) fn has_form(&self, form: Form) -> bool {
        self.header().is_some_and(|header| header.form() == form)
    }

    /// The payload, if the value is on the heap and has this type of payload.
    #[inline(always)]
    pub fn downcast<T: Payload>(&self) -> Option<&T> {
        let header = self.header()?;
        if header.kind() == T::KIND {
            // SAFETY: the kind says that the object is an `Object<T>`.
            Some(unsafe { &(*(header as *const Header as *const Object<T>)).payload })
        } else {
            None
        }
    }

    /// The payload of what is known to be an `Object<T>`.
    ///
    /// # Safety
    /// The value is a pointer to an object whose kind is `T::KIND`.
    #[inline(always)]
    pub(crate) unsafe fn payload_unchecked<T: Payload>(&self) -> &T {
        &(*(self.bits() as usize as *const Object<T>)).payload
    }

    /// The payload, to be changed, where this is the only reference to the object.
    #[inline]
    pub(crate) fn payload_mut<T: Payload>(&mut self) -> Option<&mut T> {
        let header = self.header()?;
        if header.kind() != T::KIND || header.references() != 1 {
            return None;
        }
        // SAFETY: the kind says that the object is an `Object<T>`; no other value leads to it, and this one is borrowed.
        Some(unsafe { &mut (*(self.bits() as usize as *mut Object<T>)).payload })
    }

    /// The payload of a native type declared with `Kind::Native`.
    #[inline]
    pub fn native<T: 'static>(&self) -> Option<&T> {
        crate::object::native_payload(self)
    }

    /// The value as an owned, typed reference; gives the value back where it is something else.
    #[inline]
    pub fn into_ref<T: Payload>(self) -> Result<Ref<T>, Value> {
        if self.downcast::<T>().is_some() {
            Ok(Ref::assume(self))
        } else {
            Err(self)
        }
    }

    /// Python's `type(value)`.
    #[inline]
    pub fn class(&self) -> ClassRef {
        match self.header() {
            Some(header) => header.class(),
            None => self.immediate_class(),
        }
    }

    fn immediate_class(&self) -> ClassRef {
        if self.is_small_int() {
            return core_classes::INT.class();
        }
        if self.is_immediate_float() {
            return core_classes::FLOAT.class();
        }
        match self.bits() {
            NONE_BITS => core_classes::NONE_TYPE.class(),
            FALSE_BITS | TRUE_BITS => core_classes::BOOL.class(),
            NOT_IMPLEMENTED_BITS => core_classes::NOT_IMPLEMENTED_TYPE.class(),
            _ => core_classes::ELLIPSIS_TYPE.class(),
        }
    }

    /// Whether this is an instance of exactly this class.
    #[inline]
    pub fn is_exactly(&self, class: ClassRef) -> bool {
        self.class() == class
    }

    /// The class's name, as error messages show it.
    pub fn type_name(&self) -> String {
        self.class().type_name()
    }

    /// A number that no other live object has; what `id` gives.
    pub fn identity(&self) -> u64 {
        self.bits()
    }
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        retained(self.bits)
    }
}

impl Drop for Value {
    #[inline(always)]
    fn drop(&mut self) {
        release(self.bits);
    }
}

/// The value of these bits, with a reference of its own.
#[cfg_attr(small, inline(never))]
#[cfg_attr(not(small), inline(always))]
fn retained(bits: NonZeroU64) -> Value {
    let value = Value { bits, one_thread: PhantomData };
    if let Some(header) = value.header() {
        header.retain();
    }
    value
}

/// Gives up the reference that these bits stand for.
#[cfg_attr(small, inline(never))]
#[cfg_attr(not(small), inline(always))]
fn release(bits: NonZeroU64) {
    let value = std::mem::ManuallyDrop::new(Value { bits, one_thread: PhantomData });
    if let Some(header) = value.header() {
        if header.release() {
            crate::object::destroy(header as *const Header as *mut Header);
        }
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Value({:?}, {:#x})", self.kind(), self.bits())
    }
}

/// `None`.
#[inline(always)]
#[allow(non_snake_case)]
pub const fn NONE() -> Value {
    Value::from_bits(NONE_BITS)
}

/// `True`.
#[inline(always)]
#[allow(non_snake_case)]
pub const fn TRUE() -> Value {
    Value::from_bits(TRUE_BITS)
}

/// `False`.
#[inline(always)]
#[allow(non_snake_case)]
pub const fn FALSE() -> Value {
    Value::from_bits(FALSE_BITS)
}

/// `NotImplemented`.
#[inline(always)]
#[allow(non_snake_case)]
pub const fn NOT_IMPLEMENTED() -> Value {
    Value::from_bits(NOT_IMPLEMENTED_BITS)
}

/// `...`.
#[inline(always)]
#[allow(non_snake_case)]
pub const fn ELLIPSIS() -> Value {
    Value::from_bits(ELLIPSIS_BITS)
}

/// No value of Python's: what a step of a generator gives where there is no further item.
#[inline(always)]
#[allow(non_snake_case)]
pub const fn END() -> Value {
    Value::from_bits(END_BITS)
}

/// An int.
#[inline(always)]
pub fn int(value: i64) -> Value {
    if (SMALL_MINIMUM..=SMALL_MAXIMUM).contains(&value) {
        Value::from_bits(INT_TAG | (value as u64 & INT_MASK))
    } else {
        large(value)
    }
}

#[cold]
fn large(value: i64) -> Value {
    allocate(core_classes::INT.class(), Integer::Small(value)).into_value()
}

/// An int of any size.
pub fn integer(value: Integer) -> Value {
    match value {
        Integer::Small(small) => int(small),
        big => allocate(core_classes::INT.class(), big).into_value(),
    }
}

/// A float.
#[inline(always)]
pub fn float(value: f64) -> Value {
    if value.is_nan() {
        not_a_number(value)
    } else {
        float_of_number(value)
    }
}

/// A float that is no NaN.
#[inline(always)]
pub(crate) fn float_of_number(value: f64) -> Value {
    debug_assert!(!value.is_nan());
    crate::kept::needs(crate::kept::FLOATS);
    // SAFETY: only bits of a NaN could add up to zero.
    let bits = unsafe { NonZeroU64::new_unchecked(value.to_bits().wrapping_add(FLOAT_OFFSET)) };
    Value { bits, one_thread: PhantomData }
}

#[cold]
#[inline(never)]
fn not_a_number(value: f64) -> Value {
    crate::kept::needs(crate::kept::FLOATS);
    allocate(core_classes::FLOAT.class(), value).into_value()
}

/// A bool.
#[inline(always)]
pub fn boolean(value: bool) -> Value {
    Value::from_bits(FALSE_BITS + value as u64)
}
