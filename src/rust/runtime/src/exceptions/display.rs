//! The text of an uncaught exception, as CPython 3.11 prints it.

use super::traceback::Entry;
use super::{Exception, Raised};
use crate::protocol::attributes::getattr_optional;
use crate::protocol::convert;
use crate::text::str::Str;
use crate::text::to_lossy;
use crate::value::Value;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";
/// Repetitions of one line that are shown before they are counted.
const SHOWN_REPETITIONS: usize = 3;

/// The whole text of an exception with its causes.
pub fn exception_text(exception: &Value) -> String {
    let mut text = String::new();
    write_chain(exception, &mut text, &mut Vec::new());
    text
}

fn write_chain(exception: &Value, text: &mut String, seen: &mut Vec<Value>) {
    seen.push(exception.clone());
    if let Some(own) = exception.downcast::<Exception>() {
        let cause = own.cause.borrow().clone();
        let context = own.context.borrow().clone();
        let new = |value: &Value, seen: &[Value]| !seen.iter().any(|known| known.is(value));
        match (cause, context) {
            (Some(cause), _) if new(&cause, seen) => {
                write_chain(&cause, text, seen);
                text.push_str(CAUSE);
            }
            (Some(_), _) => {}
            (None, Some(context)) if !own.suppress_context.get() && new(&context, seen) => {
                write_chain(&context, text, seen);
                text.push_str(CONTEXT);
            }
            _ => {}
        }
        let entries = own.traceback.borrow().clone();
        write_traceback(&entries, text);
    }
    text.push_str(&last_line(exception));
    write_notes(exception, text);
}

fn write_traceback(entries: &[Entry], text: &mut String) {
    if entries.is_empty() {
        return;
    }
    text.push_str("Traceback (most recent call last):\n");
    let mut previous: Option<Entry> = None;
    let mut count = 0;
    for entry in entries.iter().rev() {
        let same = previous.is_some_and(|last| std::ptr::eq(last.code, entry.code) && last.line == entry.line);
        if !same {
            write_repetitions(count, text);
            count = 0;
        }
        count += 1;
        previous = Some(*entry);
        if count <= SHOWN_REPETITIONS {
            let module = entry.code.module;
            let (file, line, name) = (module.file, entry.line, entry.code.name);
            text.push_str(&format!("  File \"{file}\", line {line}, in {name}\n"));
            if let Ok(found) = module.source.binary_search_by_key(&entry.line, |(line, _)| *line) {
                text.push_str(&format!("    {}\n", module.source[found].1));
            }
        }
    }
    write_repetitions(count, text);
}

fn write_repetitions(count: usize, text: &mut String) {
    if count > SHOWN_REPETITIONS {
        let more = count - SHOWN_REPETITIONS;
        let plural = if more > 1 { "s" } else { "" };
        text.push_str(&format!("  [Previous line repeated {more} more time{plural}]\n"));
    }
}

/// `module.Class: message`.
pub fn last_line(exception: &Value) -> String {
    let class = exception.class();
    let name = to_lossy(&class.qualified_name.borrow());
    let name = match class.module_name() {
        Some(module) if module != "builtins" && module != "__main__" => format!("{module}.{name}"),
        _ => name,
    };
    match convert::str(exception) {
        Ok(message) => match to_lossy(&message) {
            message if message.is_empty() => format!("{name}\n"),
            message => format!("{name}: {message}\n"),
        },
        Err(raised) => {
            raised.forget();
            format!("{name}: <exception str() failed>\n")
        }
    }
}

fn write_notes(exception: &Value, text: &mut String) {
    let notes = match getattr_optional(exception, name!("__notes__")) {
        Ok(Some(notes)) => notes,
        Ok(None) => return,
        Err(raised) => return raised.forget(),
    };
    let written = crate::protocol::iterate::for_each(notes, |note| {
        let note = if note.downcast::<Str>().is_some() { note } else { convert::str(&note)? };
        for line in to_lossy(&note).split('\n') {
            text.push_str(line);
            text.push('\n');
        }
        Ok(())
    });
    if let Err(raised) = written {
        raised.forget();
    }
}

/// What `__del__` and callbacks raise is printed and forgotten.
pub(crate) fn report_unraisable(raised: Raised, place: &Value) {
    let exception = raised.take();
    let shown = convert::repr_or_type_name(place);
    let mut text = format!("Exception ignored in: {shown}\n");
    // Without the exceptions that led to it.
    if let Some(own) = exception.downcast::<Exception>() {
        write_traceback(&own.traceback.borrow(), &mut text);
    }
    text.push_str(&last_line(&exception));
    crate::program::write_error(&text);
}
