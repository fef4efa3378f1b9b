//! The text of an uncaught exception, as CPython 3.11 prints it. `Python/pythonrun.c`, `Python/traceback.c`.

use super::groups::{exceptions_in, is_group};
use super::suggestions::suggestion;
use super::traceback::Entry;
use super::{Exception, Raised};
use crate::collections::support::is_sequence;
use crate::kept::{gate_of, is_open};
use crate::protocol::attributes::getattr_optional;
use crate::protocol::convert;
use crate::text::to_lossy;
use crate::value::Value;

const CAUSE: &str = "The above exception was the direct cause of the following exception:";
const CONTEXT: &str = "During handling of the above exception, another exception occurred:";
/// Repetitions of one line that are shown before they are counted.
const SHOWN_REPETITIONS: usize = 3;
/// Exceptions of a group that are shown, and how deep groups are.
const WIDEST: usize = 15;
const DEEPEST: usize = 10;

/// The whole text of an exception with its causes.
pub fn exception_text(exception: &Value) -> String {
    let mut display = Display { text: String::new(), seen: Vec::new(), depth: 0, needs_close: false };
    display.chain(exception);
    display.text
}

/// A text that grows, and where in nested groups it is.
struct Display {
    text: String,
    seen: Vec<Value>,
    /// 1 within a group, 2 within one of its exceptions.
    depth: usize,
    /// Whether the line below the last exception of a group is still to be written.
    needs_close: bool,
}

impl Display {
    fn indent(&mut self) {
        self.text.push_str(&"  ".repeat(self.depth));
    }

    fn margin(&mut self) {
        self.indent();
        if self.depth > 0 {
            self.text.push_str("| ");
        }
    }

    fn line(&mut self, line: &str) {
        self.margin();
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// An exception behind those that led to it.
    fn chain(&mut self, exception: &Value) {
        self.seen.push(exception.clone());
        if let Some(own) = exception.downcast::<Exception>() {
            let cause = own.cause.borrow().clone();
            let context = own.context.borrow().clone();
            match (cause, context) {
                (Some(cause), _) => self.link(&cause, CAUSE),
                (None, Some(context)) if !own.suppress_context.get() => self.link(&context, CONTEXT),
                _ => {}
            }
        }
        match is_group(exception) {
            true => self.group(exception),
            false => self.exception(exception),
        }
    }

    fn link(&mut self, exception: &Value, message: &str) {
        if self.seen.iter().any(|known| known.is(exception)) {
            return;
        }
        let needs_close = self.needs_close;
        self.chain(exception);
        self.needs_close = needs_close;
        self.line("");
        self.line(message);
        self.line("");
    }

    fn group(&mut self, group: &Value) {
        if self.depth > DEEPEST {
            return self.line(&format!("... (max_group_depth is {DEEPEST})"));
        }
        if self.depth == 0 {
            self.depth = 1;
        }
        self.exception(group);
        let exceptions = exceptions_in(group);
        let shown = exceptions.len().min(WIDEST + 1);
        self.needs_close = false;
        for (index, exception) in exceptions.iter().enumerate().take(shown) {
            let is_last = index == shown - 1;
            if is_last {
                // A group in the last exception closes for all.
                self.needs_close = true;
            }
            let title = if index < WIDEST { (index + 1).to_string() } else { "...".to_owned() };
            self.indent();
            self.text.push_str(if index == 0 { "+-" } else { "  " });
            self.text.push_str(&format!("+---------------- {title} ----------------\n"));
            self.depth += 1;
            if index < WIDEST {
                self.chain(exception);
            } else {
                let more = exceptions.len() - WIDEST;
                let plural = if more > 1 { "s" } else { "" };
                self.line(&format!("and {more} more exception{plural}"));
            }
            if is_last && self.needs_close {
                self.indent();
                self.text.push_str("+------------------------------------\n");
                self.needs_close = false;
            }
            self.depth -= 1;
        }
        if self.depth == 1 {
            self.depth = 0;
        }
    }

    /// One exception without those that led to it.
    fn exception(&mut self, exception: &Value) {
        if let Some(own) = exception.downcast::<Exception>() {
            let entries = own.traceback.borrow().clone();
            self.traceback(&entries, is_group(exception));
        }
        self.margin();
        let line = last_line(exception);
        self.text.push_str(line.strip_suffix('\n').unwrap_or(&line));
        self.text.push_str(&suggestion(exception));
        self.text.push('\n');
        self.notes(exception);
    }

    fn traceback(&mut self, entries: &[Entry], of_group: bool) {
        if entries.is_empty() {
            return;
        }
        self.indent();
        self.text.push_str(match self.depth {
            0 => "",
            1 if of_group => "+ ",
            _ => "| ",
        });
        self.text.push_str(if of_group { "Exception Group Traceback" } else { "Traceback" });
        self.text.push_str(" (most recent call last):\n");
        let mut previous: Option<Entry> = None;
        let mut count = 0;
        for entry in entries.iter().rev() {
            let same = previous.is_some_and(|last| std::ptr::eq(last.code, entry.code) && last.line == entry.line);
            if !same {
                self.repetitions(count);
                count = 0;
            }
            count += 1;
            previous = Some(*entry);
            if count <= SHOWN_REPETITIONS {
                self.entry(entry);
            }
        }
        self.repetitions(count);
    }

    fn entry(&mut self, entry: &Entry) {
        let module = entry.code.module;
        let (file, line, name) = (module.file, entry.line, entry.code.name);
        self.line(&format!("  File \"{file}\", line {line}, in {name}"));
        if let Some(text) = module.line(entry.line) {
            self.line(&format!("    {text}"));
        }
    }

    fn repetitions(&mut self, count: usize) {
        if count > SHOWN_REPETITIONS {
            let more = count - SHOWN_REPETITIONS;
            let plural = if more > 1 { "s" } else { "" };
            // CPython leaves the margin out here.
            self.text.push_str(&format!("  [Previous line repeated {more} more time{plural}]\n"));
        }
    }

    /// Only a program that names notes has some.
    #[inline(never)] // A function with a gate holds nothing else.
    fn notes(&mut self, exception: &Value) {
        if is_open(const { gate_of("__notes__") }) || is_open(const { gate_of("add_note") }) {
            self.open_notes(exception);
        }
    }

    fn open_notes(&mut self, exception: &Value) {
        let notes = match getattr_optional(exception, name!("__notes__")) {
            Ok(Some(notes)) if !notes.is_none() => notes,
            Ok(_) => return,
            Err(raised) => return raised.forget(),
        };
        if !is_sequence(&notes) {
            // CPython ends the line no more than here.
            self.margin();
            return self.text.push_str(&shown(convert::repr(&notes), "<__notes__ repr() failed>"));
        }
        let written = crate::protocol::iterate::for_each(notes, |note| {
            match convert::str(&note) {
                Ok(note) => self.note(&to_lossy(&note)),
                Err(raised) => {
                    raised.forget();
                    self.text.push_str("<note str() failed>");
                }
            }
            self.text.push('\n');
            Ok(())
        });
        if let Err(raised) = written {
            raised.forget();
        }
    }

    /// The lines of a note, the last one without its end.
    fn note(&mut self, note: &str) {
        for line in note.split_inclusive('\n') {
            self.margin();
            self.text.push_str(line);
        }
    }
}

fn shown(text: super::Outcome, failed: &str) -> String {
    match text {
        Ok(text) => to_lossy(&text),
        Err(raised) => {
            raised.forget();
            failed.to_owned()
        }
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
    match shown(convert::str(exception), "<exception str() failed>") {
        message if message.is_empty() => format!("{name}\n"),
        message => format!("{name}: {message}\n"),
    }
}

/// What `__del__` and callbacks raise is printed and forgotten.
pub(crate) fn report_unraisable(raised: Raised, place: &Value) {
    report_unraisable_in(raised, " in", place);
}

/// The same with words for where it was raised.
pub(crate) fn report_unraisable_in(raised: Raised, words: &str, place: &Value) {
    let exception = raised.take();
    let mut display = Display { text: String::new(), seen: Vec::new(), depth: 0, needs_close: false };
    display.line(&format!("Exception ignored{words}: {}", convert::repr_or_type_name(place)));
    // Without the exceptions that led to it.
    if let Some(own) = exception.downcast::<Exception>() {
        display.traceback(&own.traceback.borrow().clone(), false);
    }
    display.text.push_str(&last_line(&exception));
    crate::program::write_error(&display.text);
}
