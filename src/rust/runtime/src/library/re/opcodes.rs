//! The operation codes of compiled patterns, in the numbering of CPython 3.11's `re._constants`.

/// Declares consecutive codes from zero.
macro_rules! codes {
    ($($name:ident),* $(,)?) => { codes!(@ 0u32, $($name,)*); };
    (@ $value:expr, $name:ident, $($rest:ident,)*) => {
        pub const $name: u32 = $value;
        codes!(@ $value + 1, $($rest,)*);
    };
    (@ $value:expr,) => {};
}

codes! {
    FAILURE, SUCCESS, ANY, ANY_ALL, ASSERT, ASSERT_NOT, AT, BRANCH, CATEGORY, CHARSET, BIGCHARSET, GROUPREF,
    GROUPREF_EXISTS, IN, INFO, JUMP, LITERAL, MARK, MAX_UNTIL, MIN_UNTIL, NOT_LITERAL, NEGATE, RANGE, REPEAT,
    REPEAT_ONE, SUBPATTERN, MIN_REPEAT_ONE, ATOMIC_GROUP, POSSESSIVE_REPEAT, POSSESSIVE_REPEAT_ONE, GROUPREF_IGNORE,
    IN_IGNORE, LITERAL_IGNORE, NOT_LITERAL_IGNORE, GROUPREF_LOC_IGNORE, IN_LOC_IGNORE, LITERAL_LOC_IGNORE,
    NOT_LITERAL_LOC_IGNORE, GROUPREF_UNI_IGNORE, IN_UNI_IGNORE, LITERAL_UNI_IGNORE, NOT_LITERAL_UNI_IGNORE,
    RANGE_UNI_IGNORE,
}

/// Positions (`AT` and one of these).
pub mod at {
    codes! {
        BEGINNING, BEGINNING_LINE, BEGINNING_STRING, BOUNDARY, NON_BOUNDARY, END, END_LINE, END_STRING, LOC_BOUNDARY,
        LOC_NON_BOUNDARY, UNI_BOUNDARY, UNI_NON_BOUNDARY,
    }
}

/// Categories (`CATEGORY` and one of these). An odd one is the complement of the one before it.
pub mod category {
    codes! {
        DIGIT, NOT_DIGIT, SPACE, NOT_SPACE, WORD, NOT_WORD, LINEBREAK, NOT_LINEBREAK, LOC_WORD, LOC_NOT_WORD,
        UNI_DIGIT, UNI_NOT_DIGIT, UNI_SPACE, UNI_NOT_SPACE, UNI_WORD, UNI_NOT_WORD, UNI_LINEBREAK, UNI_NOT_LINEBREAK,
    }
}

/// The bound of a repetition without one.
pub const UNBOUNDED: u32 = u32::MAX;

/// Flags of an `INFO` block.
pub const INFO_PREFIX: u32 = 1;
pub const INFO_CHARSET: u32 = 4;
