//! Patterns and matches as Python sees them: expected texts are CPython 3.11's.

use super::pattern::pattern;
use super::subject::Program;
use crate::functions::{call_method, Call};
use crate::native::{self, shown_repr};
use crate::text::str::Str;
use crate::value::{int, Value};

/// `re.compile(r"(?P<word>a+)(b)?")`.
fn words() -> Value {
    let source = native::text(Str::from("(?P<word>a+)(b)?"));
    pattern(source, 32, Program { codes: CODES, groups: 2, names: &[("word", 1)] })
}

const CODES: &[u32] =
    &[14, 4, 0, 1, u32::MAX, 17, 0, 24, 6, 1, u32::MAX, 16, 97, 1, 17, 1, 23, 9, 0, 1, 17, 2, 16, 98, 17, 3, 18, 1];

fn text(text: &str) -> Value {
    native::text(Str::from(text))
}

fn method(object: &Value, name: &'static str, arguments: Vec<Value>) -> String {
    // names of generated code are static; a test makes one for each call
    let place = Box::leak(Box::new(crate::names::Place::new()));
    let name: &'static crate::names::Name = Box::leak(Box::new(crate::names::Name::new(name, place)));
    let outcome = Call::method(object.clone(), name)
        .and_then(|call| arguments.into_iter().fold(call, |call, argument| call.positional(argument)).invoke());
    match outcome {
        Ok(value) => shown_repr(&value).unwrap_or_else(raised_text),
        Err(raised) => raised_text(raised),
    }
}

fn raised_text(raised: crate::exceptions::Raised) -> String {
    let exception = raised.take();
    format!("!{}: {}", exception.type_name(), crate::text::to_lossy(&native::str_of(&exception).expect("a message")))
}

#[test]
fn patterns_search_and_replace() {
    let words = words();
    let cases: Vec<(&'static str, Vec<Value>, &str)> = vec![
        ("search", vec![text("xaab")], "<re.Match object; span=(1, 4), match='aab'>"),
        ("match", vec![text("xaab")], "None"),
        ("match", vec![text("xaab"), int(1)], "<re.Match object; span=(1, 4), match='aab'>"),
        ("fullmatch", vec![text("aabc")], "None"),
        ("findall", vec![text("a ab aab")], "[('a', ''), ('a', 'b'), ('aa', 'b')]"),
        ("split", vec![text("xaby")], "['x', 'a', 'b', 'y']"),
        ("sub", vec![text(r"<\g<word>>"), text("xaabya")], "'x<aa>y<a>'"),
        ("subn", vec![text("-"), text("aba"), int(1)], "('-a', 1)"),
        ("sub", vec![text(r"\9"), text("a")], "!error: invalid group reference 9 at position 1"),
        ("sub", vec![text(r"\g<no>"), text("a")], "!IndexError: unknown group name 'no'"),
        ("match", vec![int(1)], "!TypeError: expected string or bytes-like object, got 'int'"),
        ("match", vec![native::bytes(vec![97])], "!TypeError: cannot use a string pattern on a bytes-like object"),
    ];
    for (name, arguments, expected) in cases {
        assert_eq!(method(&words, name, arguments), expected, "{name}");
    }
    assert_eq!(shown_repr(&words).ok().as_deref(), Some("re.compile('(?P<word>a+)(b)?')"));
}

#[test]
fn matches_give_groups() {
    let found = call_method(words(), crate::name!("match"), [text("aac")]).unwrap_or_else(|raised| raised.take());
    let cases: Vec<(&'static str, Vec<Value>, &str)> = vec![
        ("group", vec![], "'aa'"),
        ("group", vec![text("word")], "'aa'"),
        ("group", vec![int(0), int(2)], "('aa', None)"),
        ("groups", vec![text("none")], "('aa', 'none')"),
        ("groupdict", vec![], "{'word': 'aa'}"),
        ("span", vec![int(2)], "(-1, -1)"),
        ("end", vec![], "2"),
        ("expand", vec![text(r"\1\n\2")], r"'aa\n'"),
        ("group", vec![int(3)], "!IndexError: no such group"),
        ("start", vec![text("no")], "!IndexError: no such group"),
    ];
    for (name, arguments, expected) in cases {
        assert_eq!(method(&found, name, arguments), expected, "{name}");
    }
}
