//! Parameters of builtin functions, from Python's notation, and the binding of arguments to them with the messages of
//! CPython's argument clinic (`getargs.c`).

use super::call::{CallArguments, FEW};
use crate::collections::{tuple_value, Dict};
use crate::exceptions::*;
use crate::text::str::Str;
use crate::value::Value;

struct Parameter {
    name: &'static str,
    required: bool,
}

/// What a builtin function accepts; slots are in the order of the text.
pub struct Signature {
    text: &'static str,
    parameters: Vec<Parameter>,
    positional_only: usize,
    /// Those that take positional arguments.
    positional: usize,
    /// Those of them that have no default.
    least: usize,
    /// No stars, and no keyword that must be given.
    simple: bool,
    star: Option<usize>,
    double_star: Option<usize>,
    /// The text ends with `//`: CPython reads the arguments with `PyArg_ParseTuple`, whose messages differ.
    tuple_style: bool,
    /// The text ends with `///`: CPython unpacks the arguments as those of a function with keywords, whose messages
    /// differ.
    keyword_style: bool,
    /// A class is called, which CPython never does with one argument by itself (`METH_O`).
    of_class: bool,
    /// The text has `*args+`: one argument at least, whatever keywords there are.
    wants_some: bool,
}

impl Signature {
    /// The parameters of a class.
    pub fn parse_of_class(text: &'static str) -> Signature {
        Signature { of_class: true, ..Signature::parse(text) }
    }

    pub fn parse(text: &'static str) -> Signature {
        let mut parameters = Vec::new();
        let (mut tuple_style, mut keyword_style, mut wants_some) = (false, false, false);
        let (mut positional_only, mut positional, mut star, mut double_star) = (0, None, None, None);
        for piece in split_parameters(text) {
            let here = parameters.len();
            if matches!(piece, "/" | "//" | "///") {
                tuple_style = piece == "//";
                keyword_style = piece == "///";
                positional_only = here;
            } else if piece == "*" {
                positional = positional.or(Some(here));
            } else if let Some(name) = piece.strip_prefix("**") {
                double_star = Some(here);
                positional = positional.or(Some(here));
                parameters.push(Parameter { name, required: false });
            } else if let Some(name) = piece.strip_prefix('*') {
                wants_some = name.ends_with('+');
                star = Some(here);
                positional = Some(here);
                parameters.push(Parameter { name, required: false });
            } else {
                let (name, default) = piece.split_once('=').map_or((piece, None), |(name, text)| (name, Some(text)));
                parameters.push(Parameter { name: name.trim(), required: default.is_none() });
            }
        }
        let positional = positional.unwrap_or(parameters.len());
        let required = |parameters: &[Parameter]| parameters.iter().filter(|parameter| parameter.required).count();
        let least = required(&parameters[..positional]);
        let simple = star.is_none() && double_star.is_none() && required(&parameters) == least;
        Signature {
            text,
            parameters,
            positional_only,
            positional,
            least,
            simple,
            star,
            double_star,
            tuple_style,
            keyword_style,
            of_class: false,
            wants_some,
        }
    }

    /// Whether all parameters take positional arguments only.
    pub fn is_positional_only(&self) -> bool {
        self.positional_only == self.parameters.len() || self.star.is_some() && self.parameters.len() == 1
    }

    /// Whether the text is that of a function that is given a tuple (`METH_VARARGS`): one that parses it, or one that has
    /// arguments without names.
    pub(crate) fn takes_a_tuple(&self) -> bool {
        self.tuple_style || self.star.is_some()
    }

    /// Whether nothing but `*arguments` follows receivers and positional-only parameters.
    fn takes_no_keywords(&self, receivers: usize) -> bool {
        self.star.is_some_and(|star| star + 1 == self.parameters.len() && star <= self.positional_only.max(receivers))
    }

    /// As `__text_signature__` shows it, without brackets; `min` and `max` have none.
    pub fn text(&self) -> Option<&'static str> {
        match (self.wants_some, self.keyword_style) {
            (true, _) => None,
            (false, true) => Some(self.text.trim_end_matches("//")),
            (false, false) => Some(self.text),
        }
    }

    /// Whether these arguments are the slots already.
    #[inline]
    pub fn fits(&self, arguments: &CallArguments) -> bool {
        arguments.keywords.is_empty() && self.takes(arguments.values.len())
    }

    /// The same for positional arguments.
    #[inline]
    pub fn takes(&self, count: usize) -> bool {
        count == self.positional && count == self.parameters.len()
    }

    /// How many slots there are.
    #[inline]
    pub fn count(&self) -> usize {
        self.parameters.len()
    }

    /// The slots of a call that gives arguments by position and leaves defaults out; the arguments are moved. `None`
    /// where it is another call, right or wrong: `bind` knows.
    #[inline]
    pub fn few_slots(&self, arguments: &mut CallArguments) -> Option<[Option<Value>; FEW]> {
        let given = arguments.values.len();
        let all = self.parameters.len();
        let fits = arguments.keywords.is_empty()
            && self.simple
            && given >= self.least
            && given <= self.positional
            && all <= FEW;
        if !fits {
            return None;
        }
        let mut slots = [const { None }; FEW];
        for (slot, argument) in slots.iter_mut().zip(arguments.values.iter_mut()) {
            *slot = argument.take();
        }
        Some(slots)
    }

    fn least(&self) -> usize {
        self.least
    }

    /// The slots of a call; `name` is the function's, `qualified` with its class's, `receivers` how many of the
    /// first parameters the caller did not write.
    #[inline(never)]
    pub fn bind(
        &self,
        name: &str,
        qualified: &str,
        receivers: usize,
        mut arguments: CallArguments,
    ) -> Outcome<Vec<Option<Value>>> {
        let given = arguments.positional();
        self.check_counts(name, qualified, receivers, &arguments)?;
        let mut slots: Vec<Option<Value>> = (0..self.parameters.len()).map(|_| None).collect();
        for (index, slot) in slots[..given.min(self.positional)].iter_mut().enumerate() {
            *slot = arguments.optional(index);
        }
        if let Some(star) = self.star {
            let rest: Vec<Value> = (self.positional..given).map(|index| arguments.take(index)).collect();
            slots[star] = Some(tuple_value(rest));
        }
        let extra = self.double_star.map(|slot| (slot, Dict::allocate()));
        let keywords = arguments.keywords;
        let (mut twice, mut unknown) = (None, None);
        for (index, keyword) in keywords.iter().enumerate() {
            let value = arguments.take(given + index);
            let Some(text) = keyword.downcast::<Str>() else {
                match &extra {
                    Some((_, extra)) => extra.set(keyword.clone(), value)?,
                    None => unknown = unknown.or(Some(None)),
                }
                continue;
            };
            match (self.position(text), &extra) {
                (Some(position), _) if slots[position].is_none() => slots[position] = Some(value),
                (Some(position), _) => twice = Some(twice.map_or(position, |other: usize| other.min(position))),
                (None, Some((_, extra))) => drop(extra.set_name(keyword, value)),
                (None, None) => unknown = unknown.or(Some(Some(text))),
            }
        }
        if let Some((slot, dict)) = extra {
            slots[slot] = Some(dict.into_value());
        }
        // What is missing is said before what is too much, as `_PyArg_UnpackKeywords` does.
        for (index, parameter) in self.parameters.iter().enumerate() {
            if parameter.required && slots[index].is_none() {
                return Err(self.missing(name, index, receivers));
            }
        }
        if let Some(position) = twice {
            return Err(raise_type_error(format!(
                "argument for {name}() given by name ('{}') and position ({})",
                self.parameters[position].name,
                position + 1 - receivers
            )));
        }
        match unknown {
            Some(keyword) => Err(self.unknown(name, keyword)),
            None => Ok(slots),
        }
    }

    /// The parameter that a keyword names.
    fn position(&self, keyword: &Str) -> Option<usize> {
        let is_star = |index: usize| Some(index) == self.star || Some(index) == self.double_star;
        (self.positional_only..self.parameters.len())
            .find(|&index| !is_star(index) && keyword.equals(self.parameters[index].name))
    }

    fn unknown(&self, name: &str, keyword: Option<&Str>) -> Raised {
        let Some(keyword) = keyword else {
            return raise_type_error("keywords must be strings");
        };
        if self.is_positional_only() {
            return raise_type_error(format!("{name}() takes no keyword arguments"));
        }
        raise_type_error(format!("'{}' is an invalid keyword argument for {name}()", keyword.to_lossy()))
    }

    fn missing(&self, name: &str, index: usize, receivers: usize) -> Raised {
        let parameter = self.parameters[index].name;
        if index >= self.positional {
            return raise_type_error(format!("{name}() missing required keyword-only argument: '{parameter}'"));
        }
        raise_type_error(format!("{name}() missing required argument '{parameter}' (pos {})", index + 1 - receivers))
    }

    fn check_counts(&self, name: &str, qualified: &str, receivers: usize, arguments: &CallArguments) -> Outcome<()> {
        let given = arguments.positional().saturating_sub(receivers);
        if self.wants_some && given == 0 {
            return Err(wrong_count(name, 1, usize::MAX, 0, false));
        }
        let most = self.positional - receivers.min(self.positional);
        let least = self.least().saturating_sub(receivers);
        let positional_only = self.positional_only == self.parameters.len() && !self.keyword_style;
        if !arguments.keywords.is_empty() && (positional_only || self.takes_no_keywords(receivers)) {
            return Err(raise_type_error(format!("{qualified}() takes no keyword arguments")));
        }
        if positional_only {
            return match (least, most) {
                _ if (least..=most).contains(&given) => Ok(()),
                (0, 0) => Err(raise_type_error(format!("{qualified}() takes no arguments ({given} given)"))),
                (1, 1) if !self.of_class => {
                    Err(raise_type_error(format!("{qualified}() takes exactly one argument ({given} given)")))
                }
                _ => Err(wrong_count(name, least, most, given, self.tuple_style)),
            };
        }
        let named = self.parameters.len() - self.double_star.is_some() as usize;
        let all = most + named.saturating_sub(self.positional);
        let fits = self.double_star.is_some() || given + arguments.keywords.len() <= all;
        if !fits && self.star.is_none() {
            return Err(self.too_many(name, least, most, given, arguments.keywords.len()));
        }
        let first = self.positional_only.saturating_sub(receivers).min(least);
        if given < first {
            let bound = if first == most { "exactly" } else { "at least" };
            let plural = if first == 1 { "" } else { "s" };
            return Err(raise_type_error(format!(
                "{name}() takes {bound} {first} positional argument{plural} ({given} given)"
            )));
        }
        let parsed_apart = self.star.is_some() && (self.of_class || self.wants_some) && self.double_star.is_none();
        let keyword_parameters = named - self.positional - self.star.is_some() as usize;
        if parsed_apart && arguments.keywords.len() > keyword_parameters {
            // The keywords are parsed with an empty tuple in place of the values.
            let plural = if keyword_parameters == 1 { "" } else { "s" };
            return Err(raise_type_error(format!(
                "{name}() takes at most {keyword_parameters} keyword argument{plural} ({} given)",
                arguments.keywords.len()
            )));
        }
        if self.star.is_some() || given <= most {
            return Ok(());
        }
        Err(self.too_many(name, least, most, given, arguments.keywords.len()))
    }

    fn too_many(&self, name: &str, least: usize, most: usize, given: usize, keywords: usize) -> Raised {
        let named = self.parameters.len() - self.double_star.is_some() as usize;
        let all = most + (named - self.positional);
        let total = given + keywords;
        if total > all && self.double_star.is_none() {
            let kind = if given == 0 { "keyword " } else { "" };
            let plural = if all == 1 { "" } else { "s" };
            return raise_type_error(format!("{name}() takes at most {all} {kind}argument{plural} ({total} given)"));
        }
        if most == 0 {
            return raise_type_error(format!("{name}() takes no positional arguments"));
        }
        let bound = if least == most { "exactly" } else { "at most" };
        let plural = if most == 1 { "" } else { "s" };
        raise_type_error(format!("{name}() takes {bound} {most} positional argument{plural} ({given} given)"))
    }
}

fn wrong_count(name: &str, least: usize, most: usize, given: usize, tuple_style: bool) -> Raised {
    let (bound, expected) = if least == most {
        ("", least)
    } else if given < least {
        ("at least ", least)
    } else {
        ("at most ", most)
    };
    let plural = if expected == 1 { "" } else { "s" };
    if tuple_style {
        return raise_type_error(format!("{name}() takes {bound}{expected} argument{plural} ({given} given)"));
    }
    raise_type_error(format!("{name} expected {bound}{expected} argument{plural}, got {given}"))
}

/// The parameters of a text, split at commas outside brackets and quotes.
fn split_parameters(text: &'static str) -> Vec<&'static str> {
    let mut pieces = Vec::new();
    let (mut start, mut depth, mut quote) = (0, 0i32, None);
    for (index, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(character),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                pieces.push(text[start..index].trim());
                start = index + 1;
            }
            _ => {}
        }
    }
    pieces.push(text[start..].trim());
    pieces.retain(|piece| !piece.is_empty());
    pieces
}
