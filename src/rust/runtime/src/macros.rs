//! Macros of generated code and of the runtime: names and constants that are made once.

/// A `&'static Name`: an attribute's or a global's name with the cache of this place in the program.
#[macro_export]
macro_rules! name {
    ($text:expr) => {{
        static PLACE: $crate::names::Place = $crate::names::Place::new();
        static NAME: $crate::names::Name = $crate::names::Name::new($text, &PLACE);
        &NAME
    }};
}

/// The names that a module mentions, with a place for each.
#[macro_export]
macro_rules! globals {
    ($($name:expr),* $(,)?) => {{
        const NAMES: &[&str] = &[$($name),*];
        static PLACES: [$crate::modules::globals::GlobalPlace; NAMES.len()] =
            [const { $crate::modules::globals::GlobalPlace::new() }; NAMES.len()];
        $crate::modules::Globals::new(NAMES, &PLACES)
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

/// A table as the argument of a declaration: `$rows` of type `$item`, each behind the gate of its name.
#[macro_export]
macro_rules! gated {
    ($source:ident $table:ident $item:ty, $rows:expr) => {{
        struct Own;
        impl $crate::kept::$source for Own {
            const ROWS: &'static [$item] = $rows;
        }
        const COUNT: usize = <Own as $crate::kept::$source>::ROWS.len();
        const TABLE: [$crate::kept::Row<$item>; COUNT] = $crate::kept::$table::<Own, COUNT>();
        const { &TABLE }
    }};
}

/// The methods of a class.
#[macro_export]
macro_rules! methods {
    ($rows:expr) => {
        $crate::gated!(MethodSource method_rows $crate::classes::Method, $rows)
    };
}

/// The computed attributes of a class.
#[macro_export]
macro_rules! getsets {
    ($rows:expr) => {
        $crate::gated!(GetSetSource getset_rows $crate::classes::GetSet, $rows)
    };
}

/// The attributes of a class that are neither methods nor computed.
#[macro_export]
macro_rules! constants {
    ($rows:expr) => {
        $crate::gated!(ConstantSource constant_rows $crate::classes::declaration::ClassConstant, $rows)
    };
}

/// The slots of a class whose instances are there only where a gate is open.
#[macro_export]
macro_rules! slots_behind {
    ($gate:expr, $slots:expr) => {{
        fn all(slots: &mut $crate::classes::Slots) {
            if $crate::kept::is_open($gate) {
                for put in std::hint::black_box($crate::slots!($slots) as &[$crate::classes::slots::SlotRow]) {
                    put(slots);
                }
            }
        }
        const TABLE: [$crate::classes::slots::SlotRow; 1] = [all];
        &TABLE
    }};
}

/// The slots of a class.
#[macro_export]
macro_rules! slots {
    ($slots:expr) => {{
        struct Own;
        impl $crate::classes::slots::SlotSource for Own {
            const SLOTS: $crate::classes::Slots = $slots;
        }
        const COUNT: usize = <Own as $crate::classes::slots::SlotSource>::SLOTS.count();
        const TABLE: [$crate::classes::slots::SlotRow; COUNT] = $crate::classes::slots::rows::<Own, COUNT>();
        const { &TABLE }
    }};
}

/// A function that is there only where a gate is open, under the name that its callers know. It holds nothing else.
#[macro_export]
macro_rules! behind {
    ($gate:ident, $(#[$note:meta])* $visible:vis fn $name:ident($($parameter:ident: $type:ty),*) -> $result:ty = $function:path) => {
        $(#[$note])*
        #[inline(never)]
        $visible fn $name($($parameter: $type),*) -> $result {
            if $crate::kept::is_open($crate::kept::$gate) {
                $function($($parameter),*)
            } else {
                $crate::kept::missing()
            }
        }
    };
}

/// What a class does when it is called with one value.
#[macro_export]
macro_rules! conversion {
    ($function:expr) => {{
        fn converted(value: $crate::value::Value) -> $crate::exceptions::Outcome {
            if $crate::kept::is_open($crate::kept::CLASSES) {
                let function: fn($crate::value::Value) -> $crate::exceptions::Outcome = $function;
                function(value)
            } else {
                $crate::kept::missing()
            }
        }
        converted
    }};
}

/// What a module holds, each behind the gate of its name.
#[macro_export]
macro_rules! members {
    ($(Member::$kind:ident($($argument:tt)*)),* $(,)?) => {
        &[$($crate::member!($kind $($argument)*)),*]
    };
}

/// One member. Classes and functions that are statics do not tell their names while Rust compiles: those of builtins
/// come first.
#[macro_export]
macro_rules! member {
    (Function $method:expr $(,)?) => {
        $crate::member!(@gate_of ($method).name, $crate::modules::Member::Function($method))
    };
    (Value $name:expr, $make:expr $(,)?) => {
        $crate::member!(@gate_of $name, $crate::modules::Member::Value($name, $make))
    };
    (BuiltinValue $name:literal, $make:expr $(,)?) => {
        $crate::member!(@gate_of_builtin $name, $crate::modules::Member::Value($name, $make))
    };
    (Optional $name:expr, $make:expr $(,)?) => {
        $crate::member!(@gate_of $name, $crate::modules::Member::Optional($name, $make))
    };
    (Builtin $name:literal, $builtin:expr $(,)?) => {
        $crate::member!(@gate_of_builtin $name, $crate::modules::Member::Builtin($builtin))
    };
    (Class $name:literal, $class:expr $(,)?) => {
        $crate::member!(@gate_of_builtin $name, $crate::modules::Member::Class($class), $crate::kept::needs($crate::kept::CLASSES))
    };
    (@$gate:ident $name:expr, $member:expr $(, $needs:expr)?) => {{
        fn row() -> Option<&'static $crate::modules::Member> {
            static ROW: $crate::modules::Member = $member;
            $crate::kept::is_open(const { $crate::kept::$gate($name) }).then(|| {
                $($needs;)?
                &ROW
            })
        }
        row as $crate::kept::Row<$crate::modules::Member>
    }};
    (Class $class:expr $(,)?) => {{
        fn row() -> Option<&'static $crate::modules::Member> {
            static ROW: $crate::modules::Member = $crate::modules::Member::Class($class);
            $crate::kept::needs($crate::kept::CLASSES);
            Some(&ROW)
        }
        row as $crate::kept::Row<$crate::modules::Member>
    }};
    ($kind:ident $value:expr $(,)?) => {{
        fn row() -> Option<&'static $crate::modules::Member> {
            static ROW: $crate::modules::Member = $crate::modules::Member::$kind($value);
            Some(&ROW)
        }
        row as $crate::kept::Row<$crate::modules::Member>
    }};
}
