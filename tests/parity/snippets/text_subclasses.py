"""Subclasses of the builtin numbers and texts, and the special methods that the conversions ask."""


class Count(int):
    def __new__(cls, value, unit="x"):
        self = super().__new__(cls, value)
        self.unit = unit
        return self

    def __add__(self, other):
        return Count(int(self) + int(other), self.unit)

    def __repr__(self):
        return f"Count({int(self)}, {self.unit!r})"


class Name(str):
    def __eq__(self, other):
        return str(self).lower() == str(other).lower()

    def __hash__(self):
        return hash(str(self).lower())

    def shout(self):
        return self.upper() + "!"


class Ratio(float):
    pass


class Index:
    def __index__(self):
        return 5


class Both:
    def __int__(self):
        return 3

    def __float__(self):
        return 2.5

    def __complex__(self):
        return 1 + 2j

    def __bytes__(self):
        return b"both"

    def __format__(self, spec):
        return f"<{spec}>"

    def __str__(self):
        return "str"

    def __repr__(self):
        return "répr"


c = Count(4, "m")
print(c, c + 3, (c + 3).unit, c * 2, type(c * 2).__name__, c == 4, hash(c), isinstance(c, int), f"{c:05d}", c.bit_length())
n = Name("Ada")
print(n, n == "ADA", n.shout(), type(n + "x").__name__, type(n.upper()).__name__, {n: 1}[Name("ada")], n[1], len(n), repr(n), f"{n:>5}")
print(type(str(n)).__name__, type(n.strip()).__name__, type(n[:]).__name__, "-".join([n]), n in "xAday")
r = Ratio(1.5)
print(r, r + 1, type(r + 1).__name__, r.is_integer(), r.hex(), round(r), -r, abs(Ratio(-2)))
print([10, 11, 12, 13, 14, 15][Index()], "abcdefgh"[Index()], range(10)[Index()], hex(Index()), 2 ** Index().__index__(), int(Index()), float(Index()))
b = Both()
print(int(b), float(b), complex(b), bytes(b), f"{b}", f"{b:xyz}", f"{b!s:>6}", f"{b!r}", f"{b!a}", "%s %r %a" % (b, b, b), "%d %f" % (b, b))
print("{0} {0!r} {0:q} {x[a]} {y[1]} {z.real}".format(b, x={"a": 1}, y=[1, 2], z=3))
print("{:{}}{:{width}.{precision}f}".format("a", 5, 3.14159, width=10, precision=2))
print(int.from_bytes(bytes(range(10)), "little"), (2**70).to_bytes(10, "big"), int("-0x1f", 16), int("0b101", 0), int(" 12_000 "), int("٣٤"))
print(bytearray(b"abc") + b"d", b"x" + bytearray(b"y"), bytearray(b"abc")[1:], bytes([1, 2]) < b"\x02", b"a" == bytearray(b"a"))
buffer = bytearray(b"hello world")
buffer[0:5] = b"HOWDY"
buffer[::2] = b"......"
del buffer[3]
buffer += b"!"
buffer *= 2
buffer.extend([33, 34])
buffer.append(35)
buffer.insert(0, 64)
print(buffer, buffer.pop(), buffer.pop(0), len(buffer), buffer.count(b"."), buffer.find(b"!"), 33 in buffer)
print(True + True, True & False, True | 2, ~True, -True, True << 3, isinstance(True, int), bool("") or bool("x"), True == 1.0)
s = ""
for i in range(200):
    s += str(i)
print(len(s), s[-5:], hash("abc"), hash(""), hash(1.5), hash(2**100), hash(-1), hash(b"abc"), hash(1 + 2j), hash(float("inf")))
print(10**20 // 3, -(10**20) // 3, -(10**20) % 7, divmod(-7, 2), divmod(7.5, -2), 2**100 >> 90, -1 >> 100, (1 << 100) & 0xFF, 10**25 / 10**20, pow(3, -1, 7))


class Shown(bytes):
    def __repr__(self):
        return "shown"


class ShownArray(bytearray):
    def __repr__(self):
        return "shown"


for own in Shown(b"x"), ShownArray(b"x"):
    print(str(own), f"{own}", "%s" % own, format(own), repr(own), f"{own!r}")


class Named(str):
    pass


for own in "", "text", "t\xe9xt", Named(), Named("text"), Named("t\xe9xt"):
    print(type(iter(own)).__name__, list(iter(own)))
