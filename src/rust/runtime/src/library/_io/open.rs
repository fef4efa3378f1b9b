//! `open` (`_iomodule.c`).

use super::buffered_classes::{BUFFERED_RANDOM, BUFFERED_READER, BUFFERED_WRITER};
use super::file_io::FILE_IO;
use super::shared::{fs_path, name_or_none};
use super::text_classes::TEXT_IO_WRAPPER;
use crate::exceptions::{raise_type_error, raise_value_error, Outcome};
use crate::functions::{call, call_method, Arguments};
use crate::library::streams::OPEN;
use crate::native::{self, truth};
use crate::protocol::attributes::{getattr, setattr};
use crate::text::str::Str;
use crate::text::value_of;
use crate::value::{boolean, int, Value, NONE};

/// What a mode says.
#[derive(Default)]
struct Mode {
    creating: bool,
    reading: bool,
    writing: bool,
    appending: bool,
    updating: bool,
    text: bool,
    binary: bool,
}

fn mode_of(given: &str) -> Outcome<Mode> {
    let invalid = || raise_value_error(format!("invalid mode: '{given}'"));
    let mut mode = Mode::default();
    for letter in given.chars() {
        let flag = match letter {
            'x' => &mut mode.creating,
            'r' => &mut mode.reading,
            'w' => &mut mode.writing,
            'a' => &mut mode.appending,
            '+' => &mut mode.updating,
            't' => &mut mode.text,
            'b' => &mut mode.binary,
            _ => return Err(invalid()),
        };
        if std::mem::replace(flag, true) {
            return Err(invalid());
        }
    }
    Ok(mode)
}

impl Mode {
    fn raw(&self) -> String {
        let letters = [
            (self.creating, 'x'),
            (self.reading, 'r'),
            (self.writing, 'w'),
            (self.appending, 'a'),
            (self.updating, '+'),
        ];
        letters.iter().filter(|(is_set, _)| *is_set).map(|(_, letter)| letter).collect()
    }

    /// Errors: ValueError for what does not go together.
    fn check(&self, encoding: bool, errors: bool, newline: bool) -> Outcome<()> {
        if self.text && self.binary {
            return Err(raise_value_error("can't have text and binary mode at once"));
        }
        let kinds = [self.creating, self.reading, self.writing, self.appending];
        if kinds.iter().filter(|is_set| **is_set).count() > 1 {
            return Err(raise_value_error("must have exactly one of create/read/write/append mode"));
        }
        let text_only = [(encoding, "an encoding"), (errors, "an errors"), (newline, "a newline")];
        match text_only.iter().find(|(is_given, _)| self.binary && *is_given) {
            Some((_, what)) => Err(raise_value_error(format!("binary mode doesn't take {what} argument"))),
            None => Ok(()),
        }
    }
}

fn text_or_none(given: Option<&Value>, parameter: &str) -> Outcome<()> {
    match given.filter(|given| !given.is_none()) {
        Some(given) if given.downcast::<Str>().is_none() => Err(raise_type_error(format!(
            "open() argument '{parameter}' must be str or None, not {}",
            name_or_none(given)
        ))),
        Some(given) if given.downcast::<Str>().is_some_and(|text| text.view().iter().any(|code| code == 0)) => {
            Err(raise_value_error("embedded null character"))
        }
        _ => Ok(()),
    }
}

/// Errors: TypeError, ValueError, OSError.
pub fn open(arguments: &mut Arguments) -> Outcome {
    let file = arguments.take(0);
    let mode_text = match arguments.optional(1) {
        None => "r".to_owned(),
        Some(mode) => match mode.downcast::<Str>() {
            Some(mode) => mode.to_lossy(),
            None => {
                let given = name_or_none(&mode);
                return Err(raise_type_error(format!("open() argument 'mode' must be str, not {given}")));
            }
        },
    };
    let buffering = arguments.optional(2).map_or(Ok(-1), |buffering| native::index_c_int(&buffering))?;
    for (index, parameter) in [(3, "encoding"), (4, "errors"), (5, "newline")] {
        text_or_none(arguments.get(index), parameter)?;
    }
    let [encoding, errors, newline] = [3, 4, 5].map(|index| arguments.not_none(index));
    let close_descriptor = arguments.optional(6).map_or(Ok(true), |flag| truth(&flag))?;
    let opener = arguments.optional(7).unwrap_or_else(NONE);
    let path = if native::has_index(&file) { file } else { fs_path(&file)? };
    let mode = mode_of(&mode_text)?;
    mode.check(encoding.is_some(), errors.is_some(), newline.is_some())?;
    if mode.binary && buffering == 1 {
        crate::program::refuse("the warning about buffering=1 in binary mode");
    }
    let raw = call(FILE_IO.value(), [path, value_of(mode.raw()), boolean(close_descriptor), opener])?;
    let mut outermost = raw.clone();
    match finish(raw, &mut outermost, &mode, buffering, [encoding, errors, newline], &mode_text) {
        Ok(stream) => Ok(stream),
        Err(raised) => {
            let exception = raised.take();
            if let Err(later) = call_method(outermost, name!("close"), []) {
                let later = later.take();
                crate::exceptions::state::set_context(&later, exception);
                return Err(crate::exceptions::Raised::resume(later));
            }
            Err(crate::exceptions::Raised::resume(exception))
        }
    }
}

/// Puts buffers around a raw stream; `outermost` is what is to be closed where that fails.
fn finish(
    raw: Value,
    outermost: &mut Value,
    mode: &Mode,
    mut buffering: i64,
    [encoding, errors, newline]: [Option<Value>; 3],
    mode_text: &str,
) -> Outcome {
    let is_terminal = truth(&call_method(raw.clone(), name!("isatty"), [])?)?;
    let by_line = buffering == 1 || buffering < 0 && is_terminal;
    if by_line {
        buffering = -1;
    }
    if buffering < 0 {
        buffering = native::index_size(&getattr(raw.clone(), name!("_blksize"))?)?;
    }
    if buffering == 0 {
        if !mode.binary {
            return Err(raise_value_error("can't have unbuffered text I/O"));
        }
        return Ok(raw);
    }
    let class = if mode.updating {
        &BUFFERED_RANDOM
    } else if mode.reading {
        &BUFFERED_READER
    } else {
        &BUFFERED_WRITER
    };
    let buffer = call(class.value(), [raw, int(buffering)])?;
    *outermost = buffer.clone();
    if mode.binary {
        return Ok(buffer);
    }
    let [encoding, errors, newline] = [encoding, errors, newline].map(|given| given.unwrap_or_else(NONE));
    let wrapper = call(TEXT_IO_WRAPPER.value(), [buffer, encoding, errors, newline, boolean(by_line)])?;
    *outermost = wrapper.clone();
    setattr(wrapper.clone(), name!("mode"), value_of(mode_text))?;
    Ok(wrapper)
}

/// `open_code(path)`: `open(path, 'rb')`. Errors: TypeError, OSError.
pub fn open_code(arguments: &mut Arguments) -> Outcome {
    let path = arguments.take(0);
    if path.downcast::<Str>().is_none() {
        return Err(raise_type_error(format!("open_code() argument 'path' must be str, not {}", name_or_none(&path))));
    }
    call(OPEN.value(), [path, crate::text!("rb")])
}
