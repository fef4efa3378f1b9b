//! Runs the vectors of `tools/generate_pattern_vectors.py` through the matcher.

use super::engine::{Found, Machine};
use super::template::{self, Groups, Piece, TemplateFailure};
use crate::text::units::Unit;

const MOST_MATCHES: usize = 30;

fn numbers(field: &str) -> Vec<u32> {
    field.split_whitespace().map(|number| number.parse().expect("a number")).collect()
}

fn shown(found: Option<Found>) -> String {
    let Some(found) = found else { return "None".into() };
    if found.spans.iter().flatten().any(|(start, end)| start > end) {
        return "SystemError".into();
    }
    let mut parts: Vec<String> = found
        .spans
        .iter()
        .map(|span| span.map_or_else(|| "-1,-1".into(), |(start, end)| format!("{start},{end}")))
        .collect();
    parts.push(found.last_index.map_or_else(|| "-1".into(), |index| index.to_string()));
    parts.join(" ")
}

fn run<U: Unit>(codes: &[u32], groups: usize, text: &[U], method: &str, position: usize) -> String {
    let mut machine = Machine::new(codes, groups, text);
    match method {
        "match" => shown(machine.match_at(position, false)),
        "fullmatch" => shown(machine.match_at(position, true)),
        _ => {
            let (mut from, mut advance, mut all) = (position, false, Vec::new());
            while all.len() <= MOST_MATCHES {
                let Some(found) = machine.search(from, advance) else { break };
                let (start, end) = found.spans[0].expect("the whole match");
                (from, advance) = (end, start == end);
                all.push(shown(Some(found)));
            }
            all.join(";")
        }
    }
}

#[test]
fn pattern_vectors() {
    let text = match std::env::var("FERROTYPE_PATTERN_VECTORS") {
        Ok(path) => std::fs::read_to_string(path).expect("the vectors"),
        Err(_) => include_str!("../../../tests/vectors/patterns.txt").to_owned(),
    };
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let (codes, points) = (numbers(fields[1]), numbers(fields[3]));
        let groups = fields[2].parse().expect("a number");
        let position = fields[5].parse().expect("a number");
        let ascii: Option<Vec<u8>> = points.iter().map(|&code| u8::try_from(code).ok().filter(u8::is_ascii)).collect();
        let got = match ascii {
            Some(bytes) => run(&codes, groups, &bytes, fields[4], position),
            None => run(&codes, groups, &points, fields[4], position),
        };
        count += 1;
        if got != fields[6] {
            wrong.push(format!("{} {} at {position} in {points:?}: {got}, not {}", fields[0], fields[4], fields[6]));
        }
    }
    assert!(count >= 1000, "only {count} vectors");
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong[..wrong.len().min(10)].join("\n"));
}

#[test]
fn long_texts_need_no_stack() {
    // (?:ab|b)*c: half a million bodies, every one of which can be taken back
    let codes =
        [14, 4, 0, 1, u32::MAX, 23, 17, 0, u32::MAX, 7, 7, 16, 97, 16, 98, 15, 7, 5, 16, 98, 15, 2, 0, 18, 16, 99, 1];
    let mut text = b"ab".repeat(500_000);
    assert!(Machine::new(&codes, 0, &text).match_at(0, false).is_none());
    text.push(b'c');
    let found = Machine::new(&codes, 0, &text).match_at(0, true).expect("a match");
    assert_eq!(found.spans, [Some((0, 1_000_001))]);
}

#[test]
fn template_vectors() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("../../../tests/vectors/templates.txt").lines() {
        let (points, expected) = line.split_once('\t').expect("two fields");
        let template = numbers(points);
        let got = match template::parse(&template, &Groups { count: 3, names: &[("name", 2)], bytes: false }) {
            Ok(pieces) => pieces.iter().map(shown_piece).collect::<Vec<_>>().join(","),
            Err(TemplateFailure::Error { message, position }) => format!("!{message}@{position}"),
            Err(TemplateFailure::UnknownGroup(name)) => {
                format!("!unknown group name {}", crate::text::repr::repr(&name).to_lossy())
            }
            Err(TemplateFailure::Deprecated) => "!deprecated".into(),
        };
        count += 1;
        if got != expected {
            wrong.push(format!("{points}: {got}, not {expected}"));
        }
    }
    assert!(count >= 1000, "only {count} vectors");
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong[..wrong.len().min(10)].join("\n"));
}

fn shown_piece(piece: &Piece) -> String {
    match piece {
        Piece::Group(number) => format!("g{number}"),
        Piece::Literal(text) => {
            let points: Vec<String> = text.view().iter().map(|code| code.to_string()).collect();
            format!("t{}", points.join(" "))
        }
    }
}
