//! Statics of a program that has one thread.
#![allow(unsafe_code)] // The runtime never makes a thread; a host calls an instance from one thread at a time.

use std::ops::Deref;

/// A static that only one thread ever touches.
pub struct SingleThread<T>(T);

// SAFETY: see above.
unsafe impl<T> Sync for SingleThread<T> {}

impl<T> SingleThread<T> {
    pub const fn new(value: T) -> SingleThread<T> {
        SingleThread(value)
    }
}

impl<T> Deref for SingleThread<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        &self.0
    }
}
