"""Attributes whose names are made at run time, through the methods of `object`, `type` and modules."""

import types


def made(*parts):
    return "".join(parts)


class Plain:
    pass


one, other = Plain(), Plain()
object.__setattr__(one, made("ma", "jor"), 5)
print(one.major, object.__getattribute__(one, made("ma", "jor")))
setattr(other, made("mi", "nor"), 5)
print(other.minor, getattr(other, made("mi", "nor")), vars(other))
object.__delattr__(other, made("mi", "nor"))
print(vars(other))


class Meta(type):
    pass


class Made(metaclass=Meta):
    pass


type.__setattr__(Made, made("ma", "jor"), 6)
print(Made.major, Made().major, type.__getattribute__(Made, made("ma", "jor")))
module = types.ModuleType("module")
types.ModuleType.__setattr__(module, made("ma", "jor"), 6)
print(module.major)


def attempt(function, *arguments):
    try:
        function(*arguments)
    except TypeError as error:
        print(error)


attempt(object.__setattr__, one, 5, 1)
attempt(object.__getattribute__, one, 5)
attempt(object.__delattr__, one, 5)
attempt(type.__setattr__, Made, 5, 6)
attempt(type.__getattribute__, Made, 5)
attempt(types.ModuleType.__getattribute__, types, 5)
attempt(super(Plain, one).__getattribute__, 5)


class Text(str):
    pass


one.found = 1
print(getattr(one, Text("found")), hasattr(one, Text("missing")))
