"""BaseExceptionGroup and ExceptionGroup: making, splitting, deriving, notes, and every message."""


def attempt(label, function, *arguments, **keywords):
    try:
        print(label, "->", repr(function(*arguments, **keywords)))
    except BaseException as error:
        print(label, type(error).__name__, error.args)


for arguments in [
    (), ("m",), ("m", []), ("m", ()), (1, [ValueError()]), ("m", ValueError()), ("m", {ValueError()}), ("m", None),
    ("m", [ValueError, 1]), ("m", [ValueError(), 5]), ("m", [ValueError()], 3), ("m", "text"), ("m", {1: 2}),
    ("m", [ValueError(1)]), ("m", (ValueError(1), TypeError("t"))), ("m", [KeyboardInterrupt()]), ("m", range(0)),
]:
    attempt(f"BaseExceptionGroup{arguments}", BaseExceptionGroup, *arguments)
    attempt(f"ExceptionGroup{arguments}", ExceptionGroup, *arguments)
attempt("keywords", ExceptionGroup, message="m", exceptions=[ValueError()])
attempt("keywords", ExceptionGroup, "m", [ValueError()], note=1)

group = ExceptionGroup("group", [ValueError(1), TypeError("two")])
print(group, repr(group), group.message, group.exceptions, group.args)
print(type(BaseExceptionGroup("b", [ValueError()])), type(BaseExceptionGroup("b", [SystemExit()])))
print(ExceptionGroup.__mro__, ExceptionGroup.__bases__, ExceptionGroup.__module__)
print(isinstance(group, Exception), issubclass(BaseExceptionGroup, Exception))
print(ExceptionGroup("one", [ValueError(1)]), str(ExceptionGroup("", [ValueError(1)])))
attempt("message", setattr, group, "message", "x")
attempt("exceptions", setattr, group, "exceptions", [])
attempt("delete", delattr, group, "message")
print(ExceptionGroup[int], BaseExceptionGroup[ValueError])
group.args = ("changed",)
print(group, group.args, group.message)


class Own(ExceptionGroup):
    def derive(self, exceptions):
        return Own(self.message + "!", exceptions)


class Plain(ExceptionGroup):
    pass


class OwnBase(BaseExceptionGroup):
    pass


class WithInit(ExceptionGroup):
    def __new__(cls, message, exceptions, code):
        made = super().__new__(WithInit, message, exceptions)
        made.code = code
        return made

    def derive(self, exceptions):
        return WithInit(self.message, exceptions, self.code)


attempt("nest", Own, "o", [KeyboardInterrupt()])
attempt("base", OwnBase, "o", [KeyboardInterrupt()])
attempt("base", OwnBase, "o", [ValueError()])
print(type(OwnBase("o", [ValueError()])).__mro__)
coded = WithInit("w", [ValueError(1), KeyError("k")], 7)
print(repr(coded), coded.code, coded.split(KeyError)[0].code)

value_error, type_error, key_error = ValueError(1), TypeError("t"), KeyError("k")
nested = ExceptionGroup("outer", [value_error, ExceptionGroup("inner", [type_error, key_error]), OSError("o")])
nested.__cause__ = LookupError("cause")
nested.__context__ = LookupError("context")
nested.add_note("first note")
nested.add_note("second note")
for condition in [
    ValueError, (ValueError, KeyError), TypeError, ExceptionGroup, BaseException, ZeroDivisionError, (), LookupError,
    lambda error: isinstance(error, KeyError), lambda error: False, lambda error: len(error.args) == 2,
]:
    for part in (nested.subgroup(condition), *nested.split(condition)):
        if part is None or part is nested:
            print(part is nested)
            continue
        print(repr(part), part.__cause__, part.__context__, part.__suppress_context__, part.__notes__)
        print(part.__notes__ is nested.__notes__, [type(inner).__name__ for inner in part.exceptions])
for condition in [5, None, "text", [ValueError], (ValueError, 5), int, (int,), print, len]:
    attempt("split", nested.split, condition)
    attempt("subgroup", nested.subgroup, condition)
attempt("split", nested.split)
attempt("split", nested.split, ValueError, TypeError)
attempt("raising", nested.split, lambda error: 1 / 0)
attempt("derive", nested.derive, [ValueError()])
attempt("derive", nested.derive, [])
attempt("derive", nested.derive, 5)
attempt("derive", nested.derive)

own = Own("own", [ValueError(1), TypeError(2)])
print(own.split(ValueError), own.subgroup(TypeError).message, type(own.subgroup(TypeError)).__name__)
plain = Plain("plain", [ValueError(1), TypeError(2)])
print([type(part).__name__ for part in plain.split(ValueError)])


class Wrong(ExceptionGroup):
    def derive(self, exceptions):
        return [exceptions]


attempt("wrong derive", Wrong("w", [ValueError(1), TypeError(2)]).split, ValueError)


class OddNotes(ExceptionGroup):
    pass


odd = OddNotes("odd", [ValueError(1), TypeError(2)])
odd.__notes__ = 5
print(odd.split(ValueError), hasattr(odd.split(ValueError)[0], "__notes__"))
odd.__notes__ = ("a", "b")
print(odd.split(ValueError)[0].__notes__)
odd.__notes__ = "text"
print(odd.split(ValueError)[0].__notes__)


def leaves(group):
    for inner in group.exceptions:
        if isinstance(inner, BaseExceptionGroup):
            yield from leaves(inner)
        else:
            yield inner


print(list(leaves(nested)))

error = ValueError("noted")
attempt("note", error.add_note, 5)
attempt("note", error.add_note)
print(hasattr(error, "__notes__"), error.add_note("text"), error.__notes__)
error.__notes__ = 5
attempt("note", error.add_note, "more")
del error.__notes__
print(hasattr(error, "__notes__"))

try:
    raise ExceptionGroup("raised", [ValueError(1), TypeError(2)])
except ExceptionGroup as caught:
    print(repr(caught), caught.__traceback__.tb_lineno)
    rest = caught.split(ValueError)[1]
    print(rest.__traceback__.tb_lineno)
try:
    raise ExceptionGroup("raised", [ValueError(1)])
except ValueError:
    print("no")
except Exception as caught:
    print("as Exception", caught)
deep = ValueError("deep")
for level in range(300):
    deep = ExceptionGroup(str(level), [deep])
print(repr(deep.subgroup(ValueError))[:40], deep.split(TypeError)[0])
