"""Causes, contexts, notes, custom classes, hierarchies."""

import builtins


class AppError(Exception):
    code = 1


class NotFound(AppError, KeyError):
    code = 2

    def __init__(self, name, *, hint=None):
        super().__init__(name)
        self.name = name
        self.hint = hint

    def __str__(self):
        return f"{self.name} not found ({self.hint})"


try:
    raise NotFound("thing", hint="look") from ValueError("why")
except KeyError as error:
    print(error, error.code, error.args, repr(error), repr(error.__cause__), error.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise AppError("second")
except AppError as error:
    print(repr(error.__context__), error.__cause__, error.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise AppError("third") from None
except AppError as error:
    print(repr(error.__context__), error.__suppress_context__)


def deep():
    try:
        raise KeyError(1)
    except KeyError:
        try:
            raise IndexError(2)
        except IndexError:
            raise ValueError(3)


try:
    deep()
except ValueError as error:
    chain = []
    while error:
        chain.append(repr(error))
        error = error.__context__
    print(chain)
print(issubclass(NotFound, LookupError), [c.__name__ for c in NotFound.__mro__])
error = ValueError("noted")
error.add_note("first")
error.add_note("second")
print(error.__notes__)
for name in ("ArithmeticError", "LookupError", "OSError", "RuntimeError", "UnicodeError", "Warning"):
    class_ = getattr(builtins, name)
    print(name, class_.__mro__[1].__name__)
try:
    "abc".encode("ascii").decode("utf-16")
except UnicodeDecodeError as error:
    print(error.start, error.end, error.reason, error)
try:
    "é".encode("ascii")
except UnicodeEncodeError as error:
    print(error)
try:
    try:
        raise ExceptionGroup("many", [ValueError(1), TypeError(2), ExceptionGroup("in", [ValueError(3)])])
    except* ValueError as group:
        print("values", repr(group), [repr(e) for e in group.exceptions])
    except* TypeError as group:
        print("types", group.exceptions)
except ExceptionGroup:
    print("not reached")
print(isinstance(StopIteration(3).value, int), SystemExit(4).code)
