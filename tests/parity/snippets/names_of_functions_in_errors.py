class Loud:
    def __str__(self):
        raise LookupError("shown")

    def __ne__(self, other):
        print("ne", other)
        return True


class Callee:
    def __call__(self, *arguments, **keywords):
        return keywords


class Key(str):
    def __str__(self):
        return "key shown"


def attempt(callee, arguments=(), mapping={}):
    for action in (
        lambda: callee(*arguments),
        lambda: callee(**mapping),
        lambda: callee(a=1, **{"a": 2}),
    ):
        try:
            print(action())
        except BaseException as error:
            print(type(error).__name__, error, repr(error.__context__))


class Names:
    def __init__(self, **names):
        self.__dict__.update(names)

    def __call__(self, *arguments, **keywords):
        return keywords

    def __str__(self):
        return "named"


class Nameless:
    def __getattribute__(self, name):
        if name == "__qualname__":
            raise ValueError("no name")
        return object.__getattribute__(self, name)

    def __call__(self, *arguments, **keywords):
        return keywords


attempt(Names(), 1, 1)
attempt(Names(__qualname__="q"), 1, 1)
attempt(Names(__qualname__="q", __module__=None), 1, 1)
attempt(Names(__qualname__="q", __module__="builtins"), 1, 1)
attempt(Names(__qualname__=None, __module__=7), 1, 1)
attempt(Names(__qualname__=Loud()), 1, 1)
attempt(Names(__qualname__="q", __module__=Loud()), 1, 1)
attempt(Loud, 1, 1)
attempt(Nameless(), 1, 1)
attempt(len, 1, 1)
attempt("".join, 1, 1)
try:
    Names()(**{"a": 1}, **{Key("a"): 2})
except TypeError as error:
    print(error)
