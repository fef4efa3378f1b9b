//! `_locale` (`Modules/_localemodule.c`): the locale `C`, with UTF-8 as CPython sets it up. Others, which depend on what
//! the machine has installed, are refused.

use crate::classes::{known_names, BuiltinClass, Method};
use crate::collections::support::{self, at};
use crate::exceptions::*;
use crate::functions::Arguments;
use crate::heap::single_thread::SingleThread;
use crate::modules::NativeModule;
use crate::native;
use crate::object::Kind;
use crate::text::str::Str;
use crate::text::to_lossy;
use crate::value::{int, Value};
use std::cell::RefCell;

static ERROR: BuiltinClass =
    BuiltinClass::new("Error", Kind::Exception).module("locale").bases(&[&EXCEPTION]).instance_dict();

fn raise_error(message: &str) -> Raised {
    raise_builtin(&ERROR, vec![support::text(message)])
}

/// The categories by their numbers in C; those without a name in Python count as well.
const CATEGORIES: [&str; 13] = [
    "LC_CTYPE",
    "LC_NUMERIC",
    "LC_TIME",
    "LC_COLLATE",
    "LC_MONETARY",
    "LC_MESSAGES",
    "LC_ALL",
    "LC_PAPER",
    "LC_NAME",
    "LC_ADDRESS",
    "LC_TELEPHONE",
    "LC_MEASUREMENT",
    "LC_IDENTIFICATION",
];
const ALL: usize = 6;
const UTF_8: &str = "C.UTF-8";

/// The locale of each category; that of `LC_ALL` is not used.
static CURRENT: SingleThread<RefCell<[&'static str; 13]>> = SingleThread::new(RefCell::new({
    let mut current = ["C"; 13];
    current[0] = UTF_8;
    current
}));

/// What `setlocale` says of a category.
fn shown(category: usize) -> String {
    let current = CURRENT.borrow();
    if category != ALL {
        return current[category].to_owned();
    }
    let others = || (0..CATEGORIES.len()).filter(|category| *category != ALL);
    if others().all(|category| current[category] == current[0]) {
        return current[0].to_owned();
    }
    others().map(|category| format!("{}={}", CATEGORIES[category], current[category])).collect::<Vec<_>>().join(";")
}

/// The locale of a name. Refused: those other than `C`.
fn known(name: &str) -> &'static str {
    match name {
        "C" | "POSIX" => "C",
        "C.UTF-8" => UTF_8,
        "C.utf8" => "C.utf8",
        _ => crate::program::refuse(format!("the locale {name}")),
    }
}

/// The locale that the environment asks for.
fn wanted(category: usize) -> &'static str {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let named = variable("LC_ALL").or_else(|| variable(CATEGORIES[category])).or_else(|| variable("LANG"));
    match known(named.as_deref().unwrap_or("C")) {
        // CPython asks for UTF-8 where the environment does not (PEP 538).
        "C" if category == 0 && variable("LC_ALL").is_none() => UTF_8,
        name => name,
    }
}

fn set(arguments: &mut Arguments) -> Outcome {
    let category = native::index_c_int(at(arguments, 0))?;
    let name = arguments.not_none(1);
    let valid = usize::try_from(category).ok().filter(|category| *category < CATEGORIES.len());
    let Some(name) = name else {
        return match valid {
            Some(category) => Ok(support::text(&shown(category))),
            None => Err(raise_error("locale query failed")),
        };
    };
    if name.downcast::<Str>().is_none() {
        let given = name.type_name();
        return Err(raise_type_error(format!("setlocale() argument 2 must be str or None, not {given}")));
    }
    let Some(category) = valid else { return Err(raise_error("unsupported locale setting")) };
    let name = to_lossy(&name);
    for one in (0..CATEGORIES.len()).filter(|one| *one != ALL && (category == ALL || category == *one)) {
        let locale = if name.is_empty() { wanted(one) } else { known(&name) };
        CURRENT.borrow_mut()[one] = locale;
    }
    Ok(support::text(&shown(category)))
}

fn conventions(_: &mut Arguments) -> Outcome {
    let empty = || support::text("");
    let none = || native::list(Vec::new());
    let unset = || int(127);
    let entries: [(&str, Value); 18] = [
        ("int_curr_symbol", empty()),
        ("currency_symbol", empty()),
        ("mon_decimal_point", empty()),
        ("mon_thousands_sep", empty()),
        ("mon_grouping", none()),
        ("positive_sign", empty()),
        ("negative_sign", empty()),
        ("int_frac_digits", unset()),
        ("frac_digits", unset()),
        ("p_cs_precedes", unset()),
        ("p_sep_by_space", unset()),
        ("n_cs_precedes", unset()),
        ("n_sep_by_space", unset()),
        ("p_sign_posn", unset()),
        ("n_sign_posn", unset()),
        ("decimal_point", support::text(".")),
        ("thousands_sep", empty()),
        ("grouping", none()),
    ];
    native::dict(entries.into_iter().map(|(name, value)| (support::text(name), value)).collect())
}

/// The code points of an argument. Errors: TypeError, ValueError for a zero.
fn code_points(value: &Value, place: &str) -> Outcome<Vec<u32>> {
    let Some(text) = value.downcast::<Str>() else {
        let given = value.type_name();
        return Err(raise_type_error(format!("{place} must be str, not {given}")));
    };
    let codes = text.to_code_points();
    if codes.contains(&0) {
        return Err(raise_value_error("embedded null character"));
    }
    Ok(codes)
}

fn compare(arguments: &mut Arguments) -> Outcome {
    let left = at(arguments, 0);
    let right = at(arguments, 1);
    if right.downcast::<Str>().is_none() && left.downcast::<Str>().is_some() {
        code_points(right, "strcoll() argument 2")?;
    }
    let left = code_points(left, "strcoll() argument 1")?;
    let right = code_points(right, "strcoll() argument 2")?;
    Ok(int(left.cmp(&right) as i64))
}

fn transform(arguments: &mut Arguments) -> Outcome {
    code_points(at(arguments, 0), "strxfrm() argument")?;
    Ok(native::plain_str(at(arguments, 0)))
}

macro_rules! refused {
    ($($id:ident $name:literal)*) => {
        $(static $id: Method =
            Method::new($name, "*args", |_| crate::program::refuse(concat!("locale.", $name)));)*
    };
}

refused! {
    LANGUAGE_INFORMATION "nl_langinfo"
    TRANSLATION "gettext"
    TRANSLATION_IN "dgettext"
    TRANSLATION_OF "dcgettext"
    DOMAIN "textdomain"
    BIND "bindtextdomain"
    BIND_ENCODING "bind_textdomain_codeset"
}

static SET: Method =
    Method::new("setlocale", "category, locale=None, /", set).doc("Activates/queries locale processing.");
static CONVENTIONS: Method =
    Method::new("localeconv", "", conventions).doc("Returns numeric and monetary locale-specific parameters.");
static COMPARE: Method =
    Method::new("strcoll", "os1, os2, /", compare).doc("Compares two strings according to the locale.");
static TRANSFORM: Method = Method::new("strxfrm", "string, /", transform)
    .doc("Return a string that can be used as a key for locale-aware comparisons.");
static ENCODING: Method =
    Method::new("getencoding", "", |_| Ok(support::text("UTF-8"))).doc("Get the current locale encoding.");

macro_rules! module {
    ($($name:ident $number:literal,)*) => {
        /// The module, for programs that import it.
        pub static MODULE: NativeModule = NativeModule {
            name: "_locale",
            documentation: known_names::documentation_of("_locale"),
            members: members![
                Member::Function(&SET),
                Member::Function(&CONVENTIONS),
                Member::Function(&COMPARE),
                Member::Function(&TRANSFORM),
                Member::Function(&ENCODING),
                Member::Function(&LANGUAGE_INFORMATION),
                Member::Function(&TRANSLATION),
                Member::Function(&TRANSLATION_IN),
                Member::Function(&TRANSLATION_OF),
                Member::Function(&DOMAIN),
                Member::Function(&BIND),
                Member::Function(&BIND_ENCODING),
                Member::Class(&ERROR),
                $(Member::Value(stringify!($name), || int($number)),)*
            ],
            known_names: known_names::of_module("_locale"),
        };
    };
}

module! {
    ABDAY_1 131072,
    ABDAY_2 131073,
    ABDAY_3 131074,
    ABDAY_4 131075,
    ABDAY_5 131076,
    ABDAY_6 131077,
    ABDAY_7 131078,
    ABMON_1 131086,
    ABMON_10 131095,
    ABMON_11 131096,
    ABMON_12 131097,
    ABMON_2 131087,
    ABMON_3 131088,
    ABMON_4 131089,
    ABMON_5 131090,
    ABMON_6 131091,
    ABMON_7 131092,
    ABMON_8 131093,
    ABMON_9 131094,
    ALT_DIGITS 131119,
    AM_STR 131110,
    CHAR_MAX 127,
    CODESET 14,
    CRNCYSTR 262159,
    DAY_1 131079,
    DAY_2 131080,
    DAY_3 131081,
    DAY_4 131082,
    DAY_5 131083,
    DAY_6 131084,
    DAY_7 131085,
    D_FMT 131113,
    D_T_FMT 131112,
    ERA 131116,
    ERA_D_FMT 131118,
    ERA_D_T_FMT 131120,
    ERA_T_FMT 131121,
    LC_ALL 6,
    LC_COLLATE 3,
    LC_CTYPE 0,
    LC_MESSAGES 5,
    LC_MONETARY 4,
    LC_NUMERIC 1,
    LC_TIME 2,
    MON_1 131098,
    MON_10 131107,
    MON_11 131108,
    MON_12 131109,
    MON_2 131099,
    MON_3 131100,
    MON_4 131101,
    MON_5 131102,
    MON_6 131103,
    MON_7 131104,
    MON_8 131105,
    MON_9 131106,
    NOEXPR 327681,
    PM_STR 131111,
    RADIXCHAR 65536,
    THOUSEP 65537,
    T_FMT 131114,
    T_FMT_AMPM 131115,
    YESEXPR 327680,
    _DATE_FMT 131180,
}
