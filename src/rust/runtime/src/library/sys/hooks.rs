//! `exc_info`, `excepthook`: what is being handled, and what becomes of what nobody handles.

use crate::exceptions::display::exception_text;
use crate::exceptions::state::handled;
use crate::exceptions::traceback::traceback_value;
use crate::exceptions::{raise_type_error, Outcome, Raised};
use crate::functions::{call, call_method, Arguments};
use crate::library::streams;
use crate::modules::ModuleObject;
use crate::native;
use crate::program::Reporting;
use crate::protocol::attributes::getattr_optional;
use crate::text::value_of;
use crate::value::{Value, NONE};

/// `exc_info()`.
pub fn exc_info(_: &mut Arguments) -> Outcome {
    Ok(native::tuple(match handled() {
        Some(exception) => parts(&exception),
        None => vec![NONE(), NONE(), NONE()],
    }))
}

/// Class, exception, traceback.
fn parts(exception: &Value) -> Vec<Value> {
    vec![exception.class().value(), exception.clone(), traceback_value(exception)]
}

/// `exception()`.
pub fn exception(_: &mut Arguments) -> Outcome {
    Ok(handled().unwrap_or_else(NONE))
}

/// `excepthook(exctype, value, traceback)`: prints as the end of a program does.
pub fn excepthook(arguments: &mut Arguments) -> Outcome {
    let (exception, traceback) = (arguments.take(1), arguments.take(2));
    let Some(own) = exception.downcast::<crate::exceptions::Exception>() else {
        return Err(raise_type_error(format!(
            "print_exception(): Exception expected for value, {} found",
            exception.type_name()
        )));
    };
    if !traceback.is_none() && own.traceback.borrow().is_empty() {
        crate::program::refuse("sys.excepthook() with another traceback");
    }
    if !write(&exception_text(&exception)) {
        crate::program::write_error(&exception_text(&exception));
    }
    Ok(NONE())
}

fn sys_attribute(name: &str) -> Option<Value> {
    let sys = crate::modules::import::loaded().get_name(&crate::names::intern_text("sys"))?;
    sys.downcast::<ModuleObject>()?.get(&crate::names::intern_text(name))
}

/// What the end of a program asks.
pub static REPORTING: Reporting = Reporting { uncaught, write, ended };

/// Writes to `sys.stderr`; false where that is the stream of the process.
fn write(text: &str) -> bool {
    let Some(stream) = sys_attribute("stderr") else { return false };
    if streams::standard(2).is_some_and(|own| own.is(&stream)) {
        return false;
    }
    if stream.is_none() {
        return true;
    }
    if let Err(raised) = call_method(stream, name!("write"), [value_of(text)]) {
        raised.forget();
    }
    true
}

/// Calls `sys.excepthook` where the program has set one; false where it has not.
fn uncaught(exception: &Value) -> bool {
    let Some(hook) = sys_attribute("excepthook") else { return false };
    if sys_attribute("__excepthook__").is_some_and(|own| own.is(&hook)) {
        return false;
    }
    let given: [Value; 3] = match parts(exception).try_into() {
        Ok(given) => given,
        Err(_) => return false,
    };
    if let Err(raised) = call(hook, given) {
        let failure = exception_text(&raised.take());
        let text =
            format!("Error in sys.excepthook:\n{failure}\nOriginal exception was:\n{}", exception_text(exception));
        crate::program::flush();
        if !write(&text) {
            crate::program::write_error(&text);
        }
    }
    true
}

/// Flushes what the program has put in place of the streams (`flush_std_files`).
fn ended() {
    for (name, descriptor) in [("stdout", 1), ("stderr", 2)] {
        let Some(stream) = sys_attribute(name).filter(|stream| !stream.is_none()) else { continue };
        if streams::standard(descriptor).is_none_or(|own| own.is(&stream)) {
            continue;
        }
        let closed = match getattr_optional(&stream, name!("closed")) {
            Ok(closed) => closed.is_some_and(|closed| native::truth(&closed).unwrap_or_else(forget)),
            Err(raised) => forget(raised),
        };
        if closed {
            continue;
        }
        if let Err(raised) = call_method(stream, name!("flush"), []) {
            raised.forget();
            crate::program::refuse(format!("an end of the program at which flushing sys.{name} fails"));
        }
    }
}

fn forget(raised: Raised) -> bool {
    raised.forget();
    false
}
