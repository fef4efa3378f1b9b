//! The quick division of big integers against the definition.

use super::integer::Integer;
use num_bigint::BigInt;

/// A reproducible stream of 64-bit words.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state ^ (*state >> 29)
}

#[test]
fn close_quotients_are_exact() {
    let mut state = 7;
    for round in 0..20_000u64 {
        let words = 1 + round % 5;
        let mut divisor: BigInt = BigInt::from(next(&mut state) >> (round % 64)) + 1u64;
        for _ in 0..words {
            let word: u64 = if round % 3 == 0 { u64::MAX } else { next(&mut state) };
            divisor = (divisor << 64usize) + word;
        }
        let quotient = next(&mut state) >> (round * 7 % 64);
        let remainder: BigInt =
            if round % 4 == 0 { &divisor - 1u64 } else { (&divisor * (next(&mut state) >> 1)) >> 63usize };
        let dividend = &divisor * quotient + &remainder;
        let (found, rest) = Integer::from(dividend.clone()).divmod(&Integer::from(divisor.clone())).expect("not zero");
        assert_eq!(found.to_big(), BigInt::from(quotient), "{dividend} // {divisor}");
        assert_eq!(rest.to_big(), remainder, "{dividend} % {divisor}");
    }
}
