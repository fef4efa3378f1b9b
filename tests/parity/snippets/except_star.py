"""except*: what each clause takes, what is raised afterwards, and its context and cause."""


def show(error, indent=""):
    if error is None:
        return
    print(f"{indent}{error!r} cause={error.__cause__!r} context={error.__context__!r} {error.__suppress_context__}")
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            show(inner, indent + "  ")


def run(function, *arguments):
    print("--", function.__name__, *arguments)
    try:
        print("gives", function(*arguments))
    except BaseException as error:
        show(error)


def catch(error):
    seen = []
    try:
        raise error
    except* ValueError as caught:
        seen.append(caught)
    except* (TypeError, KeyError) as caught:
        seen.append(caught)
    except* OSError:
        seen.append("os")
    else:
        seen.append("else")
    finally:
        seen.append("finally")
        print(seen)
    return len(seen)


for error in [
    ValueError(1),
    KeyError("k"),
    OSError(),
    ZeroDivisionError("z"),
    KeyboardInterrupt("i"),
    ExceptionGroup("g", [ValueError(1)]),
    ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3), OSError(4)]),
    ExceptionGroup("g", [ValueError(1), ZeroDivisionError(5)]),
    ExceptionGroup("g", [ExceptionGroup("h", [ValueError(1), ZeroDivisionError(5)]), TypeError(2)]),
    BaseExceptionGroup("b", [ValueError(1), SystemExit(3)]),
]:
    run(catch, error)


def nothing():
    try:
        pass
    except* ValueError:
        print("no")
    else:
        print("else")
    return "done"


run(nothing)


def raises_new():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError:
        raise OSError("new")
    except* TypeError as caught:
        raise LookupError("other") from caught


def raises_same():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError:
        raise
    except* TypeError as caught:
        raise caught


def raises_only_same():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError:
        raise
    except* TypeError:
        raise


def raises_leaf():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as caught:
        raise caught.exceptions[0]


def raises_naked():
    try:
        raise ValueError(1)
    except* ValueError as caught:
        print(repr(caught))
        raise


def raises_from_naked():
    try:
        raise ValueError(1)
    except* ValueError:
        raise TypeError(2)


def raises_none():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise OSError("new") from None


for function in [raises_new, raises_same, raises_only_same, raises_leaf, raises_naked, raises_from_naked, raises_none]:
    run(function)


def bad_class(classes):
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        print("first")
    except* classes:
        print("second")


for classes in [5, int, (ValueError, int), ExceptionGroup, (TypeError, BaseExceptionGroup), (), (TypeError,), TypeError]:
    run(bad_class, classes)


def handled_naked(classes):
    try:
        raise ValueError(1)
    except* ValueError as caught:
        print(caught.exceptions)
    except* classes:
        print("second")


run(handled_naked, 5)
run(handled_naked, OSError)


def name_is_unbound():
    try:
        raise ValueError(1)
    except* ValueError as caught:
        pass
    return caught


run(name_is_unbound)


def nested():
    try:
        try:
            raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
        except* ValueError:
            try:
                raise ExceptionGroup("inner", [KeyError(1), OSError(2)])
            except* KeyError:
                print("inner key")
    except* TypeError as caught:
        print("outer", repr(caught))
    except* OSError as caught:
        print("outer", repr(caught))


run(nested)


def in_loop():
    seen = []
    for number in range(4):
        try:
            if number % 2:
                raise ExceptionGroup("g", [ValueError(number)])
        except* ValueError as caught:
            for inner in caught.exceptions:
                if inner.args == (1,):
                    continue
                seen.append(inner)
        else:
            seen.append(number)
    return seen


run(in_loop)


def plain_inside():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except ExceptionGroup as group:
        try:
            raise group
        except* ValueError:
            try:
                raise KeyError("k")
            except KeyError as error:
                print(repr(error.__context__))


run(plain_inside)


class Split(ExceptionGroup):
    def split(self, condition):
        return self.result


def own_split(result):
    group = Split("s", [ValueError(1), TypeError(2)])
    group.result = result
    try:
        raise group
    except* ValueError as caught:
        print("caught", caught)


run(own_split, (None, ValueError("rest")))
run(own_split, (ValueError("taken"), None))


class Derived(ExceptionGroup):
    def derive(self, exceptions):
        return Derived("derived " + self.message, exceptions)


def derives():
    try:
        raise Derived("d", [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError as caught:
        print(repr(caught))
        raise


run(derives)


def context_of_caller():
    try:
        raise LookupError("caller")
    except LookupError:
        try:
            raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
        except* ValueError:
            pass


run(context_of_caller)


def notes():
    group = ExceptionGroup("g", [ValueError(1), TypeError(2)])
    group.add_note("note")
    try:
        raise group
    except* ValueError as caught:
        print(caught.__notes__)


run(notes)


def generator():
    try:
        yield 1
    except* ValueError as caught:
        yield repr(caught)
    yield "after"


running = generator()
next(running)
print(running.throw(ValueError("thrown")), next(running))


async def coroutine():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as caught:
        await Pause()
        print("awaited", repr(caught))
    except* TypeError:
        await Pause()
    return "end"


class Pause:
    def __await__(self):
        yield


running = coroutine()
running.send(None)
running.send(None)
try:
    running.send(None)
except StopIteration as stop:
    print(stop.value)

try:
    raise ExceptionGroup("module", [ValueError(1), TypeError(2)])
except* ValueError as caught:
    print("module", repr(caught))
except* TypeError as caught:
    print("module", repr(caught))
print("caught" in globals())


class Body:
    try:
        raise ValueError("in a class")
    except* ValueError as caught:
        found = repr(caught)


print(Body.found, hasattr(Body, "caught"))
