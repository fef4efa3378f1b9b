//! What the functions of a module share: `compact/tables.py` and `compact/module.py` of the compiler write it.

use super::{run, RunText};
use crate::collections::{frozenset_of, tuple_from};
use crate::functions::code::{Code, CodeKind, Parameters};
use crate::library::re::{pattern::pattern, subject::Program};
use crate::modules::globals::{GlobalPlace, Globals};
use crate::modules::Module;
use crate::names::{integer_constant, intern_text, Name, Place};
use crate::number::classes::complex;
use crate::text::{bytes_value, str::Str, str_value};
use crate::value::{float, int, Value, ELLIPSIS, FALSE, NONE, TRUE};

/// The instructions of a function.
#[derive(Clone, Copy)]
pub(super) struct Body {
    pub bytes: &'static [u8],
    /// Bytes of a target.
    pub width: usize,
    /// Where the body of a generator expression begins.
    pub entry: usize,
}

/// The names of a call's keywords, or those of a class pattern.
pub(super) struct NameList {
    pub names: Vec<&'static Name>,
    pub values: Vec<Value>,
}

/// The texts, names, constants and functions of a module.
pub struct Tables {
    pub(super) module: &'static Module,
    pub(super) texts: Vec<&'static str>,
    pub(super) names: &'static [Name],
    pub(super) keywords: Vec<NameList>,
    pub(super) constants: Vec<Value>,
    pub(super) globals: &'static Globals,
    pub(crate) docstring: Option<&'static str>,
    pub(super) codes: &'static [Code],
    bodies: Vec<Body>,
    pub(crate) source: &'static str,
    pub(super) run_text: Option<RunText>,
}

impl Tables {
    pub(super) fn read(module: &'static Module, content: &'static [u8], run_text: Option<RunText>) -> Tables {
        let mut reader = Reader { bytes: content, position: 0, texts: Vec::new() };
        reader.texts = reader.list(Reader::text);
        let texts: Vec<&'static str> = reader.list(Reader::numbered_text);
        let places = texts.iter().map(|_| Place::new()).collect::<Vec<_>>().leak();
        let named = |(text, place): (&&'static str, &'static Place)| Name::new(text, place);
        let names: &'static [Name] = texts.iter().zip(places.iter()).map(named).collect::<Vec<_>>().leak();
        let keywords = reader.list(|reader| {
            let names: Vec<&'static Name> = reader.list(|reader| &names[reader.number()]);
            NameList { values: names.iter().map(|name| name.value().clone()).collect(), names }
        });
        let constants = reader.list(Reader::constant);
        let global_names = reader.list(Reader::numbered_text).leak();
        let places = global_names.iter().map(|_| GlobalPlace::new()).collect::<Vec<_>>().leak();
        let globals = Box::leak(Box::new(Globals::new(global_names, places)));
        let docstring = reader.optional_text();
        let (codes, bodies): (Vec<Code>, Vec<Body>) = reader.list(|reader| reader.code(module)).into_iter().unzip();
        let source = reader.text();
        let texts = reader.texts;
        Tables {
            module,
            texts,
            names,
            keywords,
            constants,
            globals,
            docstring,
            codes: codes.leak(),
            bodies,
            source,
            run_text,
        }
    }

    /// The instructions of a code of this module; that of the module's body is a static.
    pub(super) fn body_of(&self, code: &'static Code) -> Body {
        let distance = (std::ptr::from_ref(code) as usize).wrapping_sub(self.codes.as_ptr() as usize);
        let index = distance / size_of::<Code>();
        self.bodies[index.min(self.bodies.len() - 1)]
    }
}

/// Reads what the compiler has written.
struct Reader {
    bytes: &'static [u8],
    position: usize,
    texts: Vec<&'static str>,
}

/// The number at a position, which moves on.
#[inline]
pub(super) fn read_number(bytes: &[u8], position: &mut usize) -> usize {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = bytes[*position];
        *position += 1;
        number |= (usize::from(byte) & 0x7f) << shift;
        if byte < 0x80 {
            return number;
        }
        shift += 7;
    }
}

/// A number of either sign, of 48 bits at most.
pub(super) fn read_signed(bytes: &[u8], position: &mut usize) -> i64 {
    let (mut number, mut shift) = (0u64, 0);
    loop {
        let byte = bytes[*position];
        *position += 1;
        number |= (u64::from(byte) & 0x7f) << shift;
        if byte < 0x80 {
            return (number >> 1) as i64 ^ -((number & 1) as i64);
        }
        shift += 7;
    }
}

impl Reader {
    fn number(&mut self) -> usize {
        read_number(self.bytes, &mut self.position)
    }

    fn word(&mut self) -> u32 {
        self.number() as u32
    }

    fn signed(&mut self) -> i64 {
        read_signed(self.bytes, &mut self.position)
    }

    fn octets(&mut self, count: usize) -> &'static [u8] {
        let start = self.position;
        self.position += count;
        &self.bytes[start..self.position]
    }

    fn text(&mut self) -> &'static str {
        let count = self.number();
        match std::str::from_utf8(self.octets(count)) {
            Ok(text) => text,
            Err(_) => unreachable!("the compiler writes UTF-8"),
        }
    }

    fn numbered_text(&mut self) -> &'static str {
        let number = self.number();
        self.texts[number]
    }

    fn optional_text(&mut self) -> Option<&'static str> {
        let number = self.number();
        number.checked_sub(1).map(|number| self.texts[number])
    }

    fn list<T>(&mut self, mut read: impl FnMut(&mut Reader) -> T) -> Vec<T> {
        let count = self.number();
        (0..count).map(|_| read(self)).collect()
    }

    fn float(&mut self) -> f64 {
        let mut octets = [0; 8];
        octets.copy_from_slice(self.octets(8));
        f64::from_le_bytes(octets)
    }

    fn constant(&mut self) -> Value {
        let tag = self.octets(1)[0];
        match tag {
            0 => NONE(),
            1 => TRUE(),
            2 => FALSE(),
            3 => ELLIPSIS(),
            4 => int(self.signed()),
            5 => integer_constant(self.numbered_text()),
            6 => float(self.float()),
            7 => complex(self.float(), self.float()),
            8 => intern_text(self.numbered_text()),
            9 => str_value(Str::from_code_points(&self.list(Reader::word))),
            10 => {
                let count = self.number();
                bytes_value(self.octets(count).to_vec())
            }
            11 => tuple_from(self.list(Reader::constant)),
            12 => match frozenset_of(self.list(Reader::constant)) {
                Ok(set) => set,
                Err(_) => unreachable!("constants are hashable"),
            },
            13 => self.pattern(),
            _ => unreachable!("a kind of constant that the compiler does not write"),
        }
    }

    fn pattern(&mut self) -> Value {
        let source = self.constant();
        let flags = self.word();
        let groups = self.number();
        let names = self.list(|reader| (reader.numbered_text(), reader.number())).leak();
        let codes = self.list(Reader::word).leak();
        pattern(source, flags, Program { codes, groups, names })
    }

    fn code(&mut self, module: &'static Module) -> (Code, Body) {
        let (name, qualified_name) = (self.numbered_text(), self.numbered_text());
        let first_line = self.word();
        let definition_line = (i64::from(first_line) + self.signed()) as u32;
        let flags = self.word();
        let (positional_only, positional, keyword_only) = (self.number(), self.number(), self.number());
        let stars = self.number();
        let (star, double_star) = (stars & 1 != 0, stars & 2 != 0);
        let names = self.list(Reader::numbered_text).leak();
        let (slots, cells, free) = (self.number(), self.number(), self.number());
        let docstring = self.optional_text();
        let (kind, body) = match self.number() {
            0 => (CodeKind::Plain, run::plain as _),
            1 => (CodeKind::Generator, run::generator as _),
            2 => (CodeKind::Coroutine, run::coroutine as _),
            3 => (CodeKind::AsyncGenerator, run::async_generator as _),
            _ => (CodeKind::Generator, run::steps as _),
        };
        let entry = self.number();
        let count = self.number();
        let width = usize::from(self.octets(1)[0]);
        let bytes = self.octets(count - 1);
        let parameters = Parameters { positional_only, positional, keyword_only, star, double_star };
        let code = Code {
            name,
            qualified_name,
            first_line,
            definition_line,
            flags,
            parameters,
            names,
            slots,
            cells,
            free,
            docstring,
            kind,
            module,
            body,
        };
        (code, Body { bytes, width, entry })
    }
}
