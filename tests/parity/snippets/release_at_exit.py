"""What is alive when the program ends: `__del__` runs, what the module names first, and may still use everything."""


class Noisy:
    def __init__(self, name):
        self.name = name
        self.friend = None

    def __del__(self):
        print("release", self.name, helper(2), self.friend and self.friend.name)


class Items(list):
    def __del__(self):
        print("items", len(self), self)


class Late(Noisy):
    def __del__(self):
        Noisy("made late")
        super().__del__()


class Again:
    def __del__(self):
        global kept
        kept = self
        print("again")


def helper(number):
    return number * 2


first = Noisy("first")
second = Noisy("second")
first.friend = second
second.friend = first
hidden = [(1, Noisy("in a tuple"))]
items = Items([1, 2, 3])
gone = Noisy("gone")
del gone
loop = Noisy("loop")
loop.friend = loop
third = Noisy("third")
again = Again()
del again
print("kept", kept is not None)
late = Late("late")
print("end")
