//! Expressions from text: what stands in annotations that are strings.
//!
//! `typing.ForwardRef` gives such a text to `compile` and later to `eval`. Understood are names, attributes, subscripts,
//! tuples, lists, some constants and operators. A text of these alone that is no expression is a SyntaxError; where
//! anything else occurs (a call, a slice, a keyword) the program ends.

use super::annotation::{parse, Expression, Operator, Problem};
use crate::classes::{BuiltinClass, Slots};
use crate::collections::carried::{native, Carried};
use crate::collections::{list_value, tuple_value, Dict};
use crate::exceptions::{raise_builtin, raise_name_error, raise_type_error, Outcome, KEY_ERROR, SYNTAX_ERROR};
use crate::functions::code::Code;
use crate::functions::{Arguments, Frame, Function, Slot};
use crate::modules::import::{builtin, loaded};
use crate::modules::placeholder::{NOTHING, NOWHERE};
use crate::modules::ModuleObject;
use crate::object::{Kind, Ref};
use crate::protocol::attributes::getattr_value;
use crate::protocol::{items, operators};
use crate::text::to_lossy;
use crate::value::Value;

/// What stands for the code object of an expression.
struct ExpressionCode {
    expression: Expression,
}

native!(ExpressionCode, EXPRESSION_CODE);

static EXPRESSION_CODE: BuiltinClass =
    BuiltinClass::new("code", Kind::Native).sealed().no_constructor().slots(slots!(Slots {
        getattribute: Some(|_, _| crate::program::refuse("the code object of an annotation that is a string")),
        ..Slots::NONE
    }));

/// `compile(text, '<string>', 'eval')`
pub(super) fn expression_of_text(arguments: &mut Arguments) -> Outcome {
    let text = super::text_of(&arguments.take(0))?;
    match parse(&text) {
        Ok(expression) => Ok(ExpressionCode { expression }.object()),
        // Its words are of no matter: `typing` raises another one.
        Err(Problem::Syntax) => Err(raise_builtin(&SYNTAX_ERROR, vec![crate::text::str_value("invalid syntax")])),
        Err(Problem::Unknown) => super::parse::refuse(&text),
    }
}

/// `eval(code, globals, locals)`
pub(super) fn evaluate(arguments: &mut Arguments) -> Outcome {
    let (code, globals, locals) = (arguments.take(0), arguments.take(1), arguments.take(2));
    if locals.class().slots().getitem().is_none() {
        return Err(raise_type_error("locals must be a mapping"));
    }
    let is_mapping = globals.class().slots().getitem().is_some();
    let Ok(names) = globals.clone().into_ref::<Dict>() else {
        let hint = if is_mapping {
            "globals must be a real dict; try eval(code, {}, mapping)"
        } else {
            "globals must be a dict"
        };
        return Err(raise_type_error(hint));
    };
    check_builtins(&names);
    let function = Function::new(&CODE, &NOWHERE).captured(vec![code, globals, locals]).build();
    crate::functions::call(function, [])
}

/// `eval` gives a dict that is no module's the name `__builtins__`.
fn check_builtins(globals: &Ref<Dict>) {
    let key = crate::names::intern_text("__builtins__");
    let own = loaded().get_name(&crate::names::intern_text("builtins"));
    let own = own.as_ref().and_then(|module| module.downcast::<ModuleObject>()).map(ModuleObject::dict);
    match (globals.get_name(&key), own) {
        (Some(known), Some(own)) if known.is(&own.value()) => {}
        (Some(_), _) => crate::program::refuse("an annotation that is a string, with __builtins__ of its own"),
        (None, Some(own)) if !belongs_to_module(globals) => drop(globals.set_name(&key, own.into_value())),
        (None, _) => {}
    }
}

fn belongs_to_module(globals: &Ref<Dict>) -> bool {
    let own = globals.value();
    loaded()
        .items()
        .iter()
        .any(|(_, module)| module.downcast::<ModuleObject>().is_some_and(|module| module.dict().value().is(&own)))
}

static CODE: Code = Code { names: &["code", "globals", "locals"], slots: 3, free: 3, body: run, ..NOTHING };

fn run(frame: &mut Frame) -> Outcome {
    frame.line(1);
    let [code, globals, locals] = [0, 1, 2].map(|slot| frame.peek(Slot(slot)).clone());
    let (Some(code), Some(globals)) = (code.native::<ExpressionCode>(), globals.downcast::<Dict>()) else {
        return Err(raise_type_error("an expression and a dict are required"));
    };
    Names { globals, locals: &locals }.value(&code.expression)
}

struct Names<'a> {
    globals: &'a Dict,
    locals: &'a Value,
}

impl Names<'_> {
    fn value(&self, expression: &Expression) -> Outcome {
        match expression {
            Expression::Name(name) => self.name(name),
            Expression::Constant(value) => Ok(value.clone()),
            Expression::Attribute(object, name) => getattr_value(&self.value(object)?, name),
            Expression::Subscript(object, key) => {
                let object = self.value(object)?;
                items::getitem(object, self.value(key)?)
            }
            Expression::Tuple(items) => Ok(tuple_value(self.values(items)?)),
            Expression::List(items) => Ok(list_value(self.values(items)?)),
            Expression::Star(_) => unreachable!("stars stand in displays alone"),
            Expression::Negative(operand) => operators::neg(self.value(operand)?),
            Expression::Binary(operator, left, right) => {
                let left = self.value(left)?;
                let right = self.value(right)?;
                match operator {
                    Operator::Or => operators::or_(left, right),
                    Operator::Add => operators::add(left, right),
                    Operator::Subtract => operators::sub(left, right),
                    Operator::Multiply => operators::mul(left, right),
                    Operator::Divide => operators::truediv(left, right),
                }
            }
        }
    }

    fn values(&self, items: &[Expression]) -> Outcome<Vec<Value>> {
        let mut values = Vec::new();
        for item in items {
            match item {
                Expression::Star(several) => {
                    let several = self.value(several)?;
                    if !crate::collections::support::is_iterable(&several) {
                        let given = several.type_name();
                        return Err(raise_type_error(format!("Value after * must be an iterable, not {given}")));
                    }
                    values.extend(crate::collections::support::collect(&several)?);
                }
                item => values.push(self.value(item)?),
            }
        }
        Ok(values)
    }

    fn name(&self, name: &Value) -> Outcome {
        let local =
            match self.locals.downcast::<Dict>().filter(|_| self.locals.is_exactly(crate::collections::DICT.class())) {
                Some(locals) => locals.get_name(name),
                None => match items::getitem(self.locals.clone(), name.clone()) {
                    Ok(found) => Some(found),
                    Err(raised) if raised.is_instance_of(&KEY_ERROR) => {
                        raised.forget();
                        None
                    }
                    Err(raised) => return Err(raised),
                },
            };
        match local.or_else(|| self.globals.get_name(name)).or_else(|| builtin(name)) {
            Some(found) => Ok(found),
            None => {
                let text = to_lossy(name);
                Err(raise_name_error(format!("name '{text}' is not defined"), &text))
            }
        }
    }
}
