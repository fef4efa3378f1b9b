"""enum: members, aliases, flags, values, errors; attributes that only instances have."""
from enum import Enum, IntEnum, Flag, IntFlag, auto, unique, StrEnum

class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
print(Color.RED, repr(Color.GREEN), Color(1), Color['GREEN'], Color.CRIMSON is Color.RED, list(Color), Color.RED.name, Color.RED.value, len(Color), Color.RED in Color)
print(Color.__members__)

class P(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(P.R | P.X, repr(P.R | P.W), P.RW, ~P.R, bool(P.R & P.W), list(P.RW), P(5), P(0))

class N(IntEnum):
    A = 1
    B = auto()
print(N.B + 1, N.A < N.B, sorted([N.B, N.A]), f'{N.A}', str(N.A), repr(N.A), N(2))

class S(StrEnum):
    A = auto()
    B = 'x'
print(S.A, S.B == 'x', repr(S.B))

class M(IntFlag):
    A = 1
    B = 2
print(M.A | 8, repr(M.A | M.B), M(3) & 1, M.A.bit_length() if hasattr(M.A, 'bit_length') else 0)
for f in (lambda: Color(5), lambda: Color['X'], lambda: setattr(Color, 'RED', 3), lambda: Color.RED.foo, lambda: Color.RED < Color.GREEN, lambda: P(99), lambda: N('a')):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (0.6, 3.3)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def density(self):
        return self.mass / self.radius
print(Planet.EARTH.density, Planet.EARTH.value, Planet((0.6, 3.3)))
try:

    @unique
    class D(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)
try:

    class E2(Color):
        pass
except TypeError as e:
    print(e)
import types

class DA:

    @types.DynamicClassAttribute
    def v(self):
        """doc"""
        return 5
print(DA().v)
try:
    DA.v
except AttributeError as e:
    print('AttributeError', e.args)
print(hash(Color.RED) == hash('RED'), {Color.RED: 1}[Color.RED], dir(Color)[:3], Color.RED.__class__, type(Color))

def m(c):
    match c:
        case Color.RED:
            return 'r'
        case _:
            return 'o'
print(m(Color.RED), m(Color.GREEN))
