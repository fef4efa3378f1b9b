//! Names of characters, out of the words that `tools/generate_unicode_data.py` wrote.

use super::hangul;
use super::names::{ALIASES, DOUBLE, IDEOGRAPHS, NAMES, RUNS, SEQUENCES, SHARED, SINGLE, WORDS};
use crate::heap::single_thread::SingleThread;
use std::cell::OnceCell;
use std::collections::HashMap;

const BASE: usize = SHARED + 1;
/// How many characters names are written with.
const SIZE: usize = 93;
const IDEOGRAPH: &str = "CJK UNIFIED IDEOGRAPH-";

/// The number that a character of `NAMES` stands for: all that are printable but `"` and `\`.
fn digit(byte: u8) -> usize {
    usize::from(byte - b' ') - usize::from(byte > b'"') - usize::from(byte > b'\\')
}

fn words() -> &'static [&'static str] {
    static ALL: SingleThread<OnceCell<Vec<&'static str>>> = SingleThread::new(OnceCell::new());
    ALL.get_or_init(|| WORDS.split(' ').collect())
}

#[derive(Clone, Copy, PartialEq)]
enum Word {
    Of(usize),
    /// A hyphen and the code point.
    Own,
}

/// Goes through the names of a run.
struct Names {
    place: usize,
    code: u32,
    words: Vec<Word>,
}

impl Names {
    fn of_run(run: &(u32, u32)) -> Names {
        Names { place: run.1 as usize, code: run.0, words: Vec::new() }
    }

    fn take(&mut self) -> usize {
        self.place += 1;
        digit(NAMES.as_bytes()[self.place - 1])
    }

    /// Reads the next name into `words`.
    fn read(&mut self) {
        let shared = self.take();
        self.words.truncate(shared);
        while NAMES.as_bytes().get(self.place).is_some_and(|byte| digit(*byte) >= SHARED) {
            let first = self.take();
            let word = match first {
                SHARED => Word::Own,
                _ if first < BASE + SINGLE => Word::Of(first - BASE),
                _ if first < BASE + SINGLE + DOUBLE => Word::Of(SINGLE + (first - BASE - SINGLE) * SIZE + self.take()),
                _ => {
                    let high = first - BASE - SINGLE - DOUBLE;
                    let rest = self.take() * SIZE + self.take();
                    Word::Of(SINGLE + DOUBLE * SIZE + high * SIZE * SIZE + rest)
                }
            };
            self.words.push(word);
        }
    }

    fn spelled(&self) -> String {
        let mut name = String::new();
        for (index, word) in self.words.iter().enumerate() {
            match word {
                Word::Own => name.push_str(&format!("-{:04X}", self.code)),
                Word::Of(number) => {
                    let word = words()[*number];
                    if index > 0 && !word.starts_with('-') {
                        name.push(' ');
                    }
                    name.push_str(word);
                }
            }
        }
        name
    }
}

fn is_ideograph(code: u32) -> bool {
    IDEOGRAPHS.iter().any(|(first, last)| (*first..=*last).contains(&code))
}

/// The name of a code point.
pub(super) fn name_of(code: u32) -> Option<String> {
    if let Some(syllable) = hangul::name_of(code) {
        return Some(syllable);
    }
    if is_ideograph(code) {
        return Some(format!("{IDEOGRAPH}{code:X}"));
    }
    let after = RUNS.partition_point(|run| run.0 <= code);
    let run = RUNS.get(after.checked_sub(1)?)?;
    let end = RUNS.get(after).map_or(NAMES.len(), |next| next.1 as usize);
    let mut names = Names::of_run(run);
    while names.place < end {
        names.read();
        if names.code == code {
            return Some(names.spelled());
        }
        names.code += 1;
    }
    None
}

/// The code points by their names, all upper case, made at the first question.
fn by_name() -> &'static HashMap<String, u32> {
    static ALL: SingleThread<OnceCell<HashMap<String, u32>>> = SingleThread::new(OnceCell::new());
    ALL.get_or_init(|| {
        let mut all = HashMap::new();
        for (index, run) in RUNS.iter().enumerate() {
            let end = RUNS.get(index + 1).map_or(NAMES.len(), |next| next.1 as usize);
            let mut names = Names::of_run(run);
            while names.place < end {
                names.read();
                all.insert(names.spelled(), names.code);
                names.code += 1;
            }
        }
        all.extend(ALIASES.iter().map(|(name, code)| ((*name).to_owned(), *code)));
        all
    })
}

/// The characters of a name (`_getcode`): syllables and ideographs as they are written, others in any case.
pub(super) fn characters_of(name: &[u8]) -> Option<Vec<u32>> {
    if let Some(syllable) = name.strip_prefix(b"HANGUL SYLLABLE ") {
        return hangul::syllable_of(syllable).map(|code| vec![code]);
    }
    if let Some(digits) = name.strip_prefix(IDEOGRAPH.as_bytes()) {
        let is_number = matches!(digits.len(), 4 | 5)
            && digits.iter().all(|digit| digit.is_ascii_digit() || (b'A'..=b'F').contains(digit));
        let text = std::str::from_utf8(digits).ok().filter(|_| is_number)?;
        let code = u32::from_str_radix(text, 16).ok()?;
        return is_ideograph(code).then(|| vec![code]);
    }
    let name = std::str::from_utf8(name).ok()?.to_ascii_uppercase();
    if let Some(code) = by_name().get(&name) {
        return Some(vec![*code]);
    }
    let place = SEQUENCES.binary_search_by_key(&name.as_str(), |row| row.0).ok()?;
    Some(SEQUENCES[place].1.chars().map(u32::from).collect())
}
