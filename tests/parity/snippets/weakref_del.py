"""Object lifetime: __del__ runs at once, weak references, del of names and items."""
import weakref


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("deleted", self.name)


a = Noisy("a")
b = a
del a
print("still there")
b = None
print("gone")
Noisy("temporary")
print("after temporary")
holder = [Noisy("in list"), Noisy("second")]
del holder[0]
print("list now", len(holder))
holder.clear()


def scope():
    local = Noisy("local")
    print("inside")


scope()
print("outside")
reference = weakref.ref(c := Noisy("weak"))
print(reference() is c)
del c
print(reference())
d = Noisy("rebound")
d = Noisy("replacement")
print("end")
