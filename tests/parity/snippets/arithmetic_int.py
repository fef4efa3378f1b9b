"""Integer arithmetic: signs of // and %, large values, shifts, bit operations."""
values = [-7, -2, -1, 0, 1, 2, 7, 2**31, -(2**31), 2**47, 2**63 - 1, -(2**63), 10**25, -(10**25)]
for a in values:
    print(a, -a, +a, ~a, abs(a), a.bit_length(), bool(a))
for a in values:
    for b in values:
        print(a + b, a - b, a * b, a & b, a | b, a ^ b, end=" ")
        if b:
            print(a // b, a % b, divmod(a, b))
        else:
            print("zero")
for shift in (0, 1, 13, 47, 48, 63, 64, 100):
    print(5 << shift, -5 << shift, (5 << shift) >> 3, (-5 << shift) >> 7, 1 >> shift, -1 >> shift)
print(2**0, 0**0, (-2) ** 3, 2**200, pow(3, 100, 7), pow(3, -1, 7), pow(-3, 5, 11), pow(2, 10, -7))
print(2**-1, (-2) ** -3, 10**-5)
for bad in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 << -1, lambda: 0**-1, lambda: pow(2, -1, 4), lambda: divmod(1, 0)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
