//! The exports of a library module: section 1 of `docs/wire-format.md`.
#![allow(unsafe_code)] // Addresses and lengths come from the host, which keeps to the page.

use super::messages::{decode_request, encode_response, response_of, Response};
use super::{conversation, operations};
use crate::heap::single_thread::SingleThread;
use crate::program::Program;
use std::alloc::{alloc, dealloc, handle_alloc_error, Layout};
use std::cell::Cell;

/// How many calls of the host are being answered, one inside the other.
static DEPTH: SingleThread<Cell<u32>> = SingleThread::new(Cell::new(0));
static STARTED: SingleThread<Cell<bool>> = SingleThread::new(Cell::new(false));

/// Whether a call of the host is being answered.
pub fn is_called() -> bool {
    DEPTH.get() > 0
}

fn layout(size: usize) -> Layout {
    match Layout::from_size_align(size.max(1), 8) {
        Ok(layout) => layout,
        Err(_) => std::process::abort(),
    }
}

/// `ferrotype_allocate`.
pub fn allocate(size: usize) -> usize {
    // SAFETY: the layout is not empty.
    let address = unsafe { alloc(layout(size)) };
    if address.is_null() {
        handle_alloc_error(layout(size));
    }
    address as usize
}

/// `ferrotype_release`.
///
/// # Safety
/// `pointer` and `size` are of an `allocate` that was not released yet.
pub unsafe fn release(pointer: usize, size: usize) {
    dealloc(pointer as *mut u8, layout(size));
}

/// `ferrotype_call`: the response's address in the high half, its length in the low one.
///
/// # Safety
/// `length` bytes at `pointer` are the host's request.
pub unsafe fn call(program: &'static Program, pointer: usize, length: usize) -> u64 {
    let response = answer(program, std::slice::from_raw_parts(pointer as *const u8, length));
    let address = allocate(response.len());
    std::ptr::copy_nonoverlapping(response.as_ptr(), address as *mut u8, response.len());
    (address as u64) << 32 | response.len() as u64
}

/// The response's bytes for a request's.
pub fn answer(program: &'static Program, request: &[u8]) -> Vec<u8> {
    if !STARTED.replace(true) {
        crate::program::make_available(program);
    }
    DEPTH.set(DEPTH.get() + 1);
    let response = match decode_request(request).and_then(operations::perform) {
        Ok(response) => response,
        Err(failure) => response_of(failure),
    };
    crate::program::flush();
    let bytes = encode_response(&response).or_else(|failure| encode_response(&response_of(failure)));
    let bytes = bytes.unwrap_or_else(|_| {
        let message = "a response that cannot be sent".to_owned();
        encode_response(&Response::Refused("FT0901".to_owned(), message)).unwrap_or_default()
    });
    DEPTH.set(DEPTH.get() - 1);
    if DEPTH.get() == 0 {
        drop(response);
        conversation::end();
    }
    bytes
}

/// The exports of a library module: the generated entry point calls this with its `Program`.
#[macro_export]
macro_rules! export_library {
    ($program:expr) => {
        #[unsafe(no_mangle)]
        pub extern "C" fn ferrotype_allocate(size: usize) -> usize {
            $crate::wire::library::allocate(size)
        }

        /// # Safety
        /// The address and size of a block that was not released yet.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn ferrotype_release(pointer: usize, size: usize) {
            unsafe { $crate::wire::library::release(pointer, size) }
        }

        /// # Safety
        /// The address and length of a request.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn ferrotype_call(pointer: usize, length: usize) -> u64 {
            unsafe { $crate::wire::library::call(&$program, pointer, length) }
        }
    };
}
