# When `*values` and `**mapping` of a call are looked at, who asks for a length, and what is said about them.


def show(call):
    try:
        print("gives", call())
    except Exception as error:
        print(type(error).__name__, error)


def p(number, value):
    print("at", number)
    return value


def takes(*arguments, **keywords):
    return arguments, keywords


class Plain:
    def method(self, *arguments, **keywords):
        return arguments, keywords


class Initialised:
    def __init__(self, *arguments, **keywords):
        pass


class Items:
    def __init__(self, *items):
        self.items = items

    def __getitem__(self, key):
        print("get", key)
        return self.items[key]

    def __len__(self):
        print("len")
        return len(self.items)


def items():
    print("item")
    yield 1


# `*values` alone is unpacked when the function is called, beside others at once
show(lambda: takes(*items(), x=p(1, 2)))
show(lambda: Plain().method(*items(), x=p(1, 2)))
show(lambda: takes(*items(), p(1, 2), x=p(2, 3)))
show(lambda: takes(*items(), *items(), x=p(1, 2)))
show(lambda: takes(*1, x=p(1, 2)))
show(lambda: Plain().method(*1, **p(1, {})))
show(lambda: takes(0, *1, x=p(1, 2)))
show(lambda: takes(*1, *p(1, ())))
show(lambda: print(*2))
show(lambda: [].append(*2))

# keywords since the last mapping are added together
show(lambda: takes(**{"u": 1}, u=p(1, 2), v=p(3, 4)))
show(lambda: takes(**{"u": 1}, v=p(1, 2), **p(2, {"v": 1}), u=p(3, 4)))
show(lambda: takes(**{1: 1}, v=p(1, 2)))
show(lambda: takes(*p(1, 1), **{1: 2}))
show(lambda: takes(**{1: 1}, **{1: 2}))
show(lambda: takes(*items(), **2))
show(lambda: Plain(**{1: 2}))
show(lambda: Initialised(**{1: 2}))
show(lambda: dict(**{1: 2}))


def bases():
    class Made(*1):
        pass


def keywords():
    class Made(**1):
        pass


def keywords_twice():
    class Made(**{"a": 1}, a=p(1, 2), b=p(3, 4)):
        pass


show(bases)
show(keywords)
show(keywords_twice)

# lengths are asked for where CPython makes a list or tuple first
for use in (list, bytes, ",".join, lambda values: takes(*values), lambda values: takes(0, *values)):
    show(lambda: use(Items(1, 2)))
show(lambda: bytearray().extend(Items(1, 2)))
show(lambda: bytearray(Items(1, 256, p(1, 2))))
first, *rest = Items(1, 2, 3)
print(first, rest)


class Turns:
    def __iter__(self):
        print("iter")
        return self

    def __next__(self):
        raise StopIteration


show(lambda: [rest for *rest, in [Turns()]])

# functions of `*arguments` alone, and classes that are no classes
show(lambda: {1}.union(u=2))
show(lambda: map(u=2))
show(lambda: super(1, 2, 3))
for base in (takes, len, Plain().method, 1):
    try:

        class Derived(base):
            pass

    except TypeError as error:
        print(error)

# `*=` asks the right operand only where the left one has no methods of sequences
for left in ({}, set(), 1, True, Plain(), {}.keys(), range(3), None, 2.5):
    try:
        left *= [1]
        print(left)
    except TypeError as error:
        print(error)


class Asked:
    def __getattribute__(self, name):
        print("asked", name)
        return super().__getattribute__(name)

    def __repr__(self):
        return "Asked"


show(lambda: Asked()(*1))
show(lambda: Asked()(**{"u": 1}, u=2))
