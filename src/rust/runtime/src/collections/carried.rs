//! Payloads with the class whose instances carry them, so that generic code can make and read any.

use crate::classes::{BuiltinClass, ClassRef};
use crate::object::{allocate, Payload};
use crate::value::Value;

/// A payload with its class.
pub trait Carried: Sized + 'static {
    fn declaration() -> &'static BuiltinClass;
    /// The payload, where the value is an instance of the class or of a subclass.
    fn of(value: &Value) -> Option<&Self>;
    /// A new instance of the class itself.
    fn object(self) -> Value {
        self.object_of(Self::declaration().class())
    }
    /// A new instance of the class or of a subclass.
    fn object_of(self, class: ClassRef) -> Value;
}

/// Reading a payload from a value.
pub trait Carry {
    fn carried<T: Carried>(&self) -> Option<&T>;
    fn is_a<T: Carried>(&self) -> bool {
        self.carried::<T>().is_some()
    }
}

impl Carry for Value {
    #[inline(always)]
    fn carried<T: Carried>(&self) -> Option<&T> {
        T::of(self)
    }
}

/// For a payload with a kind of its own.
macro_rules! kinded {
    ($payload:ident, $class:ident) => {
        impl $crate::collections::carried::Carried for $payload {
            fn declaration() -> &'static $crate::classes::BuiltinClass {
                &$class
            }
            #[inline(always)]
            fn of(value: &$crate::value::Value) -> Option<&Self> {
                value.downcast::<$payload>()
            }
            #[inline]
            fn object_of(self, class: $crate::classes::ClassRef) -> $crate::value::Value {
                $crate::object::allocate(class, self).into_value()
            }
        }
    };
}
pub(crate) use kinded;

/// For a native payload; with `owns`, the fields that own values, where those are all that do.
macro_rules! native {
    ($payload:ident, $class:ident) => {
        $crate::collections::carried::native!(@by allocate_native, $payload, $class);
    };
    ($payload:ident, $class:ident, owns $($field:tt),*) => {
        impl $crate::object::Owner for $payload {
            fn visit(&self, _visit: &mut dyn FnMut(&$crate::value::Value)) {
                $($crate::heap::owned::Owned::show(&self.$field, _visit);)*
            }
        }
        $crate::collections::carried::native!(@by allocate_owner, $payload, $class);
    };
    (@by $allocate:ident, $payload:ident, $class:ident) => {
        impl $crate::collections::carried::Carried for $payload {
            fn declaration() -> &'static $crate::classes::BuiltinClass {
                &$class
            }
            #[inline]
            fn of(value: &$crate::value::Value) -> Option<&Self> {
                value.native::<$payload>()
            }
            #[inline]
            fn object_of(self, class: $crate::classes::ClassRef) -> $crate::value::Value {
                $crate::object::$allocate(class, self)
            }
        }
    };
}
pub(crate) use native;

/// A typed reference to an instance of the payload's own class.
pub fn allocated<T: Carried + Payload>(payload: T) -> crate::object::Ref<T> {
    allocate(T::declaration().class(), payload)
}
