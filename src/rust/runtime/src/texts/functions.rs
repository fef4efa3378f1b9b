//! `eval`, `exec` and `compile` (`Python/bltinmodule.c`).

use super::instance::{code_of, instance};
use super::{failure, Engine, TextBody, TextMode};
use crate::collections::Dict;
use crate::exceptions::*;
use crate::functions::builtin::BuiltinFunction;
use crate::functions::code::Code;
use crate::functions::code_class::{code_object, described_code};
use crate::functions::frame::running;
use crate::functions::{Arguments, Function};
use crate::heap::single_thread::SingleThread;
use crate::modules::import::{builtin, is_known, loaded_module};
use crate::modules::ModuleObject;
use crate::names::intern_text;
use crate::object::Ref;
use crate::text::str::Str;
use crate::value::{Value, NONE};
use std::cell::RefCell;

pub(super) static ENGINE: Engine = Engine { eval, exec, compile };

/// What a code object that `compile` made runs.
struct Compiled {
    body: &'static TextBody,
    is_expression: bool,
}

static COMPILED: SingleThread<RefCell<Vec<(&'static Code, Compiled)>>> = SingleThread::new(RefCell::new(Vec::new()));

#[derive(Clone, Copy, PartialEq)]
enum Purpose {
    Eval,
    Exec,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Purpose::Eval => "eval",
            Purpose::Exec => "exec",
        }
    }
}

/// The two mappings in which a text's names are.
struct Scope {
    globals: Ref<Dict>,
    locals: Value,
}

fn eval(arguments: &mut Arguments) -> Outcome {
    run(Purpose::Eval, arguments, None)
}

fn exec(arguments: &mut Arguments) -> Outcome {
    if arguments.not_none(3).is_some() {
        if arguments.get(0).is_some_and(|source| described_code(source).is_none()) {
            return Err(raise_type_error("closure can only be used when source is a code object"));
        }
        crate::program::refuse("exec with a closure");
    }
    run(Purpose::Exec, arguments, None)?;
    Ok(NONE())
}

/// `eval(text)` or `exec(text)` of a frame with these names, where the name still means the builtin.
///
/// # Errors
/// What the text raises, or the function that the name means instead.
pub fn run_text(function: Value, text: Value, globals: Value, locals: Value) -> Outcome {
    let purpose = match function.downcast::<BuiltinFunction>() {
        Some(own) if own.receiver.is_none() && own.name == "eval" => Purpose::Eval,
        Some(own) if own.receiver.is_none() && own.name == "exec" => Purpose::Exec,
        _ => return crate::functions::call(function, [text]),
    };
    let Ok(globals) = globals.into_ref::<Dict>() else { unreachable!("globals are a dict") };
    let mut slots = [Some(text), None, None];
    let result = run(purpose, &mut Arguments::new(&mut slots), Some(Scope { globals, locals }))?;
    Ok(if purpose == Purpose::Exec { NONE() } else { result })
}

fn run(purpose: Purpose, arguments: &mut Arguments, own: Option<Scope>) -> Outcome {
    let source = arguments.take(0);
    let (globals, locals) = (arguments.not_none(1), arguments.not_none(2));
    check_mappings(purpose, globals.as_ref(), locals.as_ref())?;
    let scope = match (globals, locals, own) {
        (Some(globals), locals, _) => {
            let locals = locals.unwrap_or_else(|| globals.clone());
            globals.into_ref::<Dict>().ok().map(|globals| Scope { globals, locals })
        }
        (None, Some(locals), Some(own)) => Some(Scope { globals: own.globals, locals }),
        (None, Some(locals), None) => running_globals().map(|globals| Scope { globals, locals }),
        (None, None, own) => own,
    };
    let (body, is_expression, file) = match described_code(&source) {
        Some(code) => {
            let (body, is_expression) = compiled_body(code);
            (body, is_expression, code.module.file.to_owned())
        }
        None => (text_body(purpose, &source)?, purpose == Purpose::Eval, "<string>".to_owned()),
    };
    let scope = match scope {
        Some(scope) => scope,
        None => frame_scope(body),
    };
    let result = start(body, &file, scope)?;
    Ok(if is_expression { result } else { NONE() })
}

/// Errors: TypeError.
fn check_mappings(purpose: Purpose, globals: Option<&Value>, locals: Option<&Value>) -> Outcome<()> {
    let is_mapping = |value: &Value| value.class().slots().getitem().is_some();
    if let Some(locals) = locals.filter(|locals| !is_mapping(locals)) {
        return Err(raise_type_error(match purpose {
            Purpose::Eval => "locals must be a mapping".to_owned(),
            Purpose::Exec => format!("locals must be a mapping or None, not {}", locals.type_name()),
        }));
    }
    if let Some(globals) = globals.filter(|globals| globals.downcast::<Dict>().is_none()) {
        return Err(raise_type_error(match purpose {
            Purpose::Eval if is_mapping(globals) => {
                "globals must be a real dict; try eval(expr, {}, mapping)".to_owned()
            }
            Purpose::Eval => "globals must be a dict".to_owned(),
            Purpose::Exec => format!("exec() globals must be a dict, not {}", globals.type_name()),
        }));
    }
    Ok(())
}

fn running_globals() -> Option<Ref<Dict>> {
    running().map(|(code, _)| code.module.globals.dict())
}

/// The names of the frame that calls the builtin in a way that the compiler does not see.
fn frame_scope(body: &'static TextBody) -> Scope {
    let Some((code, _)) = running() else { crate::program::refuse("eval without a frame") };
    let globals = code.module.globals.dict();
    let is_module_body = std::ptr::eq(code, code.module.body);
    if !is_module_body && !body.names_nothing {
        crate::program::refuse("eval or exec, called by another name, of a text with names of the calling function");
    }
    let locals = if is_module_body { globals.value() } else { Dict::allocate().into_value() };
    Scope { globals, locals }
}

/// The content of a text, as far as it can stand in the program.
///
/// # Errors
/// TypeError for what is no text; SyntaxError for a null character.
fn content(source: &Value, complaint: &str) -> Outcome<String> {
    let text = match source.downcast::<Str>() {
        Some(text) => text.to_lossy(),
        None => match crate::native::bytes_like(source) {
            Some(octets) if octets.is_ascii() => String::from_utf8_lossy(&octets).into_owned(),
            Some(_) => crate::program::refuse("octets that are run as a text"),
            None => return Err(raise_type_error(complaint.to_owned())),
        },
    };
    if text.contains('\0') {
        let message = crate::text::str_value("source code string cannot contain null bytes");
        return Err(raise_builtin(&SYNTAX_ERROR, vec![message]));
    }
    Ok(text)
}

fn refuse_text(text: &str) -> ! {
    let shown: String = text.chars().take(60).collect();
    crate::program::refuse(format_args!(
        "eval, exec or compile of a text that stands nowhere in the program: {shown:?}"
    ))
}

fn body_of(text: &str, mode: usize, file: &str) -> Outcome<&'static TextBody> {
    let Some(row) = super::row(text) else { refuse_text(text) };
    match row.modes[mode] {
        TextMode::Runs(body) => {
            failure::warn(body.warnings, file)?;
            Ok(body)
        }
        TextMode::Fails(failure) => Err(failure.raise(file)),
        TextMode::Unknown => refuse_text(text),
    }
}

fn text_body(purpose: Purpose, source: &Value) -> Outcome<&'static TextBody> {
    let complaint = format!("{}() arg 1 must be a string, bytes or code object", purpose.name());
    let text = content(source, &complaint)?;
    match purpose {
        Purpose::Eval => body_of(text.trim_start_matches([' ', '\t']), 1, "<string>"),
        Purpose::Exec => body_of(&text, 0, "<string>"),
    }
}

/// What a code object runs, and whether its value counts.
fn compiled_body(code: &'static Code) -> (&'static TextBody, bool) {
    let compiled = COMPILED.borrow();
    match compiled.iter().find(|(known, _)| std::ptr::eq(*known, code)) {
        Some((_, compiled)) => (compiled.body, compiled.is_expression),
        None => crate::program::refuse("eval or exec of a function's code object"),
    }
}

/// Whether names mean what the compiler took them for, and modules are known.
fn check_assumptions(body: &'static TextBody, scope: &Scope) -> Outcome<()> {
    let builtins = builtins_module();
    let is_usual = |found: &Value| {
        builtins.as_value().is(found) || found.downcast::<Dict>().is_some() && builtins.dict().as_value().is(found)
    };
    if scope.globals.get_name(name!("__builtins__").value()).is_some_and(|found| !is_usual(&found)) {
        crate::program::refuse("eval or exec with builtins of its own");
    }
    for name in body.understood {
        let name = intern_text(name);
        let in_locals = crate::protocol::items::get_optional(&scope.locals, &name)?.is_some();
        if in_locals || scope.globals.get_name(&name).is_some() {
            crate::program::refuse("a text that names a builtin which its names redefine");
        }
    }
    if body.annotates
        && crate::protocol::items::get_optional(&scope.locals, name!("__annotations__").value())?.is_some()
    {
        crate::program::refuse("annotations in a text, added to others");
    }
    match body.imports.iter().find(|name| !is_known(name)) {
        Some(name) => crate::program::refuse(format_args!("the import of {name} in a text")),
        None => Ok(()),
    }
}

fn builtins_module() -> Ref<ModuleObject> {
    // Whoever looks a builtin up loads the module.
    drop(builtin(name!("print").value()));
    let module = loaded_module("builtins").and_then(|module| module.into_ref::<ModuleObject>().ok());
    module.expect("the module is always there")
}

fn start(body: &'static TextBody, file: &str, scope: Scope) -> Outcome {
    check_assumptions(body, &scope)?;
    if scope.globals.get_name(name!("__builtins__").value()).is_none() {
        scope.globals.set_name(name!("__builtins__").value(), builtins_module().dict().into_value());
    }
    let module = instance(Some(&scope.globals), file);
    let function = Function::new(code_of(module, body.code), module).build();
    match function.downcast::<Function>() {
        Some(function) => function.run_class_body(scope.locals),
        None => unreachable!("just made"),
    }
}

/// `compile(source, filename, mode, flags, dont_inherit, optimize, *, _feature_version)`.
fn compile(arguments: &mut Arguments) -> Outcome {
    let (source, filename, mode) = (arguments.take(0), arguments.take(1), arguments.take(2));
    let file = file_name(&filename)?;
    let Some(mode) = mode.downcast::<Str>().map(Str::to_lossy) else {
        let given = mode.type_name();
        return Err(raise_type_error(format!("compile() argument 'mode' must be str, not {given}")));
    };
    let number =
        |value: Option<Value>, absent: i64| value.map_or(Ok(absent), |value| crate::native::index_c_int(&value));
    let flags = number(arguments.optional(3), 0)?;
    if let Some(inherit) = arguments.optional(4) {
        crate::protocol::truth(inherit)?;
    }
    let optimize = number(arguments.optional(5), -1)?;
    if flags != 0 {
        if flags & !KNOWN_FLAGS != 0 {
            return Err(raise_value_error("compile(): unrecognised flags"));
        }
        crate::program::refuse("compile with flags");
    }
    if !(-1..=2).contains(&optimize) {
        return Err(raise_value_error("compile(): invalid optimize value"));
    }
    if optimize > 0 {
        crate::program::refuse("compile with optimization");
    }
    let Some(mode) = ["exec", "eval", "single"].iter().position(|known| *known == mode) else {
        return Err(raise_value_error("compile() mode must be 'exec', 'eval' or 'single'"));
    };
    if described_code(&source).is_some()
        || crate::native::bytes_like(&source).is_none() && source.downcast::<Str>().is_none()
    {
        return Err(raise_type_error("compile() arg 1 must be a string, bytes or AST object"));
    }
    let text = content(&source, "compile() arg 1 must be a string, bytes or AST object")?;
    let body = body_of(&text, mode, &file)?;
    let module = instance(None, &file);
    let code = code_of(module, body.code);
    COMPILED.borrow_mut().push((code, Compiled { body, is_expression: mode == 1 }));
    Ok(code_object(code, false))
}

/// `PyCF_MASK | PyCF_MASK_OBSOLETE | PyCF_COMPILE_MASK`.
const KNOWN_FLAGS: i64 = 0x1ff_0000 | 0x10 | 0x200 | 0x400 | 0x1000 | 0x2000 | 0x8000;

/// `PyUnicode_FSDecoder`.
///
/// # Errors
/// TypeError.
fn file_name(value: &Value) -> Outcome<String> {
    if let Some(text) = value.downcast::<Str>() {
        return Ok(text.to_lossy());
    }
    match crate::native::exact_octets(value) {
        Some(octets) => Ok(String::from_utf8_lossy(&octets).into_owned()),
        None if crate::protocol::attributes::getattr_optional(value, name!("__fspath__"))?.is_some() => {
            crate::program::refuse("compile with a path object")
        }
        None => {
            let given = value.type_name();
            Err(raise_type_error(format!("expected str, bytes or os.PathLike object, not {given}")))
        }
    }
}
