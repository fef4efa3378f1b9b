//! `_sre`: what `re._compiler` needs of the matcher (`Modules/_sre/sre.c`).

use super::re::charset::{lower_ascii, lower_unicode};
use super::re::error::ERROR;
use super::re::pattern::pattern;
use super::re::subject::Program;
use crate::classes::{known_names, Method};
use crate::collections::support::{self, at};
use crate::collections::Dict;
use crate::exceptions::Outcome;
use crate::functions::Arguments;
use crate::modules::NativeModule;
use crate::native;
use crate::text::{to_lossy, unicode};
use crate::value::{boolean, int, Value};

/// The version of the codes (`re._constants.MAGIC`).
const MAGIC: i64 = 20_220_615;
/// Octets of a code.
const CODE_SIZE: i64 = 4;
const MAXIMUM_REPETITIONS: i64 = u32::MAX as i64;
const MAXIMUM_GROUPS: i64 = i32::MAX as i64 / 2;

/// Makes a pattern of codes. These live to the end of the program, as those of constant patterns do; `re` asks once
/// for each pattern.
fn compile(arguments: &mut Arguments) -> Outcome {
    let source = arguments.take(0);
    let flags = native::index_integer(at(arguments, 1))?.to_u64().unwrap_or(0) as u32;
    let mut codes = Vec::new();
    support::for_each(at(arguments, 2), |code| {
        codes.push(native::index_integer(&code)?.to_u64().unwrap_or(0) as u32);
        Ok(())
    })?;
    let groups = native::index_size(at(arguments, 3))? as usize;
    let mut names: Vec<(&'static str, usize)> = Vec::new();
    for (name, number) in at(arguments, 4).downcast::<Dict>().map(|names| names.items()).unwrap_or_default() {
        names.push((Box::leak(to_lossy(&name).into_boxed_str()), native::index_size(&number)? as usize));
    }
    names.sort_by_key(|(_, number)| *number);
    Ok(pattern(source, flags, Program { codes: Box::leak(codes.into()), groups, names: Box::leak(names.into()) }))
}

fn character(arguments: &Arguments) -> Outcome<u32> {
    Ok(native::index_c_int(at(arguments, 0))? as u32)
}

fn is_cased_unicode(arguments: &mut Arguments) -> Outcome {
    let code = character(arguments)?;
    Ok(boolean(lower_unicode(code) != code || unicode::upper(code) != [code, 0, 0]))
}

static COMPILE: Method = Method::new("compile", "pattern, flags, code, groups, groupindex, indexgroup", compile);
static UNICODE_IS_CASED: Method = Method::new("unicode_iscased", "character, /", is_cased_unicode);
static ASCII_IS_CASED: Method = Method::new("ascii_iscased", "character, /", |arguments| {
    let code = character(arguments)?;
    Ok(boolean(u8::try_from(code).is_ok_and(|byte| byte.is_ascii_alphabetic())))
});
static UNICODE_LOWER: Method = Method::new("unicode_tolower", "character, /", |arguments| {
    Ok(int(i64::from(lower_unicode(character(arguments)?))))
});
static ASCII_LOWER: Method =
    Method::new("ascii_tolower", "character, /", |arguments| Ok(int(i64::from(lower_ascii(character(arguments)?)))));

fn error() -> Value {
    ERROR.value()
}

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "_sre",
    documentation: known_names::documentation_of("_sre"),
    members: members![
        Member::Function(&COMPILE),
        Member::Function(&UNICODE_IS_CASED),
        Member::Function(&ASCII_IS_CASED),
        Member::Function(&UNICODE_LOWER),
        Member::Function(&ASCII_LOWER),
        Member::Value("MAGIC", || int(MAGIC)),
        Member::Value("CODESIZE", || int(CODE_SIZE)),
        Member::Value("MAXREPEAT", || int(MAXIMUM_REPETITIONS)),
        Member::Value("MAXGROUPS", || int(MAXIMUM_GROUPS)),
        Member::Value("_error", error),
    ],
    known_names: known_names::of_module("_sre"),
};
