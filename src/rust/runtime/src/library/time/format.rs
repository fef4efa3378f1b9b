//! C's `strftime` in the C locale as the GNU library has it (`time/strftime_l.c`), with its flags
//! `_ - 0 ^ #`, widths and the modifiers `E` and `O`. No interpreter state.

use super::calendar::{ctime, iso_week, name, seconds_of, Moment, DAYS, MONTHS};

/// How one directive is written: what stands between `%` and its letter.
#[derive(Clone, Copy, Default)]
struct Specification {
    /// `_`, `-` or `0`, the last one of the flags.
    pad: Option<char>,
    upper: bool,
    change_case: bool,
    width: usize,
    /// `E` or `O`.
    modifier: Option<char>,
}

/// The widest that a directive is written: more is longer than any buffer that CPython tries.
const WIDEST: usize = 1 << 20;

/// The text of a format.
pub(super) fn format(pattern: &str, moment: &Moment) -> String {
    let characters: Vec<char> = pattern.chars().collect();
    let mut result = String::new();
    let mut index = 0;
    while let Some(character) = characters.get(index) {
        if *character == '%' {
            index = directive(&characters, index, moment, &mut result);
        } else {
            result.push(*character);
            index += 1;
        }
    }
    result
}

/// Writes the directive that begins at `start`; returns where the next character is.
fn directive(characters: &[char], start: usize, moment: &Moment, result: &mut String) -> usize {
    let mut specification = Specification::default();
    let mut index = start + 1;
    while let Some(flag) = characters.get(index) {
        match flag {
            '_' | '-' | '0' => specification.pad = Some(*flag),
            '^' => specification.upper = true,
            '#' => specification.change_case = true,
            _ => break,
        }
        index += 1;
    }
    while let Some(digit) = characters.get(index).and_then(|character| character.to_digit(10)) {
        specification.width = WIDEST.min(specification.width * 10 + digit as usize);
        index += 1;
    }
    if let Some(modifier @ ('E' | 'O')) = characters.get(index) {
        specification.modifier = Some(*modifier);
        index += 1;
    }
    let letter = characters.get(index).copied();
    if letter.is_some_and(|letter| specification.write(letter, moment, result)) {
        return index + 1;
    }
    // The names of months change their case before the modifier is looked at.
    specification.upper |= specification.change_case && matches!(letter, Some('b' | 'B' | 'h'));
    let end = characters.len().min(index + 1);
    let text: String = characters[start..end].iter().collect();
    specification.text(&text, result);
    end
}

impl Specification {
    /// Writes what a letter stands for; false where the modifier or the letter is not known.
    fn write(&self, letter: char, moment: &Moment, result: &mut String) -> bool {
        let is_known = match self.modifier {
            None => true,
            Some('E') => !"aAbBdDeFgGhHIjklmMSUVwW".contains(letter),
            Some(_) => !"aAcDFxXY".contains(letter),
        };
        is_known && (self.number(letter, moment, result) || self.words(letter, moment, result))
    }

    fn number(&self, letter: char, moment: &Moment, result: &mut String) -> bool {
        let half = match moment.hour % 12 {
            0 => 12,
            hour => hour,
        };
        let from_monday = (moment.weekday + 6) % 7;
        let (digits, number, with_spaces) = match letter {
            'C' => (1, moment.year.div_euclid(100), false),
            'd' => (2, moment.day, false),
            'e' => (2, moment.day, true),
            'g' => (2, iso_week(moment).0.rem_euclid(100), false),
            'G' => (1, iso_week(moment).0, false),
            'H' => (2, moment.hour, false),
            'I' => (2, half, false),
            'j' => (3, moment.day_of_year + 1, false),
            'k' => (2, moment.hour, true),
            'l' => (2, half, true),
            'm' => (2, moment.month + 1, false),
            'M' => (2, moment.minute, false),
            'S' => (2, moment.second, false),
            'u' => (1, if moment.weekday == 0 { 7 } else { moment.weekday }, false),
            'U' => (2, (moment.day_of_year + 7 - moment.weekday) / 7, false),
            'V' => (2, iso_week(moment).1, false),
            'w' => (1, moment.weekday, false),
            'W' => (2, (moment.day_of_year + 7 - from_monday) / 7, false),
            'y' => (2, moment.year.rem_euclid(100), false),
            'Y' => (1, moment.year, false),
            _ => return false,
        };
        let pad = if with_spaces && self.pad.is_none() { Some('_') } else { self.pad };
        self.padded(digits, number, pad, result);
        true
    }

    fn words(&self, letter: char, moment: &Moment, result: &mut String) -> bool {
        let upper = Self { upper: self.upper || self.change_case, ..*self };
        match letter {
            'a' => upper.text(name(&DAYS, moment.weekday, 3), result),
            'A' => upper.text(name(&DAYS, moment.weekday, 9), result),
            'b' | 'h' => upper.text(name(&MONTHS, moment.month, 3), result),
            'B' => upper.text(name(&MONTHS, moment.month, 9), result),
            'c' => self.text(&ctime(moment), result),
            'D' | 'x' => self.text(&format("%m/%d/%y", moment), result),
            'F' => self.text(&format("%Y-%m-%d", moment), result),
            'n' => self.text("\n", result),
            'p' | 'P' => {
                let half = if moment.hour < 12 { "AM" } else { "PM" };
                self.lowered(letter == 'P' || self.change_case, half, result);
            }
            'r' => self.text(&format("%I:%M:%S %p", moment), result),
            'R' => self.text(&format("%H:%M", moment), result),
            's' => self.text(&seconds_of(moment).to_string(), result),
            't' => self.text("\t", result),
            'T' | 'X' => self.text(&format("%H:%M:%S", moment), result),
            'z' if moment.daylight < 0 && moment.zone.is_none() => {}
            'z' => {
                self.text("+", result);
                self.padded(4, 0, self.pad, result);
            }
            'Z' if moment.daylight < 0 && moment.zone.is_none() => self.text("", result),
            'Z' => self.lowered(self.change_case, moment.zone.as_deref().unwrap_or("UTC"), result),
            '%' => self.text("%", result),
            _ => return false,
        }
        true
    }

    fn padded(&self, digits: usize, number: i64, pad: Option<char>, result: &mut String) {
        let digits = digits.max(self.width);
        let text = number.unsigned_abs().to_string();
        let sign = if number < 0 { "-" } else { "" };
        let missing = digits.saturating_sub(sign.len() + text.len());
        match pad {
            Some('-') => self.text(&format!("{sign}{text}"), result),
            Some('_') => result.extend([" ".repeat(missing).as_str(), sign, &text]),
            _ => result.extend([sign, &"0".repeat(missing), &text]),
        }
    }

    fn lowered(&self, lowered: bool, text: &str, result: &mut String) {
        if lowered {
            Self { upper: false, ..*self }.text(&text.to_lowercase(), result);
        } else {
            self.text(text, result);
        }
    }

    /// The text, at the right of the directive's width.
    fn text(&self, text: &str, result: &mut String) {
        let filler = if self.pad == Some('0') { '0' } else { ' ' };
        result.extend(std::iter::repeat_n(filler, self.width.saturating_sub(text.chars().count())));
        if self.upper {
            result.push_str(&text.to_uppercase());
        } else {
            result.push_str(text);
        }
    }
}
