"""What class methods, static methods and properties show; where a subclass of `property` keeps its `__doc__`."""


def attempt(label, function):
    try:
        print(label, repr(function()).split(" at 0x")[0])
    except Exception as error:
        print(label, type(error).__name__, error)


class Example:
    @classmethod
    def of_class(cls):
        "of the class"

    @staticmethod
    def of_nobody():
        "of nobody"


attempt("class method", lambda: Example.__dict__["of_class"])
attempt("static method", lambda: Example.__dict__["of_nobody"])
attempt("class method", lambda: classmethod(5))
attempt("static method", lambda: staticmethod(staticmethod(int)))


class Documented(property):
    "of the class itself"


class Plain(property):
    pass


class Slotted(property):
    __slots__ = ()


class OwnSlot(property):
    __slots__ = ("__doc__",)


class Fixed(property):
    @property
    def __doc__(self):
        return "fixed"


def getter(self):
    "of the getter"


def silent(self):
    pass


def setter(self, value):
    "of the setter"


for kind in (property, Documented, Plain, Slotted, OwnSlot, Fixed):
    name = kind.__name__
    attempt(f"{name} empty", lambda: kind().__doc__)
    attempt(f"{name} getter", lambda: kind(getter).__doc__)
    attempt(f"{name} silent", lambda: kind(silent).__doc__)
    attempt(f"{name} given", lambda: kind(getter, doc="given").__doc__)
    attempt(f"{name} set", lambda: kind(getter).setter(setter).__doc__)
    attempt(f"{name} deleted", lambda: kind(getter, doc="given").deleter(silent).__doc__)
    attempt(f"{name} got", lambda: kind(silent).getter(getter).__doc__)
    attempt(f"{name} silenced", lambda: kind(getter).getter(silent).__doc__)
    attempt(f"{name} attributes", lambda: kind(getter).__dict__)
plain = property(getter)
try:
    plain.other = 1
except AttributeError as error:
    print(error)
plain.__doc__ = "new"
print(plain.__doc__)
