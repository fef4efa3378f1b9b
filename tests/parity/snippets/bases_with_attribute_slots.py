# Which builtin bases take the access to attributes for themselves, before a second base is asked.
import collections
import functools
import itertools
import types


class Told:
    def __setattr__(self, name, value):
        print("set", name)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("delete", name)

    def __getattribute__(self, name):
        print("get", name)
        return object.__getattribute__(self, name)


def uses(own):
    own.x = 1
    print(own.x)
    del own.x


BASES = [object, BaseException, Exception, OSError, int, float, complex, str, bytes, bytearray, list, tuple, dict, set,
         frozenset, collections.deque, collections.defaultdict, itertools.count, types.SimpleNamespace]
for base in BASES:
    print(base.__name__, [name for name in ("__getattribute__", "__setattr__", "__delattr__") if name in vars(base)])
    if base is not object:
        uses(type("First", (base, Told), {})())
        uses(type("Second", (Told, base), {})())
partial = type("Partial", (functools.partial, Told), {})
uses(partial(len))
