"""Inputs by type: boundary values first, then what Hypothesis draws."""

import collections.abc
import datetime
import inspect
import itertools
import types
import typing
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

BOUNDARIES: dict[Any, tuple[Any, ...]] = {
    int: (0, 1, -1, 2, 255, 2**31 - 1, -(2**31), 2**47, -(2**47) - 1, 2**63, -(2**63) - 1, 2**100),
    float: (
        *(0.0, -0.0, 1.0, -1.5, 0.1, 5e-324, 2.2250738585072014e-308),
        *(1.7976931348623157e308, float("inf"), float("-inf"), float("nan"), 2.0**53 + 2),
    ),
    bool: (False, True),
    str: ("", "a", " ", "\n", "\x00", "é", "日本", "😀", "\ud800", "0", "-1", "a" * 300, "'\"\\"),
    bytes: (b"", b"a", b"\x00", b"\xff", bytes(range(256))),
    bytearray: (bytearray(), bytearray(b"a")),
    complex: (0j, 1 + 2j, complex("nan"), complex("inf")),
    type(None): (None,),
}

_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
_DRAWN: dict[Any, st.SearchStrategy[Any]] = {
    int: st.integers() | st.integers(-(2**70), 2**70),
    float: st.floats(),
    bool: st.booleans(),
    str: _TEXT,
    bytes: st.binary(max_size=40),
    bytearray: st.binary(max_size=40).map(bytearray),
    complex: st.complex_numbers(),
    type(None): st.none(),
    datetime.date: st.dates(),
    datetime.datetime: st.datetimes(),
    datetime.time: st.times(),
    datetime.timedelta: st.timedeltas(),
}
_HASHABLE = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _TEXT
ANYTHING = st.recursive(
    _HASHABLE | st.floats() | st.binary(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(_HASHABLE, inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
    ),
    max_leaves=5,
)
"""For `Any`, `object` and parameters without an annotation."""

_LISTS = (list, collections.abc.Sequence, collections.abc.Iterable, collections.abc.Collection)
_MAPPINGS = (dict, collections.abc.Mapping, collections.abc.MutableMapping)
_SETS: dict[Any, Callable[[Any], Any]] = {set: set, frozenset: frozenset, collections.abc.Set: set}


def strategy_for(hint: Any) -> st.SearchStrategy[Any] | None:
    """Values of an annotated type; None for types we cannot make values of."""
    if hint in (Any, object, inspect.Parameter.empty):
        return ANYTHING
    if hint is None:
        return st.none()
    if hint in _DRAWN:
        return (
            st.sampled_from(BOUNDARIES[hint]) | _DRAWN[hint] if hint in BOUNDARIES else _DRAWN[hint]
        )
    origin, arguments = typing.get_origin(hint) or hint, typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        choices = [strategy_for(argument) for argument in arguments]
        return st.one_of([c for c in choices if c is not None]) if any(choices) else None
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return _tuple(arguments)
    inner = [strategy_for(argument) for argument in arguments]
    if any(strategy is None for strategy in inner):
        return None
    item = inner[0] if inner else ANYTHING
    if origin in _LISTS:
        return st.lists(item, max_size=5)  # type: ignore[arg-type]
    if origin in _MAPPINGS:
        keys, values = inner if len(inner) == 2 else (_HASHABLE, ANYTHING)
        return st.dictionaries(keys, values, max_size=5)  # type: ignore[arg-type]
    if origin in _SETS:
        members = st.lists(item if inner else _HASHABLE, max_size=5)  # type: ignore[arg-type]
        return members.map(_SETS[origin])
    return None


def _tuple(arguments: tuple[Any, ...]) -> st.SearchStrategy[Any] | None:
    if not arguments:
        return st.lists(ANYTHING, max_size=4).map(tuple)
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = strategy_for(arguments[0])
        return None if item is None else st.lists(item, max_size=5).map(tuple)
    parts = [strategy_for(argument) for argument in arguments]
    return None if any(part is None for part in parts) else st.tuples(*parts)


def like(samples: Sequence[str]) -> st.SearchStrategy[str]:
    """Strings made from known good ones: whole, cut, spliced, with a character changed."""
    sample = st.sampled_from(list(samples))
    cut = st.builds(lambda s, a, b: s[: a % (len(s) + 1)] + s[b % (len(s) + 1) :], sample, _N, _N)
    splice = st.builds(
        lambda s, t, a, b: s[: a % (len(s) + 1)] + t[b % (len(t) + 1) :], sample, sample, _N, _N
    )
    insert = st.builds(
        lambda s, a, c: s[: a % (len(s) + 1)] + c + s[a % (len(s) + 1) :], sample, _N, _TEXT
    )
    return sample | cut | splice | insert


_N = st.integers(0, 10_000)


def parameters_of(function: Any) -> list[tuple[inspect.Parameter, Any]] | None:
    """The parameters of a function with their resolved types; None if it has no signature."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    try:
        hints = typing.get_type_hints(function)
    except Exception:  # an annotation may name anything at all
        hints = {}
    return [
        (parameter, hints.get(name, parameter.empty))
        for name, parameter in signature.parameters.items()
    ]


def boundary_arguments(hints: Sequence[Any], limit: int) -> list[tuple[Any, ...]]:
    """Combinations of boundary values, the first of each type first; at most `limit`."""
    columns = [_boundaries(hint) for hint in hints]
    if not columns or not all(columns):
        return [()] if not columns else []
    by_distance = sorted(
        itertools.islice(itertools.product(*(range(len(c)) for c in columns)), 20_000), key=sum
    )
    return [
        tuple(column[at] for column, at in zip(columns, place, strict=True))
        for place in by_distance[:limit]
    ]


def _boundaries(hint: Any) -> tuple[Any, ...]:
    if hint in BOUNDARIES:
        return BOUNDARIES[hint]
    origin, arguments = typing.get_origin(hint) or hint, typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return tuple(value for argument in arguments for value in _boundaries(argument))
    if origin in _LISTS:
        inner = _boundaries(arguments[0]) if arguments else (None,)
        return ([], *([value] for value in inner), list(inner))
    if origin in _MAPPINGS:
        return ({},)
    if hint in (Any, object, inspect.Parameter.empty):
        return (None, 0, 1.5, "", "a", b"", [], {}, (), True)
    return ()
