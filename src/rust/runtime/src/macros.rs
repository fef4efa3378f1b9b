//! Macros of generated code and of the runtime: names and constants that are made once.

/// A `&'static Name`: an attribute's or a global's name with the cache of this place in the program.
#[macro_export]
macro_rules! name {
    ($text:expr) => {{
        static NAME: $crate::names::Name = $crate::names::Name::new($text);
        &NAME
    }};
}

/// The names of the keywords of a call.
#[macro_export]
macro_rules! keywords {
    ($($name:expr),*) => {{
        static NAMES: $crate::names::Keywords<{ [$($name),*].len() }> = $crate::names::Keywords::new([$($name),*]);
        &NAMES
    }};
}

/// A str constant.
#[macro_export]
macro_rules! text {
    ($text:expr) => {{
        static TEXT: $crate::names::Text = $crate::names::Text::new($text);
        TEXT.value()
    }};
}

/// A str constant with lone surrogates, by its code points.
#[macro_export]
macro_rules! surrogate_text {
    ($points:expr) => {
        $crate::constant!($crate::text::str_value($crate::text::str::Str::from_code_points($points)))
    };
}

/// A bytes constant.
#[macro_export]
macro_rules! bytes {
    ($bytes:expr) => {
        $crate::constant!($crate::text::bytes_value($bytes.to_vec()))
    };
}

/// An int constant of any size, from its decimal digits.
#[macro_export]
macro_rules! integer {
    ($digits:expr) => {
        $crate::constant!($crate::names::integer_constant($digits))
    };
}

/// Any other immutable constant.
#[macro_export]
macro_rules! constant {
    ($value:expr) => {{
        static CONSTANT: $crate::names::Constant = $crate::names::Constant::new(|| $value);
        CONSTANT.value()
    }};
}

/// The value of an `Outcome`, or out of the labelled block with the `Raised`.
#[macro_export]
macro_rules! catch {
    ($label:lifetime, $outcome:expr) => {
        match $outcome {
            Ok(value) => value,
            Err(raised) => break $label Err(raised),
        }
    };
}
