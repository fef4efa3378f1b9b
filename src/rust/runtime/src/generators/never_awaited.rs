//! The warning of a coroutine that was never awaited.

use crate::value::Value;

/// Warns that a coroutine ends without having run.
pub(super) fn warn(_coroutine: &Value) {
    crate::program::refuse("the warning that a coroutine was never awaited");
}
