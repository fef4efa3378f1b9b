//! A value and an array of values as one slice, without moving them to the heap.
#![allow(unsafe_code)] // The layout of the struct is that of a longer array.

use crate::value::Value;

/// The first argument of a method's call and the others.
#[repr(C)]
pub(super) struct Together<const N: usize> {
    first: Option<Value>,
    rest: [Option<Value>; N],
}

impl<const N: usize> Together<N> {
    #[inline(always)]
    pub fn new(first: Value, rest: [Value; N]) -> Together<N> {
        Together { first: Some(first), rest: rest.map(Some) }
    }

    #[inline(always)]
    pub fn as_mut_slice(&mut self) -> &mut [Option<Value>] {
        let start: *mut Option<Value> = std::ptr::from_mut(self).cast();
        // SAFETY: `repr(C)`: `N + 1` fields of one type follow each other, and nothing else is in the struct.
        unsafe { std::slice::from_raw_parts_mut(start, N + 1) }
    }
}

#[cfg(test)]
mod tests {
    use super::Together;
    use crate::value::{int, Value};

    fn numbers(slice: &mut [Option<Value>]) -> Vec<i64> {
        slice.iter_mut().filter_map(|slot| slot.take()?.as_small_int()).collect()
    }

    #[test]
    fn the_first_value_comes_before_the_others() {
        assert_eq!(numbers(Together::new(int(1), []).as_mut_slice()), [1]);
        assert_eq!(numbers(Together::new(int(1), [int(2), int(3)]).as_mut_slice()), [1, 2, 3]);
    }
}
