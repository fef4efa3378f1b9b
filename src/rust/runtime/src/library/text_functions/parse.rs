//! Parsing the text of a function's body.

use super::evaluate::Scope;
use super::tree::{Expression, Statement};
use crate::classes::slots::Comparison;
use crate::names::intern_text;
use crate::text::str_value;

/// Ends the program: the text is of more than the small language.
pub(super) fn refuse(text: &str) -> ! {
    crate::program::refuse(format_args!("code made at run time ({text:?})"))
}

/// The statements of a body's lines; those that begin with a space belong to the `if` before them.
pub(super) fn statements(lines: &[String], scope: &Scope) -> Vec<Statement> {
    let mut statements = Vec::new();
    for line in lines {
        let inner = line.strip_prefix(' ');
        let statement = Parser::new(inner.unwrap_or(line), scope).statement();
        match (inner, statements.last_mut()) {
            (None, _) => statements.push(statement),
            (Some(_), Some(Statement::If(_, body))) => body.push(statement),
            (Some(_), _) => refuse(line),
        }
    }
    statements
}

/// The operators between an operand and the next, in the order in which they are tried.
const COMPARISONS: [(&str, Comparison); 6] = [
    ("==", Comparison::Eq),
    ("!=", Comparison::Ne),
    ("<=", Comparison::Le),
    (">=", Comparison::Ge),
    ("<", Comparison::Lt),
    (">", Comparison::Gt),
];

struct Parser<'a> {
    text: &'a str,
    rest: &'a str,
    scope: &'a Scope<'a>,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, scope: &'a Scope<'a>) -> Parser<'a> {
        Parser { text, rest: text, scope }
    }

    fn refuse(&self) -> ! {
        refuse(self.text)
    }

    fn statement(&mut self) -> Statement {
        let statement = if self.word("pass") {
            Statement::Pass
        } else if self.word("return") {
            Statement::Return(self.expression())
        } else if self.word("raise") {
            Statement::Raise(self.expression())
        } else if self.word("if") {
            let test = self.expression();
            self.require(":");
            Statement::If(test, Vec::new())
        } else {
            match (self.expression(), self.sign("=")) {
                (Expression::Attribute(object, name), true) => Statement::Assign(*object, name, self.expression()),
                (expression, false) => Statement::Evaluate(expression),
                _ => self.refuse(),
            }
        };
        if !self.rest.trim().is_empty() {
            self.refuse();
        }
        statement
    }

    fn expression(&mut self) -> Expression {
        let then = self.either();
        if !self.word("if") {
            return then;
        }
        let test = self.either();
        if !self.word("else") {
            self.refuse();
        }
        let otherwise = self.expression();
        Expression::Conditional { test: Box::new(test), then: Box::new(then), otherwise: Box::new(otherwise) }
    }

    fn either(&mut self) -> Expression {
        let left = self.comparison();
        if self.word("or") {
            Expression::Or(Box::new(left), Box::new(self.either()))
        } else {
            left
        }
    }

    fn comparison(&mut self) -> Expression {
        let left = self.sum();
        if self.word("is") {
            return Expression::Is(Box::new(left), Box::new(self.sum()));
        }
        if self.word("in") {
            return Expression::In(Box::new(left), Box::new(self.sum()));
        }
        match COMPARISONS.iter().find(|(sign, _)| self.sign(sign)) {
            Some((_, comparison)) => Expression::Compare(*comparison, Box::new(left), Box::new(self.sum())),
            None => left,
        }
    }

    fn sum(&mut self) -> Expression {
        let mut left = self.postfix();
        while self.sign("+") {
            left = Expression::Add(Box::new(left), Box::new(self.postfix()));
        }
        left
    }

    fn postfix(&mut self) -> Expression {
        let mut expression = self.atom();
        loop {
            if self.sign(".") {
                let name = self.identifier();
                expression = Expression::Attribute(Box::new(expression), intern_text(&name));
            } else if self.sign("(") {
                let (arguments, _) = self.items();
                expression = Expression::Call(Box::new(expression), arguments);
            } else {
                return expression;
            }
        }
    }

    fn atom(&mut self) -> Expression {
        if self.sign("(") {
            let (mut items, is_tuple) = self.items();
            return match items.pop() {
                Some(only) if !is_tuple => only,
                Some(last) => {
                    items.push(last);
                    Expression::Tuple(items)
                }
                None => Expression::Tuple(items),
            };
        }
        if let Some(rest) = self.rest.trim_start().strip_prefix("f\"") {
            self.rest = rest;
            return self.format();
        }
        for quote in ["'", "\""] {
            if self.sign(quote) {
                let Some((literal, rest)) = self.rest.split_once(quote) else { self.refuse() };
                if literal.contains('\\') {
                    self.refuse();
                }
                self.rest = rest;
                return Expression::Constant(str_value(literal));
            }
        }
        let name = self.identifier();
        if let Some(slot) = self.scope.parameters.iter().position(|parameter| *parameter == name) {
            return Expression::Parameter(slot);
        }
        let key = intern_text(&name);
        match self.scope.locals.get_name(&key) {
            Some(value) => Expression::Constant(value),
            None => Expression::Name(key),
        }
    }

    /// Expressions up to a closing parenthesis; whether there was a comma.
    fn items(&mut self) -> (Vec<Expression>, bool) {
        let (mut items, mut has_comma) = (Vec::new(), false);
        while !self.sign(")") {
            items.push(self.expression());
            if self.sign(",") {
                has_comma = true;
            } else if !self.sign(")") {
                self.refuse();
            } else {
                break;
            }
        }
        (items, has_comma)
    }

    /// The rest of an f-string, whose only replacements are `{value!r}`.
    fn format(&mut self) -> Expression {
        let mut pieces = Vec::new();
        loop {
            let Some(end) = self.rest.find(['{', '"', '\\', '}']) else { self.refuse() };
            let before = str_value(&self.rest[..end]);
            let sign = self.rest.as_bytes()[end];
            self.rest = &self.rest[end + 1..];
            match sign {
                b'"' => {
                    pieces.push((before, None));
                    return Expression::Format(pieces);
                }
                b'{' => {
                    let value = self.postfix();
                    self.require("!r}");
                    pieces.push((before, Some(value)));
                }
                _ => self.refuse(),
            }
        }
    }

    fn identifier(&mut self) -> String {
        let rest = self.rest.trim_start();
        let end = rest.find(|character: char| !is_name(character)).unwrap_or(rest.len());
        if end == 0 || rest.starts_with(|character: char| character.is_ascii_digit()) {
            self.refuse();
        }
        self.rest = &rest[end..];
        rest[..end].to_owned()
    }

    fn require(&mut self, sign: &str) {
        if !self.sign(sign) {
            self.refuse();
        }
    }

    fn sign(&mut self, sign: &str) -> bool {
        match self.rest.trim_start().strip_prefix(sign) {
            // `=` is not the beginning of `==`.
            Some(rest) if sign != "=" || !rest.starts_with('=') => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn word(&mut self, word: &str) -> bool {
        match self.rest.trim_start().strip_prefix(word) {
            Some(rest) if !rest.starts_with(is_name) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }
}

fn is_name(character: char) -> bool {
    character == '_' || !character.is_ascii() || character.is_ascii_alphanumeric()
}
