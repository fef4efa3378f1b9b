"""Value classes: section 3 of `docs/wire-format.md`. One row says how a class crosses."""

import collections
import datetime
import decimal
import fractions
import pathlib
import types
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ValueClass:
    """How instances of one class are taken apart, rebuilt and, if mutable, refilled."""

    name: str
    class_: type
    arguments: Callable[[Any], Iterable[object]]
    build: Callable[[list[Any]], object]
    refill: Callable[[Any, Any], None] | None = None
    """Give the first object the contents of the second; None: immutable."""


def _pairs(flat: list[Any]) -> list[tuple[Any, Any]]:
    return list(zip(flat[::2], flat[1::2], strict=True))


def _flatten(pairs: Iterable[tuple[object, object]]) -> Iterable[object]:
    return [part for pair in pairs for part in pair]


def _refill_mapping(target: Any, source: Any) -> None:
    target.clear()
    for key, value in source.items():
        dict.__setitem__(target, key, value)


def _refill_default_dict(target: Any, source: Any) -> None:
    _refill_mapping(target, source)
    target.default_factory = source.default_factory


def _refill_ordered(target: Any, source: Any) -> None:
    target.clear()
    target.update(source)


def _refill_deque(target: Any, source: Any) -> None:
    target.clear()
    target.extend(source)


def _refill_namespace(target: Any, source: Any) -> None:
    vars(target).clear()
    vars(target).update(vars(source))


def _build_timezone(arguments: list[Any]) -> datetime.timezone:
    offset, name = arguments
    if name is None:
        return datetime.timezone(offset)
    return datetime.timezone(offset, name)


def _timezone_arguments(zone: datetime.timezone) -> list[object]:
    # __getinitargs__ is what pickle uses: (offset,) or (offset, name).
    offset, name = (*zone.__getinitargs__(), None)[:2]  # type: ignore[attr-defined]
    return [offset, name]


def _build_counter(flat: list[Any]) -> collections.Counter[Any]:
    counter: collections.Counter[Any] = collections.Counter()
    for key, count in _pairs(flat):
        counter[key] = count
    return counter


VALUE_CLASSES: tuple[ValueClass, ...] = (
    ValueClass(
        "datetime.date",
        datetime.date,
        lambda d: (d.year, d.month, d.day),
        lambda a: datetime.date(*a),
    ),
    ValueClass(
        "datetime.time",
        datetime.time,
        lambda t: (t.hour, t.minute, t.second, t.microsecond, t.tzinfo, t.fold),
        lambda a: datetime.time(*a[:5], fold=a[5]),
    ),
    ValueClass(
        "datetime.datetime",
        datetime.datetime,
        lambda t: (
            *(t.year, t.month, t.day, t.hour, t.minute, t.second, t.microsecond),
            *(t.tzinfo, t.fold),
        ),
        lambda a: datetime.datetime(*a[:8], fold=a[8]),
    ),
    ValueClass(
        "datetime.timedelta",
        datetime.timedelta,
        lambda d: (d.days, d.seconds, d.microseconds),
        lambda a: datetime.timedelta(*a),
    ),
    ValueClass("datetime.timezone", datetime.timezone, _timezone_arguments, _build_timezone),
    ValueClass(
        "decimal.Decimal", decimal.Decimal, lambda d: (str(d),), lambda a: decimal.Decimal(a[0])
    ),
    ValueClass(
        "fractions.Fraction",
        fractions.Fraction,
        lambda f: (f.numerator, f.denominator),
        lambda a: fractions.Fraction(*a),
    ),
    ValueClass("uuid.UUID", uuid.UUID, lambda u: (u.int,), lambda a: uuid.UUID(int=a[0])),
    ValueClass(
        "collections.OrderedDict",
        collections.OrderedDict,
        lambda d: _flatten(d.items()),
        lambda a: collections.OrderedDict(_pairs(a)),
        _refill_ordered,
    ),
    ValueClass(
        "collections.defaultdict",
        collections.defaultdict,
        lambda d: [d.default_factory, *_flatten(d.items())],
        lambda a: collections.defaultdict(a[0], _pairs(a[1:])),
        _refill_default_dict,
    ),
    ValueClass(
        "collections.Counter",
        collections.Counter,
        lambda d: _flatten(d.items()),
        _build_counter,
        _refill_mapping,
    ),
    ValueClass(
        "collections.deque",
        collections.deque,
        lambda d: [d.maxlen, *d],
        lambda a: collections.deque(a[1:], a[0]),
        _refill_deque,
    ),
    ValueClass(
        "types.SimpleNamespace",
        types.SimpleNamespace,
        lambda n: _flatten(vars(n).items()),
        lambda a: types.SimpleNamespace(**dict(_pairs(a))),
        _refill_namespace,
    ),
    ValueClass(
        "pathlib.PurePosixPath",
        pathlib.PurePosixPath,
        lambda p: (str(p),),
        lambda a: pathlib.PurePosixPath(a[0]),
    ),
    ValueClass(
        "pathlib.PosixPath",
        pathlib.PosixPath,
        lambda p: (str(p),),
        lambda a: pathlib.PosixPath(a[0]),
    ),
)

BY_CLASS = {row.class_: row for row in VALUE_CLASSES}
BY_NAME = {row.name: row for row in VALUE_CLASSES}


def module_of(row: ValueClass) -> str:
    """The module that a peer must have to receive the class."""
    return row.name.rpartition(".")[0]
