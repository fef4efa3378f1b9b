"""list.sort and sorted: order, stability, keys, side effects of comparison."""


def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


state = 12345


def rand(limit):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return state // 65536 % limit


class Logged:
    log = []

    def __init__(self, value, tag):
        self.value = value
        self.tag = tag

    def __lt__(self, other):
        Logged.log.append((self.tag, other.tag))
        return self.value < other.value


for count in (0, 1, 2, 3, 10, 65, 200):
    for kind in range(3):
        values = [rand(50) for _ in range(count)]
        if kind == 1:
            values = sorted(values)
        if kind == 2:
            values = sorted(values[: count // 2]) + sorted(values[count // 2 :], reverse=True)
        keys = [Logged(v, i) for i, v in enumerate(values)]
        Logged.log.clear()
        keys.sort()
        mixed = 0
        for x, y in Logged.log:
            mixed = (mixed * 31 + x * 7 + y) % 1000000007
        print(count, kind, len(Logged.log), mixed, [k.tag for k in keys][:20])
        Logged.log.clear()
        keys.sort(reverse=True)
        print(len(Logged.log), [k.tag for k in keys][:20])

print(sorted([3, 1, 2]), sorted("hello"), sorted([2.5, 1, True, -1]))
print(sorted([3, 1, 2], reverse=True), sorted(["b", "A", "c"], key=str.lower))
print(sorted({"z": 1, "a": 2}), sorted([(1, "b"), (1, "a"), (0, "z")]))
print(sorted([10**30, -(10**30), 5, 2**63]))
print(sorted(["é", "z", "a", "Z"]), sorted([b"b", b"a"]))
print(sorted([float("inf"), -1.0, float("-inf"), 0.0]))
nan = float("nan")
print(sorted([3.0, nan, 1.0, nan, 2.0]))
print(sorted([5, nan, 1, 3, nan, 2]))
words = ["bb", "a", "ccc", "dd", "e"]
words.sort(key=len)
print(words)
words.sort(key=len, reverse=True)
print(words)
words.sort(key=None, reverse=0)
print(words)
show(lambda: sorted([1, "a"]))
show(lambda: sorted(["a", 1]))
show(lambda: sorted([1, None]))
show(lambda: sorted(5))
show(lambda: sorted())
show(lambda: sorted([1], len))
show(lambda: sorted([1], key=5))
show(lambda: sorted([1], foo=5))
show(lambda: sorted([1], reverse="x"))
show(lambda: sorted([1], reverse=None))
show(lambda: sorted([[2], [1]], key=lambda x: x[0]))
show(lambda: sorted([{}, {}]))

victim = [3, 2, 1]


class Evil:
    def __lt__(self, other):
        victim.append(9)
        return False


victim[:] = [Evil(), Evil()]
show(lambda: victim.sort())
print(len(victim))


def key_raises(x):
    if x == 2:
        raise RuntimeError("no two")
    return x


data = [3, 2, 1]
show(lambda: data.sort(key=key_raises))
print(data)
seen = []


def key_looks(x):
    seen.append(len(data))
    return x


data.sort(key=key_looks)
print(data, seen)


class Half:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        if self.v == 3:
            raise ValueError("three")
        return self.v < other.v


data = [Half(v) for v in (5, 4, 3, 2, 1)]
show(lambda: data.sort())
print([h.v for h in data])
