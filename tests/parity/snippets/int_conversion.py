"""Conversions between ints and text, in every base; huge values."""
for n in (0, 1, -1, 255, -256, 2**31, 2**63, -(2**64), 10**30, 3**100):
    print(n, bin(n), oct(n), hex(n), f"{n:x}", f"{n:,}", f"{n:_b}"[:40], str(n)[::-1][:12], len(str(n)), n.bit_count())
print(int("123456789012345678901234567890"), int("-0"), int("+5"), int("0_1_0"), int("ff", 16), int("-FF", 16), int("0xff", 16), int("0o17", 0), int("0b11", 2), int("z" * 20, 36))
x = 1
for i in range(1, 60):
    x *= i
print(x, x % 1000007, x // 10**60, len(str(x)))
a, b = 0, 1
for _ in range(300):
    a, b = b, a + b
print(a, a >> 100, a & (2**70 - 1), a ^ b, -a // 7, -a % 7, divmod(-a, 10**20))
print(10**18 * 10**18, (10**18 + 1) ** 3, 2**100 - 2**99, -(2**100) >> 99, (1 << 100) | 1, ~(1 << 100), (2**100) // (2**50), 2**100 / 2**99, 10**30 / 3, 7 / 10**25)
print(float(2**53 + 1), float(10**23), int(1e23), 2**1023 * 1.0, 1e23 == 10**23, 10**23 < 1e23, 2**63 == 9223372036854775808.0, -(2**63) // -1, (2**63) * -1)
for bad in (lambda: float(10**400), lambda: 10**400 / 3.0, lambda: int("1" * 5000), lambda: 1 << 2**70 if False else 1 << "a", lambda: 2 ** "x", lambda: "5" + 5):
    try:
        print(str(bad())[:40])
    except Exception as error:
        print(type(error).__name__, error)
print(10**400 // 10**399, 10**400 % 7, round(12345, -2), round(-15, -1), round(25, -1), (12).__truediv__(5), (7).__floordiv__(-2), int.from_bytes((2**70).to_bytes(9, "big"), "big") == 2**70)
print((-7) // 2, (-7) % 2, 7 // -2, 7 % -2, -7 // -2, -7 % -2, (2**70) // -3, (2**70) % -3, -(2**70) // 3, -(2**70) % 3, 5 % 2**70, -5 % 2**70)
import math

print(math.gcd(2**80, 6**40), math.lcm(4, 6, 10), math.isqrt(10**40), math.factorial(25), math.comb(50, 25), math.perm(10, 3), math.prod(range(1, 15)))
