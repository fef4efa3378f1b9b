# __slots__ where a base is builtin: which names are allowed, and that slots lie apart from attributes.


def attempt(bases, slots):
    try:
        made = type("C", bases, {"__slots__": slots})
    except (TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    return sorted(name for name in made.__dict__ if name not in ("__doc__", "__module__"))


BASES = [(), (int,), (type,), (tuple,), (bytes,), (str,), (list,), (dict,), (Exception,), (set,)]
BASES += [(frozenset,), (float,), (bytearray,), (complex,)]
SLOTS = [(), "a", ("a", "b"), ("__dict__",), ("__weakref__",), ("__dict__", "__dict__"), ["a", "__dict__"]]
SLOTS += [("__weakref__", "a", "__weakref__"), (1,), ("not one",), {"x": "about x"}, ("__private",)]
for bases in BASES:
    for slots in SLOTS:
        print([base.__name__ for base in bases], slots, attempt(bases, slots))


class Tagged(set):
    __slots__ = ("x", "y", "__dict__")


class Child(Tagged):
    __slots__ = ("z",)


class Open(Child):
    pass


for kind in (Tagged, Child, Open):
    own = kind([1, 2, 3])
    print(hasattr(own, "x"), hasattr(own, "__dict__"), own.__dict__)
    own.x = 1
    own.other = 2
    own.y = [3]
    print(own.x, own.other, own.y, own.__dict__, sorted(own))
    own.__dict__ = {"fresh": True}
    print(own.x, own.y, own.fresh, hasattr(own, "other"))
    del own.x
    try:
        own.x
    except AttributeError as error:
        print(error)
    try:
        del own.x
    except AttributeError as error:
        print(error)
    try:
        own.z = 9
        print(own.z, own.__dict__)
    except AttributeError as error:
        print(error)


class Word(str):
    __slots__ = ("length",)


class Words(Word):
    def __init__(self, text):
        self.length = len(text)
        self.rest = text[1:]


word = Words("hello")
for _ in range(3):
    print(word, word.length, word.rest, vars(word), Word("a").__slots__)
try:
    Word("a").other = 1
except AttributeError as error:
    print(error)
try:
    Word.length.__get__(5)
except TypeError as error:
    print(error)


class Problem(Exception):
    __slots__ = ("code",)


try:
    problem = Problem("bad")
    problem.code = 5
    problem.more = 6
    raise problem
except Problem as error:
    print(error, error.code, error.more, error.__dict__)


class Table(dict):
    __slots__ = ("a", "b", "c", "d", "e", "f")


table = Table(k=1)
for name in "fedcba":
    setattr(table, name, name.upper())
print(table, [getattr(table, name) for name in "abcdef"])
