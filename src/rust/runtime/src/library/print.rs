//! `print` and `input`.

use super::streams::{self, Stream};
use crate::classes::Convention;
use crate::exceptions::{raise_builtin, raise_runtime_error, raise_type_error, Outcome, EOF_ERROR};
use crate::functions::builtin::{Arguments, Builtin};
use crate::native::{self, str_of, truth};
use crate::text::str::Str;
use crate::value::{Value, NONE};

/// `print(*values, sep=' ', end='\n', file=sys.stdout, flush=False)`.
pub static PRINT: Builtin =
    Builtin::new("print", "*args, sep=' ', end='\\n', file=None, flush=False", print).convention(Convention::Values);

/// `input(prompt='')`.
pub static INPUT: Builtin = Builtin::new("input", "prompt='', /", input);

pub use super::streams::OPEN;

/// `sep` or `end`: a str, or the default. Errors: TypeError.
fn text_option(given: Option<Value>, name: &str) -> Outcome<Option<Value>> {
    match given {
        Some(value) if value.downcast::<Str>().is_none() => {
            Err(raise_type_error(format!("{name} must be None or a string, not {}", value.type_name())))
        }
        given => Ok(given),
    }
}

fn print(arguments: &mut Arguments) -> Outcome {
    let values = arguments.star(0);
    let (separator, end) = (arguments.not_none(1), arguments.not_none(2));
    let file = match arguments.not_none(3) {
        Some(file) => Stream::Object(file),
        None => match streams::current(name!("stdout")) {
            Some(Stream::Object(file)) if file.is_none() => return Ok(NONE()),
            Some(file) => file,
            None => return Err(raise_runtime_error("lost sys.stdout")),
        },
    };
    let flush = arguments.optional(4).map_or(Ok(false), |flush| truth(&flush))?;
    let separator = text_option(separator, "sep")?.unwrap_or_else(|| crate::text!(" "));
    let end = text_option(end, "end")?.unwrap_or_else(|| crate::text!("\n"));
    // the arguments live until the call is over
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            file.write(separator.clone())?;
        }
        let shown = if native::is_exact_str(value) { value.clone() } else { str_of(value)? };
        file.write(shown)?;
    }
    file.write(end)?;
    if flush {
        file.flush()?;
    }
    Ok(NONE())
}

fn input(arguments: &mut Arguments) -> Outcome {
    let (Some(source), Some(sink)) = (streams::current(name!("stdin")), streams::current(name!("stdout"))) else {
        return Err(raise_runtime_error("input(): lost sys.stdin"));
    };
    if let Some(prompt) = arguments.optional(0) {
        let shown = str_of(&prompt)?;
        sink.write(shown)?;
    }
    sink.flush()?;
    let line = source.read_line()?;
    let Some(text) = line.downcast::<Str>() else {
        return Err(raise_type_error("object.readline() returned non-string"));
    };
    let last = text.view().iter().next_back();
    match last {
        None => Err(raise_builtin(&EOF_ERROR, vec![native::text(Str::from("EOF when reading a line"))])),
        Some(last) if last == u32::from(b'\n') => Ok(native::text(text.part(0, text.len() - 1))),
        Some(_) => Ok(line.clone()),
    }
}
