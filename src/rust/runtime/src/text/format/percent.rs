//! The `%` formatting of `str` and `bytes`: reading directives, and laying out numbers.

use crate::number::failure::{Checked, Failure};
use crate::number::float_text::{to_text, Dressing, Layout};
use crate::number::integer::Integer;
use crate::text::str::Str;

/// A width or precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Absent,
    /// `*`: the next argument.
    Argument,
    Given(i64),
}

/// The flags of a directive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    pub left: bool,
    pub sign: bool,
    pub blank: bool,
    pub alternate: bool,
    pub zero: bool,
}

/// What stands after a `%`, up to and without the conversion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    pub key: Option<Str>,
    pub flags: Flags,
    pub width: Size,
    pub precision: Size,
    pub conversion: u32,
    /// Where the conversion stands, for the message about an unknown one.
    pub index: usize,
}

/// A reader over a `%` format, which the caller drives, because arguments are evaluated between its steps.
pub struct Format {
    codes: Vec<u32>,
    at: usize,
}

fn incomplete() -> Failure {
    Failure::value("incomplete format")
}

impl Format {
    pub fn new(codes: Vec<u32>) -> Format {
        Format { codes, at: 0 }
    }

    /// The text up to the next directive.
    pub fn literal(&mut self) -> &[u32] {
        let start = self.at;
        let rest = &self.codes[start..];
        self.at += rest.iter().position(|&code| code == '%' as u32).unwrap_or(rest.len());
        &self.codes[start..self.at]
    }

    /// Steps over a `%`; false at the end.
    pub fn starts_directive(&mut self) -> bool {
        let found = self.at < self.codes.len();
        self.at += usize::from(found);
        found
    }

    /// Steps over the second `%` of `%%`.
    pub fn is_escape(&mut self) -> bool {
        let found = self.peek() == Some('%');
        self.at += usize::from(found);
        found
    }

    fn peek(&self) -> Option<char> {
        self.codes.get(self.at).map(|&code| char::from_u32(code).unwrap_or('\u{fffd}'))
    }

    /// The key in brackets. Errors: ValueError.
    pub fn key(&mut self) -> Checked<Option<Str>> {
        if self.peek() != Some('(') {
            return Ok(None);
        }
        self.at += 1;
        let start = self.at;
        let mut depth = 1;
        while depth > 0 {
            match self.peek() {
                None => return Err(Failure::value("incomplete format key")),
                Some('(') => depth += 1,
                Some(')') => depth -= 1,
                Some(_) => {}
            }
            self.at += 1;
        }
        Ok(Some(Str::from_code_points(&self.codes[start..self.at - 1])))
    }

    pub fn flags(&mut self) -> Flags {
        let mut flags = Flags::default();
        loop {
            match self.peek() {
                Some('-') => flags.left = true,
                Some('+') => flags.sign = true,
                Some(' ') => flags.blank = true,
                Some('#') => flags.alternate = true,
                Some('0') => flags.zero = true,
                _ => return flags,
            }
            self.at += 1;
        }
    }

    /// A width. Errors: ValueError.
    pub fn width(&mut self) -> Checked<Size> {
        self.size("width too big", i64::MAX)
    }

    /// A precision with its point. Errors: ValueError.
    pub fn precision(&mut self) -> Checked<Size> {
        if self.peek() != Some('.') {
            return Ok(Size::Absent);
        }
        self.at += 1;
        match self.size("precision too big", i64::from(i32::MAX))? {
            Size::Absent => Ok(Size::Given(0)),
            size => Ok(size),
        }
    }

    fn size(&mut self, message: &'static str, most: i64) -> Checked<Size> {
        if self.peek() == Some('*') {
            self.at += 1;
            return Ok(Size::Argument);
        }
        let start = self.at;
        let mut value = 0i64;
        while let Some(digit) = self.peek().and_then(|char| char.to_digit(10)) {
            value = value
                .checked_mul(10)
                .and_then(|value| value.checked_add(i64::from(digit)))
                .filter(|&value| value <= most)
                .ok_or_else(|| Failure::value(message))?;
            self.at += 1;
        }
        Ok(if self.at > start { Size::Given(value) } else { Size::Absent })
    }

    /// The conversion, length modifiers skipped, and its place. Errors: ValueError at the end of the text.
    pub fn conversion(&mut self) -> Checked<(u32, usize)> {
        if matches!(self.peek(), Some('h' | 'l' | 'L')) {
            self.at += 1;
        }
        let code = *self.codes.get(self.at).ok_or_else(incomplete)?;
        self.at += 1;
        Ok((code, self.at - 1))
    }
}

/// The message for a conversion that does not exist.
pub fn unsupported(code: u32, index: usize) -> Failure {
    let shown = if (31..=126).contains(&code) { code as u8 as char } else { '?' };
    Failure::value(format!("unsupported format character '{shown}' (0x{code:x}) at index {index}"))
}

/// A number's text: a sign, an optional prefix, and the rest, so that fills go to the right place.
#[derive(Debug)]
pub struct Parts {
    pub negative: bool,
    pub prefix: &'static str,
    pub body: String,
    /// Only numbers take a sign and zeros.
    pub numeric: bool,
}

/// The largest precision of an int (`_PyUnicode_FormatLong` of `Objects/unicodeobject.c`).
const LARGEST_PRECISION: usize = i32::MAX as usize - 3;

/// `%d`, `%i`, `%u`, `%o`, `%x`, `%X`. Errors: ValueError above the digit limit; OverflowError.
pub fn integer(value: &Integer, code: char, flags: Flags, precision: Option<usize>) -> Checked<Parts> {
    if precision > Some(LARGEST_PRECISION) {
        return Err(Failure::overflow("precision too large"));
    }
    let (base, prefix) = match code {
        'o' => (8, "0o"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let mut digits =
        if base == 10 { value.to_decimal()?.trim_start_matches('-').to_owned() } else { value.magnitude_digits(base) };
    if code == 'X' {
        digits.make_ascii_uppercase();
    }
    let zeros = precision.unwrap_or(0).saturating_sub(digits.len());
    let body = "0".repeat(zeros) + &digits;
    Ok(Parts { negative: value.is_negative(), prefix: if flags.alternate { prefix } else { "" }, body, numeric: true })
}

/// `%e`, `%f`, `%g` and their upper-case forms.
pub fn float(value: f64, code: char, flags: Flags, precision: Option<usize>) -> Parts {
    let layout = match code.to_ascii_lowercase() {
        'e' => Layout::Exponent,
        'f' => Layout::Fixed,
        _ => Layout::General,
    };
    let dressing = Dressing { alternate: flags.alternate, upper: code.is_ascii_uppercase(), point_zero: false };
    let text = to_text(value, layout, precision.unwrap_or(6), dressing);
    match text.strip_prefix('-') {
        Some(body) => Parts { negative: true, prefix: "", body: body.to_owned(), numeric: true },
        None => Parts { negative: false, prefix: "", body: text, numeric: true },
    }
}

impl Parts {
    /// The number in its width.
    pub fn lay_out(&self, flags: Flags, width: usize) -> String {
        let sign = match (self.negative, flags.sign, flags.blank) {
            (true, _, _) => "-",
            (false, true, _) => "+",
            (false, false, true) => " ",
            _ => "",
        };
        let fill = width.saturating_sub(sign.len() + self.prefix.len() + self.body.len());
        let (before, zeros, after) = match (flags.left, flags.zero) {
            (true, _) => (0, 0, fill),
            (false, true) => (0, fill, 0),
            (false, false) => (fill, 0, 0),
        };
        let repeat = |text: &str, count: usize| text.repeat(count);
        [&repeat(" ", before), sign, self.prefix, &repeat("0", zeros), &self.body, &repeat(" ", after)].concat()
    }
}
