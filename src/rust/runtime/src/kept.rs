//! What a program keeps of the runtime's tables. Rows of methods, attributes, slots and names stand behind *gates*: a
//! byte for each name and each slot, which the program's entry point defines. The link of a whole program knows the bytes,
//! so that what stands behind a closed gate, and all that only it reaches, is not in the program.
//!
//! Which gates are open, `toolchain/gates.py` finds out: those of the names that the program has, and those that code
//! which is reached says that it needs. A program that comes to a closed gate all the same ends.
#![allow(unsafe_code)] // The bytes are defined by another crate.

use crate::classes::slots::SLOTS;

/// What stands before the gates of names.
pub const RESERVED: usize = 128;
/// Behind it is what only those can reach who have a native class as an object: its constructor, its type aliases.
pub const CLASSES: usize = RESERVED - 1;
/// Ints that do not fit into a machine word.
pub const BIG_INTEGERS: usize = RESERVED - 2;
/// Floats.
pub const FLOATS: usize = RESERVED - 3;
/// Generators and coroutines.
pub const GENERATORS: usize = RESERVED - 4;
/// Texts that are not ASCII: what is known of their characters, and lone surrogates.
pub const WIDE_TEXTS: usize = RESERVED - 5;
/// Objects that can refer to each other in a circle.
pub const CYCLES: usize = RESERVED - 6;
/// Python functions as objects. The body of a module is none.
pub const FUNCTIONS: usize = RESERVED - 7;
/// Slots under their Python names: where a program has such a name, or classes of its own.
pub const WRAPPERS: usize = RESERVED - 8;
/// Objects with a `__del__`.
pub const FINALIZERS: usize = RESERVED - 9;
/// Weak references.
pub const WEAK_REFERENCES: usize = RESERVED - 10;
/// Gates in all; a name's is found by its hash. Names that share one are kept together.
pub const GATES: usize = 1 << 18;

const _: () = assert!(SLOTS <= WEAK_REFERENCES);

/// A row of a table behind its gate.
pub type Row<T> = fn() -> Option<&'static T>;

#[cfg(not(test))]
extern "C" {
    /// Not zero where the gate is closed. Read by what stands behind it.
    static FERROTYPE_CLOSED: [u8; GATES];
    /// The same for code that needs a gate open: where it is reached, the gate is.
    static FERROTYPE_MISSING: [u8; RESERVED];
}

#[cfg(test)]
static FERROTYPE_CLOSED: [u8; GATES] = [0; GATES];
#[cfg(test)]
static FERROTYPE_MISSING: [u8; RESERVED] = [0; RESERVED];

/// The gate of a name: FNV-1a, folded.
pub const fn gate_of(name: &str) -> usize {
    folded(name, 0x811c_9dc5)
}

/// The gate of a name among the builtins, which only programs look up: as that of the name with a dot before it.
pub const fn gate_of_builtin(name: &str) -> usize {
    folded(name, (0x811c_9dc5 ^ b'.' as u32).wrapping_mul(0x0100_0193))
}

const fn folded(name: &str, start: u32) -> usize {
    let bytes = name.as_bytes();
    let mut hash = start;
    let mut position = 0;
    while position < bytes.len() {
        hash = (hash ^ bytes[position] as u32).wrapping_mul(0x0100_0193);
        position += 1;
    }
    RESERVED + hash as usize % (GATES - RESERVED)
}

/// Whether a gate is open.
#[inline(always)]
pub fn is_open(gate: usize) -> bool {
    // SAFETY: `gate_of` and the positions of slots are below `GATES`; nobody writes to the array.
    unsafe { (&raw const FERROTYPE_CLOSED).cast::<u8>().add(gate).read() == 0 }
}

/// Says that the code here needs what stands behind a gate.
#[inline(always)]
pub fn needs(gate: usize) {
    // SAFETY: what is needed is below `RESERVED`; nobody writes to the array.
    if unsafe { (&raw const FERROTYPE_MISSING).cast::<u8>().add(gate).read() != 0 } {
        missing();
    }
}

/// Ends the program where it comes to what the link left out.
#[cold]
#[inline(never)]
pub(crate) fn missing() -> ! {
    crate::program::end_left_out()
}

/// Defines the gates of a program: all are open.
#[macro_export]
macro_rules! keep_everything {
    () => {
        #[unsafe(no_mangle)]
        pub static FERROTYPE_CLOSED: [u8; $crate::kept::GATES] = [0; $crate::kept::GATES];
        #[unsafe(no_mangle)]
        pub static FERROTYPE_MISSING: [u8; $crate::kept::RESERVED] = [0; $crate::kept::RESERVED];
    };
}

/// Defines the gates of a program: those that are listed are open.
#[macro_export]
macro_rules! keep {
    ($gates:expr) => {
        #[unsafe(no_mangle)]
        pub static FERROTYPE_CLOSED: [u8; $crate::kept::GATES] = $crate::kept::closed($gates);
        #[unsafe(no_mangle)]
        pub static FERROTYPE_MISSING: [u8; $crate::kept::RESERVED] = $crate::kept::closed($gates);
    };
}

/// All gates closed but those that are listed.
pub const fn closed<const N: usize>(open: &[usize]) -> [u8; N] {
    let mut gates = [1; N];
    let mut position = 0;
    while position < open.len() {
        if open[position] < N {
            gates[open[position]] = 0;
        }
        position += 1;
    }
    gates
}

/// A kind of row with a name: the trait through which a table is known while Rust compiles, and a function for each row.
macro_rules! gated_table {
    ($source:ident $at:ident $row:ident $table:ident $item:ty, |$own:ident| $name:expr) => {
        /// A table as a type.
        pub trait $source {
            const ROWS: &'static [$item];
        }

        struct $at<S, const POSITION: usize>(std::marker::PhantomData<S>);

        impl<S: $source, const POSITION: usize> $at<S, POSITION> {
            // Each row is a constant of its own: one that is kept does not keep the others.
            const ROW: $item = S::ROWS[POSITION];
            const REFERENCE: &'static $item = &Self::ROW;
            const GATE: usize = {
                let $own = &Self::ROW;
                gate_of($name)
            };
        }

        fn $row<S: $source, const POSITION: usize>() -> Option<&'static $item> {
            is_open($at::<S, POSITION>::GATE).then_some($at::<S, POSITION>::REFERENCE)
        }

        /// The rows of a table, each behind its gate.
        pub const fn $table<S: $source, const N: usize>() -> [Row<$item>; N] {
            let mut rows: [Row<$item>; N] = [|| None; N];
            let all: [Row<$item>; 96] = each_position!($row S);
            assert!(N <= all.len());
            let mut position = 0;
            while position < N {
                rows[position] = all[position];
                position += 1;
            }
            rows
        }
    };
}

macro_rules! each_position {
    ($row:ident $source:ident) => {
        each_position!(@tens $row $source [0 10 20 30 40 50 60 70 80] [90 91 92 93 94 95])
    };
    (@tens $row:ident $source:ident [$($ten:literal)*] [$($rest:literal)*]) => {
        [$(
            $row::<$source, { $ten }>, $row::<$source, { $ten + 1 }>, $row::<$source, { $ten + 2 }>,
            $row::<$source, { $ten + 3 }>, $row::<$source, { $ten + 4 }>, $row::<$source, { $ten + 5 }>,
            $row::<$source, { $ten + 6 }>, $row::<$source, { $ten + 7 }>, $row::<$source, { $ten + 8 }>,
            $row::<$source, { $ten + 9 }>,
        )* $($row::<$source, $rest>,)*]
    };
}

use crate::classes::declaration::{ClassConstant, GetSet, Method};

gated_table!(MethodSource MethodAt method_row method_rows Method, |row| row.name);
gated_table!(GetSetSource GetSetAt getset_row getset_rows GetSet, |row| row.name);
gated_table!(ConstantSource ConstantAt constant_row constant_rows ClassConstant, |row| row.0);
