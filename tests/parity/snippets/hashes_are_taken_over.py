"""Dicts and sets that are made of others take over the hashes of their keys."""


class Counted:
    count = 0

    def __init__(self, value):
        self.value = value

    def __hash__(self):
        Counted.count += 1
        return hash(self.value)

    def __eq__(self, other):
        return self.value == other.value


class OwnDict(dict):
    pass


class OwnSet(set):
    pass


def counted(title, make):
    Counted.count = 0
    made = make()
    print(title, len(made), Counted.count)


keys = [Counted(number) for number in range(5)]
d, s, f = dict.fromkeys(keys), set(keys), frozenset(keys)
counted("set of dict", lambda: set(d))
counted("frozenset of dict", lambda: frozenset(d))
counted("set of set", lambda: set(s))
counted("dict from dict", lambda: dict.fromkeys(d))
counted("dict from set", lambda: dict.fromkeys(s, 1))
counted("dict from frozenset", lambda: dict.fromkeys(f))
counted("dict from keys", lambda: dict.fromkeys(d.keys()))
counted("dict from own dict", lambda: dict.fromkeys(OwnDict(d)))
counted("dict from own set", lambda: dict.fromkeys(OwnSet(s)))
counted("own dict from dict", lambda: OwnDict.fromkeys(d))
counted("dict of dict", lambda: dict(d))
counted("difference", lambda: s.difference(d))
counted("symmetric difference", lambda: s ^ f)
counted("union", lambda: s | {1} | f)
counted("intersection", lambda: s & f)
