//! Arguments to parameters of Python functions, with CPython's error messages (`initialize_locals` in ceval.c).

use super::call::{are_names, check_names, CallArguments};
use super::function::Function;
use crate::collections::{tuple_value, Dict};
use crate::exceptions::*;
use crate::names::intern_text;
use crate::text::str::Str;
use crate::value::Value;

/// Fills the parameter slots of a frame.
pub(crate) fn bind(function: &Function, mut arguments: CallArguments, slots: &mut [Option<Value>]) -> Outcome<()> {
    let parameters = &function.code.parameters;
    let by_position = parameters.by_position();
    let given = arguments.positional();
    for (index, slot) in slots[..given.min(by_position)].iter_mut().enumerate() {
        *slot = arguments.optional(index);
    }
    if parameters.star {
        let rest: Vec<Value> = (by_position..given).map(|index| arguments.take(index)).collect();
        slots[parameters.named()] = Some(tuple_value(rest));
    }
    if let Err(raised) = bind_keywords(function, &mut arguments, slots) {
        // names come before anything else, whatever is wrong with another keyword
        if are_names(arguments.keywords) {
            return Err(raised);
        }
        raised.forget();
        check_names(arguments.keywords)?;
    }
    if given > by_position && !parameters.star {
        return Err(too_many(function, given, slots));
    }
    fill_defaults(function, given, slots)?;
    fill_keyword_defaults(function, slots)
}

fn qualified(function: &Function) -> String {
    crate::text::to_lossy(&function.qualified_name())
}

fn bind_keywords(function: &Function, arguments: &mut CallArguments, slots: &mut [Option<Value>]) -> Outcome<()> {
    let parameters = &function.code.parameters;
    let extra = parameters.double_star.then(Dict::allocate);
    let names = function.code.names;
    let given = arguments.positional();
    for (index, keyword) in arguments.keywords.iter().enumerate() {
        let Some(text) = keyword.downcast::<Str>() else {
            return check_names(arguments.keywords);
        };
        let position = (parameters.positional_only..parameters.named()).find(|&index| text.equals(names[index]));
        let value = arguments.take(given + index);
        match (position, &extra) {
            (Some(position), _) => {
                if slots[position].is_some() {
                    return Err(raise_type_error(format!(
                        "{}() got multiple values for argument '{}'",
                        qualified(function),
                        names[position]
                    )));
                }
                slots[position] = Some(value);
            }
            (None, Some(extra)) => drop(extra.set_name(keyword, value)),
            (None, None) => return Err(unexpected_keyword(function, arguments, text)),
        }
    }
    if let Some(extra) = extra {
        slots[parameters.count() - 1] = Some(extra.into_value());
    }
    Ok(())
}

fn unexpected_keyword(function: &Function, arguments: &CallArguments, keyword: &Str) -> Raised {
    let given =
        |name: &&str| arguments.keywords.iter().any(|key| key.downcast::<Str>().is_some_and(|key| key.equals(name)));
    let names = &function.code.names[..function.code.parameters.positional_only];
    let positional_only: Vec<&str> = names.iter().copied().filter(given).collect();
    if !positional_only.is_empty() {
        return raise_type_error(format!(
            "{}() got some positional-only arguments passed as keyword arguments: '{}'",
            qualified(function),
            positional_only.join(", ")
        ));
    }
    let keyword = keyword.to_lossy();
    raise_type_error(format!("{}() got an unexpected keyword argument '{keyword}'", qualified(function)))
}

fn too_many(function: &Function, given: usize, slots: &[Option<Value>]) -> Raised {
    let parameters = &function.code.parameters;
    let most = parameters.by_position();
    let defaults = function.defaults.borrow().as_ref().map_or(0, |defaults| defaults.items().len());
    let (takes, plural) = if defaults > 0 {
        (format!("from {} to {most}", most.saturating_sub(defaults)), true)
    } else {
        (most.to_string(), most != 1)
    };
    let keyword_only = slots[most..most + parameters.keyword_only].iter().filter(|slot| slot.is_some()).count();
    let extra = if keyword_only > 0 {
        format!(
            " positional argument{} (and {keyword_only} keyword-only argument{})",
            if given != 1 { "s" } else { "" },
            if keyword_only != 1 { "s" } else { "" }
        )
    } else {
        String::new()
    };
    raise_type_error(format!(
        "{}() takes {takes} positional argument{} but {given}{extra} {} given",
        qualified(function),
        if plural { "s" } else { "" },
        if given == 1 && keyword_only == 0 { "was" } else { "were" }
    ))
}

fn fill_defaults(function: &Function, given: usize, slots: &mut [Option<Value>]) -> Outcome<()> {
    let by_position = function.code.parameters.by_position();
    if given >= by_position {
        return Ok(());
    }
    let defaults = function.defaults.borrow().clone();
    let values: &[Value] = defaults.as_ref().map_or(&[], |defaults| defaults.items());
    let first_default = by_position.saturating_sub(values.len());
    let missing: Vec<&str> = (given.min(first_default)..first_default)
        .filter(|&index| slots[index].is_none())
        .map(|index| function.code.names[index])
        .collect();
    if !missing.is_empty() {
        return Err(missing_arguments(function, &missing, "positional"));
    }
    let skip = values.len().saturating_sub(by_position);
    for (slot, value) in slots[first_default..by_position].iter_mut().zip(&values[skip..]) {
        if slot.is_none() {
            *slot = Some(value.clone());
        }
    }
    Ok(())
}

fn fill_keyword_defaults(function: &Function, slots: &mut [Option<Value>]) -> Outcome<()> {
    let parameters = &function.code.parameters;
    if parameters.keyword_only == 0 {
        return Ok(());
    }
    let defaults = function.keyword_defaults.borrow().clone();
    let mut missing = Vec::new();
    let keyword_only = parameters.by_position()..parameters.named();
    for (slot, index) in slots[keyword_only.clone()].iter_mut().zip(keyword_only) {
        if slot.is_some() {
            continue;
        }
        let name = function.code.names[index];
        match defaults.as_ref().and_then(|defaults| defaults.get_name(&intern_text(name))) {
            Some(value) => *slot = Some(value),
            None => missing.push(name),
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(missing_arguments(function, &missing, "keyword-only"))
}

fn missing_arguments(function: &Function, names: &[&str], kind: &str) -> Raised {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    let list = match quoted.as_slice() {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [first @ .., last] => format!("{}, and {last}", first.join(", ")),
        [] => String::new(),
    };
    raise_type_error(format!(
        "{}() missing {} required {kind} argument{}: {list}",
        qualified(function),
        names.len(),
        if names.len() == 1 { "" } else { "s" }
    ))
}
