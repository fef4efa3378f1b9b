//! The reader: a machine of states over the characters of lines.

use super::dialect::{field_limit, first_and_dialect, given, of_options, Dialect, Quoting};
use super::raise_error;
use crate::classes::{BuiltinClass, GetSet, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::iterators::itself;
use crate::collections::support::{self, receiver};
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::native;
use crate::object::Kind;
use crate::text::str::Str;
use crate::value::{int, Value};
use std::cell::{Cell, RefCell};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    StartRecord,
    StartField,
    Escaped,
    InField,
    InQuotedField,
    EscapedInQuotedField,
    QuoteInQuotedField,
    EatNewline,
    AfterEscapedNewline,
}

/// A record on its way.
struct Record<'a> {
    dialect: &'a Dialect,
    state: State,
    fields: Vec<Value>,
    field: Vec<u32>,
    is_numeric: bool,
}

const NEWLINES: [u32; 2] = ['\n' as u32, '\r' as u32];

/// Whether a character ends a line; `None` is the end of the text.
fn ends_line(character: Option<u32>) -> bool {
    character.is_none_or(|code| NEWLINES.contains(&code))
}

impl Record<'_> {
    fn add(&mut self, code: u32) -> Outcome<()> {
        if self.field.len() as i64 >= field_limit() {
            return Err(raise_error(format!("field larger than field limit ({})", field_limit())));
        }
        self.field.push(code);
        Ok(())
    }

    fn save(&mut self) -> Outcome<()> {
        let field = native::text(Str::from_code_points(&self.field));
        self.field.clear();
        let field = if std::mem::take(&mut self.is_numeric) {
            native::call_class(&crate::number::float_class::FLOAT.value(), vec![field])?
        } else {
            field
        };
        self.fields.push(field);
        Ok(())
    }

    fn end_line(&mut self, character: Option<u32>) -> Outcome<()> {
        self.save()?;
        self.state = if character.is_none() { State::StartRecord } else { State::EatNewline };
        Ok(())
    }

    fn is_quote(&self, character: Option<u32>) -> bool {
        character.is_some() && character == self.dialect.quotechar && self.dialect.quoting != Quoting::None
    }

    fn is_escape(&self, character: Option<u32>) -> bool {
        character.is_some() && character == self.dialect.escapechar
    }

    fn is_delimiter(&self, character: Option<u32>) -> bool {
        character == Some(self.dialect.delimiter)
    }

    /// Takes a character, or the end of a line's text (`parse_process_char`). Errors: `_csv.Error`, ValueError.
    fn take(&mut self, character: Option<u32>) -> Outcome<()> {
        match self.state {
            State::StartRecord => match character {
                None => Ok(()),
                Some(code) if NEWLINES.contains(&code) => {
                    self.state = State::EatNewline;
                    Ok(())
                }
                Some(_) => self.start_field(character),
            },
            State::StartField => self.start_field(character),
            State::Escaped => {
                let code = character.unwrap_or('\n' as u32);
                self.add(code)?;
                let is_newline = character.is_some_and(|code| NEWLINES.contains(&code));
                self.state = if is_newline { State::AfterEscapedNewline } else { State::InField };
                Ok(())
            }
            State::AfterEscapedNewline if character.is_none() => Ok(()),
            State::AfterEscapedNewline | State::InField => self.in_field(character),
            State::InQuotedField => self.in_quoted_field(character),
            State::EscapedInQuotedField => {
                self.add(character.unwrap_or('\n' as u32))?;
                self.state = State::InQuotedField;
                Ok(())
            }
            State::QuoteInQuotedField => self.after_quote(character),
            State::EatNewline => match character {
                None => {
                    self.state = State::StartRecord;
                    Ok(())
                }
                Some(code) if NEWLINES.contains(&code) => Ok(()),
                Some(_) => Err(raise_error(
                    "new-line character seen in unquoted field - do you need to open the file in universal-newline \
                     mode?",
                )),
            },
        }
    }

    fn start_field(&mut self, character: Option<u32>) -> Outcome<()> {
        self.state = State::StartField;
        let Some(code) = character.filter(|_| !ends_line(character)) else { return self.end_line(character) };
        if self.is_quote(character) {
            self.state = State::InQuotedField;
        } else if self.is_escape(character) {
            self.state = State::Escaped;
        } else if code == ' ' as u32 && self.dialect.skipinitialspace {
        } else if self.is_delimiter(character) {
            self.save()?;
        } else {
            self.is_numeric |= self.dialect.quoting == Quoting::NonNumeric;
            self.add(code)?;
            self.state = State::InField;
        }
        Ok(())
    }

    fn in_field(&mut self, character: Option<u32>) -> Outcome<()> {
        let Some(code) = character.filter(|_| !ends_line(character)) else { return self.end_line(character) };
        if self.is_escape(character) {
            self.state = State::Escaped;
        } else if self.is_delimiter(character) {
            self.save()?;
            self.state = State::StartField;
        } else {
            self.add(code)?;
            self.state = State::InField;
        }
        Ok(())
    }

    fn in_quoted_field(&mut self, character: Option<u32>) -> Outcome<()> {
        let Some(code) = character else { return Ok(()) };
        if self.is_escape(character) {
            self.state = State::EscapedInQuotedField;
        } else if self.is_quote(character) {
            self.state = if self.dialect.doublequote { State::QuoteInQuotedField } else { State::InField };
        } else {
            self.add(code)?;
        }
        Ok(())
    }

    fn after_quote(&mut self, character: Option<u32>) -> Outcome<()> {
        if self.is_quote(character) {
            self.state = State::InQuotedField;
            return self.add(character.unwrap_or_default());
        }
        if self.is_delimiter(character) {
            self.save()?;
            self.state = State::StartField;
            return Ok(());
        }
        let Some(code) = character.filter(|_| !ends_line(character)) else { return self.end_line(character) };
        if self.dialect.strict {
            let shown = |code: u32| Str::from_code(code).to_lossy();
            let quote = self.dialect.quotechar.unwrap_or_default();
            return Err(raise_error(format!("'{}' expected after '{}'", shown(self.dialect.delimiter), shown(quote))));
        }
        self.state = State::InField;
        self.add(code)
    }
}

pub(super) struct Reader {
    lines: Value,
    dialect: Value,
    line_number: Cell<i64>,
    /// Whether a record is being read: its lines come from Python code.
    is_busy: RefCell<()>,
}

native!(Reader, READER);

pub(super) fn reader(arguments: &mut Arguments) -> Outcome {
    let (positional, keywords) = given(arguments);
    let (lines, dialect) = first_and_dialect(positional)?;
    let lines = support::iter(&lines)?;
    let dialect = of_options(dialect, keywords)?;
    Ok(Reader { lines, dialect, line_number: Cell::new(0), is_busy: RefCell::new(()) }.object())
}

fn next(own: &Value) -> Outcome<Option<Value>> {
    let reader = receiver::<Reader>(own)?;
    let Ok(_busy) = reader.is_busy.try_borrow_mut() else {
        crate::program::refuse("a csv reader that is asked for a row while it reads one");
    };
    let dialect = receiver::<Dialect>(&reader.dialect)?;
    let mut record =
        Record { dialect, state: State::StartRecord, fields: Vec::new(), field: Vec::new(), is_numeric: false };
    loop {
        let Some(line) = support::next(&reader.lines)? else {
            if record.field.is_empty() && record.state != State::InQuotedField {
                return Ok(None);
            }
            if dialect.strict {
                return Err(raise_error("unexpected end of data"));
            }
            record.save()?;
            break;
        };
        let Some(text) = line.downcast::<Str>() else {
            let given = line.type_name();
            return Err(raise_error(format!(
                "iterator should return strings, not {given} (the file should be opened in text mode)"
            )));
        };
        reader.line_number.set(reader.line_number.get() + 1);
        for code in text.view().iter() {
            record.take(Some(code))?;
        }
        record.take(None)?;
        if record.state == State::StartRecord {
            break;
        }
    }
    Ok(Some(native::list(record.fields)))
}

pub static READER: BuiltinClass = BuiltinClass::new("reader", Kind::Native)
    .module("_csv")
    .sealed()
    .no_constructor()
    .slots(slots!(Slots { iter: Some(itself), next: Some(next), ..Slots::NONE }))
    .getsets(getsets!(&[
        GetSet::new("dialect", |own| Ok(receiver::<Reader>(own)?.dialect.clone())).set(support::readonly),
        GetSet::new("line_num", |own| Ok(int(receiver::<Reader>(own)?.line_number.get()))).set(support::readonly),
    ]));
