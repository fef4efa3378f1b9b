//! `re`: the matcher for patterns that the compiler compiled with CPython's own `re._compiler`.

pub mod charset;
pub mod engine;
pub mod error;
pub mod flags;
pub mod functions;
pub mod match_object;
#[cfg(test)]
mod objects_test;
pub mod opcodes;
pub mod pattern;
pub mod regex_flag;
pub mod subject;
pub mod template;
#[cfg(test)]
mod vectors_test;

pub use functions::MODULE;

/// A pattern constant of generated code: the source, flags, number of groups, names of groups, codes.
#[macro_export]
macro_rules! pattern {
    ($source:expr, $flags:expr, $groups:expr, $names:expr, $codes:expr) => {
        $crate::constant!($crate::library::re::pattern::pattern(
            $source,
            $flags,
            $crate::library::re::subject::Program { codes: $codes, groups: $groups, names: $names },
        ))
    };
}
