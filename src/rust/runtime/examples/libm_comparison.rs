//! Compares the functions of `number::libm` with the C library of this machine, bit by bit.
//!
//!     cargo run --release --example libm_comparison -- COUNT [SEED] [FUNCTION]
//!
//! The reference is glibc 2.36 on x86-64 with FMA, which CPython calls; elsewhere differences are to be expected.
//! Arguments are random: of everyday size, of any exponent, near one, whole, near multiples of pi/2, and where results
//! leave the range.
#![allow(unsafe_code)] // functions of the C library, found by name: Rust's own library has some of the names, too

use ferrotype_runtime::number::libm;
use std::ffi::{c_char, c_int, c_void, CString};
use std::process::ExitCode;

extern "C" {
    fn dlopen(file: *const c_char, flags: c_int) -> *mut c_void;
    fn dlsym(library: *mut c_void, name: *const c_char) -> *mut c_void;
}

type Unary = fn(f64) -> f64;
type Binary = fn(f64, f64) -> f64;
type UnaryReference = unsafe extern "C" fn(f64) -> f64;
type BinaryReference = unsafe extern "C" fn(f64, f64) -> f64;

const UNARY: [(&str, Unary); 23] = [
    ("acos", libm::acos),
    ("acosh", libm::acosh),
    ("asin", libm::asin),
    ("asinh", libm::asinh),
    ("atan", libm::atan),
    ("atanh", libm::atanh),
    ("cbrt", libm::cbrt),
    ("cos", libm::cos),
    ("cosh", libm::cosh),
    ("erf", libm::erf),
    ("erfc", libm::erfc),
    ("exp", libm::exp),
    ("exp2", libm::exp2),
    ("expm1", libm::expm1),
    ("log", libm::log),
    ("log10", libm::log10),
    ("log1p", libm::log1p),
    ("log2", libm::log2),
    ("sin", libm::sin),
    ("sinh", libm::sinh),
    ("tan", libm::tan),
    ("tanh", libm::tanh),
    ("sqrt", f64::sqrt),
];
const BINARY: [(&str, Binary); 4] = [
    ("atan2", libm::atan2),
    ("hypot", libm::hypot),
    ("pow", libm::pow),
    // another sequence of arguments for the same function
    ("pow common", libm::pow),
];

/// The C library's function of this name.
fn reference(name: &str) -> *mut c_void {
    let text = |text: &str| CString::new(text).expect("no zero byte");
    // SAFETY: both take texts that end with a zero byte; 2 is RTLD_NOW
    unsafe {
        let library = dlopen(text("libm.so.6").as_ptr(), 2);
        assert!(!library.is_null(), "libm.so.6 cannot be opened");
        let function = dlsym(library, text(name).as_ptr());
        assert!(!function.is_null(), "libm.so.6 has no {name}");
        function
    }
}

/// xorshift64*, so that a seed gives the same arguments everywhere.
struct Draw(u64);

impl Draw {
    fn new(seed: u64) -> Draw {
        Draw(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn bits(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// From `low` to `high`.
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (self.bits() >> 11) as f64 / (1u64 << 53) as f64 * (high - low)
    }

    /// A number of either sign whose exponent lies between the given ones.
    fn of_exponent(&mut self, low: f64, high: f64) -> f64 {
        self.between(-1.0, 1.0) * self.between(low, high).exp2()
    }

    fn argument(&mut self, kind: u64) -> f64 {
        match kind % 12 {
            0 => f64::from_bits(self.bits()),
            1 => self.between(-1.0, 1.0),
            2 => self.between(-10.0, 10.0),
            3 => self.between(-800.0, 800.0),
            4 => self.between(0.9, 1.1),
            5 => self.of_exponent(-30.0, 0.0),
            6 => self.of_exponent(0.0, 30.0),
            7 => self.between(-100.0, 150.0).floor() / 8.0,
            8 => (1.0 - self.between(-50.0, 0.0).exp2()).copysign(self.between(-1.0, 1.0)),
            9 => self.between(0.0, 1000.0).floor() * std::f64::consts::FRAC_PI_2 + self.of_exponent(-40.0, 0.0),
            10 => self.of_exponent(0.0, 1000.0),
            _ => self.between(0.0, 0.25),
        }
    }

    fn pair(&mut self, kind: u64) -> (f64, f64) {
        match kind % 4 {
            0 => (self.argument(kind / 4), self.argument(kind / 48)),
            1 => (self.between(-1.0, 1.0), self.between(-1.0, 1.0)),
            2 => (self.between(-1.0, 1.0), self.of_exponent(-20.0, 20.0)),
            _ => {
                let first = self.argument(kind / 4);
                (first, first * self.between(-5.0, 5.0))
            }
        }
    }

    /// A base and an exponent.
    fn power(&mut self, kind: u64) -> (f64, f64) {
        match kind % 5 {
            0 => (self.between(0.0, 100.0), self.between(-10.0, 10.0)),
            1 => (f64::from_bits(self.bits()), f64::from_bits(self.bits())),
            2 => (self.argument(0).abs(), self.between(-2.0, 2.0)),
            3 => {
                let base = self.between(-1000.0, 1000.0).exp2();
                (base, self.between(-1080.0, 1030.0) / base.log2())
            }
            _ => (1.0 + self.of_exponent(-52.0, -1.0), self.between(-10.0, 70.0).exp2()),
        }
    }

    /// A base and an exponent that programs often write.
    fn common_power(&mut self, kind: u64) -> (f64, f64) {
        const COMMON: [f64; 8] = [2.0, -1.5, 0.5, -1.0, -0.5, 1.5, 3.0, -2.0];
        let base = match kind / 8 % 5 {
            0 => self.between(0.0, 2.0),
            1 => self.of_exponent(-40.0, 40.0).abs(),
            2 => self.between(1.0, 100_000.0).floor(),
            3 => self.of_exponent(-600.0, 600.0).abs(),
            _ => self.between(1.0, 1e9).floor(), // with squares in the middle of two floats
        };
        (base, COMMON[kind as usize % 8])
    }
}

/// Counts differences and shows the first few.
#[derive(Default)]
struct Differences(u64);

impl Differences {
    fn compare(&mut self, name: &str, arguments: &[f64], got: f64, wanted: f64) {
        if got.to_bits() == wanted.to_bits() || got.is_nan() && wanted.is_nan() {
            return;
        }
        self.0 += 1;
        if self.0 <= 5 {
            println!("{name}{arguments:?}: {got:?} here, {wanted:?} in the C library");
        }
    }
}

fn compare_unary(name: &str, function: Unary, count: u64, seed: u64) -> u64 {
    // SAFETY: C functions of a float without side effects
    let reference: UnaryReference = unsafe { std::mem::transmute(reference(name)) };
    let mut draw = Draw::new(seed);
    let mut differences = Differences::default();
    for kind in 0..count {
        let x = draw.argument(kind);
        // SAFETY: as above
        differences.compare(name, &[x], function(x), unsafe { reference(x) });
    }
    differences.0
}

fn compare_binary(name: &str, function: Binary, count: u64, seed: u64) -> u64 {
    let symbol = name.split(' ').next().expect("a name");
    // SAFETY: C functions of two floats without side effects
    let reference: BinaryReference = unsafe { std::mem::transmute(reference(symbol)) };
    let mut draw = Draw::new(seed);
    let mut differences = Differences::default();
    for kind in 0..count {
        let (x, y) = match name {
            "pow" => draw.power(kind),
            "pow common" => draw.common_power(kind),
            _ => draw.pair(kind),
        };
        // SAFETY: as above
        differences.compare(name, &[x, y], function(x, y), unsafe { reference(x, y) });
    }
    differences.0
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(Ok(count)) = arguments.first().map(|text| text.parse::<u64>()) else {
        eprintln!("usage: libm_comparison COUNT [SEED] [FUNCTION]");
        return ExitCode::from(2);
    };
    let seed = arguments.get(1).and_then(|text| text.parse().ok()).unwrap_or(1u64);
    let wanted = |name: &str| arguments.get(2).is_none_or(|only| only == name);
    let mut total = 0;
    let mut report = |name: &str, differences: u64| {
        println!("{name}: {differences} of {count} differ");
        total += differences;
    };
    for (name, function) in UNARY.into_iter().filter(|row| wanted(row.0)) {
        report(name, compare_unary(name, function, count, seed));
    }
    for (name, function) in BINARY.into_iter().filter(|row| wanted(row.0)) {
        report(name, compare_binary(name, function, count, seed));
    }
    if total == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
