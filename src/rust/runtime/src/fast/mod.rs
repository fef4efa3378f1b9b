//! What specialised code calls: guards that give a native value or `None`, and the few container
//! operations that it does without the general protocols.
//!
//! `None` always means "nothing has happened yet, the general version decides".

mod arithmetic;
mod items;
mod lists;
mod number;
mod range;

pub use arithmetic::{
    float_div, float_floordiv, float_mod, float_pow, float_pow_constant, int_add, int_floordiv, int_lshift, int_mod,
    int_mul, int_rshift, int_sub, int_to_float, int_truediv,
};
pub use items::Items;
pub use lists::{copy_slice, getitem, item_float, item_int, item_number, len, list_slice, setitem, unpack, Unpacked};
pub use number::{as_float, as_int, as_number, box_int, held, Number};
pub use range::Range;

/// The value of an option, or out of `'general` with a resume point.
#[macro_export]
macro_rules! guard {
    ($label:lifetime, $point:expr, $option:expr) => {
        match $option {
            Some(value) => value,
            None => break $label $point,
        }
    };
}

#[cfg(test)]
mod arithmetic_test;
