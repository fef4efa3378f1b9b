//! Functions, frames and calls.

pub mod binding;
pub mod builtin;
pub mod call;
pub mod cell;
pub mod code;
pub mod code_class;
pub mod frame;
pub mod frame_object;
pub mod function;
pub mod function_class;
pub mod method;
pub mod signature;
mod together;

pub use builtin::Arguments;
pub(crate) use call::check_names;
pub use call::{
    call, call_keywords, call_method, call_values, call_with, lookup_method, Call, CallArguments, FoundMethod,
};
pub use code::{Code, CodeKind, Parameters, Slot};
pub use frame::{Frame, OwnedFrame};
pub use function::{call_closure, Function};
