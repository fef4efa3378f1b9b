//! How patterns show their flags.

const UNICODE: u32 = 32;

/// Names and values, in the order in which a pattern's repr shows them.
const NAMES: [(&str, u32); 9] = [
    ("re.TEMPLATE", 1),
    ("re.IGNORECASE", 2),
    ("re.LOCALE", 4),
    ("re.MULTILINE", 8),
    ("re.DOTALL", 16),
    ("re.UNICODE", UNICODE),
    ("re.VERBOSE", 64),
    ("re.DEBUG", 128),
    ("re.ASCII", 256),
];

/// What stands behind the pattern in its repr: `re.IGNORECASE|re.MULTILINE`. A str pattern does not show UNICODE
/// unless one of LOCALE, ASCII is there as well.
pub fn shown(flags: u32, text: bool) -> String {
    const EXCLUSIVE: u32 = 4 | UNICODE | 256;
    let flags = if text && flags & EXCLUSIVE == UNICODE { flags & !UNICODE } else { flags };
    let known: u32 = NAMES.iter().map(|(_, value)| value).sum();
    let mut parts: Vec<String> =
        NAMES.iter().filter(|(_, value)| flags & value != 0).map(|(name, _)| (*name).to_owned()).collect();
    if flags & !known != 0 {
        parts.push(format!("{:#x}", flags & !known));
    }
    parts.join("|")
}
