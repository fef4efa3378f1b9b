//! What CPython's compiler says about a text: its SyntaxError and its warnings.

use super::{SyntaxFailure, TextWarning};
use crate::classes::BuiltinClass;
use crate::exceptions::*;
use crate::functions::call;
use crate::modules::import::loaded_module;
use crate::names::intern_text;
use crate::native::tuple;
use crate::protocol::attributes::{getattr_value, setattr_value};
use crate::text::str_value;
use crate::value::{int, Value, NONE};

fn class_named(name: &str) -> &'static BuiltinClass {
    match name {
        "IndentationError" => &INDENTATION_ERROR,
        "TabError" => &TAB_ERROR,
        _ => &SYNTAX_ERROR,
    }
}

impl SyntaxFailure {
    /// Raises it for a file of that name.
    pub(super) fn raise(&self, file: &str) -> Raised {
        let number = |number: Option<i64>| number.map_or_else(NONE, int);
        let file = if self.names_file { str_value(file) } else { NONE() };
        let place = [
            ("filename", file),
            ("lineno", number(self.line)),
            ("offset", number(self.offset)),
            ("text", self.text.map_or_else(NONE, str_value)),
            ("end_lineno", number(self.end_line)),
            ("end_offset", number(self.end_offset)),
        ];
        let mut arguments = vec![str_value(self.message)];
        if self.in_arguments {
            arguments.push(tuple(place.iter().map(|(_, value)| value.clone()).collect()));
        }
        let exception = new_exception(class_named(self.class), arguments);
        if !self.in_arguments {
            for (name, value) in place {
                if let Err(raised) = setattr_value(&exception, &intern_text(name), Some(value)) {
                    return raised;
                }
            }
        }
        Raised::new(exception)
    }
}

/// Warns as the compiler does (`PyErr_WarnExplicitObject`), through the module `_warnings`.
///
/// # Errors
/// None: a warning that is an error becomes a SyntaxError in CPython, which is refused.
pub(super) fn warn(warnings: &[TextWarning], file: &str) -> Outcome<()> {
    for warning in warnings {
        let Some(module) = loaded_module("_warnings") else {
            crate::program::refuse("a warning about a text in a program without the module warnings");
        };
        let function = getattr_value(&module, &intern_text("warn_explicit"))?;
        let class = crate::modules::import::builtin(&intern_text(warning.class)).unwrap_or_else(NONE);
        let arguments: [Value; 4] = [str_value(warning.message), class, str_value(file), int(i64::from(warning.line))];
        match call(function, arguments) {
            Ok(_) => {}
            Err(raised) if raised.is_instance_of(&WARNING) => {
                crate::program::refuse("a warning about a text that is an error");
            }
            Err(raised) => return Err(raised),
        }
    }
    Ok(())
}
