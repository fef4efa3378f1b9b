"""Shortest repr of floats, rounding, parsing."""
import math

for text in ("0.1", "1e-7", "123456789.123456789", "1e21", "1e22", "9007199254740993", "5e-324", "2.2250738585072014e-308", "1.7976931348623157e308", "1.8e308", "0.30000000000000004", ".5", "5.", "1E5", "-0", "nan", "INF", "-Infinity", "0.1e1", "1e-400", "179769313486231570000e289"):
    value = float(text)
    print(text, repr(value), f"{value:.3f}", f"{value:.17g}", f"{value:e}")
total = 0.0
for i in range(10):
    total += 0.1
print(total, total == 1.0, math.fsum([0.1] * 10), 1e16 + 1.0, 1e16 + 2.0, 0.1 * 3, 1.1 + 2.2, 4.35 * 100, 1.005 * 1000)
for value in (0.125, 0.375, 2.5, 3.5, 1e15 + 0.5, 1.15, 1.25, 1.35, 1e22, 123.456):
    print(value, round(value), round(value, 1), round(value, 2), f"{value:.0f}", f"{value:.1f}", f"{value:.2e}", value.as_integer_ratio())
print(math.sqrt(2), math.pi, math.e, math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.7), math.fmod(-7, 3), math.modf(-2.25), math.frexp(10.0), math.ldexp(0.625, 4), math.copysign(1, -0.0), math.hypot(3, 4), math.isclose(0.1 + 0.2, 0.3), math.inf, math.isnan(math.nan))
print(math.sin(1), math.cos(1), math.tan(1), math.atan2(1, -1), math.exp(1), math.log(10), math.log2(8), math.log10(1000), math.log(8, 2), math.degrees(math.pi), math.radians(180), math.pow(2, 0.5), math.sinh(1), math.gamma(5.5), math.erf(0.5))
for bad in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.exp(1000), lambda: math.acos(2), lambda: math.factorial(-1), lambda: math.floor(math.inf), lambda: math.sqrt("x"), lambda: math.fmod(1, 0), lambda: math.pow(0, -1), lambda: math.gamma(0), lambda: math.log(-5)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(1e15, 1e16, 1e17, 123456789012345.6, 0.0001, 0.00001, 1.0, 100.0, 1e2, -1e-10, 1 / 3, 2**0.5, 1e100, 3.0e-5, 12345678.9)
print(float.fromhex("0x1.999999999999ap-4"), (0.1).hex(), (1e-320).hex(), float.fromhex("inf"), (255.5).hex(), 0.1 .__class__, (1.0).__repr__(), float("1" * 30), float(10**15 + 0.3))
