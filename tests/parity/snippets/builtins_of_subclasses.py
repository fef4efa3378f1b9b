"""Subclasses of str where text is made of them, __set_name__, pairs of an iterator that asks for more."""
import itertools
import sys


class Text(str):
    pass


class Shown:
    def __repr__(self):
        return Text("abc")


print(type(ascii(Shown())), type(repr(Shown())), type(str(Shown())))
text = "abc"
print(text.__getnewargs__(), text.__getnewargs__()[0] is text, Text("abc").__getnewargs__())


class WithBytes(str):
    def __bytes__(self):
        return b"given"


print(bytes(WithBytes("x")))
try:
    bytes(WithBytes("x"), "ascii", "nonsense")
except LookupError as error:
    print(error)


class Wrong:
    def __bytes__(self):
        return 3


for given in Wrong(), Text("a"), "a":
    try:
        print(bytes(given))
    except TypeError as error:
        print(error)


class Named:
    def __set_name__(self, owner, name):
        raise ValueError("no")


try:
    class Holder:
        x = Named()
except RuntimeError as error:
    print(error, repr(error.__cause__), repr(error.__context__))
for arguments in [(), (1,), (1, 2, 3)]:
    try:
        property().__set_name__(*arguments)
    except TypeError as error:
        print(error)
try:
    property().__set_name__(owner=1, name=2)
except TypeError as error:
    print(error)
try:
    del sys.zork
except AttributeError as error:
    print(error, error.name)


class Reentrant:
    def __init__(self, turn, *values):
        self.turn, self.pairs, self.count, self.values = turn, None, 0, iter(values)

    def __iter__(self):
        return self

    def __next__(self):
        self.count += 1
        if self.count == self.turn:
            print("within", next(self.pairs, "end"))
        return next(self.values)


for turn in 1, 2, 3:
    source = Reentrant(turn, 1, 2, 3, 4, 5)
    source.pairs = itertools.pairwise(source)
    print(list(source.pairs))


class Fails:
    def __init__(self):
        self.count = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.count += 1
        if self.count in (2, 3):
            raise ValueError(self.count)
        return self.count


pairs = itertools.pairwise(Fails())
for _ in range(3):
    try:
        print(next(pairs, "end"))
    except ValueError as error:
        print("error", error)
