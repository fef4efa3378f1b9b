"""Random expressions of Python as text, from tables of values and operations. Most of them raise: messages count."""

from __future__ import annotations

from random import Random

VALUES = {
    "int": "0 1 -1 2 3 7 -5 10 255 256 -128 1000003 2**31 -2**31 2**47-1 2**47 -2**47 2**63 2**64+1 -2**100 10**30 True False".split(),
    "float": "0.0 -0.0 1.0 -1.5 0.1 2.5 1e16 1e-7 123456.789 1e300 5e-324 float('inf') float('nan') -1e22 0.5".split(),
    "complex": ["1j", "(1+2j)", "(-0.5+0j)", "complex('nan')"],
    "str": ["''", "'a'", "'abc'", "'Hello World'", "' x '", "'äß€'", "'\\n\\t'", "'12'", "'-3.5'", "'a,b,,c'", "'\\U0001f600z'", "'{}'", "'%s'", "\"it's\""],
    "bytes": ["b''", "b'a'", "b'abc'", "b'\\x00\\xff'", "b'1 2'", "bytearray(b'xyz')"],
    "list": ["[]", "[1]", "[3, 1, 2]", "['b', 'a']", "[1, 'a', None]", "[[1], [2, 3]]", "[0.5, 2, True]", "list(range(10))"],
    "tuple": ["()", "(1,)", "(1, 2, 3)", "('a', 1)", "((1, 2), 3)", "(None, True)"],
    "dict": ["{}", "{'a': 1}", "{1: 'x', 2: 'y'}", "{'k': [1], (1, 2): None}", "dict(a=1, b=2.5)"],
    "set": ["set()", "{1, 2, 3}", "frozenset({4, 5})", "{'a'}", "{True, 0.5, 7}"],
    "other": ["None", "range(5)", "range(10, 0, -3)", "slice(1, None, 2)", "...", "NotImplemented", "int", "str", "len", "ValueError('v')", "iter([1, 2])", "(x for x in [1])", "memoryview(b'abc')"],
}  # fmt: skip

BINARY = "+ - * / // % ** << >> & | ^ @ == != < <= > >= is in and or".split()
UNARY = ["-", "+", "~", "not "]

METHODS = {
    "int": "bit_length() bit_count() conjugate() as_integer_ratio() to_bytes(4,'big') to_bytes(9,'little',signed=True) real imag numerator __index__() __floor__() __round__(-1) __add__(1) __rsub__(V) __divmod__(V) __pow__(2,5)".split(),
    "float": "is_integer() hex() as_integer_ratio() conjugate() real __round__(1) __floor__() __trunc__() __divmod__(V) __eq__(V) __int__()".split(),
    "str": ["upper()", "lower()", "title()", "capitalize()", "swapcase()", "casefold()", "strip()", "strip(S)", "lstrip(S)", "rstrip('dl')", "split()", "split(S)", "split(S, 1)", "rsplit(S, 1)", "splitlines()", "splitlines(True)", "partition(S)", "rpartition(S)", "find(S)", "rfind(S, I)", "index(S)", "count(S)", "count(S, I, I)", "replace(S, S)", "replace(S, S, 1)", "startswith(S)", "endswith((S, S))", "center(I)", "center(9, '*')", "ljust(7)", "rjust(7, '0')", "zfill(6)", "encode()", "encode('ascii', 'replace')", "encode('latin-1')", "encode('utf-16')", "isdigit()", "isalpha()", "isidentifier()", "isspace()", "istitle()", "isprintable()", "join(V)", "format(V)", "format(V, V)", "format_map(V)", "expandtabs(4)", "translate({97: 'X', 98: None})", "removeprefix(S)", "removesuffix(S)", "__contains__(V)", "__getitem__(V)", "__mul__(V)", "maketrans('ab', 'cd')"],
    "bytes": ["decode()", "decode('ascii', 'ignore')", "hex()", "hex(':')", "upper()", "find(B)", "split(B)", "replace(B, b'-')", "join([B, B])", "startswith(B)", "count(B)", "strip(B)", "isalnum()", "center(5)", "partition(B)", "title()", "__getitem__(I)", "index(V)", "translate(None, b'a')", "splitlines()"],
    "list": ["append(V)", "extend(V)", "insert(I, V)", "pop()", "pop(I)", "remove(V)", "index(V)", "index(V, I)", "count(V)", "reverse()", "sort()", "sort(reverse=True)", "sort(key=str)", "copy()", "clear()", "__contains__(V)", "__setitem__(I, V)", "__delitem__(I)", "__iadd__(V)", "__len__()", "__reversed__()  and None"],
    "tuple": ["index(V)", "count(V)", "__add__(V)", "__getitem__(V)", "__lt__(V)", "__hash__() is not None"],
    "dict": ["get(V)", "get(V, V)", "pop(V)", "pop(V, None)", "popitem()", "setdefault(V, V)", "update(V)", "update(x=V)", "keys()", "values()", "items()", "copy()", "fromkeys(V, 0)", "__contains__(V)", "__getitem__(V)", "__or__(V)", "items() & V", "keys() | V", "__ior__(V)", "keys() - {'a'}"],
    "set": ["add(V)", "discard(V)", "remove(V)", "union(V)", "intersection(V)", "difference(V, V)", "symmetric_difference(V)", "update(V)", "issubset(V)", "issuperset(V)", "isdisjoint(V)", "copy()", "pop()", "__contains__(V)", "__le__(V)", "__sub__(V)"],
    "other": ["__class__.__name__", "start", "index(V)", "count(V)", "args", "indices(5)", "tolist()", "__name__", "nothing", "__doc__ is None"],
}  # fmt: skip

CALLS = [
    "len(V)", "str(V)", "repr(V)", "ascii(V)", "int(V)", "int(S, I)", "float(V)", "complex(V)", "complex(V, V)", "bool(V)", "list(V)", "tuple(V)",
    "dict(V)", "sorted(V)", "sorted(V, reverse=True)", "sum(V)", "sum(V, V)", "min(V)", "max(V)", "min(V, V)", "max(V, V, key=str)", "abs(V)", "round(V)",
    "round(V, I)", "divmod(V, V)", "pow(V, V)", "pow(V, V, I)", "chr(V)", "ord(V)", "hex(V)", "oct(V)", "bin(V)", "hash(V) == hash(V)", "any(V)", "all(V)",
    "list(zip(V, V))", "list(enumerate(V, I))", "list(map(str, V))", "list(filter(None, V))", "list(reversed(V))", "isinstance(V, int)", "isinstance(V, V)",
    "issubclass(V, V)", "next(iter(V))", "iter(V) and 1", "callable(V)", "format(V, F)", "bytes(V)", "bytearray(V)", "bytes(S, 'utf-8')", "set(V) and 1", "frozenset(V) == set(V)",
    "range(V)", "list(range(I, I, I))", "slice(V, V)", "getattr(V, 'real')", "getattr(V, 'x', V)", "type(V)", "type(V).__mro__", "hasattr(V, '__len__')", "str(V, 'ascii')",
    "[*V, *V]", "{**V, 'q': V}", "(lambda a, b=V, *c, **d: (a, b, c, d))(*V)", "(lambda a, *, k: (a, k))(V, k=V)", "(lambda a, /, b: a)(V, b=V)", "(lambda: 0)(V)",
    "print(V, V, sep=S, end=S)", "print(V, end=V)", "[x for x in V]", "[x for x in V if x]", "{x: y for x, y in V}", "{k: v for k, v in V.items()}", "[(x, y) for x in V for y in V][:5]",
    "V[V]", "V[I]", "V[I:I]", "V[::I]", "V[I:I:I]", "V[V:]", "V if V else V", "V < V < V", "V == V != V", "not V in V", "V is not V",
    "f'{V}'", "f'{V!r}'", "f'{V:F}'", "f'{V!s:>10}'", "f'{V=}'", "f'{I:0{I}}'", "'%d' % V", "'%s' % V", "'%r %s' % (V, V)", "'%5.2f' % V", "'%x' % V", "'%c' % V", "'%(a)s' % V", "'%-8s|' % V", "'%+05d' % V", "'%e %g' % (V, V)", "'%i%%' % V", "'%*d' % (I, V)", "b'%s' % V", "b'%d' % V",
    "int.from_bytes(V, 'big')", "str.upper(V)", "list.append(V, V)", "dict.fromkeys(V)", "(yield_from(V))", "unpack2(V)", "unpack_star(V)", "assign_item(V, V, V)", "delete_item(V, V)", "raise_it(V)", "raise_from(V, V)", "add_to(V, V)", "multiply(V, V)", "match_it(V)", "iterate_twice(V)", "with_it(V)", "call_it(V, V)", "set_attribute(V)", "sort_with(V)",
]  # fmt: skip

SPECS = ["", "d", "5", "<8", ">8", "^9", "*^9", "05", "+d", "x", "#x", "#b", "o", ",", "_", "_x", "e", ".2f", "10.3f", "g", ".3g", "%", ".0%", "n", "s", ".2", "c", "+.1e", " d", "=+6", "z.1f", "q", "08.3f", ",.2f", "<", "10s", ".1s", "!r", "1000d"]  # fmt: skip


class Expressions:
    """Draws expressions; `depth` bounds their nesting."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def value(self, depth: int = 2) -> str:
        """Any value: a literal, seldom a nested expression."""
        if depth > 0 and self.random.random() < 0.2:
            return f"({self.expression(depth - 1)})"
        kind = self.random.choice(list(VALUES))
        return self.random.choice(VALUES[kind])

    def fill(self, template: str, depth: int) -> str:
        """Replaces the placeholders V (any value), S (str), B (bytes), I (small int) and F (format spec)."""
        drawn: list[str] = []
        for index, char in enumerate(template):
            around = template[index - 1 : index] + template[index + 1 : index + 2]
            alone = not any(neighbour.isalnum() or neighbour == "_" for neighbour in around)
            if char in "VSBIF" and alone:
                drawn.append(self.placeholder(char, depth))
            else:
                drawn.append(char)
        return "".join(drawn)

    def placeholder(self, name: str, depth: int) -> str:
        quoted = {"S": "str", "B": "bytes"}
        if name == "V":
            return self.value(depth)
        if name in quoted:
            return self.random.choice(VALUES[quoted[name]])
        if name == "F":
            return self.random.choice(SPECS)
        return str(self.random.choice([0, 1, 2, 3, -1, -2, 5, 9, 100]))

    def expression(self, depth: int = 2) -> str:
        """One expression."""
        kind = self.random.randrange(10)
        if kind < 3:
            return f"{self.value(depth)} {self.random.choice(BINARY)} {self.value(depth)}"
        if kind == 3:
            return f"{self.random.choice(UNARY)}{self.value(depth)}"
        if kind < 7:
            return self.fill(self.random.choice(CALLS), depth)
        owner = self.random.choice(list(METHODS))
        receiver = self.random.choice(VALUES[owner])
        return f"({receiver}).{self.fill(self.random.choice(METHODS[owner]), depth)}"
