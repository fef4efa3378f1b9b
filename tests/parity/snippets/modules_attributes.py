"""Module objects: what `dir` shows, annotations made when asked for, `__dir__`."""
import types

module = types.ModuleType("module")
module.x = 1
print(dir(module))
print(module.__annotations__, "__annotations__" in dir(module))
del module.__annotations__
try:
    del module.__annotations__
except AttributeError as error:
    print(repr(error))
module.__annotations__ = {"a": 1}
print(module.__annotations__, vars(module)["__annotations__"])
module.__dir__ = lambda: ["b", "a"]
print(dir(module), module.__dir__())
for arguments in [(), (1,), ("m", 1, 2)]:
    try:
        print(types.ModuleType(*arguments))
    except TypeError as error:
        print(error)
described = types.ModuleType("described", "text")
print(described.__doc__, described, vars(described))
empty = types.ModuleType.__new__(types.ModuleType)
print(empty, empty.__dict__)
try:
    empty.x
except AttributeError as error:
    print(error)


class Extended(types.ModuleType):
    def own_name(self):
        return self.__name__


print(Extended("q").own_name(), Extended("q"), dir(Extended("q")))
