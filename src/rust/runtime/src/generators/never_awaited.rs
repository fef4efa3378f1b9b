//! The warning of a coroutine that was never awaited. `_PyErr_WarnUnawaitedCoroutine` in `Python/_warnings.c`,
//! `Lib/warnings.py` with the filters that a program starts with.

use super::class::own;
use super::coroutine::Coroutine;
use super::State;
use crate::exceptions::display::report_unraisable;
use crate::exceptions::{state, Outcome};
use crate::functions::call;
use crate::modules::import::loaded_module;
use crate::protocol::attributes::getattr;
use crate::protocol::warn::show_here;
use crate::value::Value;
use std::collections::HashSet;

/// Warns that a coroutine ends without having run.
pub(super) fn warn(coroutine: &Value) {
    let saved = state::suspend_pending();
    if let Err(raised) = try_warn(coroutine) {
        report_unraisable(raised, coroutine);
    }
    state::restore_pending(saved);
}

fn try_warn(coroutine: &Value) -> Outcome<()> {
    if let Some(warnings) = loaded_module("warnings") {
        let warn = getattr(warnings, name!("_warn_unawaited_coroutine"))?;
        return call(warn, [coroutine.clone()]).map(drop);
    }
    let trace = "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n";
    show_here(&message(coroutine)?, trace)
}

fn message(coroutine: &Value) -> Outcome<String> {
    let name = crate::text::to_lossy(&own(coroutine)?.qualified_name());
    Ok(format!("RuntimeWarning: coroutine '{name}' was never awaited"))
}

/// Warns of the coroutines that modules name when the program ends: nothing runs then any more.
#[inline(never)] // A function with a gate holds nothing else.
pub(crate) fn warn_at_end() {
    if crate::kept::is_open(crate::kept::GENERATORS) {
        open_warn_at_end();
    }
}

fn open_warn_at_end() {
    let mut shown = HashSet::new();
    for value in &crate::heap::finalizers::named() {
        let fresh = value.downcast::<Coroutine>().is_some_and(|own| own.body.state.get() == State::Created);
        if let Some(message) = fresh.then(|| message(value).ok()).flatten() {
            if shown.insert(message.clone()) {
                crate::program::write_error(&format!("sys:1: {message}\n"));
            }
        }
    }
}
