import cmath
import math

MASK = (1 << 61) - 1
PARTS = [-math.inf, -1e308, -2.5, -1.0, -1e-310, -0.0, 0.0, 5e-324, 0.5, 1.0, 710.0, 1e155, math.inf, math.nan]
FUNCTIONS = [
    cmath.acos, cmath.acosh, cmath.asin, cmath.asinh, cmath.atan, cmath.atanh, cmath.cos, cmath.cosh, cmath.exp,
    cmath.log, cmath.log10, cmath.phase, cmath.polar, cmath.sin, cmath.sinh, cmath.sqrt, cmath.tan, cmath.tanh,
    cmath.isfinite, cmath.isinf, cmath.isnan,
]  # fmt: skip


def attempt(function, *arguments):
    try:
        return repr(function(*arguments))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for function in FUNCTIONS:
    for real in PARTS:
        print(function.__name__, real, *(attempt(function, complex(real, imaginary)) for imaginary in PARTS))
for length in PARTS:
    print("rect", length, *(attempt(cmath.rect, length, angle) for angle in PARTS))

state = 3


def draw():
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
    return (state >> 11) / 9007199254740992.0


for function in FUNCTIONS[:18]:
    result = 0
    for index in range(300):
        size = 2.0 ** int(draw() * 24 - 16)
        value = function(complex((draw() - 0.5) * size, (draw() - 0.5) * size))
        result = (result * 1000003 + hash(value)) & MASK
    print(function.__name__, result)


class Number:
    def __complex__(self):
        return 1 + 2j


class Real:
    def __float__(self):
        return 0.25


print(cmath.sqrt(Number()), cmath.sqrt(Real()), cmath.sqrt(-4), cmath.sqrt(True), cmath.exp(0.5))
print(cmath.log(8, 2), cmath.log(-1), cmath.log(1j, 2), attempt(cmath.log, 0, 2), attempt(cmath.log, 2, 0))
print(attempt(cmath.log, 2, 1), attempt(cmath.log, 0), attempt(cmath.log, 1, None), attempt(cmath.log))
print(attempt(cmath.sqrt, "a"), attempt(cmath.sqrt, None), attempt(cmath.sqrt), attempt(cmath.sqrt, 1, 2))
print(attempt(cmath.rect, 1j, 1), attempt(cmath.rect, 1), attempt(cmath.polar, []), attempt(cmath.isnan, 10**400))
print(cmath.isclose(1, 1 + 1e-10j), cmath.isclose(1, 1.1, rel_tol=0.2), cmath.isclose(complex(math.inf, 1), 2))
print(cmath.isclose(1j, 1j, abs_tol=0.0), cmath.isclose(0, 1e-9j, abs_tol=1e-8))
try:
    cmath.isclose(1, 2, rel_tol=-1)
except ValueError as error:
    print(error)
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.nan, cmath.infj, cmath.nanj, cmath.__name__)
print(cmath.__doc__)
