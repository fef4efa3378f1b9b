"""Powers to the last bit: a digest of many results for each kind of argument."""

MASK = (1 << 61) - 1


def draw(state: int) -> int:
    return (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)


def digest_of_common(exponent: float, count: int) -> int:
    state = 1
    digest = 0
    for _ in range(count):
        state = draw(state)
        base = (state >> 11) / 9007199254740992.0 * 100.0 + 1e-9
        digest = (digest * 1000003 + hash(base**exponent)) & MASK
    return digest


def digest_of_any(count: int) -> int:
    state = 2
    digest = 0
    for _ in range(count):
        state = draw(state)
        base = 2.0 ** ((state >> 11) / 9007199254740992.0 * 600.0 - 300.0)
        state = draw(state)
        exponent = (state >> 11) / 9007199254740992.0 * 6.8 - 3.4
        digest = (digest * 1000003 + hash(base**exponent)) & MASK
    return digest


for common in (2.0, -1.5, 0.5, -1.0, -0.5, 1.5, 3.0, -2.0, 0.1, 1e-9, 40.0):
    print(common, digest_of_common(common, 3000))
print(digest_of_any(20000))

# whole squares of 27 bits lie in the middle of two floats
print(sum(hash(float(base) ** 2.0) for base in range(134217001, 134217728, 2)))
print(sum(hash(float(base) ** 3.0) for base in range(300001, 302001, 2)))

# subnormal results, exact and not, and the ends of the range
for base, exponent in ((2.0, -1074.0), (2.0, -1074.5), (2.0, -1075.0), (0.1, 320.5), (10.0, -323.3), (1.5, -1830.0)):
    print((base**exponent).hex())
for base, exponent in ((10.0, 308.25), (2.0, 1023.99), (1e200, 1.5), (1.0000001, 7.0e9), (0.999, -709000.0)):
    print((base**exponent).hex())
for base, exponent in ((10.0, 308.3), (2.0, 1024.0), (1e-200, -1.6), (-3.0, 701.0)):
    try:
        print(base**exponent)
    except OverflowError as error:
        print(error)
print((-0.0) ** 3.0, (-2.0) ** 3.0, (-2.0) ** -2.0, (-8.0) ** (1 / 3))
