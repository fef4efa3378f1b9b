"""The operations of a request, on this side's objects: section 6 of `docs/wire-format.md`."""

import operator
import os
from collections.abc import Callable, Sequence
from typing import Any

from ferrotype.wire import Raised, RefusedAnswer, Request, Response, Returned

_MISSING = object()


def _call(function: Any, *arguments: Any, **keywords: Any) -> Any:
    return function(*arguments, **keywords)


def _call_method(object_: Any, name: str, /, *arguments: Any, **keywords: Any) -> Any:
    return getattr(object_, name)(*arguments, **keywords)


OPERATIONS: dict[str, Callable[..., Any]] = {
    "call": _call,
    "callmethod": _call_method,
    **{
        function.__name__: function
        for function in (getattr, setattr, delattr, dir, iter, next, len, hash, repr, format)
    },
    **{function.__name__: function for function in (abs, divmod, round, isinstance, issubclass)},
    **{class_.__name__: class_ for class_ in (bool, str, int, float, complex, bytes, reversed)},
    **{
        name: getattr(operator, name)
        for name in ("getitem", "setitem", "delitem", "contains", "index")
    },
    **{name: getattr(operator, name) for name in ("eq", "ne", "lt", "le", "gt", "ge")},
    **{
        # `and`, `or` and `not` are keywords: `operator` writes them with a trailing `_`.
        prefix + name: getattr(operator, prefix + name, None) or getattr(operator, name + "_")
        for prefix in ("", "i")
        for name in (
            *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"),
            *("lshift", "rshift", "and", "or", "xor"),
        )
    },
    **{name: getattr(operator, name) for name in ("neg", "pos", "invert")},
    "fspath": os.fspath,
}


def perform(request: Request, release: Callable[[Sequence[int]], None]) -> Response:
    """Do what the guest asks of the host, and catch whatever it raises."""
    if request.operation == "release":
        release(request.arguments)
        return Returned(None)
    function = OPERATIONS.get(request.operation, _MISSING)
    if function is _MISSING:
        return RefusedAnswer("FT0932", f"the host has no operation {request.operation!r}")
    try:
        return Returned(function(*request.arguments, **request.keywords))  # type: ignore[operator]
    except BaseException as error:  # the guest's program decides what to do with it
        # The frames of this file and of the channel are none of the program's.
        trace = error.__traceback__
        return Raised(error.with_traceback(trace.tb_next if trace else None))
