//! Korean syllables, which are made of a first sound, a vowel and perhaps a last sound.

pub(super) const FIRST: u32 = 0xac00;
pub(super) const LEAD: u32 = 0x1100;
pub(super) const VOWEL: u32 = 0x1161;
pub(super) const TRAIL: u32 = 0x11a7;
pub(super) const LEADS: u32 = 19;
pub(super) const VOWELS: u32 = 21;
pub(super) const TRAILS: u32 = 28;
const COUNT: u32 = LEADS * VOWELS * TRAILS;

const LEAD_NAMES: [&str; 19] =
    ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];
const VOWEL_NAMES: [&str; 21] = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU",
    "YI", "I",
];
const TRAIL_NAMES: [&str; 28] = [
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S",
    "SS", "NG", "J", "C", "K", "T", "P", "H",
];

/// The three sounds of a syllable, by number.
pub(super) fn sounds(code: u32) -> Option<(u32, u32, u32)> {
    let place = code.checked_sub(FIRST).filter(|place| *place < COUNT)?;
    Some((place / (VOWELS * TRAILS), place / TRAILS % VOWELS, place % TRAILS))
}

pub(super) fn name_of(code: u32) -> Option<String> {
    let (lead, vowel, trail) = sounds(code)?;
    let names = (LEAD_NAMES[lead as usize], VOWEL_NAMES[vowel as usize], TRAIL_NAMES[trail as usize]);
    Some(format!("HANGUL SYLLABLE {}{}{}", names.0, names.1, names.2))
}

/// The longest sound at the start of a text, and what follows it.
fn sound<'a>(names: &[&str], text: &'a [u8]) -> Option<(u32, &'a [u8])> {
    let fitting = names.iter().enumerate().filter(|(_, name)| text.starts_with(name.as_bytes()));
    let (number, name) = fitting.max_by_key(|(number, name)| (name.len(), usize::MAX - number))?;
    Some((number as u32, &text[name.len()..]))
}

/// The syllable that is spelled so.
pub(super) fn syllable_of(text: &[u8]) -> Option<u32> {
    let (lead, rest) = sound(&LEAD_NAMES, text)?;
    let (vowel, rest) = sound(&VOWEL_NAMES, rest)?;
    let (trail, rest) = sound(&TRAIL_NAMES, rest)?;
    rest.is_empty().then(|| FIRST + (lead * VOWELS + vowel) * TRAILS + trail)
}
