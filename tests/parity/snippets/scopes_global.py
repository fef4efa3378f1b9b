"""Names: global, builtins shadowed, class scope, del, conditional definition."""
x = 1


def read():
    return x


def shadow():
    x = 2
    return x, read()


def change():
    global x
    x += 10
    return x


print(read(), shadow(), change(), x)


class C:
    x = "class"
    y = x + "!"

    def method(self):
        return x

    def nested(self):
        class D:
            z = x

        return D.z


print(C.y, C().method(), C().nested())
len = lambda value: "shadowed"
print(len([1]))
del len
print(len([1]))
if x > 5:

    def conditional():
        return "yes"

else:

    def conditional():
        return "no"


print(conditional())
try:
    undefined_name
except NameError as error:
    print(error, error.name)


def late():
    return defined_later()


try:
    late()
except NameError as error:
    print(error)


def defined_later():
    return "now"


print(late())
for leak in range(3):
    pass
print(leak, "x" in globals(), type(globals()).__name__, __name__ != "")


def lots(a, b):
    c = a + b
    return sorted(locals().items())


print(lots(1, 2))
import math as m, os.path as p
from math import pi as π, sqrt

print(m.floor(2.5), p.basename("a/b"), π, sqrt(16))
try:
    import no_such_module
except ImportError as error:
    print(type(error).__name__, error)
try:
    from math import nothing_here
except ImportError as error:
    print(str(error).split(" (")[0])
