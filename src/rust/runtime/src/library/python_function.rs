//! Functions of library modules that CPython writes in Python: real function objects with a body in Rust, so that they
//! bind as methods and complain about their arguments as Python functions do.

use crate::exceptions::Outcome;
use crate::functions::code::HIDDEN_LINE;
use crate::functions::{Code, Frame, Function, Parameters};
use crate::modules::{Globals, Module};
use crate::names::intern_text;
use crate::protocol::attributes::setattr_value;
use crate::value::{Value, NONE};

/// The module of all of them: tracebacks do not show it.
static MODULE: Module = Module {
    name: "functools",
    file: "",
    package: false,
    docstring: None,
    globals: &GLOBALS,
    body: &BODY,
    source: &[],
};
static GLOBALS: Globals<0> = Globals::new(&[]);
static BODY: Code = code("<module>", "<module>", NO_PARAMETERS, &[], |_| Ok(NONE()));
const NO_PARAMETERS: Parameters =
    Parameters { positional_only: 0, positional: 0, keyword_only: 0, star: false, double_star: false };

const fn code(
    name: &'static str,
    qualified_name: &'static str,
    parameters: Parameters,
    names: &'static [&'static str],
    body: fn(&mut Frame) -> Outcome,
) -> Code {
    Code {
        name,
        qualified_name,
        first_line: HIDDEN_LINE,
        definition_line: HIDDEN_LINE,
        flags: 0,
        parameters,
        names,
        slots: names.len(),
        cells: 0,
        free: 0,
        docstring: None,
        kind: crate::functions::CodeKind::Plain,
        module: &MODULE,
        body,
    }
}

/// What a library function is made of.
pub struct PythonFunction<'a> {
    pub module: &'a str,
    pub name: &'a str,
    pub qualified_name: &'a str,
    /// In Python's notation, without default values.
    pub parameters: &'a str,
    pub body: fn(&mut Frame) -> Outcome,
}

impl PythonFunction<'_> {
    /// The function object. `defaults` belong to the last positional parameters; `closure` takes the slots after the
    /// parameters.
    pub fn make(&self, defaults: Vec<Value>, closure: Vec<Value>) -> Value {
        let (parameters, mut names) = parse(self.parameters);
        names.extend(closure.iter().map(|_| "closure"));
        let (name, qualified) = (leak(self.name), leak(self.qualified_name));
        // Code lives to the end of the program, as classes do.
        let mut code = code(name, qualified, parameters, Box::leak(names.into_boxed_slice()), self.body);
        code.free = closure.len();
        let code: &'static Code = Box::leak(Box::new(code));
        let mut builder = Function::new(code, &MODULE).captured(closure);
        if !defaults.is_empty() {
            builder = builder.defaults(crate::collections::tuple_value(defaults));
        }
        let function = builder.build();
        let module = setattr_value(&function, &intern_text("__module__"), Some(intern_text(self.module)));
        if let Err(raised) = module {
            raised.forget();
        }
        function
    }
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn parse(text: &str) -> (Parameters, Vec<&'static str>) {
    let mut parameters = NO_PARAMETERS;
    let (mut names, mut last) = (Vec::new(), (None, None));
    let mut keyword_only = false;
    for piece in text.split(',').map(str::trim).filter(|piece| !piece.is_empty()) {
        if piece == "/" {
            parameters.positional_only = std::mem::take(&mut parameters.positional);
        } else if piece == "*" {
            keyword_only = true;
        } else if let Some(name) = piece.strip_prefix("**") {
            last.1 = Some(leak(name));
        } else if let Some(name) = piece.strip_prefix('*') {
            last.0 = Some(leak(name));
            keyword_only = true;
        } else {
            if keyword_only {
                parameters.keyword_only += 1;
            } else {
                parameters.positional += 1;
            }
            names.push(leak(piece));
        }
    }
    parameters.star = last.0.is_some();
    parameters.double_star = last.1.is_some();
    names.extend(last.0);
    names.extend(last.1);
    (parameters, names)
}
