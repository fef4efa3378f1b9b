//! Walking the tree of a function from text.

use super::tree::{Expression, Statement};
use super::Body;
use crate::collections::{tuple_value, Dict};
use crate::exceptions::{raise, raise_name_error, Outcome};
use crate::functions::code::Slot;
use crate::functions::{call_values, Frame};
use crate::modules::import::builtin;
use crate::protocol::attributes::{getattr_value, setattr_value};
use crate::protocol::convert::repr;
use crate::protocol::{compare, is_, iterate, operators, truth};
use crate::text::str::{Str, StrBuilder};
use crate::text::{str_value, to_lossy};
use crate::value::{boolean, Value, NONE};

/// What a text's names mean: parameters, then variables of the function around.
pub(super) struct Scope<'a> {
    pub parameters: &'a [&'a str],
    pub locals: &'a Dict,
}

struct Run<'a> {
    frame: &'a Frame,
    globals: &'a Dict,
}

/// Runs the statements.
pub(super) fn run(frame: &Frame, body: &Body) -> Outcome {
    let run = Run { frame, globals: &body.globals };
    Ok(run.statements(&body.statements, body.line)?.unwrap_or_else(NONE))
}

impl Run<'_> {
    /// The value of a `return` that was reached.
    fn statements(&self, statements: &[Statement], first_line: u32) -> Outcome<Option<Value>> {
        let mut line = first_line;
        for statement in statements {
            self.frame.line(line);
            match statement {
                Statement::Pass => {}
                Statement::Evaluate(expression) => drop(self.value(expression)?),
                Statement::Return(expression) => return self.value(expression).map(Some),
                Statement::Raise(expression) => return Err(raise(self.value(expression)?, None)),
                Statement::Assign(object, name, expression) => {
                    let value = self.value(expression)?;
                    setattr_value(&self.value(object)?, name, Some(value))?;
                }
                Statement::If(test, body) => {
                    if truth(self.value(test)?)? {
                        if let Some(value) = self.statements(body, line + 1)? {
                            return Ok(Some(value));
                        }
                    }
                }
            }
            line += statement.lines();
        }
        Ok(None)
    }

    fn value(&self, expression: &Expression) -> Outcome {
        match expression {
            Expression::Parameter(slot) => self.frame.load(Slot(*slot)),
            Expression::Constant(value) => Ok(value.clone()),
            Expression::Name(name) => self.name(name),
            Expression::Attribute(object, name) => getattr_value(&self.value(object)?, name),
            Expression::Call(callee, arguments) => self.call(callee, arguments),
            Expression::Tuple(items) => Ok(tuple_value(self.values(items)?)),
            Expression::Add(left, right) => operators::add(self.value(left)?, self.value(right)?),
            Expression::Compare(comparison, left, right) => {
                compare::compare(&self.value(left)?, &self.value(right)?, *comparison)
            }
            Expression::Is(left, right) => Ok(boolean(is_(&self.value(left)?, &self.value(right)?))),
            Expression::In(item, container) => {
                let item = self.value(item)?;
                Ok(boolean(iterate::contains(item, self.value(container)?)?))
            }
            Expression::Or(left, right) => {
                let left = self.value(left)?;
                if truth(left.clone())? {
                    return Ok(left);
                }
                self.value(right)
            }
            Expression::Conditional { test, then, otherwise } => {
                self.value(if truth(self.value(test)?)? { then } else { otherwise })
            }
            Expression::Format(pieces) => self.format(pieces),
        }
    }

    fn values(&self, expressions: &[Expression]) -> Outcome<Vec<Value>> {
        expressions.iter().map(|expression| self.value(expression)).collect()
    }

    fn name(&self, name: &Value) -> Outcome {
        match self.globals.get_name(name).or_else(|| builtin(name)) {
            Some(value) => Ok(value),
            None => {
                let text = to_lossy(name);
                Err(raise_name_error(format!("name '{text}' is not defined"), &text))
            }
        }
    }

    fn call(&self, callee: &Expression, arguments: &[Expression]) -> Outcome {
        let function = self.value(callee)?;
        let mut given: Vec<Option<Value>> = self.values(arguments)?.into_iter().map(Some).collect();
        call_values(&function, &mut given)
    }

    fn format(&self, pieces: &[(Value, Option<Expression>)]) -> Outcome {
        let mut text = StrBuilder::new();
        for (before, value) in pieces {
            let shown = match value {
                Some(expression) => Some(repr(&self.value(expression)?)?),
                None => None,
            };
            for part in [Some(before), shown.as_ref()].into_iter().flatten() {
                if let Some(part) = part.downcast::<Str>() {
                    text.push_str(part);
                }
            }
        }
        Ok(str_value(text.finish()))
    }
}
