//! What specialised code calls: guards that give a native value or `None`, and the few container
//! operations that it does without the general protocols.
//!
//! `None` always means "nothing has happened yet, the general version decides".

mod arithmetic;
mod floats;
mod items;
mod list_value;
mod lists;
mod methods;
mod number;
mod range;
mod slices;
mod turns;

pub use arithmetic::{
    float_div, float_floordiv, float_mod, float_pow, float_pow_constant, int_add, int_floordiv, int_lshift, int_mod,
    int_mul, int_rshift, int_sub, int_to_float, int_truediv,
};
pub use floats::{see_floats, see_numbers, unpack_floats, unpack_numbers, update_floats};
pub use items::Items;
pub use list_value::{are_apart, as_list, cloned_list, into_list, list, ListValue};
pub use lists::{
    getitem, item_float, item_int, item_list, item_number, len, setitem, setitem_elsewhere, unpack, Unpacked,
};
pub use methods::{
    call_append, call_insert, call_insert_popped, call_pop, list_of_append, list_of_insert, list_of_pop,
};
pub use number::{are_kept, as_float, as_int, as_number, box_int, held, Number};
pub use range::Range;
pub use slices::{assign_slice, copy_slice, list_slice};
pub use turns::{see_list, without_nan, Remembered, SeenItem};

/// Says that a way is seldom taken.
#[cold]
#[inline(never)]
pub fn leaving() {}

/// The value of an option, or out of `'general` with a resume point; without one, out of the turns that only compute.
#[macro_export]
macro_rules! guard {
    ($label:lifetime, $option:expr) => {
        match $option {
            Some(value) => value,
            None => {
                $crate::fast::leaving();
                break $label
            }
        }
    };
    ($label:lifetime, $point:expr, $option:expr) => {
        match $option {
            Some(value) => value,
            None => {
                $crate::fast::leaving();
                break $label $point
            }
        }
    };
}

/// `list[index] = value`, the line noted only where it raises.
#[macro_export]
macro_rules! set_item {
    ($frame:ident, $line:expr, $list:expr, $index:expr, float($value:expr)) => {{
        let (list, index): (&fast::ListValue, i64) = ($list, $index);
        if let Err(value) = list.set_float(index, $value) {
            $frame.line($line);
            fast::setitem_elsewhere(list.as_value(), index, value)?;
        }
    }};
    ($frame:ident, $line:expr, $list:expr, $index:expr, $value:expr) => {{
        let (list, index): (&fast::ListValue, i64) = ($list, $index);
        if let Err(value) = list.set(index, $value) {
            $frame.line($line);
            fast::setitem_elsewhere(list.as_value(), index, value)?;
        }
    }};
}

/// The view of a value that an effect has given, or out of `'general` behind the unit, with the value kept
/// for its slot.
#[macro_export]
macro_rules! settle {
    ($label:lifetime, $point:expr, $unsettled:ident, $slot:expr, $view:path, $value:expr) => {{
        let value: Value = $value;
        match $view(&value) {
            Some(view) => view,
            None => {
                $unsettled = Some(($slot, value));
                break $label $point;
            }
        }
    }};
}

/// Unbinds numbers that are not read again before they are assigned, so that they need not be kept for a
/// hand-over.
#[macro_export]
macro_rules! forget {
    ($($variable:ident $flag:ident),+) => {
        $($variable = Default::default(); $flag = false;)+
    };
}

#[cfg(test)]
mod arithmetic_test;
#[cfg(test)]
mod lists_test;
#[cfg(test)]
mod turns_test;
