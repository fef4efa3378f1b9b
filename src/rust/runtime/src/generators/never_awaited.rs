//! The warning of a coroutine that was never awaited. `_PyErr_WarnUnawaitedCoroutine` in `Python/_warnings.c`,
//! `Lib/warnings.py` with the filters that a program starts with.

use super::class::own;
use super::coroutine::Coroutine;
use super::State;
use crate::exceptions::display::report_unraisable;
use crate::exceptions::{state, Outcome};
use crate::functions::call;
use crate::functions::frame::running;
use crate::heap::single_thread::SingleThread;
use crate::modules::import::loaded;
use crate::modules::{Module, ModuleObject};
use crate::protocol::attributes::getattr;
use crate::value::Value;
use std::cell::RefCell;
use std::collections::HashSet;

/// A module, a line in it, a text.
type Place = (usize, u32, String);

/// Where a text was shown already: once for each line is enough.
static SHOWN: SingleThread<RefCell<Option<HashSet<Place>>>> = SingleThread::new(RefCell::new(None));

/// Warns that a coroutine ends without having run.
pub(super) fn warn(coroutine: &Value) {
    let saved = state::suspend_pending();
    if let Err(raised) = try_warn(coroutine) {
        report_unraisable(raised, coroutine);
    }
    state::restore_pending(saved);
}

fn loaded_module(name: &str) -> Option<Value> {
    loaded().get_name(&crate::names::intern_text(name))
}

fn try_warn(coroutine: &Value) -> Outcome<()> {
    if let Some(warnings) = loaded_module("warnings") {
        let warn = getattr(warnings, name!("_warn_unawaited_coroutine"))?;
        return call(warn, [coroutine.clone()]).map(drop);
    }
    let Some((code, line)) = running() else { return Ok(()) };
    let message = message(coroutine)?;
    if !is_new(code.module, line, &message) {
        return Ok(());
    }
    let module = code.module;
    let shown = module.line(line).map_or(String::new(), |text| format!("  {text}\n"));
    let trace = "RuntimeWarning: Enable tracemalloc to get the object allocation traceback";
    write(&format!("{}:{line}: {message}{shown}{trace}\n", module.file))
}

fn message(coroutine: &Value) -> Outcome<String> {
    let name = crate::text::to_lossy(&own(coroutine)?.qualified_name());
    Ok(format!("RuntimeWarning: coroutine '{name}' was never awaited\n"))
}

fn is_new(module: &'static Module, line: u32, message: &str) -> bool {
    let place = std::ptr::from_ref(module) as usize;
    SHOWN.borrow_mut().get_or_insert_default().insert((place, line, message.to_owned()))
}

/// Writes to what `sys.stderr` is now.
fn write(text: &str) -> Outcome<()> {
    let sys = loaded_module("sys");
    let Some(sys) = sys.as_ref().and_then(|sys| sys.downcast::<ModuleObject>()) else {
        crate::program::write_error(text);
        return Ok(());
    };
    match sys.get(&crate::names::intern_text("stderr")).filter(|stream| !stream.is_none()) {
        Some(stream) => call(getattr(stream, name!("write"))?, [crate::text::str_value(text)]).map(drop),
        None => Ok(()),
    }
}

/// Warns of the coroutines that modules name when the program ends: nothing runs then any more.
#[inline(never)] // A function with a gate holds nothing else.
pub(crate) fn warn_at_end(named: &[Value]) {
    if crate::kept::is_open(crate::kept::GENERATORS) {
        open_warn_at_end(named);
    }
}

fn open_warn_at_end(named: &[Value]) {
    let mut shown = HashSet::new();
    for value in named {
        let fresh = value.downcast::<Coroutine>().is_some_and(|own| own.body.state.get() == State::Created);
        if let Some(message) = fresh.then(|| message(value).ok()).flatten() {
            if shown.insert(message.clone()) {
                crate::program::write_error(&format!("sys:1: {message}"));
            }
        }
    }
}
