"""Float arithmetic and repr."""
values = [0.0, -0.0, 1.0, -1.5, 0.1, 1e16, 1e22, 1e-5, 123456789.123, 5e-324, 1.7976931348623157e308, float("inf"), float("-inf")]
for a in values:
    print(repr(a), str(-a), a + 1, a * 3, a / 7, abs(a), bool(a), a.is_integer())
for a in values[:6]:
    for b in (1.0, -2.5, 0.3):
        print(a // b, a % b, divmod(a, b), a**2, a - b)
print(0.1 + 0.2, 1 / 3, 2 / 3, 10 / 2, 7 // 2.0, -7 // 2.0, -7 % 2.5, 7 % -2.5)
print(float("nan"), float("nan") == float("nan"), float("inf") - float("inf"))
print(round(0.5), round(1.5), round(2.5), round(-0.5), round(2.675, 2), round(1234.5678, -2), round(5, -1), round(15, -1), round(1e300, 2))
print(1e15, 1e16, 123456789012345678.0, 1e-4, 1e-5, 0.00012345, 100000.0, 12345678901234567890.0)
print((0.1).hex(), float.fromhex("0x1.8p3"), (2.5).as_integer_ratio(), (-0.0).hex())
print(int(2.9), int(-2.9), int(1e20), 3 == 3.0, 2**53 == float(2**53), 2**53 + 1 == float(2**53), hash(1.0) == hash(1), hash(0.5))
print(1e308 * 10, -1e308 * 10, 2.0**0.5, 4**0.5, (-8) ** 2.0, 1.5e3, 1_000.5)
for bad in (lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: int(float("nan")), lambda: int(float("inf")), lambda: 10.0**400, lambda: 0.0**-1):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
