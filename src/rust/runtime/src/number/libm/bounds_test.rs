//! Debug builds check the bound of each plain result against the fused one: many arguments for each function.

use super::*;

/// From 0 to 1, the same each time.
struct Draw(u64);

impl Draw {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    fn of_exponent(&mut self, low: f64, high: f64) -> f64 {
        let exponent = low + self.unit() * (high - low);
        (2.0 * self.unit() - 1.0) * exponent.exp2()
    }
}

#[test]
fn plain_results_are_as_near_to_fused_ones_as_their_bounds_say() {
    let mut draw = Draw(1);
    for _ in 0..20_000 {
        let near_one = 1.0 + draw.of_exponent(-40.0, -4.0);
        let wide = draw.of_exponent(-30.0, 30.0);
        let near_axis = (draw.unit() * 1000.0).floor() * std::f64::consts::FRAC_PI_2 + draw.of_exponent(-50.0, 0.0);
        let inner = draw.of_exponent(-20.0, 0.0);
        for x in [near_one, wide.abs()] {
            assert!(log(x) <= x && log2(x) <= 2.0 * x);
        }
        for x in [wide, near_axis, inner] {
            assert!(sin(x).abs() <= 1.0 && cos(x).abs() <= 1.0 && !tan(x).is_nan());
            assert!(atan(x).abs() <= std::f64::consts::FRAC_PI_2);
            assert!(atan2(x, wide).abs() <= std::f64::consts::PI);
        }
        for x in [inner, 2.0 - near_one.max(1.0), draw.unit()] {
            assert!(asin(x).abs() <= std::f64::consts::FRAC_PI_2 && acos(x) >= 0.0);
        }
    }
}

#[test]
fn a_fused_multiply_add_rounds_once() {
    let mut draw = Draw(2);
    for _ in 0..100_000 {
        let (a, b) = (draw.of_exponent(-30.0, 30.0), draw.of_exponent(-30.0, 30.0));
        let near = if draw.unit() < 0.5 { -a * b } else { a * b };
        let c = near * (1.0 + draw.of_exponent(-60.0, 20.0));
        assert_eq!(fused::multiply_add(a, b, c).to_bits(), a.mul_add(b, c).to_bits(), "{a:?} {b:?} {c:?}");
    }
}
