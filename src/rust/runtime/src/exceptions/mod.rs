//! Exceptions: the object, the hierarchy, the one that is on its way, the ones being handled.

pub mod display;
pub mod exception;
pub mod hierarchy;
pub mod methods;
pub mod raising;
pub mod state;
pub mod traceback;
pub mod with;

pub use exception::{new_builtin, Exception};
pub use hierarchy::*;
pub use raising::*;
pub use state::{Exit, Handler, Raised};
pub use with::With;

/// The result of anything that may raise.
pub type Outcome<T = crate::value::Value> = Result<T, Raised>;
