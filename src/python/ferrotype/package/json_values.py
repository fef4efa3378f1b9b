"""Python values as JSON, for callers who do not speak the wire format.

What JSON lacks is an object with one key that begins with `$`: `{"$float": "nan"}`,
`{"$bytes": "<base64>"}`, `{"$tuple": […]}`, `{"$datetime.date": "1979-05-27"}`, … A dict whose
keys are not all strings, or that has such a key itself, is `{"$dict": [[key, value], …]}`.
"""

import base64
import datetime
import decimal
import fractions
import math
import uuid
from collections.abc import Callable
from typing import Any

_FOLD = ";fold=1"


def _iso(moment: datetime.datetime | datetime.time) -> str:
    """ISO 8601, with a mark for the second occurrence of a repeated time.

    Raises TypeError for a time zone that the text would not bring back.
    """
    zone = moment.tzinfo
    if zone is not None and (
        type(zone) is not datetime.timezone
        or zone != _zone(zone)
        or zone.tzname(None) != str(_zone(zone))
    ):
        raise TypeError(f"a time in the zone {zone!r} has no JSON form")
    return moment.isoformat() + (_FOLD if moment.fold else "")


def _zone(zone: datetime.timezone) -> datetime.timezone:
    return datetime.timezone(zone.utcoffset(None))


def _moment(text: str) -> datetime.datetime:
    fold = text.endswith(_FOLD)
    return datetime.datetime.fromisoformat(text.removesuffix(_FOLD)).replace(fold=fold)


def _time(text: str) -> datetime.time:
    fold = text.endswith(_FOLD)
    return datetime.time.fromisoformat(text.removesuffix(_FOLD)).replace(fold=fold)


_TEXT_FORMS: dict[type, tuple[str, Callable[[Any], str], Callable[[str], Any]]] = {
    bytes: ("$bytes", lambda b: base64.b64encode(b).decode(), lambda s: base64.b64decode(s)),
    bytearray: (
        "$bytearray",
        lambda b: base64.b64encode(b).decode(),
        lambda s: bytearray(base64.b64decode(s)),
    ),
    complex: ("$complex", repr, complex),
    datetime.datetime: ("$datetime.datetime", _iso, _moment),
    datetime.date: ("$datetime.date", lambda d: d.isoformat(), datetime.date.fromisoformat),
    datetime.time: ("$datetime.time", _iso, _time),
    decimal.Decimal: ("$decimal.Decimal", str, decimal.Decimal),
    fractions.Fraction: ("$fractions.Fraction", str, fractions.Fraction),
    uuid.UUID: ("$uuid.UUID", str, uuid.UUID),
}
_FROM_TEXT = {tag: parse for tag, _, parse in _TEXT_FORMS.values()}
_SEQUENCES: dict[type, str] = {tuple: "$tuple", set: "$set", frozenset: "$frozenset"}
_FROM_SEQUENCE: dict[str, Callable[[list[Any]], Any]] = {
    tag: class_ for class_, tag in _SEQUENCES.items()
}
_EXTREMES = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


def to_json(value: Any) -> Any:
    """The value in terms of JSON. Raises TypeError for what has no such form."""
    class_ = type(value)
    if value is None or class_ in (bool, int, str):
        return value
    if class_ is float:
        return value if math.isfinite(value) else {"$float": repr(value)}
    if class_ is list:
        return [to_json(item) for item in value]
    if class_ in _TEXT_FORMS:
        tag, form, _ = _TEXT_FORMS[class_]
        return {tag: form(value)}
    if class_ in _SEQUENCES:
        return {_SEQUENCES[class_]: [to_json(item) for item in value]}
    if class_ is dict:
        if all(type(key) is str and not key.startswith("$") for key in value):
            return {key: to_json(item) for key, item in value.items()}
        return {"$dict": [[to_json(key), to_json(item)] for key, item in value.items()]}
    raise TypeError(f"a result of type {class_.__module__}.{class_.__qualname__} has no JSON form")


def from_json(value: Any) -> Any:
    """The Python value. Raises ValueError for a form that is not one of ours."""
    if isinstance(value, list):
        return [from_json(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1 and (key := next(iter(value))).startswith("$"):
        return _special(key, value[key])
    return {key: from_json(item) for key, item in value.items()}


def _special(tag: str, content: Any) -> Any:
    if tag == "$float" and content in _EXTREMES:
        return _EXTREMES[content]
    if tag in _FROM_TEXT and isinstance(content, str):
        return _FROM_TEXT[tag](content)
    if tag in _FROM_SEQUENCE and isinstance(content, list):
        return _FROM_SEQUENCE[tag](from_json(content))
    if tag == "$dict" and isinstance(content, list):
        return {from_json(key): from_json(item) for key, item in content}
    raise ValueError(f"{tag} is not a form of a value")
