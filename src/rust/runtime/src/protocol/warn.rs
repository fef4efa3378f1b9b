//! Warnings of the runtime itself, as the filters that a program starts with have them shown (`Python/_warnings.c`).

use crate::exceptions::{Outcome, DEPRECATION_WARNING};
use crate::functions::call;
use crate::functions::frame::running;
use crate::heap::single_thread::SingleThread;
use crate::modules::import::loaded_module;
use crate::modules::{Module, ModuleObject};
use crate::protocol::attributes::getattr;
use crate::text::{str_value, to_lossy};
use crate::value::Value;
use std::cell::RefCell;

/// A module, a line in it, a text.
type Place = (usize, u32, String);

/// Where a text was shown already, sorted: once for each line is enough.
static SHOWN: SingleThread<RefCell<Vec<Place>>> = SingleThread::new(RefCell::new(Vec::new()));

fn is_new(module: &'static Module, line: u32, message: &str) -> bool {
    let place = (std::ptr::from_ref(module) as usize, line, message.to_owned());
    let mut shown = SHOWN.borrow_mut();
    match shown.binary_search(&place) {
        Ok(_) => false,
        Err(position) => {
            shown.insert(position, place);
            true
        }
    }
}

/// Shows a text for the line that runs, once, and the line itself; `end` comes last.
///
/// # Errors
/// What `sys.stderr` raises.
pub(crate) fn show_here(message: &str, end: &str) -> Outcome<()> {
    let Some((code, line)) = running() else { return Ok(()) };
    let module = code.module;
    if !is_new(module, line, message) {
        return Ok(());
    }
    let shown = module.line(line).map_or(String::new(), |text| format!("  {text}\n"));
    write(&format!("{}:{line}: {message}\n{shown}{end}", module.file))
}

/// Writes to what `sys.stderr` is now.
fn write(text: &str) -> Outcome<()> {
    let sys = loaded_module("sys");
    let Some(sys) = sys.as_ref().and_then(|sys| sys.downcast::<ModuleObject>()) else {
        crate::program::write_error(text);
        return Ok(());
    };
    match sys.get(&crate::names::intern_text("stderr")).filter(|stream| !stream.is_none()) {
        Some(stream) => call(getattr(stream, name!("write"))?, [str_value(text)]).map(drop),
        None => Ok(()),
    }
}

fn warn_openly(warnings: &Value, message: &str) -> Outcome<()> {
    let warn = getattr(warnings.clone(), name!("warn"))?;
    call(warn, [str_value(message), DEPRECATION_WARNING.value()]).map(drop)
}

behind!(
    CLASSES,
    /// What the module does with a warning. It takes the class as an object, which a program that has the module has, too.
    fn warn_by(warnings: &Value, message: &str) -> Outcome<()> = warn_openly
);

/// `PyErr_WarnFormat(PyExc_DeprecationWarning, 1, …)`: without the module `warnings`, those of the main module are shown.
///
/// # Errors
/// The warning itself, where a filter says so.
#[cold]
#[inline(never)]
pub(crate) fn deprecated(message: &str) -> Outcome<()> {
    if let Some(warnings) = loaded_module("_warnings") {
        return warn_by(&warnings, message);
    }
    let is_main = |(code, _): (&crate::functions::code::Code, u32)| to_lossy(&code.module.name_value()) == "__main__";
    if running().is_some_and(is_main) {
        return show_here(&format!("DeprecationWarning: {message}"), "");
    }
    Ok(())
}

/// The same of a method that gave an instance of a subclass of what it is to give.
///
/// # Errors
/// As above.
#[cold]
pub(crate) fn deprecated_subclass(method: &str, wanted: &str, given: &str) -> Outcome<()> {
    deprecated(&format!(
        "{method} returned non-{wanted} (type {given}).  The ability to return an instance of a strict subclass of \
         {wanted} is deprecated, and may be removed in a future version of Python."
    ))
}
