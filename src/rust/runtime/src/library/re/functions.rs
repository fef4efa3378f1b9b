//! The module `re`. Constant patterns are compiled at build time and never get here; others are compiled by
//! CPython's own `re._compiler`, which the program contains where it may make some.

use super::error::ERROR;
use super::match_object::MATCH;
use super::pattern::{PatternObject, PATTERN};
use super::regex_flag::{flag, NAMES, REGEX_FLAG};
use super::template::escape_pattern;
use crate::classes::known_names;
use crate::classes::Method;
use crate::collections::Dict;
use crate::exceptions::{raise_type_error, raise_value_error, Outcome};
use crate::functions::builtin::Arguments;
use crate::functions::{call, Call};
use crate::heap::single_thread::SingleThread;
use crate::kept::Row;
use crate::modules::import::{import_leaf, is_available};
use crate::modules::{Member, NativeModule};
use crate::names::Name;
use crate::native::{self, bytes_like, truth};
use crate::object::Ref;
use crate::program::refuse;
use crate::protocol::attributes::getattr;
use crate::text::str::Str;
use crate::text::Bytes;
use crate::value::{int, integer, Value, NONE};
use std::cell::OnceCell;

/// The module, for programs that import it.
pub static MODULE: NativeModule =
    NativeModule { name: "re", documentation: None, members: MEMBERS, known_names: known_names::of_module("re") };

macro_rules! rows {
    ($($constant:ident $name:literal $parameters:literal $function:expr;)*) => {
        $(static $constant: Method = Method::new($name, $parameters, $function);)*
    };
}

rows! {
    COMPILE "compile" "pattern, flags=0" compile;
    MATCH_FUNCTION "match" "pattern, string, flags=0" |arguments| searched(arguments, name!("match"));
    FULLMATCH "fullmatch" "pattern, string, flags=0" |arguments| searched(arguments, name!("fullmatch"));
    SEARCH "search" "pattern, string, flags=0" |arguments| searched(arguments, name!("search"));
    FINDALL "findall" "pattern, string, flags=0" |arguments| searched(arguments, name!("findall"));
    FINDITER "finditer" "pattern, string, flags=0" |arguments| searched(arguments, name!("finditer"));
    SPLIT "split" "pattern, string, maxsplit=0, flags=0" split;
    SUB "sub" "pattern, repl, string, count=0, flags=0" |arguments| substituted(arguments, name!("sub"));
    SUBN "subn" "pattern, repl, string, count=0, flags=0" |arguments| substituted(arguments, name!("subn"));
    ESCAPE "escape" "pattern" escape;
    PURGE "purge" "" |_| Ok(NONE());
}

const MEMBERS: &[Row<Member>] = members![
    Member::Function(&COMPILE),
    Member::Function(&MATCH_FUNCTION),
    Member::Function(&FULLMATCH),
    Member::Function(&SEARCH),
    Member::Function(&FINDALL),
    Member::Function(&FINDITER),
    Member::Function(&SPLIT),
    Member::Function(&SUB),
    Member::Function(&SUBN),
    Member::Function(&ESCAPE),
    Member::Function(&PURGE),
    Member::Class(&PATTERN),
    Member::Class(&MATCH),
    Member::Class(&ERROR),
    Member::Class(&REGEX_FLAG),
    Member::Value("NOFLAG", || flag(0)),
    Member::Value("A", || flag(NAMES[0].1)),
    Member::Value("ASCII", || flag(NAMES[0].1)),
    Member::Value("I", || flag(NAMES[1].1)),
    Member::Value("IGNORECASE", || flag(NAMES[1].1)),
    Member::Value("L", || flag(NAMES[2].1)),
    Member::Value("LOCALE", || flag(NAMES[2].1)),
    Member::Value("U", || flag(NAMES[3].1)),
    Member::Value("UNICODE", || flag(NAMES[3].1)),
    Member::Value("M", || flag(NAMES[4].1)),
    Member::Value("MULTILINE", || flag(NAMES[4].1)),
    Member::Value("S", || flag(NAMES[5].1)),
    Member::Value("DOTALL", || flag(NAMES[5].1)),
    Member::Value("X", || flag(NAMES[6].1)),
    Member::Value("VERBOSE", || flag(NAMES[6].1)),
    Member::Value("T", || flag(NAMES[7].1)),
    Member::Value("TEMPLATE", || flag(NAMES[7].1)),
    Member::Value("DEBUG", || flag(NAMES[8].1)),
];

/// A pattern as it is. Errors: ValueError with flags; TypeError for what is no pattern.
fn compiled(pattern: Value, flags: Option<Value>) -> Outcome {
    if pattern.native::<PatternObject>().is_some() {
        let given = flags.map_or(Ok(false), |flags| truth(&flags))?;
        return match given {
            true => Err(raise_value_error("cannot process flags argument with a compiled pattern")),
            false => Ok(pattern),
        };
    }
    compiled_now(pattern, flags.unwrap_or_else(|| int(0)))
}

/// The patterns that were compiled while the program ran, by class, source and flags (`re._cache`).
static CACHE: SingleThread<OnceCell<Ref<Dict>>> = SingleThread::new(OnceCell::new());

/// `re._compile`, by the compiler that is translated from CPython's library. Errors: TypeError, re.error.
fn compiled_now(pattern: Value, flags: Value) -> Outcome {
    let flags = if flags.is_exactly(REGEX_FLAG.class()) { integer(native::index_integer(&flags)?) } else { flags };
    let key = native::tuple(vec![pattern.class().value(), pattern.clone(), flags.clone()]);
    let cache = CACHE.get_or_init(Dict::allocate);
    if let Some(known) = cache.get(&key)? {
        return Ok(known);
    }
    if pattern.downcast::<Str>().is_none() && pattern.downcast::<Bytes>().is_none() {
        return Err(raise_type_error("first argument must be string or compiled pattern"));
    }
    let unusual = native::index_integer(&flags)?.to_i64().unwrap_or(-1) & (NAMES[7].1 | NAMES[8].1);
    if unusual != 0 {
        refuse("a regular expression with the flags TEMPLATE or DEBUG");
    }
    if !is_available(COMPILER) {
        refuse("a regular expression that is not constant");
    }
    let compile = getattr(import_leaf(COMPILER)?, name!("compile"))?;
    let made = call(compile, [pattern, flags])?;
    cache.set(key, made.clone())?;
    Ok(made)
}

/// The module that compiles patterns.
const COMPILER: &str = "re._compiler";

fn compile(arguments: &mut Arguments) -> Outcome {
    let pattern = arguments.take(0);
    compiled(pattern, arguments.optional(1))
}

fn searched(arguments: &mut Arguments, method: &Name) -> Outcome {
    let (pattern, string) = (arguments.take(0), arguments.take(1));
    let pattern = compiled(pattern, arguments.optional(2))?;
    Call::method(pattern, method)?.positional(string).invoke()
}

fn split(arguments: &mut Arguments) -> Outcome {
    let (pattern, string) = (arguments.take(0), arguments.take(1));
    let most = arguments.optional(2).unwrap_or_else(|| int(0));
    let pattern = compiled(pattern, arguments.optional(3))?;
    Call::method(pattern, name!("split"))?.positional(string).positional(most).invoke()
}

fn substituted(arguments: &mut Arguments, method: &Name) -> Outcome {
    let (pattern, replacement, string) = (arguments.take(0), arguments.take(1), arguments.take(2));
    let most = arguments.optional(3).unwrap_or_else(|| int(0));
    let pattern = compiled(pattern, arguments.optional(4))?;
    Call::method(pattern, method)?.positional(replacement).positional(string).positional(most).invoke()
}

fn escape(arguments: &mut Arguments) -> Outcome {
    let given = arguments.take(0);
    if let Some(text) = given.downcast::<Str>() {
        return Ok(native::text(Str::from_code_point_vec(escape_pattern(&text.to_code_points()))));
    }
    let Some(octets) = bytes_like(&given) else {
        let name = given.type_name();
        return Err(raise_type_error(format!("decoding to str: need a bytes-like object, {name} found")));
    };
    let codes: Vec<u32> = octets.iter().map(|&byte| u32::from(byte)).collect();
    Ok(native::bytes(escape_pattern(&codes).into_iter().map(|code| code as u8).collect()))
}
