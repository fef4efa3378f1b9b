"""`__code__`: what a function says about itself; cells."""

import types


def decorate(function):
    return function


@decorate
def plain(a, /, b, c=3, *args, d, e=5, **rest):
    """Documented."""
    z = y = 1
    for x in range(3):
        w = x
    with open as m:
        pass
    try:
        pass
    except ValueError as n:
        pass
    return [q for q in range(3)]


def show(function):
    code = function.__code__
    print(code.co_name, code.co_qualname, code.co_firstlineno, code.co_filename.endswith("code_objects.py"))
    print(code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_nlocals, hex(code.co_flags))
    print(code.co_varnames, code.co_cellvars, code.co_freevars)


def outer(b, a, c):
    z = 1
    k = 2

    def inner(p):
        nonlocal z
        return a, z, p, c, [k for _ in range(p)]

    return inner


def generate():
    yield 1


class Class:
    attribute = 1

    def method(self):
        return super().__init__()

    other = lambda self, x: (x, self)


for function in (plain, show, outer, outer(1, 2, 3), generate, Class.method, Class.other, lambda: 1):
    show(function)

print(type(plain.__code__) is types.CodeType, plain.__code__ is plain.__code__, plain.__code__ == plain.__code__)
print(plain.__code__ == outer.__code__, plain.__code__ != outer.__code__, plain.__code__ == 1)
print(repr(plain.__code__).startswith("<code object plain at 0x"), "line 10>" in repr(plain.__code__))
print({plain.__code__: 1}[plain.__code__])
inner = outer(1, 2, 3)
print([cell.cell_contents for cell in inner.__closure__])
inner.__closure__[0].cell_contents = "new"
print(inner(1))
del inner.__closure__[0].cell_contents
try:
    inner(1)
except NameError as error:
    print(error)
try:
    inner.__closure__[0].cell_contents
except ValueError as error:
    print(error)
print(types.CellType(5).cell_contents, types.CellType(1) < types.CellType(2), types.CellType() < types.CellType(2))
print(types.CellType() == types.CellType(), repr(types.CellType()).endswith(": empty>"))
print(repr(types.CellType(1)).startswith("<cell at 0x"), ": int object at 0x" in repr(types.CellType(1)))
try:
    hash(types.CellType(1))
except TypeError as error:
    print(error)
try:
    types.CellType(1, 2)
except TypeError as error:
    print(error)
print(plain.__globals__ is globals())
