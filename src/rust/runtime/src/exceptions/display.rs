//! Exceptions as text: what the interpreter prints when nothing handles them.
//!
//! The caret lines of CPython 3.11 (`^^^^`) are left out: the compiler gives lines, not columns.

use super::exception::Exception;
use super::traceback::entries;
use super::hierarchy::SYNTAX_ERROR;
use super::{Outcome, Raised};
use crate::functions::code::Code;
use crate::names::Name;
use crate::protocol::attributes::getattr_optional;
use crate::protocol::iterate::collect;
use crate::protocol::convert::{repr_text, str_text};
use crate::value::Value;
use std::fmt::Write as _;

/// An entry is shown this often before the rest is counted.
const SHOWN_REPEATS: usize = 3;
const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// The traceback and the exceptions that led to this one, as `traceback.print_exception` prints
/// them.
pub fn report(exception: &Value) -> String {
    let mut text = String::new();
    write_chain(&mut text, exception, &mut Vec::new());
    text
}

fn write_chain(text: &mut String, exception: &Value, seen: &mut Vec<u64>) {
    seen.push(exception.identity());
    if let Some(own) = exception.downcast::<Exception>() {
        let cause = own.cause.borrow().clone();
        let context = own.context.borrow().clone();
        let earlier = match (cause, context) {
            (Some(cause), _) => Some((cause, CAUSE)),
            (None, Some(context)) if !own.suppress_context.get() => Some((context, CONTEXT)),
            _ => None,
        };
        if let Some((earlier, words)) = earlier {
            if !seen.contains(&earlier.identity()) {
                write_chain(text, &earlier, seen);
                text.push_str(words);
            }
        }
        write_traceback(text, own);
        if SYNTAX_ERROR.is_instance(exception) {
            write_syntax_place(text, own);
        }
    }
    text.push_str(&summary(exception));
    write_notes(text, exception);
}

fn write_traceback(text: &mut String, exception: &Exception) {
    let entries = entries(exception);
    if entries.is_empty() {
        return;
    }
    text.push_str("Traceback (most recent call last):\n");
    let mut last: Option<(&'static Code, u32)> = None;
    let mut repeats = 0;
    for (code, line) in entries {
        let same = last.is_some_and(|(other, other_line)| {
            other_line == line && other.name == code.name && other.module.file == code.module.file
        });
        if !same {
            write_repeats(text, repeats);
            last = Some((code, line));
            repeats = 0;
        }
        repeats += 1;
        if repeats <= SHOWN_REPEATS {
            write_entry(text, code, line);
        }
    }
    write_repeats(text, repeats);
}

fn write_repeats(text: &mut String, repeats: usize) {
    if repeats > SHOWN_REPEATS {
        let more = repeats - SHOWN_REPEATS;
        let plural = if more == 1 { "" } else { "s" };
        let _ = writeln!(text, "  [Previous line repeated {more} more time{plural}]");
    }
}

fn write_entry(text: &mut String, code: &Code, line: u32) {
    let _ = writeln!(text, "  File \"{}\", line {line}, in {}", code.module.file, code.name);
    let source = code.module.source;
    if let Ok(position) = source.binary_search_by_key(&line, |(number, _)| *number) {
        if !source[position].1.is_empty() {
            let _ = writeln!(text, "    {}", source[position].1);
        }
    }
}

/// `  File "…", line …` of a SyntaxError that says where it is.
fn write_syntax_place(text: &mut String, exception: &Exception) {
    let (filename, line) = (exception.field(1), exception.field(2));
    let Some(line) = line.as_integer().and_then(|line| line.to_i64()) else { return };
    let filename = if filename.is_none() { "<string>".to_owned() } else { str_text(&filename).unwrap_or_default_taken() };
    let _ = writeln!(text, "  File \"{filename}\", line {line}");
    let source = exception.field(4);
    if !source.is_none() {
        let _ = writeln!(text, "    {}", str_text(&source).unwrap_or_default_taken().trim());
    }
}

/// Failures inside the report itself are dropped, as CPython's printer does.
trait Taken {
    fn unwrap_or_default_taken(self) -> String;
}

impl Taken for Outcome<String> {
    fn unwrap_or_default_taken(self) -> String {
        self.unwrap_or_else(|raised| {
            raised.forget();
            String::new()
        })
    }
}

/// `module.Class: message`, with a line break.
fn summary(exception: &Value) -> String {
    let class = exception.class();
    let name = match class.module_name() {
        Some(module) if module == "__main__" => crate::text::to_lossy(&class.qualified_name.borrow()),
        _ => class.full_name(),
    };
    // SyntaxError's text has the place, which was written already.
    let shown = if SYNTAX_ERROR.is_instance(exception) {
        exception.downcast::<Exception>().map_or_else(|| Ok(String::new()), |own| str_text(&own.field(0)))
    } else {
        str_text(exception)
    };
    match shown {
        Ok(message) if message.is_empty() => format!("{name}\n"),
        Ok(message) => format!("{name}: {message}\n"),
        Err(raised) => {
            raised.forget();
            format!("{name}: <exception str() failed>\n")
        }
    }
}

fn write_notes(text: &mut String, exception: &Value) {
    static NOTES: Name = Name::new("__notes__");
    let notes = match getattr_optional(exception, &NOTES) {
        Ok(Some(notes)) => notes,
        Ok(None) => return,
        Err(raised) => {
            raised.forget();
            return;
        }
    };
    if notes.is_none() {
        return;
    }
    let is_sequence = crate::collections::LIST.is_instance(&notes) || crate::collections::TUPLE.is_instance(&notes);
    if !is_sequence {
        text.push_str(&repr_text(&notes).unwrap_or_default_taken());
        text.push('\n');
        return;
    }
    let items = collect(notes).unwrap_or_else(|raised| {
        raised.forget();
        Vec::new()
    });
    for note in items {
        let shown = match str_text(&note) {
            Ok(shown) => shown,
            Err(raised) => {
                raised.forget();
                "<note str() failed>".to_owned()
            }
        };
        for line in shown.split('\n') {
            text.push_str(line);
            text.push('\n');
        }
    }
}

/// What is printed for an exception that has nowhere to go: from `__del__`, or from a generator
/// that is dropped.
pub fn report_ignored(exception: &Value, place: &Value) -> String {
    let shown = repr_text(place).unwrap_or_else(|raised| {
        raised.forget();
        "<object repr() failed>".to_owned()
    });
    let mut text = format!("Exception ignored in: {shown}\n");
    if let Some(own) = exception.downcast::<Exception>() {
        write_traceback(&mut text, own);
    }
    text.push_str(&summary(exception));
    text
}

/// Prints what [`report_ignored`] says.
pub fn report_unraisable(raised: Raised, place: &Value) {
    crate::program::write_error(&report_ignored(&raised.take(), place));
}
