"""Displays of many values: what is evaluated, hashed and compared when, and what is left if one raises."""
events = []


class Key:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        events.append(("hash", self.number))
        return hash(self.number)

    def __eq__(self, other):
        events.append(("equal", self.number, other.number))
        return self.number == other.number


def key(number):
    events.append(("key", number))
    return Key(number)


def value(number):
    if number == 99:
        raise ValueError(number)
    events.append(("value", number))
    return number


def show(title, make):
    events.clear()
    try:
        made = make()
        print(title, type(made).__name__, len(made))
    except (ValueError, TypeError) as error:
        print(title, repr(error))
    print(events)


k, v = key, value
show("dict of 15", lambda: {k(0): v(0), k(1): v(1), k(2): v(2), k(3): v(3), k(4): v(4), k(5): v(5), k(6): v(6), k(7): v(7), k(8): v(8), k(9): v(9), k(10): v(10), k(11): v(11), k(12): v(12), k(13): v(13), k(14): v(14)})
show("dict of 16", lambda: {k(0): v(0), k(1): v(1), k(2): v(2), k(3): v(3), k(4): v(4), k(5): v(5), k(6): v(6), k(7): v(7), k(8): v(8), k(9): v(9), k(10): v(10), k(11): v(11), k(12): v(12), k(13): v(13), k(14): v(14), k(15): v(15)})
show("dict of 17", lambda: {k(0): v(0), k(1): v(1), k(2): v(2), k(3): v(3), k(4): v(4), k(5): v(5), k(6): v(6), k(7): v(7), k(8): v(8), k(9): v(9), k(10): v(10), k(11): v(11), k(12): v(12), k(13): v(13), k(14): v(14), k(15): v(15), k(16): v(16)})
show("dict of 19", lambda: {k(0): v(0), k(1): v(1), k(2): v(2), k(3): v(3), k(4): v(4), k(5): v(5), k(6): v(6), k(7): v(7), k(8): v(8), k(9): v(9), k(10): v(10), k(11): v(11), k(12): v(12), k(13): v(13), k(14): v(14), k(15): v(15), k(16): v(16), k(17): v(17), k(18): v(99)})
show("set of 30", lambda: {k(0), k(1), k(2), k(3), k(4), k(5), k(6), k(7), k(8), k(9), k(10), k(11), k(12), k(13), k(14), k(15), k(16), k(17), k(18), k(19), k(20), k(21), k(22), k(23), k(24), k(25), k(26), k(27), k(28), k(29)})
show("set of 31", lambda: {k(0), k(1), k(2), k(3), k(4), k(5), k(6), k(7), k(8), k(9), k(10), k(11), k(12), k(13), k(14), k(15), k(16), k(17), k(18), k(19), k(20), k(21), k(22), k(23), k(24), k(25), k(26), k(27), k(28), k(29), k(30)})
show("set of 32, the second unhashable", lambda: {k(0), [], k(2), k(3), k(4), k(5), k(6), k(7), k(8), k(9), k(10), k(11), k(12), k(13), k(14), k(15), k(16), k(17), k(18), k(19), k(20), k(21), k(22), k(23), k(24), k(25), k(26), k(27), k(28), k(29), k(30), k(31)})
show("list of 18", lambda: [v(0), v(1), v(2), v(3), v(4), v(5), v(6), v(7), v(8), v(9), v(10), v(11), v(12), v(13), v(14), v(15), v(16), v(17)])
show("tuple of 18, the last fails", lambda: (v(0), v(1), v(2), v(3), v(4), v(5), v(6), v(7), v(8), v(9), v(10), v(11), v(12), v(13), v(14), v(15), v(16), v(99)))
show("text of 18", lambda: f"{v(0)}{v(1)}{v(2)}-{v(3)}{v(4)}{v(5)}{v(6)}{v(7)}{v(8)}{v(9)}{v(10)}{v(11)}{v(12)}{v(13)}{v(14)}{v(15)}{v(16)}{v(17)}")
parts = "f'{1}' 'x' 'y'" * 1024
assert eval("f'{1}' 'x' 'y'" * 1024) == "1xy" * 1024
print(len(parts))
