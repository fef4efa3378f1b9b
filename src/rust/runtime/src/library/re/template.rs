//! Replacement templates of `sub`, `subn` and `expand`: text with escapes and references to groups.

use crate::number::integer::Integer;
use crate::text::repr;
use crate::text::str::{Str, StrBuilder};
use crate::text::unicode;

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Literal(Str),
    Group(usize),
}

/// Why a template was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateFailure {
    /// `re.error` with the template as its pattern.
    Error { message: String, position: usize },
    /// `IndexError: unknown group name`.
    UnknownGroup(Str),
    /// CPython warns here and goes on; this runtime has no warnings.
    Deprecated,
}

type Parsed<T> = Result<T, TemplateFailure>;

const MAXIMUM_GROUPS: u64 = 1_073_741_823;
const BACKSLASH: u32 = b'\\' as u32;
const LARGEST_OCTAL: u32 = 0o377;

/// The next character or escape is always read ahead: a lone backslash at the end shows one token early.
struct Tokens<'a> {
    codes: &'a [u32],
    index: usize,
    next: &'a [u32],
}

impl<'a> Tokens<'a> {
    fn new(codes: &'a [u32]) -> Parsed<Tokens<'a>> {
        let mut tokens = Tokens { codes, index: 0, next: &[] };
        tokens.advance()?;
        Ok(tokens)
    }

    fn advance(&mut self) -> Parsed<()> {
        let rest = &self.codes[self.index..];
        let length = match rest {
            [] => 0,
            [BACKSLASH] => {
                let position = self.codes.len() - 1;
                return Err(TemplateFailure::Error { message: "bad escape (end of pattern)".into(), position });
            }
            [BACKSLASH, ..] => 2,
            _ => 1,
        };
        self.next = &rest[..length];
        self.index += length;
        Ok(())
    }

    /// The token, or nothing at the end.
    fn get(&mut self) -> Parsed<&'a [u32]> {
        let this = self.next;
        self.advance()?;
        Ok(this)
    }

    /// The digit that comes next, if it is one below `base`.
    fn next_digit(&self, base: u32) -> Option<u32> {
        match self.next {
            [code] => char::from_u32(*code).filter(char::is_ascii).and_then(|char| char.to_digit(base)),
            _ => None,
        }
    }

    /// An error `offset` characters before the token that was read ahead.
    fn error<T>(&self, message: impl Into<String>, offset: usize) -> Parsed<T> {
        let position = self.index - self.next.len() - offset;
        Err(TemplateFailure::Error { message: message.into(), position })
    }

    /// The text up to `>`.
    fn name(&mut self) -> Parsed<Vec<u32>> {
        let mut name = Vec::new();
        loop {
            let token = self.next;
            self.advance()?;
            match token {
                [] if name.is_empty() => return self.error("missing group name", 0),
                [] => return self.error("missing >, unterminated name", name.len()),
                [code] if *code == u32::from(b'>') => break,
                _ => name.extend_from_slice(token),
            }
        }
        if name.is_empty() {
            return self.error("missing group name", 1);
        }
        Ok(name)
    }
}

/// What a template may refer to.
pub struct Groups<'a> {
    pub count: usize,
    pub names: &'a [(&'a str, usize)],
    /// Bytes allow ASCII names only.
    pub bytes: bool,
}

#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
    literal: StrBuilder,
}

impl Pieces {
    fn flush(&mut self) {
        let literal = std::mem::take(&mut self.literal).finish();
        if !literal.is_empty() {
            self.done.push(Piece::Literal(literal));
        }
    }

    fn push_token(&mut self, token: &[u32]) {
        token.iter().for_each(|&code| self.literal.push_code(code));
    }

    fn group(&mut self, tokens: &Tokens<'_>, groups: &Groups<'_>, index: usize, offset: usize) -> Parsed<()> {
        if index > groups.count {
            return tokens.error(format!("invalid group reference {index}"), offset);
        }
        self.flush();
        self.done.push(Piece::Group(index));
        Ok(())
    }
}

/// Parses a template; of bytes it gets the bytes as code points. Errors: those of `re._parser.parse_template`.
pub fn parse(template: &[u32], groups: &Groups<'_>) -> Parsed<Vec<Piece>> {
    let mut tokens = Tokens::new(template)?;
    let mut pieces = Pieces::default();
    loop {
        let this = tokens.get()?;
        match *this {
            [] => break,
            [BACKSLASH, code] => escape(code, &mut tokens, groups, &mut pieces)?,
            _ => pieces.push_token(this),
        }
    }
    pieces.flush();
    Ok(pieces.done)
}

fn escape(code: u32, tokens: &mut Tokens<'_>, groups: &Groups<'_>, pieces: &mut Pieces) -> Parsed<()> {
    let letter = u8::try_from(code).unwrap_or(0);
    let control = match letter {
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'n' => 10,
        b'r' => 13,
        b't' => 9,
        b'v' => 11,
        b'\\' => BACKSLASH,
        b'g' => return named(tokens, groups, pieces),
        b'0' => return zero(tokens, pieces),
        b'1'..=b'9' => return numbered(u32::from(letter - b'0'), tokens, groups, pieces),
        _ if letter.is_ascii_alphabetic() => {
            return tokens.error(format!("bad escape \\{}", letter as char), 2);
        }
        _ => {
            pieces.push_token(&[BACKSLASH, code]);
            return Ok(());
        }
    };
    pieces.literal.push_code(control);
    Ok(())
}

/// `\0`, `\01`, `\012`: octal.
fn zero(tokens: &mut Tokens<'_>, pieces: &mut Pieces) -> Parsed<()> {
    crate::kept::needs(crate::kept::WIDE_TEXTS);
    let mut value = 0;
    for _ in 0..2 {
        let Some(digit) = tokens.next_digit(8) else { break };
        value = value * 8 + digit;
        tokens.get()?;
    }
    pieces.literal.push_code(value & 0xff);
    Ok(())
}

/// `\1`, `\12`: a group; `\123` with octal digits alone: a character.
fn numbered(first: u32, tokens: &mut Tokens<'_>, groups: &Groups<'_>, pieces: &mut Pieces) -> Parsed<()> {
    crate::kept::needs(crate::kept::WIDE_TEXTS);
    let Some(second) = tokens.next_digit(10) else {
        return pieces.group(tokens, groups, first as usize, 1);
    };
    tokens.get()?;
    if first < 8 && second < 8 {
        if let Some(third) = tokens.next_digit(8) {
            tokens.get()?;
            let value = first * 64 + second * 8 + third;
            if value > LARGEST_OCTAL {
                let message = format!("octal escape value \\{first}{second}{third} outside of range 0-0o377");
                return tokens.error(message, 4);
            }
            pieces.literal.push_code(value);
            return Ok(());
        }
    }
    pieces.group(tokens, groups, (first * 10 + second) as usize, 2)
}

/// `\g<name>` or `\g<number>`.
fn named(tokens: &mut Tokens<'_>, groups: &Groups<'_>, pieces: &mut Pieces) -> Parsed<()> {
    if tokens.next != [u32::from(b'<')] {
        return tokens.error("missing <", 0);
    }
    tokens.get()?;
    let codes = tokens.name()?;
    let name = Str::from_code_points(&codes);
    let offset = codes.len() + 1;
    if crate::text::case::is_identifier(&name) {
        if groups.bytes && !name.is_ascii() {
            return Err(TemplateFailure::Deprecated);
        }
        return match groups.names.iter().find(|(own, _)| name.equals(own)) {
            Some(&(_, index)) => pieces.group(tokens, groups, index, offset),
            None => Err(TemplateFailure::UnknownGroup(name)),
        };
    }
    let digits = codes.iter().all(|code| (0x30..=0x39).contains(code));
    let number = match name.as_ascii() {
        Some(ascii) => Integer::parse(ascii.as_bytes(), 10).ok(),
        None if codes.iter().any(|&code| unicode::is(code, unicode::DECIMAL)) => {
            return Err(TemplateFailure::Deprecated)
        }
        None => None,
    };
    let Some(number) = number.filter(|number| !number.is_negative()) else {
        return tokens.error(format!("bad character in group name {}", repr::repr(&name).to_lossy()), offset);
    };
    match number.to_u64().filter(|&number| number < MAXIMUM_GROUPS) {
        Some(_) if !digits => Err(TemplateFailure::Deprecated),
        Some(index) => pieces.group(tokens, groups, index as usize, offset),
        None => {
            let shown = number.to_decimal().unwrap_or_default();
            tokens.error(format!("invalid group reference {shown}"), offset)
        }
    }
}

/// `re.escape`: a backslash before each character that can have a meaning in a pattern.
pub fn escape_pattern(text: &[u32]) -> Vec<u32> {
    const SPECIAL: &[u8] = b"()[]{}?*+-|^$\\.&~# \t\n\r\x0b\x0c";
    let mut escaped = Vec::with_capacity(text.len());
    for &code in text {
        if u8::try_from(code).is_ok_and(|byte| SPECIAL.contains(&byte)) {
            escaped.push(BACKSLASH);
        }
        escaped.push(code);
    }
    escaped
}
