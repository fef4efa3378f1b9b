//! The writer.

use super::dialect::{first_and_dialect, given, of_options, Dialect, Quoting};
use super::raise_error;
use crate::classes::{BuiltinClass, GetSet, Method, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::support::{self, at, receiver};
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::native;
use crate::object::Kind;
use crate::protocol::attributes::getattr_optional;
use crate::text::str::Str;
use crate::value::{Value, NONE};

pub(super) struct Writer {
    write: Value,
    dialect: Value,
}

native!(Writer, WRITER);

pub(super) fn writer(arguments: &mut Arguments) -> Outcome {
    let (positional, keywords) = given(arguments);
    let (file, dialect) = first_and_dialect(positional)?;
    let write = getattr_optional(&file, name!("write"))?;
    let Some(write) = write.filter(crate::protocol::is_callable) else {
        return Err(raise_type_error("argument 1 must have a \"write\" method"));
    };
    let dialect = of_options(dialect, keywords)?;
    Ok(Writer { write, dialect }.object())
}

/// A row on its way.
struct Row<'a> {
    dialect: &'a Dialect,
    terminator: &'a Str,
    codes: Vec<u32>,
    fields: usize,
}

impl Row<'_> {
    fn is_special(&self, code: u32) -> bool {
        let dialect = self.dialect;
        code == dialect.delimiter
            || Some(code) == dialect.escapechar
            || Some(code) == dialect.quotechar
            || self.terminator.view().iter().any(|own| own == code)
    }

    /// Adds a field (`join_append`). Errors: `_csv.Error`.
    fn add(&mut self, field: Option<&Str>, mut is_quoted: bool) -> Outcome<()> {
        let dialect = self.dialect;
        let mut codes = Vec::new();
        for code in field.into_iter().flat_map(|field| field.view().iter()) {
            if self.is_special(code) {
                let is_quote = Some(code) == dialect.quotechar;
                let is_doubled = dialect.quoting != Quoting::None && is_quote && dialect.doublequote;
                let is_escaped = dialect.quoting == Quoting::None
                    || is_quote && !dialect.doublequote
                    || !is_quote && Some(code) == dialect.escapechar;
                is_quoted |= !is_escaped;
                if is_doubled {
                    codes.push(code);
                }
                if is_escaped {
                    let Some(escape) = dialect.escapechar else {
                        return Err(raise_error("need to escape, but no escapechar set"));
                    };
                    codes.push(escape);
                }
            }
            codes.push(code);
        }
        if self.fields > 0 {
            self.codes.push(dialect.delimiter);
        }
        let quote = dialect.quotechar.filter(|_| is_quoted);
        self.codes.extend(quote);
        self.codes.extend(codes);
        self.codes.extend(quote);
        self.fields += 1;
        Ok(())
    }
}

/// `PyNumber_Check`.
fn is_number(value: &Value) -> bool {
    let slots = value.class().slots();
    native::has_index(value)
        || slots.int().is_some()
        || slots.float().is_some()
        || crate::number::classes::COMPLEX.is_instance(value)
}

fn write_row(own: &Value, given: &Value) -> Outcome {
    let writer = receiver::<Writer>(own)?;
    let dialect = receiver::<Dialect>(&writer.dialect)?;
    let Some(terminator) = dialect.lineterminator.downcast::<Str>() else { return Ok(NONE()) };
    let iterator = support::iter(given).map_err(|raised| match support::swallow(raised, &TYPE_ERROR) {
        Some(raised) => raised,
        None => raise_error(format!("iterable expected, not {}", given.type_name())),
    })?;
    let mut row = Row { dialect, terminator, codes: Vec::new(), fields: 0 };
    while let Some(field) = support::next(&iterator)? {
        let is_quoted = match dialect.quoting {
            Quoting::NonNumeric => !is_number(&field),
            Quoting::All => true,
            Quoting::Minimal | Quoting::None => false,
        };
        if field.is_none() {
            row.add(None, is_quoted)?;
            continue;
        }
        let text = if field.downcast::<Str>().is_some() { field } else { native::str_of(&field)? };
        row.add(text.downcast::<Str>(), is_quoted)?;
    }
    if row.fields > 0 && row.codes.is_empty() {
        if dialect.quoting == Quoting::None {
            return Err(raise_error("single empty field record must be quoted"));
        }
        row.fields -= 1;
        row.add(None, true)?;
    }
    row.codes.extend(terminator.view().iter());
    support::call(&writer.write, [native::text(Str::from_code_points(&row.codes))])
}

fn write_rows(arguments: &mut Arguments) -> Outcome {
    support::for_each(at(arguments, 1), |row| write_row(at(arguments, 0), &row).map(drop))?;
    Ok(NONE())
}

pub static WRITER: BuiltinClass = BuiltinClass::new("writer", Kind::Native)
    .module("_csv")
    .sealed()
    .no_constructor()
    .slots(slots!(Slots::NONE))
    .methods(methods!(&[
        Method::new("writerow", "self, row, /", |arguments| write_row(at(arguments, 0), at(arguments, 1))),
        Method::new("writerows", "self, seqseq, /", write_rows),
    ]))
    .getsets(getsets!(&[
        GetSet::new("dialect", |own| Ok(receiver::<Writer>(own)?.dialect.clone())).set(support::readonly)
    ]));
