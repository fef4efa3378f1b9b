//! Compares the functions of `number::libm` with the C library of this machine, bit by bit.
//!
//!     cargo run --release --example libm_comparison -- COUNT [SEED] [FUNCTION]
//!
//! The reference is glibc 2.36 on x86-64 with FMA, which CPython calls; elsewhere differences are to be expected.
//! Arguments are random: of everyday size, of any exponent, near one, whole, and where results leave the range.
#![allow(unsafe_code)] // calls of C functions that take and give floats

use ferrotype_runtime::number::libm;
use std::process::ExitCode;

mod reference {
    extern "C" {
        pub fn pow(x: f64, y: f64) -> f64;
    }
}

/// xorshift64*, so that a seed gives the same arguments everywhere.
struct Draw(u64);

impl Draw {
    fn bits(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// From 0 to 1.
    fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// From `low` to `high`.
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + self.unit() * (high - low)
    }

    fn one_of(&mut self, values: &[f64]) -> f64 {
        values[self.bits() as usize % values.len()]
    }

    /// Any float.
    fn any(&mut self) -> f64 {
        f64::from_bits(self.bits())
    }

    /// A base and an exponent for a power.
    fn power(&mut self, kind: u64) -> (f64, f64) {
        const COMMON: [f64; 8] = [2.0, -1.5, 0.5, -1.0, -0.5, 1.5, 3.0, -2.0];
        match kind % 8 {
            0 => (self.between(0.0, 100.0), self.between(-10.0, 10.0)),
            1 => (self.any(), self.any()),
            2 => (self.between(0.0, 2.0), self.one_of(&COMMON)),
            3 => (self.between(-40.0, 40.0).exp2(), self.one_of(&COMMON)),
            4 => (self.any().abs(), self.between(-2.0, 2.0)),
            5 => {
                let base = self.between(-1000.0, 1000.0).exp2();
                (base, self.between(-1080.0, 1030.0) / base.log2())
            }
            6 => ((self.bits() % 100_000) as f64 + 1.0, self.one_of(&COMMON)),
            _ => (1.0 + self.between(-0.5, 0.5) * self.between(-52.0, 0.0).exp2(), self.between(-10.0, 70.0).exp2()),
        }
    }
}

/// Counts differences and shows the first few.
struct Count {
    name: &'static str,
    different: u64,
}

impl Count {
    fn compare(&mut self, arguments: &[f64], got: f64, wanted: f64) {
        if got.to_bits() == wanted.to_bits() || got.is_nan() && wanted.is_nan() {
            return;
        }
        self.different += 1;
        if self.different <= 5 {
            println!("{}{arguments:?}: {got:?} here, {wanted:?} in the C library", self.name);
        }
    }
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
    if wanted("pow") {
        let mut draw = Draw(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut differences = Count { name: "pow", different: 0 };
        for kind in 0..count {
            let (x, y) = draw.power(kind);
            // SAFETY: a C function of two floats without side effects
            differences.compare(&[x, y], libm::pow(x, y), unsafe { reference::pow(x, y) });
        }
        println!("pow: {} of {count} differ", differences.different);
        total += differences.different;
    }
    if total == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
