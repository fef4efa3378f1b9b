//! `unicodedata` (`Modules/unicodedata.c`), of Unicode 14.0.

mod hangul;
mod names;
mod normal;
mod properties;
mod spelling;

use crate::classes::{known_names, Method};
use crate::collections::support::{at, text};
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::modules::NativeModule;
use crate::native;
use crate::text::str::Str;
use crate::text::unicode;
use crate::value::{boolean, float, int, Value};
use properties::{CATEGORIES, DIGITS, DIRECTIONS, NUMBERS, RECORDS, RUNS, WIDTHS};

const CODE_MASK: u32 = (1 << 21) - 1;

/// Category, direction, width, combining class, mirrored.
fn record(code: u32) -> &'static (u8, u8, u8, u8, u8) {
    let after = RUNS.partition_point(|run| run & CODE_MASK <= code);
    &RECORDS[(RUNS[after.max(1) - 1] >> 21) as usize]
}

/// The value of a character in a table of rows of growing values.
fn number(table: &[(u32, u32, f64)], code: u32) -> Option<f64> {
    let after = table.partition_point(|row| row.0 <= code);
    let (first, count, value) = table.get(after.checked_sub(1)?)?;
    (code - first < *count).then(|| value + f64::from(code - first))
}

/// The only argument, a character; `place` where there may be others. Errors: TypeError.
fn character(arguments: &Arguments, function: &str, place: &str) -> Outcome<u32> {
    let given = at(arguments, 0);
    match given.downcast::<Str>() {
        Some(text) if text.len() == 1 => Ok(text.at(0)),
        _ => Err(raise_type_error(format!(
            "{function}() argument{place} must be a unicode character, not {}",
            given.type_name()
        ))),
    }
}

/// What a table says, or the default, or else ValueError.
fn or_default(found: Option<Value>, arguments: &mut Arguments, message: &str) -> Outcome {
    found.or_else(|| arguments.optional(1)).ok_or_else(|| raise_value_error(message))
}

static CATEGORY: Method = Method::new("category", "chr, /", |arguments| {
    Ok(text(CATEGORIES[usize::from(record(character(arguments, "category", "")?).0)]))
});
static BIDIRECTIONAL: Method = Method::new("bidirectional", "chr, /", |arguments| {
    Ok(text(DIRECTIONS[usize::from(record(character(arguments, "bidirectional", "")?).1)]))
});
static EAST_ASIAN_WIDTH: Method = Method::new("east_asian_width", "chr, /", |arguments| {
    Ok(text(WIDTHS[usize::from(record(character(arguments, "east_asian_width", "")?).2)]))
});
static COMBINING: Method = Method::new("combining", "chr, /", |arguments| {
    Ok(int(i64::from(record(character(arguments, "combining", "")?).3)))
});
static MIRRORED: Method =
    Method::new("mirrored", "chr, /", |arguments| Ok(int(i64::from(record(character(arguments, "mirrored", "")?).4))));

fn decomposition(arguments: &mut Arguments) -> Outcome {
    let code = character(arguments, "decomposition", "")?;
    let Some((tag, parts)) = normal::decomposition(code) else { return Ok(text("")) };
    let codes = parts.iter().map(|part| format!("{part:04X}"));
    let shown: Vec<String> = Some(tag.to_owned()).filter(|tag| !tag.is_empty()).into_iter().chain(codes).collect();
    Ok(text(&shown.join(" ")))
}

static DECOMPOSITION: Method = Method::new("decomposition", "chr, /", decomposition);

static DECIMAL: Method = Method::new("decimal", "chr, default=<unrepresentable>, /", |arguments| {
    let code = character(arguments, "decimal", " 1")?;
    or_default(unicode::decimal_value(code).map(|digit| int(i64::from(digit))), arguments, "not a decimal")
});
static DIGIT: Method = Method::new("digit", "chr, default=<unrepresentable>, /", |arguments| {
    let code = character(arguments, "digit", " 1")?;
    or_default(number(&DIGITS, code).map(|digit| int(digit as i64)), arguments, "not a digit")
});
static NUMERIC: Method = Method::new("numeric", "chr, default=<unrepresentable>, /", |arguments| {
    let code = character(arguments, "numeric", " 1")?;
    or_default(number(&NUMBERS, code).map(float), arguments, "not a numeric character")
});
static NAME: Method = Method::new("name", "chr, default=<unrepresentable>, /", |arguments| {
    let code = character(arguments, "name", " 1")?;
    or_default(spelling::name_of(code).map(|name| text(&name)), arguments, "no such name")
});

fn lookup(arguments: &mut Arguments) -> Outcome {
    const LONGEST: usize = 256;
    let given = at(arguments, 0);
    let name = match given.downcast::<Str>() {
        Some(text) => match text.to_utf8() {
            Some(text) => text.into_bytes(),
            None => native::exact_octets(&crate::text::codec_objects::encode(given, None, None)?)
                .map_or_else(Vec::new, std::borrow::Cow::into_owned),
        },
        None => crate::text::bytes_bound::like(given)?.into_owned(),
    };
    if name.len() > LONGEST {
        return Err(raise_key_error(text("name too long")));
    }
    match spelling::characters_of(&name) {
        Some(codes) => Ok(native::text(Str::from_code_points(&codes))),
        None => {
            // C shows a name up to its first null.
            let shown = name.split(|byte| *byte == 0).next().unwrap_or_default();
            let shown = String::from_utf8_lossy(shown);
            Err(raise_key_error(text(&format!("undefined character name '{shown}'"))))
        }
    }
}

static LOOKUP: Method = Method::new("lookup", "name, /", lookup);

/// The normal form of the second argument; both are checked. `None` where the text is empty. Errors: TypeError,
/// ValueError.
fn normalized(arguments: &Arguments, function: &str) -> Outcome<Option<(Str, Str)>> {
    let argument = |index: usize| {
        let given = at(arguments, index);
        given.downcast::<Str>().ok_or_else(|| {
            let number = index + 1;
            raise_type_error(format!("{function}() argument {number} must be str, not {}", given.type_name()))
        })
    };
    let (form, own) = (argument(0)?, argument(1)?);
    if own.is_empty() {
        return Ok(None);
    }
    let (compatible, compose) = match form.as_ascii() {
        Some("NFC") => (false, true),
        Some("NFKC") => (true, true),
        Some("NFD") => (false, false),
        Some("NFKD") => (true, false),
        _ => return Err(raise_value_error("invalid normalization form")),
    };
    if own.is_ascii() {
        return Ok(Some((own.clone(), own.clone())));
    }
    let codes = normal::decomposed(&own.to_code_points(), compatible);
    let codes = if compose { normal::composed(codes) } else { codes };
    Ok(Some((own.clone(), Str::from_code_points(&codes))))
}

static NORMALIZE: Method =
    Method::new("normalize", "form, unistr, /", |arguments| match normalized(arguments, "normalize")? {
        Some((own, normal)) if own != normal => Ok(native::text(normal)),
        _ => Ok(native::plain_str(at(arguments, 1))),
    });
static IS_NORMALIZED: Method = Method::new("is_normalized", "form, unistr, /", |arguments| {
    Ok(boolean(normalized(arguments, "is_normalized")?.is_none_or(|(own, normal)| own == normal)))
});

/// The module, for programs that import it. The older edition, `ucd_3_2_0`, is not in it.
pub static MODULE: NativeModule = NativeModule {
    name: "unicodedata",
    documentation: known_names::documentation_of("unicodedata"),
    members: members![
        Member::Value("unidata_version", || text(unicode::VERSION)),
        Member::Function(&CATEGORY),
        Member::Function(&BIDIRECTIONAL),
        Member::Function(&EAST_ASIAN_WIDTH),
        Member::Function(&COMBINING),
        Member::Function(&MIRRORED),
        Member::Function(&DECOMPOSITION),
        Member::Function(&DECIMAL),
        Member::Function(&DIGIT),
        Member::Function(&NUMERIC),
        Member::Function(&NAME),
        Member::Function(&LOOKUP),
        Member::Function(&NORMALIZE),
        Member::Function(&IS_NORMALIZED),
    ],
    known_names: known_names::of_module("unicodedata"),
};
