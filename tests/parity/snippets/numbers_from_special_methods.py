"""What `__int__`, `__index__`, `__float__`, `__complex__`, `__trunc__` and the like give is checked; what is deprecated is warned of."""

import math
import operator
import warnings


def attempt(label, function, *arguments):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = function(*arguments)
            print(label, type(result).__name__, repr(result))
        except Exception as error:
            print(label, type(error).__name__, error)
        for warning in caught:
            print("  warned", warning.category.__name__, warning.message)


class OwnInt(int):
    pass


class OwnFloat(float):
    pass


class OwnComplex(complex):
    pass


class Raising:
    def __get__(self, instance, owner=None):
        raise ValueError("no method")


def giving(method, result):
    return type("Giving", (), {method: lambda self: result})()


for method in ("__int__", "__index__", "__trunc__"):
    for result in (True, OwnInt(5), 7, 1.5, giving("__index__", True)):
        number = giving(method, result)
        attempt(method, int, number)
        attempt("index", operator.index, number)
        attempt("item", lambda: list("abcdefgh")[number])
        attempt("float", float, number)
        attempt("text", lambda: "%d" % number)
for result in (2.5, OwnFloat(3.5), 1, "x"):
    attempt("__float__", float, giving("__float__", result))
    attempt("sqrt", math.sqrt, giving("__float__", result))
    attempt("complex", complex, giving("__float__", result))
for result in (1j, OwnComplex(2j), 1, None):
    attempt("__complex__", complex, giving("__complex__", result))


class Answering(float):
    def __float__(self):
        return self.answer


class Worded(str):
    def __float__(self):
        return float(str(self)) + 1


number = Answering(1.5)
for answer in (42.0, OwnFloat(43.0), 1):
    number.answer = answer
    attempt("own", float, number)
    attempt("subclass", OwnFloat, number)
    attempt("root", math.sqrt, number)
attempt("worded", float, Worded("44"))
for name in ("ceil", "floor", "trunc"):
    method = f"__{name}__"
    function = getattr(math, name)
    attempt(name, function, type("Bad", (), {method: Raising()})())
    attempt(name, function, type("Bad", (float,), {method: Raising()})(2.5))
    attempt(name, function, giving(method, 42))
    attempt(name, function, giving("__float__", 2.5))
    attempt(name, function, giving("__index__", 2))
    attempt(name, function, type("Static", (), {method: staticmethod(lambda: 43)})())
    instance = OwnFloat(1.5)
    instance.__dict__[method] = lambda: 44
    attempt(name, function, instance)
for function in (bool, operator.not_, lambda value: 1 if value else 2):
    attempt("NotImplemented", function, NotImplemented)
warnings.simplefilter("error")
for function, argument in ((bool, NotImplemented), (int, giving("__int__", True)), (float, giving("__float__", OwnFloat(1)))):
    try:
        print(function(argument))
    except DeprecationWarning as warning:
        print("raised", warning)
