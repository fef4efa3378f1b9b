//! The templates of `str.format`: literal text, replacement fields and their names.

use crate::number::failure::{Checked, Failure};
use crate::text::str::Str;
use crate::text::unicode;

/// One replacement field: `{name!conversion:spec}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub name: Str,
    pub conversion: Option<u32>,
    pub spec: Str,
    /// Whether the specification holds fields of its own.
    pub nested: bool,
}

/// A literal text and the field that follows it, if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub literal: Str,
    pub field: Option<Field>,
}

/// Reads a template piece by piece, so that errors come when CPython's come.
pub struct Template {
    codes: Vec<u32>,
    at: usize,
}

const OPEN: u32 = '{' as u32;
const CLOSE: u32 = '}' as u32;

impl Template {
    pub fn new(text: &Str) -> Template {
        Template { codes: text.to_code_points(), at: 0 }
    }

    /// The next piece, `None` at the end. Errors: ValueError.
    pub fn next_piece(&mut self) -> Checked<Option<Piece>> {
        if self.at >= self.codes.len() {
            return Ok(None);
        }
        let start = self.at;
        let mut end = self.codes.len();
        let mut field_follows = false;
        while self.at < self.codes.len() {
            let code = self.codes[self.at];
            self.at += 1;
            if code != OPEN && code != CLOSE {
                continue;
            }
            if self.codes.get(self.at) == Some(&code) {
                // doubled: the brace itself ends this literal
                end = self.at;
                self.at += 1;
                break;
            }
            if code == CLOSE {
                return Err(Failure::value("Single '}' encountered in format string"));
            }
            if self.at == self.codes.len() {
                return Err(Failure::value("Single '{' encountered in format string"));
            }
            end = self.at - 1;
            field_follows = true;
            break;
        }
        let literal = Str::from_code_points(&self.codes[start..end]);
        let field = if field_follows { Some(self.field()?) } else { None };
        Ok(Some(Piece { literal, field }))
    }

    /// The field whose opening brace was just read.
    fn field(&mut self) -> Checked<Field> {
        let codes = &self.codes;
        let start = self.at;
        let mut stop = None;
        while let Some(&code) = codes.get(self.at) {
            self.at += 1;
            match char::from_u32(code) {
                Some('{') => return Err(Failure::value("unexpected '{' in field name")),
                // anything may stand in brackets; the closing one is read as an ordinary character
                Some('[') => {
                    let rest = &codes[self.at..];
                    self.at += rest.iter().position(|&code| code == ']' as u32).unwrap_or(rest.len());
                }
                Some('}' | ':' | '!') => {
                    stop = Some(code);
                    break;
                }
                _ => {}
            }
        }
        let Some(stop) = stop else { return Err(Failure::value("expected '}' before end of string")) };
        let mut field = Field {
            name: Str::from_code_points(&codes[start..self.at - 1]),
            conversion: None,
            spec: Str::default(),
            nested: false,
        };
        if stop == CLOSE {
            return Ok(field);
        }
        if stop == '!' as u32 {
            let Some(&conversion) = codes.get(self.at) else {
                return Err(Failure::value("end of string while looking for conversion specifier"));
            };
            self.at += 1;
            field.conversion = Some(conversion);
            if let Some(&code) = codes.get(self.at) {
                self.at += 1;
                if code == CLOSE {
                    return Ok(field);
                }
                if code != ':' as u32 {
                    return Err(Failure::value("expected ':' after conversion specifier"));
                }
            }
        }
        let start = self.at;
        let mut depth = 1;
        while let Some(&code) = codes.get(self.at) {
            self.at += 1;
            match code {
                OPEN => {
                    field.nested = true;
                    depth += 1;
                }
                CLOSE => {
                    depth -= 1;
                    if depth == 0 {
                        field.spec = Str::from_code_points(&codes[start..self.at - 1]);
                        return Ok(field);
                    }
                }
                _ => {}
            }
        }
        Err(Failure::value("unmatched '{' in format spec"))
    }
}

/// The first part of a field's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum First {
    /// Nothing: the next positional argument.
    Automatic,
    Position(i64),
    Name(Str),
}

/// One step from an object to a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Attribute(Str),
    Position(i64),
    Key(Str),
}

/// The number that a text of decimal digits stands for; `None` where it is not one.
fn position(codes: &[u32]) -> Checked<Option<i64>> {
    let mut value = 0i64;
    for &code in codes {
        let Some(digit) = unicode::decimal_value(code) else { return Ok(None) };
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(digit as i64))
            .ok_or_else(|| Failure::value("Too many decimal digits in format string"))?;
    }
    Ok((!codes.is_empty()).then_some(value))
}

/// A field's name, read step by step.
pub struct FieldName {
    codes: Vec<u32>,
    at: usize,
}

impl FieldName {
    /// Splits off the first part. Errors: ValueError.
    pub fn new(name: &Str) -> Checked<(First, FieldName)> {
        let codes = name.to_code_points();
        let end = codes.iter().position(|&code| code == '.' as u32 || code == '[' as u32).unwrap_or(codes.len());
        let first = match position(&codes[..end])? {
            _ if end == 0 => First::Automatic,
            Some(position) => First::Position(position),
            None => First::Name(Str::from_code_points(&codes[..end])),
        };
        Ok((first, FieldName { codes, at: end }))
    }

    /// The next step, `None` at the end. Errors: ValueError.
    pub fn next_step(&mut self) -> Checked<Option<Step>> {
        let Some(&code) = self.codes.get(self.at) else { return Ok(None) };
        self.at += 1;
        let start = self.at;
        match char::from_u32(code) {
            Some('.') => {
                while self.codes.get(self.at).is_some_and(|&code| code != '.' as u32 && code != '[' as u32) {
                    self.at += 1;
                }
                if self.at == start {
                    return Err(Failure::value("Empty attribute in format string"));
                }
                Ok(Some(Step::Attribute(Str::from_code_points(&self.codes[start..self.at]))))
            }
            Some('[') => {
                let Some(length) = self.codes[start..].iter().position(|&code| code == ']' as u32) else {
                    return Err(Failure::value("Missing ']' in format string"));
                };
                let part = &self.codes[start..start + length];
                self.at = start + length + 1;
                if part.is_empty() {
                    return Err(Failure::value("Empty attribute in format string"));
                }
                Ok(Some(match position(part)? {
                    Some(position) => Step::Position(position),
                    None => Step::Key(Str::from_code_points(part)),
                }))
            }
            _ => Err(Failure::value("Only '.' or '[' may follow ']' in format field specifier")),
        }
    }
}

/// Which of automatic and manual numbering the template uses.
#[derive(Default)]
pub struct Numbering {
    used: Option<bool>,
    next: i64,
}

impl Numbering {
    /// The position that a first part without a name stands for. Errors: ValueError for a mixture.
    pub fn position(&mut self, first: &First) -> Checked<Option<i64>> {
        let automatic = match first {
            First::Name(_) => return Ok(None),
            First::Automatic => true,
            First::Position(_) => false,
        };
        if *self.used.get_or_insert(automatic) != automatic {
            return Err(Failure::value(if automatic {
                "cannot switch from manual field specification to automatic field numbering"
            } else {
                "cannot switch from automatic field numbering to manual field specification"
            }));
        }
        Ok(Some(match first {
            First::Position(position) => *position,
            _ => {
                self.next += 1;
                self.next - 1
            }
        }))
    }
}
