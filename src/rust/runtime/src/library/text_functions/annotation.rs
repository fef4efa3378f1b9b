//! Parsing an annotation that is a string.

use crate::names::intern_text;
use crate::text::str_value;
use crate::value::{boolean, int, Value, ELLIPSIS, NONE};

/// An expression.
pub(super) enum Expression {
    Name(Value),
    Constant(Value),
    Attribute(Box<Expression>, Value),
    Subscript(Box<Expression>, Box<Expression>),
    Tuple(Vec<Expression>),
    List(Vec<Expression>),
    /// In a tuple or list alone.
    Star(Box<Expression>),
    Negative(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
}

#[derive(Clone, Copy)]
pub(super) enum Operator {
    Or,
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// Why a text has no expression.
pub(super) enum Problem {
    /// Python's grammar has none for it.
    Syntax,
    /// There is something in it that is not understood here.
    Unknown,
}

type Parsed<T> = Result<T, Problem>;

#[derive(Clone, PartialEq)]
enum Token {
    Name(String),
    Constant(Literal),
    Sign(char),
}

#[derive(Clone, PartialEq)]
enum Literal {
    Integer(i64),
    Text(String),
    Ellipsis,
}

/// Words that are no names.
const KEYWORDS: [&str; 33] = [
    "__debug__",
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "class",
    "continue",
    "def",
    "del",
    "elif",
    "else",
    "except",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "nonlocal",
    "not",
    "or",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "yield",
];

/// Brackets inside brackets, at most: CPython has a limit of its own.
const DEEPEST: usize = 50;
/// Names, constants and signs, at most.
const LONGEST: usize = 1000;

/// The expression of a text.
pub(super) fn parse(text: &str) -> Parsed<Expression> {
    // What is indented is no expression.
    if text.starts_with([' ', '\t']) {
        return Err(Problem::Syntax);
    }
    let tokens = tokens(text)?;
    if tokens.len() > LONGEST {
        return Err(Problem::Unknown);
    }
    let mut parser = Parser { tokens: &tokens, depth: 0 };
    let Items { mut items, is_tuple } = parser.items(None)?;
    if items.iter().any(|item| matches!(item, Expression::Star(_))) {
        return Err(Problem::Syntax);
    }
    Ok(if is_tuple { Expression::Tuple(items) } else { items.remove(0) })
}

fn is_word(character: char) -> bool {
    character == '_' || character.is_ascii_alphanumeric()
}

fn tokens(text: &str) -> Parsed<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            ' ' | '\t' => {
                rest = &rest[1..];
                continue;
            }
            '"' | '\'' => string(rest, first)?,
            '0'..='9' => integer(rest)?,
            _ if is_word(first) => word(rest)?,
            '.' if rest.starts_with("...") => (Token::Constant(Literal::Ellipsis), 3),
            '.' if rest[1..].starts_with(|next: char| next.is_ascii_digit()) => return Err(Problem::Unknown),
            '*' | '/' if rest[1..].starts_with(first) => return Err(Problem::Unknown),
            '+' | '-' | '*' | '/' | '|' if rest[1..].starts_with('=') => return Err(Problem::Unknown),
            '-' if rest[1..].starts_with('>') => return Err(Problem::Unknown),
            '.' | ',' | '[' | ']' | '(' | ')' | '|' | '+' | '-' | '*' | '/' => (Token::Sign(first), 1),
            _ => return Err(Problem::Unknown),
        };
        tokens.push(token);
        rest = &rest[length..];
    }
    Ok(tokens)
}

fn word(rest: &str) -> Parsed<(Token, usize)> {
    let length = rest.find(|next: char| !is_word(next)).unwrap_or(rest.len());
    // A prefix of a string, or a letter that is not ASCII.
    let is_whole = !rest[length..].starts_with(|next: char| matches!(next, '"' | '\'') || !next.is_ascii());
    if !is_whole || KEYWORDS.contains(&&rest[..length]) {
        return Err(Problem::Unknown);
    }
    Ok((Token::Name(rest[..length].to_owned()), length))
}

fn integer(rest: &str) -> Parsed<(Token, usize)> {
    let length = rest.find(|next: char| !next.is_ascii_digit()).unwrap_or(rest.len());
    let continues = rest[length..].starts_with(|next: char| next == '.' || is_word(next) || !next.is_ascii());
    let digits = &rest[..length];
    match digits.parse::<i64>() {
        Ok(value) if !continues && (digits == "0" || !digits.starts_with('0')) => {
            Ok((Token::Constant(Literal::Integer(value)), length))
        }
        _ => Err(Problem::Unknown),
    }
}

/// One without escapes, in one pair of quotes.
fn string(rest: &str, quote: char) -> Parsed<(Token, usize)> {
    let Some((content, after)) = rest[1..].split_once(quote) else { return Err(Problem::Unknown) };
    let is_triple = content.is_empty() && after.starts_with(quote);
    if is_triple
        || content.contains(['\\', '\n', '\r', '\0'])
        || after.trim_start_matches([' ', '\t']).starts_with(['"', '\''])
    {
        return Err(Problem::Unknown);
    }
    Ok((Token::Constant(Literal::Text(content.to_owned())), content.len() + 2))
}

/// Whether the compiler may warn of a subscript.
fn warns(object: &Expression, key: &Expression) -> bool {
    let is_constant = |key: &Expression| match key {
        Expression::Constant(value) => value.as_small_int().is_none(),
        key => matches!(key, Expression::Tuple(_) | Expression::List(_)),
    };
    match object {
        Expression::Tuple(_) | Expression::List(_) => is_constant(key),
        object => matches!(object, Expression::Constant(_)),
    }
}

struct Items {
    items: Vec<Expression>,
    /// Whether there was a comma.
    is_tuple: bool,
}

struct Parser<'a> {
    tokens: &'a [Token],
    depth: usize,
}

impl Parser<'_> {
    fn sign(&mut self, sign: char) -> bool {
        let is_it = self.tokens.first() == Some(&Token::Sign(sign));
        if is_it {
            self.tokens = &self.tokens[1..];
        }
        is_it
    }

    fn ends(&mut self, end: Option<char>) -> bool {
        match end {
            Some(end) => self.sign(end),
            None => self.tokens.is_empty(),
        }
    }

    /// Expressions, with stars or without, up to a closing bracket or the end.
    fn items(&mut self, end: Option<char>) -> Parsed<Items> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Problem::Unknown);
        }
        let (mut items, mut is_tuple) = (Vec::new(), false);
        while !self.ends(end) {
            let item = match self.sign('*') {
                true => Expression::Star(Box::new(self.binary(0)?)),
                false => self.binary(0)?,
            };
            items.push(item);
            if self.sign(',') {
                is_tuple = true;
            } else if self.ends(end) {
                break;
            } else {
                return Err(Problem::Syntax);
            }
        }
        self.depth -= 1;
        if items.is_empty() && end.is_none() {
            return Err(Problem::Syntax);
        }
        Ok(Items { items, is_tuple })
    }

    /// Operators that bind at least as strongly as the level says.
    fn binary(&mut self, level: usize) -> Parsed<Expression> {
        const LEVELS: [&[(char, Operator)]; 3] = [
            &[('|', Operator::Or)],
            &[('+', Operator::Add), ('-', Operator::Subtract)],
            &[('*', Operator::Multiply), ('/', Operator::Divide)],
        ];
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.binary(level + 1)?;
        while let Some((_, operator)) = operators.iter().find(|(sign, _)| self.sign(*sign)) {
            left = Expression::Binary(*operator, Box::new(left), Box::new(self.binary(level + 1)?));
        }
        Ok(left)
    }

    fn unary(&mut self) -> Parsed<Expression> {
        if self.tokens.first() == Some(&Token::Sign('+')) {
            return Err(Problem::Unknown);
        }
        match self.sign('-') {
            true => Ok(Expression::Negative(Box::new(self.unary()?))),
            false => self.primary(),
        }
    }

    fn primary(&mut self) -> Parsed<Expression> {
        let mut expression = self.atom()?;
        loop {
            if self.sign('.') {
                let Some((Token::Name(name), rest)) = self.tokens.split_first() else { return Err(Problem::Syntax) };
                if matches!(name.as_str(), "None" | "True" | "False") {
                    return Err(Problem::Syntax);
                }
                let name = intern_text(name);
                self.tokens = rest;
                expression = Expression::Attribute(Box::new(expression), name);
            } else if self.tokens.first() == Some(&Token::Sign('(')) {
                return Err(Problem::Unknown);
            } else if self.sign('[') {
                let key = self.key()?;
                if warns(&expression, &key) {
                    return Err(Problem::Unknown);
                }
                expression = Expression::Subscript(Box::new(expression), Box::new(key));
            } else {
                return Ok(expression);
            }
        }
    }

    fn key(&mut self) -> Parsed<Expression> {
        let Items { mut items, is_tuple } = self.items(Some(']'))?;
        match items.first() {
            None => Err(Problem::Syntax),
            Some(Expression::Star(_)) => Ok(Expression::Tuple(items)),
            Some(_) if is_tuple => Ok(Expression::Tuple(items)),
            Some(_) => Ok(items.remove(0)),
        }
    }

    fn atom(&mut self) -> Parsed<Expression> {
        let Some((token, rest)) = self.tokens.split_first() else { return Err(Problem::Syntax) };
        self.tokens = rest;
        match token {
            Token::Name(name) => Ok(match name.as_str() {
                "None" => Expression::Constant(NONE()),
                "True" | "False" => Expression::Constant(boolean(name == "True")),
                name => Expression::Name(intern_text(name)),
            }),
            Token::Constant(Literal::Integer(value)) => Ok(Expression::Constant(int(*value))),
            Token::Constant(Literal::Text(text)) => Ok(Expression::Constant(str_value(text.as_str()))),
            Token::Constant(Literal::Ellipsis) => Ok(Expression::Constant(ELLIPSIS())),
            Token::Sign('[') => Ok(Expression::List(self.items(Some(']'))?.items)),
            Token::Sign('(') => {
                let Items { mut items, is_tuple } = self.items(Some(')'))?;
                match items.first() {
                    Some(Expression::Star(_)) if !is_tuple => Err(Problem::Syntax),
                    Some(_) if !is_tuple => Ok(items.remove(0)),
                    _ => Ok(Expression::Tuple(items)),
                }
            }
            Token::Sign(_) => Err(Problem::Syntax),
        }
    }
}
