"""try, except, else, finally; order, nesting, re-raising, return in finally."""


def run(action):
    try:
        print("try")
        result = action()
    except ZeroDivisionError as error:
        print("zero", error, error.args)
        result = None
    except (KeyError, IndexError) as error:
        print("lookup", type(error).__name__, error, repr(error))
        raise
    except Exception as error:
        print("other", repr(error))
        result = "other"
    else:
        print("else")
    finally:
        print("finally")
    return result


print(run(lambda: 1))
print(run(lambda: 1 / 0))
print(run(lambda: int("x")))
for action in (lambda: {}["missing"], lambda: [][3], lambda: {}[(1, 2)]):
    try:
        run(action)
    except LookupError as error:
        print("caught", error)


def finally_wins():
    for i in range(3):
        try:
            return "try"
        finally:
            if i == 0:
                continue
            return f"finally {i}"


print(finally_wins())


def swallow():
    try:
        raise ValueError("lost")
    finally:
        return "swallowed"


print(swallow())


def name_is_unbound():
    try:
        raise ValueError
    except ValueError as e:
        pass
    try:
        return e
    except UnboundLocalError as error:
        return str(error)


print(name_is_unbound())
try:
    try:
        raise KeyError("inner")
    finally:
        print("cleanup")
except KeyError as error:
    print(error)
try:
    raise "not an exception"
except TypeError as error:
    print(error)
try:
    raise ValueError
except ValueError as error:
    print(repr(error), str(error) == "", error.args)
try:
    raise
except RuntimeError as error:
    print(error)
try:
    try:
        1 / 0
    except "x":
        pass
except TypeError as error:
    print(error)
for kind in (ValueError("a", 1), KeyError("k"), KeyError(), OSError(2, "No such file"), StopIteration(5), Exception(None), Exception(("t",))):
    print(repr(kind), "|", str(kind), "|", kind.args)
assert True
try:
    assert 1 == 2, f"message {1 + 1}"
except AssertionError as error:
    print(error)
try:
    assert []
except AssertionError as error:
    print(repr(error))
