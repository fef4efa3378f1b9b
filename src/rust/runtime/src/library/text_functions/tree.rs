//! What a function from text is made of.

use crate::classes::slots::Comparison;
use crate::value::Value;

/// A statement, one a line.
pub(super) enum Statement {
    Pass,
    Evaluate(Expression),
    Return(Expression),
    Raise(Expression),
    /// `object.name = value`
    Assign(Expression, Value, Expression),
    /// `if test:`, with the lines behind it that stand further in.
    If(Expression, Vec<Statement>),
}

impl Statement {
    /// How many lines it takes.
    pub(super) fn lines(&self) -> u32 {
        match self {
            Statement::If(_, body) => 1 + body.iter().map(Statement::lines).sum::<u32>(),
            _ => 1,
        }
    }
}

/// An expression.
pub(super) enum Expression {
    /// A parameter, by its slot.
    Parameter(usize),
    /// A local variable of the function around, or a literal.
    Constant(Value),
    /// A name of the module or a builtin.
    Name(Value),
    Attribute(Box<Expression>, Value),
    Call(Box<Expression>, Vec<Expression>),
    Tuple(Vec<Expression>),
    Add(Box<Expression>, Box<Expression>),
    Compare(Comparison, Box<Expression>, Box<Expression>),
    Is(Box<Expression>, Box<Expression>),
    In(Box<Expression>, Box<Expression>),
    Or(Box<Expression>, Box<Expression>),
    /// `then if test else otherwise`
    Conditional {
        test: Box<Expression>,
        then: Box<Expression>,
        otherwise: Box<Expression>,
    },
    /// `f"…{value!r}…"`: text and values in turn.
    Format(Vec<(Value, Option<Expression>)>),
}
