//! Functions from text: what `dataclasses` writes and gives to `exec`, and no more.
//!
//! `Lib/dataclasses.py` makes `__init__`, `__repr__`, `__eq__` and others as text, because their parameters are the
//! class's fields. The text is of a small language: assignments to attributes, calls, comparisons, tuples, one level of
//! `if`. It is parsed to a tree when the class is made, and the function's body walks the tree. Anything else is refused.

mod annotation;
mod evaluate;
mod expression;
mod parse;
mod tree;

use crate::classes::Method;
use crate::collections::carried::native;
use crate::collections::{tuple_value, Dict};
use crate::exceptions::{raise_type_error, Outcome};
use crate::functions::code::{Code, Slot};
use crate::functions::code_class::UNNAMED;
use crate::functions::{Arguments, Frame, Function, Parameters};
use crate::heap::single_thread::SingleThread;
use crate::kept::Row;
use crate::modules::globals::{GlobalNames, GlobalSlot};
use crate::modules::placeholder::{NOTHING, NOWHERE};
use crate::modules::{Member, Module, NativeModule};
use crate::names::intern_text;
use crate::object::{allocate_native, Kind, Ref};
use crate::protocol::iterate::collect;
use crate::text::str::Str;
use crate::value::{Value, NONE};
use evaluate::Scope;
use tree::Statement;

/// The module, for corrected library modules alone.
pub static MODULE: NativeModule =
    NativeModule { name: "_text_functions", documentation: None, members: MEMBERS, known_names: &[] };

const MEMBERS: &[Row<Member>] = members![
    Member::Function(&Method::new(
        "function_of_text",
        "name, qualified_name, lines, parameters, body, globals, locals, has_result_type",
        function_of_text,
    )),
    Member::Function(&Method::new("expression_of_text", "text", expression::expression_of_text)),
    Member::Function(&Method::new("evaluate", "expression, globals, locals", expression::evaluate)),
];

/// `co_flags`: optimised, with variables of its own.
const FLAGS: u32 = 0x3;
/// `co_flags`: inside another function.
const NESTED: u32 = 0x10;

/// A body that is walked.
pub(super) struct Body {
    statements: Vec<Statement>,
    /// That of the first statement.
    line: u32,
    globals: Ref<Dict>,
}

native!(Body, BODY);
static BODY: crate::classes::BuiltinClass =
    crate::classes::BuiltinClass::new("text function", Kind::Native).sealed().no_constructor();

/// The names that a function made from text finds: those of a dict.
struct DictNames(SingleThread<Ref<Dict>>);

impl GlobalNames for DictNames {
    fn dict(&self) -> Ref<Dict> {
        self.0.clone()
    }

    fn load_slot(&self, _: GlobalSlot) -> Outcome {
        unreachable!("functions from text look names up in their dict")
    }
}

/// One parameter of the text: `name:annotation=default`, all but the name optional.
struct Parameter {
    name: String,
    annotation: Option<Value>,
    default: Option<Value>,
}

/// A function's text, as `dataclasses._create_fn` gives it to `exec`.
fn function_of_text(arguments: &mut Arguments) -> Outcome {
    let name = text_of(&arguments.take(0))?;
    let qualified_name = text_of(&arguments.take(1))?;
    let lines = arguments.take(2);
    let [definition_line, first_line] = crate::protocol::iterate::unpack::<2>(lines)?;
    let line_of = |value: &Value| -> Outcome<u32> { Ok(crate::native::index_c_int(value)? as u32) };
    let (parameters, lines) = (texts(arguments.take(3))?, texts(arguments.take(4))?);
    let (globals, locals) = (dict_of(arguments.take(5))?, dict_of(arguments.take(6))?);
    let has_result_type = crate::protocol::truth(arguments.take(7))?;
    let mut all = Vec::new();
    let mut keyword_only = None;
    for text in &parameters {
        if text == "*" {
            keyword_only = Some(all.len());
        } else {
            all.push(parameter(text, &locals)?);
        }
    }
    let by_position = keyword_only.unwrap_or(all.len());
    let names: Vec<&str> = all.iter().map(|parameter| parameter.name.as_str()).collect();
    let statements = parse::statements(&lines, &Scope { parameters: &names, locals: &locals });
    let annotations = Dict::allocate();
    for parameter in &all {
        if let Some(annotation) = &parameter.annotation {
            annotations.set_name(&intern_text(&parameter.name), annotation.clone());
        }
    }
    if has_result_type {
        let result = locals.get_name(&intern_text("_return_type")).unwrap_or_else(NONE);
        annotations.set_name(&intern_text("return"), result);
    }
    let origin = Origin { name: &name, qualified_name: &qualified_name, line: line_of(&definition_line)? };
    let code = make_code(&origin, &names, by_position, globals.clone());
    let line = line_of(&first_line)?;
    let body = allocate_native(BODY.class(), Body { statements, line, globals: globals.clone() });
    let mut builder = Function::new(code, code.module).captured(vec![body]).annotations(annotations.into_value());
    let defaults: Vec<Value> = all[..by_position].iter().filter_map(|parameter| parameter.default.clone()).collect();
    if !defaults.is_empty() {
        builder = builder.defaults(tuple_value(defaults));
    }
    let keyword_defaults = Dict::allocate();
    for parameter in &all[by_position..] {
        if let Some(default) = &parameter.default {
            keyword_defaults.set_name(&intern_text(&parameter.name), default.clone());
        }
    }
    if !keyword_defaults.items().is_empty() {
        builder = builder.keyword_defaults(keyword_defaults.into_value());
    }
    Ok(builder.build())
}

fn text_of(value: &Value) -> Outcome<String> {
    match value.downcast::<Str>() {
        Some(text) => Ok(text.to_lossy()),
        None => Err(raise_type_error(format!("a text is required, not {}", value.type_name()))),
    }
}

fn texts(value: Value) -> Outcome<Vec<String>> {
    collect(value)?.iter().map(text_of).collect()
}

fn dict_of(value: Value) -> Outcome<Ref<Dict>> {
    value.into_ref::<Dict>().map_err(|value| raise_type_error(format!("a dict is required, not {}", value.type_name())))
}

/// Annotation and default name entries of the locals.
fn parameter(text: &str, locals: &Dict) -> Outcome<Parameter> {
    let named = |name: &str| match locals.get_name(&intern_text(name)) {
        Some(value) => value,
        None => parse::refuse(text),
    };
    let (rest, default) = match text.split_once('=') {
        Some((rest, default)) => (rest, Some(named(default))),
        None => (text, None),
    };
    let (name, annotation) = match rest.split_once(':') {
        Some((name, annotation)) => (name, Some(named(annotation))),
        None => (rest, None),
    };
    Ok(Parameter { name: name.to_owned(), annotation, default })
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// Where a function comes from.
struct Origin<'a> {
    name: &'a str,
    qualified_name: &'a str,
    line: u32,
}

/// Codes live to the end of the program, as classes do.
fn make_code(origin: &Origin, parameters: &[&str], by_position: usize, globals: Ref<Dict>) -> &'static Code {
    let own_name = globals.get_name(name!("__name__").value());
    let own_name = own_name.and_then(|own| own.downcast::<Str>().map(Str::to_lossy)).unwrap_or_default();
    let module: &'static Module = Box::leak(Box::new(Module {
        name: leak(&own_name),
        globals: Box::leak(Box::new(DictNames(SingleThread::new(globals)))),
        ..NOWHERE
    }));
    let mut names: Vec<&'static str> = parameters.iter().map(|parameter| leak(parameter)).collect();
    // The closure of CPython's function is another one.
    names.push(UNNAMED);
    let counts =
        Parameters { positional: by_position, keyword_only: parameters.len() - by_position, ..NOTHING.parameters };
    Box::leak(Box::new(Code {
        name: leak(origin.name),
        qualified_name: leak(origin.qualified_name),
        first_line: origin.line,
        definition_line: origin.line,
        flags: if origin.name == origin.qualified_name { FLAGS } else { FLAGS | NESTED },
        parameters: counts,
        slots: names.len(),
        names: Box::leak(names.into_boxed_slice()),
        free: 1,
        module,
        body: run,
        ..NOTHING
    }))
}

/// The body of every function from text.
fn run(frame: &mut Frame) -> Outcome {
    let held = frame.peek(Slot(frame.code.names.len() - 1)).clone();
    let Some(body) = held.native::<Body>() else { unreachable!("the last slot holds the body") };
    evaluate::run(frame, body)
}
