"""What random whole programs print with, and what they work on: the start of each of them.

What these functions print shows the order of evaluation; `tick` bounds loops, `fresh` sets values
and bounds again.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any

LIMIT = 24
TICKS = [0]
SETTLED = (int, float, complex, str, bytes)


def tick() -> bool:
    """Whether a loop may go on."""
    TICKS[0] += 1
    return TICKS[0] <= LIMIT


def fresh() -> tuple[Any, ...]:
    """Values for `a, b, c, s, t, xs, d`."""
    TICKS[0] = 0
    return 1, 2.5, "q", "text", (3, "z"), [4, 5, 6], {"k": 7, "z": "v"}


def p(number: int, value: Any) -> Any:
    """Prints the number where the value is evaluated."""
    print("at", number)
    return value


def boom(number: int, error: Any = ValueError) -> Any:
    """Raises where it is evaluated."""
    print("boom", number)
    raise error(f"boom {number}")


def is_settled(value: Any) -> bool:
    """Whether a hash does not depend on addresses."""
    if type(value) in (tuple, frozenset):
        return all(map(is_settled, value))
    return type(value) in SETTLED and value == value  # that of a NaN is its address


def ordered(value: Any, depth: int = 0) -> bool:
    """Whether nothing in the value has an order that depends on addresses."""
    if depth > 5:
        return True
    if isinstance(value, dict):
        return all(ordered(key, depth + 1) and ordered(item, depth + 1) for key, item in value.items())
    if isinstance(value, list | tuple):
        return all(ordered(item, depth + 1) for item in value)
    return not isinstance(value, set | frozenset) or all(map(is_settled, value))


def without_addresses(text: str) -> str:
    """Cut to the same place whatever an address is."""
    first, *others = text.split(" at 0x")
    return " at ".join([first, *(other.lstrip("0123456789abcdef") for other in others)])


def hashed(value: Any) -> Any:
    """The hash where it is no address."""
    result = hash(value)
    return result if is_settled(value) else type(result)


def shown(value: Any) -> str:
    """A short text that tells values apart."""
    if not ordered(value):
        return f"<{type(value).__name__} of objects>"
    if type(value) is int and abs(value) >= 1 << 400:
        return f"<int of {value.bit_length()} bits, {value % 1000003}>"
    return without_addresses(repr(value))[:300]


def places(error: BaseException) -> list[tuple[str, int]]:
    """Functions and lines that the traceback names below its first entry."""
    found, entry = [], error.__traceback__
    while entry is not None:
        found.append((entry.tb_frame.f_code.co_name, entry.tb_lineno))
        entry = entry.tb_next
    return found[1:]


def report(error: BaseException, depth: int = 0) -> None:
    """Type, message, lines and chain of an exception."""
    lines = [] if isinstance(error, UnboundLocalError) else places(error)
    print("  " * depth + type(error).__name__, without_addresses(str(error))[:300], lines, getattr(error, "__notes__", ""))
    if depth > 3:
        return
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            report(inner, depth + 1)
    for name in ("__cause__", "__context__"):
        other = getattr(error, name)
        if other is not None and (name == "__cause__" or other is not error.__cause__):
            print("  " * depth + name, error.__suppress_context__)
            report(other, depth + 1)


def show(call: Callable[..., Any], *arguments: Any) -> None:
    """Prints what a call gives or raises."""
    try:
        value = call(*arguments)
        text = shown(value)
    except BaseException as error:
        report(error)
    else:
        print("gives", type(value).__name__, text)


class Manager:
    """A context manager that prints, and suppresses one kind of exception."""

    def __init__(self, name: Any, suppressed: Any = ()) -> None:
        self.name, self.suppressed = name, suppressed

    def __enter__(self) -> Any:
        print("enter", self.name)
        return self.name

    def __exit__(self, kind: Any, error: Any, place: Any) -> bool:
        print("exit", self.name, kind and kind.__name__, error)
        return kind is not None and issubclass(kind, self.suppressed)


class AsyncManager(Manager):
    """The same for `async with`."""

    async def __aenter__(self) -> Any:
        await Pause(f"entering {self.name}")
        return self.__enter__()

    async def __aexit__(self, kind: Any, error: Any, place: Any) -> bool:
        await Pause(f"leaving {self.name}")
        return self.__exit__(kind, error, place)


class Pause:
    """What an `await` hands to whoever drives the coroutine."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __await__(self) -> Generator[Any, Any, Any]:
        got = yield self.value
        return got


class Counting:
    """An iterator for `async for`."""

    def __init__(self, end: int) -> None:
        self.left = end

    def __aiter__(self) -> Any:
        return self

    async def __anext__(self) -> Any:
        if self.left <= 0:
            raise StopAsyncIteration
        self.left -= 1
        await Pause("next")
        return self.left


class Point:
    """Prints each change of its attributes."""

    __match_args__ = ("x", "y")

    def __init__(self, x: Any = 1, y: Any = 2) -> None:
        object.__setattr__(self, "x", x)
        object.__setattr__(self, "y", y)

    def __setattr__(self, name: str, value: Any) -> None:
        print("set", name, shown(value))
        object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        print("delete", name)
        object.__delattr__(self, name)

    def __repr__(self) -> str:
        return f"Point({vars(self)})"


class Items:
    """A container that prints what is asked of it."""

    def __init__(self, *items: Any) -> None:
        self.items = list(items)

    def __getitem__(self, key: Any) -> Any:
        print("get", shown(key))
        return self.items[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        print("store", shown(key), shown(value))
        self.items[key] = value

    def __delitem__(self, key: Any) -> None:
        print("drop", shown(key))
        del self.items[key]

    def __len__(self) -> int:
        print("len")
        return len(self.items)

    def __repr__(self) -> str:
        return f"Items{self.items}"


def operator_of(name: str, gives_up: bool) -> Any:
    """A method that prints its name."""

    def method(self: Any, *others: Any) -> Any:
        print(self.name, name, *map(shown, others))
        return NotImplemented if gives_up else Loud(f"{name[2:-2]} of {self.name}")

    return method


class Quiet:
    """Has the reflected and in-place operators alone, and gives up at each."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name[:60]}>"


class Loud(Quiet):
    """Prints each operation done with it."""

    def __bool__(self) -> bool:
        print(self.name, "bool")
        return len(self.name) % 2 == 0

    def __iter__(self) -> Iterator[Any]:
        print(self.name, "iter")
        return iter((self.name[:3], 1))

    def __contains__(self, item: Any) -> bool:
        print(self.name, "contains", shown(item))
        return bool(item == 1)

    def __index__(self) -> int:
        print(self.name, "index")
        return 1

    def __format__(self, spec: str) -> str:
        print(self.name, "format", repr(spec))
        return f"[{self.name[:9]}:{spec}]"

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        print(self.name, "call", shown(arguments), shown(keywords))
        return arguments


BINARY = "add sub mul truediv floordiv mod matmul pow lshift rshift and or xor".split()
COMPARED = "lt le eq ne gt ge".split()
for name in BINARY:
    setattr(Loud, f"__{name}__", operator_of(f"__{name}__", name in ("sub", "or", "pow")))
    setattr(Loud, f"__r{name}__", operator_of(f"__r{name}__", name in ("add", "xor")))
    setattr(Quiet, f"__r{name}__", operator_of(f"__r{name}__", name != "or"))
    setattr(Quiet, f"__i{name}__", operator_of(f"__i{name}__", name not in ("sub", "mul", "matmul")))
for name in COMPARED:
    setattr(Loud, f"__{name}__", operator_of(f"__{name}__", name in ("le", "eq")))
    setattr(Quiet, f"__{name}__", operator_of(f"__{name}__", name != "ge"))
for name in ("neg", "pos", "invert", "getitem", "round", "divmod"):
    setattr(Loud, f"__{name}__", operator_of(f"__{name}__", False))
for kind in (Loud, Quiet):
    setattr(kind, "__hash__", lambda self: len(self.name))  # noqa: B010


class Descriptor:
    """Prints what is asked of an attribute."""

    def __set_name__(self, owner: Any, name: str) -> None:
        print("named", owner.__name__, name)
        self.name = name

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        print("get", self.name, type(instance).__name__, owner and owner.__name__)
        return f"{self.name} of {type(instance).__name__}"

    def __set__(self, instance: Any, value: Any) -> None:
        print("set", self.name, shown(value))


class Lazy:
    """A descriptor that an instance's own attribute hides."""

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        print("lazy", type(instance).__name__, owner and owner.__name__)
        return self if instance is None else 9


class Meta(type):
    """A metaclass that prints each step."""

    def __prepare__(name: str, bases: Any, **keywords: Any) -> Any:  # type: ignore[override, misc]
        print("prepare", name, [base.__name__ for base in bases], keywords)
        return {"prepared": 1}

    def __new__(cls, name: str, bases: Any, body: Any, **keywords: Any) -> Any:
        print("new", name, [key for key in body if key not in ("__module__", "__qualname__")], keywords)
        return super().__new__(cls, name, bases, body)

    def __init__(cls, name: str, bases: Any, body: Any, **keywords: Any) -> None:
        print("init", name)
        super().__init__(name, bases, body)

    def __call__(cls, *arguments: Any, **keywords: Any) -> Any:
        print("make", cls.__name__, shown(arguments), shown(keywords))
        return super().__call__(*arguments, **keywords)

    def __getattr__(cls, name: str) -> Any:
        print("missing", cls.__name__, name)
        if name.startswith("_"):
            raise AttributeError(name)
        return name.upper()

    def __len__(cls) -> int:
        return 3

    def __instancecheck__(cls, instance: Any) -> bool:
        print("instancecheck", cls.__name__)
        return type.__instancecheck__(cls, instance)


def decorator(number: int, *arguments: Any, **keywords: Any) -> Any:
    """A decorator that prints when it is made and when it is used."""
    print("decorator", number, shown(arguments), shown(keywords))

    def decorate(target: Any) -> Any:
        print("decorates", number, getattr(target, "__name__", type(target).__name__))
        return target

    return decorate


def twice(function: Any) -> Any:
    """A decorator that calls twice."""

    def wrapper(*arguments: Any, **keywords: Any) -> Any:
        return function(*arguments, **keywords), function(*arguments, **keywords)

    return wrapper


def drive(iterator: Any, script: Any) -> None:
    """Sends, throws and closes as the script says, then closes."""
    for step in [*script, "close"]:
        try:
            if step == "next":
                value = next(iterator) if hasattr(iterator, "__next__") else iterator.send(None)
            elif step == "close":
                value = iterator.close()
            elif isinstance(step, tuple):
                value = iterator.throw(*step)
            else:
                value = iterator.send(step)
        except BaseException as error:
            report(error)
        else:
            print(shown(step), "gives", shown(value))


def run(coroutine: Any, answers: Any = (1, 2, 3)) -> Any:
    """Drives a coroutine by hand: each `await` of a pause is answered."""
    answer, given = None, iter(answers)
    for _ in range(40):
        try:
            paused = coroutine.send(answer)
        except StopIteration as stop:
            return stop.value
        print("paused", shown(paused))
        answer = next(given, None)
    coroutine.close()
    return "endless"
