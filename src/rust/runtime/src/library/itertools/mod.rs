//! The module `itertools`.

mod combinatorics;
mod endless;
mod groups;
mod streams;

use crate::classes::known_names;
use crate::modules::NativeModule;

/// Declares an iterator class of the module, with the fields of its payload that own values.
macro_rules! iterator_class {
    ($payload:ident($($field:ident),*), $class:ident, $name:literal, $new:ident, $next:ident $(, $more:ident: $value:expr)* $(; methods $methods:expr)?) => {
        $crate::collections::carried::native!($payload, $class, owns $($field),*);
        pub static $class: $crate::classes::BuiltinClass =
            $crate::classes::BuiltinClass::new($name, $crate::object::Kind::Native)
                .module("itertools")
                .slots(slots!($crate::classes::Slots {
                    new: Some($crate::classes::slots::New::Native(&$new)),
                    iter: Some($crate::collections::iterators::itself),
                    next: Some($next),
                    $($more: Some($value),)*
                    ..$crate::classes::Slots::NONE
                }))
                $(.methods(methods!($methods)))?;
    };
}
use iterator_class;

pub static MODULE: NativeModule = NativeModule {
    name: "itertools",
    documentation: Some("Functional tools for creating and using iterators."),
    members: members![
        Member::Class(&streams::ACCUMULATE),
        Member::Class(&streams::CHAIN),
        Member::Class(&combinatorics::COMBINATIONS),
        Member::Class(&combinatorics::COMBINATIONS_WITH_REPLACEMENT),
        Member::Class(&streams::COMPRESS),
        Member::Class(&endless::COUNT),
        Member::Class(&endless::CYCLE),
        Member::Class(&streams::DROPWHILE),
        Member::Class(&streams::FILTERFALSE),
        Member::Class(&groups::GROUPBY),
        Member::Class(&streams::ISLICE),
        Member::Class(&streams::PAIRWISE),
        Member::Class(&combinatorics::PERMUTATIONS),
        Member::Class(&combinatorics::PRODUCT),
        Member::Class(&endless::REPEAT),
        Member::Class(&streams::STARMAP),
        Member::Class(&streams::TAKEWHILE),
        Member::Function(&groups::TEE),
        Member::Class(&groups::TEE_ITERATOR),
        Member::Class(&streams::ZIP_LONGEST),
    ],
    known_names: known_names::of_module("itertools"),
};
