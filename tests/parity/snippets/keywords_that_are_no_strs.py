# What is told first of a call with `**{1: 2}`: C unpacks the keywords of some callees before it asks them.
import collections
import functools
import itertools
import math
import operator
import types
import weakref


def told(label, call):
    try:
        print(label, "gives", type(call()).__name__)
    except Exception as error:
        print(label, type(error).__name__, error)


def takes(*arguments, **keywords):
    return arguments, keywords


class Plain:
    pass


class Initialised:
    def __init__(self, *arguments, **keywords):
        print("init", arguments, keywords)


class Made:
    def __new__(cls, *arguments, **keywords):
        print("new", arguments, keywords)
        return object.__new__(cls)


class Called:
    def __call__(self, *arguments, **keywords):
        print("call", arguments, keywords)


class CallsLength:
    __call__ = len


class CallsUnion:
    __call__ = {1}.union


class Meta(type):
    pass


class MetaCalled(type):
    def __call__(cls, *arguments, **keywords):
        print("metaclass", arguments, keywords)


class OfMeta(metaclass=Meta):
    pass


class OfMetaCalled(metaclass=MetaCalled):
    pass


def nothing():
    pass


def one(u=1, *, v=2):
    pass


BUILTIN = [int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, enumerate, zip, map, filter,
           reversed, super, type, property, staticmethod, classmethod, ValueError, KeyError, OSError, ImportError,
           StopIteration, UnicodeDecodeError, collections.deque, collections.defaultdict, collections.OrderedDict,
           functools.partial, itertools.chain, itertools.count, types.SimpleNamespace, operator.itemgetter, weakref.ref]
CALLABLES = [
    *[(own.__name__, own) for own in BUILTIN],
    *[(own.__name__, own) for own in (bool, range, object, slice, memoryview, type(None), BaseExceptionGroup)],
    *[(f"Sub{own.__name__}", type(f"Sub{own.__name__}", (own,), {})) for own in BUILTIN if own not in (enumerate, operator.itemgetter)],
    *[(own.__name__, own) for own in (Plain, Initialised, Made, Meta, OfMeta, OfMetaCalled, takes, nothing, one)],
    *[(own.__name__, own) for own in (len, max, print, sorted, sum, pow, isinstance, getattr, iter, next, format, dir)],
    *[(own.__name__, own) for own in (math.sqrt, math.log, math.hypot, math.gcd, functools.reduce, operator.add)],
    *[(f"bound {own.__name__}", own) for own in ({1}.union, "".format, "".find, "".join, {}.update, [].append, [].sort)],
    *[(f"unbound {own.__name__}", own) for own in (set.union, str.format, str.find, str.join, dict.update, list.sort)],
    *[(own.__name__, own) for own in (dict.fromkeys, int.__add__, (1).__add__, [].__init__, list.__init__)],
    *[(own.__qualname__, own) for own in (object.__new__, int.__new__, takes.__call__, type.__call__)],
    *[(type(own).__name__, own) for own in (Called(), CallsLength(), CallsUnion(), list[int], 1, weakref.ref(takes))],
    *[(f"partial {own.__name__}", functools.partial(own)) for own in (len, takes, dict, {1}.union, ValueError)],
    *[(type(own).__name__, own) for own in (operator.itemgetter(1), operator.attrgetter("x"), staticmethod(takes))],
    ("descriptor", vars(dict)["fromkeys"]),
    ("method", types.MethodType({1}.union, 1)),
    ("cached", functools.lru_cache(takes)),
]
for name, callee in CALLABLES:
    for arguments in (), (1,), ((), 1), (takes, ()), (1, 2, 3, 4, 5):
        told(f"{name} {len(arguments)}", lambda: callee(*arguments, **{1: 2}))
        told(f"{name} {len(arguments)} more", lambda: callee(*arguments, **{"x": 3, 1: 2}))
told("keyword", lambda: {1}.union(**{"x": 2}))
told("keyword", lambda: set.union({1}, **{"x": 2}))
told("keyword", lambda: CallsUnion()(x=2))
told("partial", lambda: functools.partial(takes, **{1: 2})())
told("partial", lambda: functools.partial({1}.union, **{1: 2})())
told("class", lambda: Meta("C", (), {}, **{1: 2}))
given = {}
told("update", lambda: given.update({3: 4}, **{1: 2}))
print(given, "{x} {0}".format(3, **{1: 2, "x": 5}), collections.OrderedDict({3: 4}, **{1: 2}))


class Appends(list):
    pass


told("count", lambda: Appends().append(*[1, 2]))
told("count", lambda: Appends.append(Appends(), *[1, 2]))
told("class method", lambda: vars(dict)["fromkeys"]())
told("class method", lambda: vars(dict)["fromkeys"](3))
told("class method", lambda: vars(dict)["fromkeys"](int, ()))
