"""The functions of `math` to the last bit: a digest of many results for each function and kind of argument."""

import math

MASK = (1 << 61) - 1


class Draw:
    def __init__(self, state: int) -> None:
        self.state = state

    def unit(self) -> float:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.state >> 11) / 9007199254740992.0

    def argument(self, kind: int) -> float:
        if kind == 0:
            return self.unit() * 2.0 - 1.0
        if kind == 1:
            return self.unit() * 20.0 - 10.0
        if kind == 2:
            return self.unit() * 1500.0 - 750.0
        if kind == 3:
            return 1.0 + (self.unit() - 0.5) * 0.2
        if kind == 4:
            return math.ldexp(self.unit() - 0.5, int(self.unit() * 60.0) - 30)
        if kind == 5:
            return math.ldexp(self.unit() - 0.5, int(self.unit() * 2000.0) - 1000)
        return math.floor(self.unit() * 1000.0) * math.pi / 2.0 + math.ldexp(self.unit(), -int(self.unit() * 40.0))


def digest(function, arguments) -> int:
    result = 0
    for values in arguments:
        try:
            value = hash(function(*values))
        except ValueError:
            value = 1
        except OverflowError:
            value = 2
        result = (result * 1000003 + value) & MASK
    return result


UNARY = (
    math.acos, math.acosh, math.asin, math.asinh, math.atan, math.atanh, math.cbrt, math.cos, math.cosh, math.erf,
    math.erfc, math.exp, math.exp2, math.expm1, math.gamma, math.lgamma, math.log, math.log10, math.log1p, math.log2,
    math.sin, math.sinh, math.tan, math.tanh,
)  # fmt: skip
BINARY = (math.atan2, math.pow, math.fmod, math.remainder, math.hypot)

for function in UNARY:
    draw = Draw(7)
    for kind in range(7):
        print(function.__name__, kind, digest(function, [(draw.argument(kind),) for _ in range(400)]))
for function in BINARY:
    draw = Draw(8)
    for kind in range(7):
        pairs = [(draw.argument(kind), draw.argument((kind + index) % 7)) for index in range(400)]
        print(function.__name__, kind, digest(function, pairs))

draw = Draw(9)
print(digest(lambda *values: math.hypot(*values), [[draw.argument(4) for _ in range(4)] for _ in range(300)]))
print(digest(math.dist, [([draw.unit() for _ in range(3)], [draw.unit() for _ in range(3)]) for _ in range(300)]))
print(digest(lambda *values: math.fsum(values), [[draw.argument(5) for _ in range(8)] for _ in range(300)]))

numbers = [complex(draw.argument(4), draw.argument(1)) for _ in range(300)]
result = 0
for base, exponent in zip(numbers, reversed(numbers)):
    for value in (abs(base), base ** complex(exponent.imag, 0.5), base**0.5, base**3, 2.0 ** complex(0.0, exponent.imag)):
        result = (result * 1000003 + hash(value)) & MASK
print(result)
print((-8.0) ** (1 / 3), (-1.5) ** 0.5, pow(-2.0, 2.5))
print(math.log(10**400), math.log2(2**3000 + 1), math.log10(10**400), math.log(8, 2), math.log(1e300, 1e-300))


def attempt(function, *arguments, **keywords):
    try:
        return repr(function(*arguments, **keywords))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for wrong in (attempt(math.sqrt), attempt(math.sqrt, 1, 2), attempt(math.sqrt, x=1), attempt(math.log), attempt(math.log, 1, 2, 3)):
    print(wrong)
for wrong in (attempt(math.atan2, 1), attempt(math.pow, 1, 2, 3)):
    print(wrong)
for wrong in (attempt(math.cbrt, "a"), attempt(math.erf, None), attempt(math.erfc), attempt(math.log, 2, 1), attempt(math.log, 1, None)):
    print(wrong)
print(math.sqrt.__name__, math.sqrt.__qualname__, math.sqrt.__module__, len.__qualname__, "".join.__qualname__)
