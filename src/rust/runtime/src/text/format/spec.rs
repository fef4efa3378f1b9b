//! The format mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.

use crate::number::failure::{room, Checked, Failure};
use crate::text::str::Str;
use crate::text::unicode;

/// Where the fill goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
    Center,
    /// Between the sign and the digits.
    AfterSign,
}

/// The sign of a number that is not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Plus,
    Minus,
    Space,
}

/// A parsed format specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    pub fill: u32,
    pub align: Align,
    pub sign: Option<Sign>,
    /// `z`: a negative zero loses its sign.
    pub no_negative_zero: bool,
    pub alternate: bool,
    pub width: Option<usize>,
    /// The separator of thousands: `,` or `_`.
    pub grouping: Option<u8>,
    pub precision: Option<usize>,
    /// The type, if there is one.
    pub code: Option<u32>,
}

fn align_of(code: u32) -> Option<Align> {
    match char::from_u32(code)? {
        '<' => Some(Align::Left),
        '>' => Some(Align::Right),
        '^' => Some(Align::Center),
        '=' => Some(Align::AfterSign),
        _ => None,
    }
}

/// A reader over the code points of a specification.
struct Reader {
    codes: Vec<u32>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<u32> {
        self.codes.get(self.at).copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted as u32);
        self.at += usize::from(found);
        found
    }

    /// A decimal number, if there is one.
    fn number(&mut self) -> Checked<Option<i64>> {
        let start = self.at;
        let mut value = 0i64;
        while let Some(digit) = self.peek().and_then(unicode::decimal_value) {
            value = value
                .checked_mul(10)
                .and_then(|value| value.checked_add(digit as i64))
                .ok_or_else(|| Failure::value("Too many decimal digits in format string"))?;
            self.at += 1;
        }
        Ok((self.at > start).then_some(value))
    }
}

/// A character as CPython's messages show it.
pub fn shown(code: u32) -> String {
    match code {
        0x21..=0x7f => (code as u8 as char).to_string(),
        _ => format!("\\x{code:x}"),
    }
}

/// `Unknown format code 'x' for object of type 'T'`.
pub fn unknown_code(code: u32, type_name: &str) -> Failure {
    Failure::value(format!("Unknown format code '{}' for object of type '{type_name}'", shown(code)))
}

impl Spec {
    /// Reads a specification for a type whose text goes to `default_align`. Errors: ValueError.
    pub fn parse(text: &Str, default_align: Align, type_name: &str) -> Checked<Spec> {
        let mut reader = Reader { codes: text.to_code_points(), at: 0 };
        let mut spec = Spec {
            fill: 0x20,
            align: default_align,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: None,
            grouping: None,
            precision: None,
            code: None,
        };
        let (mut fill_given, mut align_given) = (false, false);
        if let Some(align) = reader.codes.get(1).copied().and_then(align_of) {
            (spec.fill, spec.align) = (reader.codes[0], align);
            (fill_given, align_given) = (true, true);
            reader.at = 2;
        } else if let Some(align) = reader.peek().and_then(align_of) {
            spec.align = align;
            align_given = true;
            reader.at = 1;
        }
        for (char, sign) in [(' ', Sign::Space), ('+', Sign::Plus), ('-', Sign::Minus)] {
            if reader.take(char) {
                spec.sign = Some(sign);
                break;
            }
        }
        spec.no_negative_zero = reader.take('z');
        spec.alternate = reader.take('#');
        if !fill_given && reader.take('0') {
            spec.fill = '0' as u32;
            if !align_given && default_align == Align::Right {
                spec.align = Align::AfterSign;
            }
        }
        let width = reader.number()?;
        spec.read_grouping(&mut reader)?;
        if reader.take('.') {
            let Some(precision) = reader.number()? else {
                return Err(Failure::value("Format specifier missing precision"));
            };
            spec.precision = Some(usize::try_from(precision).unwrap_or(usize::MAX));
        }
        let rest = reader.codes.len() - reader.at;
        if rest > 1 {
            return Err(Failure::value(format!(
                "Invalid format specifier '{}' for object of type '{type_name}'",
                text.to_lossy()
            )));
        }
        if let Some(width) = width {
            spec.width = Some(room(width)?);
        }
        spec.code = reader.peek();
        // a text's type is `s` also where it is not written
        spec.check_grouping(if default_align == Align::Left { Some('s' as u32) } else { None })?;
        Ok(spec)
    }

    fn read_grouping(&mut self, reader: &mut Reader) -> Checked<()> {
        let both = || Failure::value("Cannot specify both ',' and '_'.");
        if reader.take(',') {
            self.grouping = Some(b',');
        }
        if reader.take('_') {
            if self.grouping.is_some() {
                return Err(both());
            }
            self.grouping = Some(b'_');
        }
        if self.grouping == Some(b'_') && reader.peek() == Some(',' as u32) {
            return Err(both());
        }
        Ok(())
    }

    fn check_grouping(&self, default_code: Option<u32>) -> Checked<()> {
        let (Some(separator), Some(code)) = (self.grouping, self.code.or(default_code)) else { return Ok(()) };
        let allowed = match char::from_u32(code) {
            Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F') => true,
            Some('b' | 'o' | 'x' | 'X') => separator == b'_',
            _ => false,
        };
        if allowed {
            return Ok(());
        }
        Err(Failure::value(format!("Cannot specify '{}' with '{}'.", separator as char, shown(code))))
    }
}
