//! Large arguments of the circular functions less a multiple of pi/2, as glibc 2.36 computes it (without fused
//! operations; Payne and Hanek's method with 24 bits of 2/pi at a time).

/// 2/pi in base 2**24.
const TWO_OVER_PI: [u32; 75] = [
    10680707, 7228996, 1387004, 2578385, 16069853, 12639074, 9804092, 4427841, 16666979, 11263675, 12935607, 2387514,
    4345298, 14681673, 3074569, 13734428, 16653803, 1880361, 10960616, 8533493, 3062596, 8710556, 7349940, 6258241,
    3772886, 3769171, 3798172, 8675211, 12450088, 3874808, 9961438, 366607, 15675153, 9132554, 7151469, 3571407,
    2607881, 12013382, 4155038, 6285869, 7677882, 13102053, 15825725, 473591, 9065106, 15363067, 6271263, 9264392,
    5636912, 4652155, 7056368, 13614112, 10155062, 1944035, 9527646, 15080200, 6658437, 6231200, 6832269, 16767104,
    5075751, 3212806, 1398474, 7579849, 6349435, 12618859, 4703257, 12806093, 14477321, 2786137, 12875403, 9837734,
    14528324, 13719321, 343717,
];

const HALF_PI: f64 = std::f64::consts::FRAC_PI_2;
const HALF_PI_TAIL: f64 = 6.123233995736766e-17;
/// pi/2 as two numbers of 27 bits.
const PART_1: f64 = 1.5707963407039642;
const PART_2: f64 = -1.3909067675399456e-08;
const SPLIT: f64 = 134_217_729.0;
/// Adding and subtracting it rounds to an integer, and to a multiple of four.
const TO_INTEGER: f64 = 6755399441055744.0;
const TO_FOUR: f64 = 27021597764222976.0;
const TWO_M24: f64 = 5.960464477539063e-08;

/// The integer part modulo four and the fraction, in two parts, of `x * 2**600 * 2 / pi`; x has at most 26 bits.
fn part(x: f64) -> (f64, f64, f64) {
    let exponent = (x.to_bits() >> 52 & 0x7ff) as i32;
    let first = ((exponent - 450) / 24).max(0) as usize;
    let mut unit = f64::from_bits(((1023 + 576 - 24 * first as i64) as u64) << 52);
    let mut products = [0.0; 6];
    for (product, digit) in products.iter_mut().zip(&TWO_OVER_PI[first..]) {
        *product = x * f64::from(*digit) * unit;
        unit *= TWO_M24;
    }
    let mut whole = 0.0;
    for product in &mut products[..3] {
        let integer = (*product + TO_INTEGER) - TO_INTEGER;
        whole += integer;
        *product -= integer;
    }
    let mut sum = 0.0;
    for product in products.iter().rev() {
        sum += product;
    }
    let mut rest = products[0] - sum;
    for product in &products[1..] {
        rest += product;
    }
    let integer = (sum + TO_INTEGER) - TO_INTEGER;
    whole += integer;
    sum -= integer;
    let fraction = sum + rest;
    let rest = (sum - fraction) + rest;
    (whole - ((whole + TO_FOUR) - TO_FOUR), fraction, rest)
}

/// `x` less the nearest multiple of pi/2, in two parts, and that multiple modulo four.
#[inline(never)]
pub fn reduce_large(x: f64) -> (f64, f64, u64) {
    let x = x * f64::from_bits((1023 - 600) << 52);
    let scaled = x * SPLIT;
    let upper = scaled - (scaled - x);
    let (whole_1, b1, rest_1) = part(upper);
    let (whole_2, b2, rest_2) = part(x - upper);
    let mut whole = whole_1 + whole_2;
    let mut b = b1 + b2;
    let rest = if b1.abs() > b2.abs() { (b1 - b) + b2 } else { (b2 - b) + b1 };
    if b > 0.5 {
        b -= 1.0;
        whole += 1.0;
    } else if b < -0.5 {
        b += 1.0;
        whole -= 1.0;
    }
    let turn = b + (rest + rest_1 + rest_2);
    let turn_rest = ((b - turn) + rest) + (rest_1 + rest_2);
    let scaled = turn * SPLIT;
    let upper = scaled - (scaled - turn);
    let lower = turn - upper;
    let product = turn * HALF_PI;
    let product_rest = (((upper * PART_1 - product) + upper * PART_2) + lower * PART_1)
        + (lower * PART_2 + turn * HALF_PI_TAIL + turn_rest * HALF_PI);
    let high = product + product_rest;
    (high, (product - high) + product_rest, whole as i64 as u64)
}
