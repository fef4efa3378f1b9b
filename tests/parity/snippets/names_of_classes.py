"""`dir` and `__doc__` of every class and module that the runtime writes itself: no name more, no name less."""
import _collections
import bisect
import builtins
import collections
import functools
import heapq
import itertools
import math
import operator
import re
import string
import sys
import time
import types


class Indexed:
    def __getitem__(self, index):
        return index


class Slotted:
    __slots__ = ("slot",)


def generator():
    yield 1


def closure(value):
    return lambda: value


ordered = collections.OrderedDict()
modules = [_collections, bisect, builtins, functools, heapq, itertools, math, operator, re, string, sys, time, types]
objects = [
    iter([]), reversed([]), iter(()), iter({}), iter({}.values()), iter({}.items()), iter(set()), iter(""), iter(b""),
    iter(bytearray()), iter(range(0)), iter(range(1 << 70)), iter(lambda: 1, 1), iter(Indexed()), reversed({}),
    reversed({}.values()), reversed({}.items()), {}.keys(), {}.values(), {}.items(), generator(), type.__dict__, Slotted.slot,
    len, [].append, str.join, str.__len__, "".__len__, dict.fromkeys, dict.__dict__["fromkeys"], Indexed().__getitem__,
    memoryview(b""), None, NotImplemented, ..., int | str, list[int], ordered.keys(), ordered.values(), ordered.items(),
    iter(ordered), generator, closure(1).__closure__[0], int.__dict__["real"], sys, super, iter(collections.deque()),
    reversed(collections.deque()), re.compile(""), re.match("", ""),
]  # fmt: skip
classes = [
    bool, memoryview, bytearray, bytes, classmethod, complex, dict, enumerate, filter, float,
    frozenset, property, int, list, map, object, range, reversed, set, slice, staticmethod, str, super, tuple,
    type, zip, BaseException, Exception, GeneratorExit, KeyboardInterrupt, SystemExit,
    ArithmeticError, AssertionError, AttributeError, BufferError, EOFError, ImportError, LookupError,
    MemoryError, NameError, OSError, ReferenceError, RuntimeError, StopAsyncIteration, StopIteration,
    SyntaxError, SystemError, TypeError, ValueError, Warning, FloatingPointError, OverflowError,
    ZeroDivisionError, BytesWarning, DeprecationWarning, EncodingWarning, FutureWarning, ImportWarning,
    PendingDeprecationWarning, ResourceWarning, RuntimeWarning, SyntaxWarning, UnicodeWarning, UserWarning,
    BlockingIOError, ChildProcessError, ConnectionError, FileExistsError, FileNotFoundError, InterruptedError,
    IsADirectoryError, NotADirectoryError, PermissionError, ProcessLookupError, TimeoutError, IndentationError,
    IndexError, KeyError, ModuleNotFoundError, NotImplementedError, RecursionError, UnboundLocalError,
    UnicodeError, BrokenPipeError, ConnectionAbortedError, ConnectionRefusedError, ConnectionResetError,
    TabError, UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError, collections.deque,
    collections.defaultdict, collections.OrderedDict, functools.partial, functools._lru_cache_wrapper,
    itertools.accumulate, itertools.chain, itertools.combinations, itertools.combinations_with_replacement,
    itertools.compress, itertools.count, itertools.cycle, itertools.dropwhile, itertools.filterfalse,
    itertools.groupby, itertools.islice, itertools.pairwise, itertools.permutations, itertools.product,
    itertools.repeat, itertools.starmap, itertools.takewhile, itertools.zip_longest, operator.attrgetter,
    operator.itemgetter, operator.methodcaller, types.GenericAlias, types.UnionType,
]  # fmt: skip
found = {type(value) for value in objects} | set(classes)
for own in sorted(found, key=lambda own: (own.__module__, own.__qualname__)):
    print(own.__module__, own.__qualname__, own.__name__, dir(own))
    print(own.__mro__ if "abc" not in str(own.__mro__) else "", vars(own).get("__doc__") if isinstance(vars(own).get("__doc__"), str) else "")
for module in modules:
    print(module.__name__, dir(module))
