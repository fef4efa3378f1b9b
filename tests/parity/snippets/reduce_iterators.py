"""What iterators of builtins and of itertools give to pickle, at each step, and what their states do."""
import itertools


def show(value, depth=0):
    """A text without addresses."""
    if isinstance(value, (tuple, list)):
        return type(value).__name__ + "[" + ", ".join(show(item, depth + 1) for item in value) + "]"
    if isinstance(value, (int, str, bytes, bytearray, float, dict, range)) or value is None:
        return repr(value)
    if isinstance(value, type):
        return value.__qualname__
    if callable(value) and hasattr(value, "__name__"):
        return value.__name__
    if depth < 6 and type(value).__reduce__ is not object.__reduce__:
        return type(value).__name__ + "<" + show(value.__reduce__(), depth + 1) + ">"
    return type(value).__name__


class Sequence:
    def __getitem__(self, index):
        if index > 2:
            raise IndexError
        return index * 10

    def __len__(self):
        return 3


def iterators():
    yield "list", lambda: iter([1, 2, 3])
    yield "list_reverse", lambda: reversed([1, 2, 3])
    yield "tuple", lambda: iter((1, 2, 3))
    yield "sequence", lambda: iter(Sequence())
    yield "reversed", lambda: reversed(Sequence())
    yield "callable", lambda: iter(iter([1, 2, 3]).__next__, 3)
    yield "range", lambda: iter(range(2, 11, 3))
    yield "range_reversed", lambda: reversed(range(2, 11, 3))
    yield "long_range", lambda: iter(range(1 << 70, (1 << 70) + 3))
    yield "long_range_reversed", lambda: reversed(range(1 << 70, (1 << 70) + 3))
    yield "dict", lambda: iter({1: 2, 3: 4, 5: 6})
    yield "values", lambda: iter({1: 2, 3: 4, 5: 6}.values())
    yield "items", lambda: iter({1: 2, 3: 4, 5: 6}.items())
    yield "dict_reversed", lambda: reversed({1: 2, 3: 4, 5: 6})
    yield "values_reversed", lambda: reversed({1: 2, 3: 4, 5: 6}.values())
    yield "items_reversed", lambda: reversed({1: 2, 3: 4, 5: 6}.items())
    yield "set", lambda: iter({1, 2, 3})
    yield "str", lambda: iter("abc")
    yield "wide", lambda: iter("aé€")
    yield "bytes", lambda: iter(b"abc")
    yield "bytearray", lambda: iter(bytearray(b"abc"))
    yield "enumerate", lambda: enumerate([7, 8, 9], 5)
    yield "enumerate_large", lambda: enumerate([7, 8, 9], 1 << 70)
    yield "zip", lambda: zip([1, 2, 3], "abc")
    yield "zip_strict", lambda: zip([1, 2, 3], "abc", strict=True)
    yield "zip_none", lambda: zip()
    yield "map", lambda: map(str, [1, 2, 3])
    yield "map_two", lambda: map(max, [1, 2, 3], [3, 2, 1])
    yield "filter", lambda: filter(None, [1, 0, 3])
    yield "filter_callable", lambda: filter(str, [1, 0, 3])
    yield "accumulate", lambda: itertools.accumulate([1, 2, 3])
    yield "accumulate_max", lambda: itertools.accumulate([1, 2, 3], max)
    yield "accumulate_initial", lambda: itertools.accumulate([1, 2, 3], initial=10)
    yield "accumulate_none", lambda: itertools.accumulate([None, None, None], lambda total, item: None)
    yield "chain", lambda: itertools.chain([1], [], (2, 3))
    yield "chain_from", lambda: itertools.chain.from_iterable([[1], "ab"])
    yield "combinations", lambda: itertools.combinations("abc", 2)
    yield "combinations_none", lambda: itertools.combinations("abc", 5)
    yield "combinations_zero", lambda: itertools.combinations("abc", 0)
    yield "replacement", lambda: itertools.combinations_with_replacement("ab", 2)
    yield "replacement_none", lambda: itertools.combinations_with_replacement("", 2)
    yield "permutations", lambda: itertools.permutations("abc", 2)
    yield "permutations_none", lambda: itertools.permutations("abc", 5)
    yield "product", lambda: itertools.product("ab", [1, 2])
    yield "product_none", lambda: itertools.product("ab", [])
    yield "product_repeat", lambda: itertools.product("ab", repeat=2)
    yield "product_zero", lambda: itertools.product()
    yield "compress", lambda: itertools.compress("abc", [1, 0, 1])
    yield "count", lambda: itertools.count()
    yield "count_step", lambda: itertools.count(5, 2)
    yield "count_step_one", lambda: itertools.count(5, 1)
    yield "count_true", lambda: itertools.count(5, True)
    yield "count_float", lambda: itertools.count(1.5)
    yield "count_large", lambda: itertools.count((1 << 63) - 12)
    yield "count_larger", lambda: itertools.count(1 << 70)
    yield "cycle", lambda: itertools.cycle([1, 2])
    yield "cycle_none", lambda: itertools.cycle([])
    yield "dropwhile", lambda: itertools.dropwhile(bool, [1, 0, 3])
    yield "takewhile", lambda: itertools.takewhile(bool, [1, 0, 3])
    yield "filterfalse", lambda: itertools.filterfalse(None, [1, 0, 0])
    yield "starmap", lambda: itertools.starmap(max, [(1, 2), (3, 4)])
    yield "repeat", lambda: itertools.repeat(7)
    yield "repeat_times", lambda: itertools.repeat(7, 2)
    yield "groupby", lambda: itertools.groupby("aab")
    yield "groupby_key", lambda: itertools.groupby("aab", ord)
    yield "islice", lambda: itertools.islice("abcdef", 1, 5, 2)
    yield "islice_stop", lambda: itertools.islice("abcdef", 2)
    yield "islice_endless", lambda: itertools.islice("abcdef", 4, None)
    yield "zip_longest", lambda: itertools.zip_longest("ab", [1], fillvalue=0)
    yield "zip_longest_none", lambda: itertools.zip_longest()


def rebuilt(iterator):
    """The iterator that its reduction makes."""
    parts = iterator.__reduce__()
    new = parts[0](*parts[1])
    if len(parts) > 2:
        new.__setstate__(parts[2])
    return new


for name, make in iterators():
    for taken in range(6):
        iterator = make()
        for _ in range(taken):
            next(iterator, None)
        print(name, taken, show(iterator.__reduce__()), iterator.__reduce_ex__(4)[0] is iterator.__reduce__()[0])
        try:
            iterator = rebuilt(iterator)
            print("   ", show(list(itertools.islice(iterator, 4))), show(iterator.__reduce__()))
        except TypeError as error:
            print("   ", error)

STATES = [0, 1, 2, 9, -1, -9, True, 1 << 70, -1 << 70, None, "a", 1.5, (), (1,), (1, 2), (0, 1), (9, -9), (1, 2, 3), [1], ([1], 1),
          ((0, 1, 2), (3, 2)), ((5, -1, 0), (9, -9)), ("a",), (iter([5]),), (iter([5]), iter([6])), ([1], "x"), ((1,),), ("ab", 1)]
for name, make in iterators():
    iterator = make()
    if not hasattr(iterator, "__setstate__") or name == "replacement_none":  # the latter ends CPython
        print(name, "has no state")
        continue
    for state in STATES:
        if name == "replacement_none" or name == "islice_endless" and state == 1 << 70:
            continue
        if name.startswith("long_range") and state == 1.5:
            continue
        for taken in 0, 1:
            iterator = make()
            for _ in range(taken):
                next(iterator, None)
            try:
                result = iterator.__setstate__(state)
            except Exception as error:
                print(name, taken, show(state), type(error).__name__, error)
            else:
                try:
                    print(name, taken, show(state), result, show(list(itertools.islice(iterator, 6))))
                except Exception as error:
                    print(name, taken, show(state), type(error).__name__, error)
