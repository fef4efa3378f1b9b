"""Tuples, ranges, slices."""
t = (1, "a", 2.5, "a")
print(t, t[1], t[-1], t[1:], t.count("a"), t.index("a"), len(t), t + (9,), t * 2, (), (1,), ((),), "a" in t)
print((1, 2) < (1, 3), (1,) < (1, 0), (1, 2) == (1, 2), (1, [2]) == (1, [2]), hash((1, 2)) == hash((1, 2)), hash(()), hash((1, 2, 3)), tuple("ab"), tuple(range(3)))
for bad in (lambda: t[9], lambda: t.index("z"), lambda: t + [1], lambda: hash((1, [])), lambda: t["x"], lambda: tuple(5), lambda: (1, "a") < (1, 2)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
try:
    t[0] = 1
except TypeError as error:
    print(error)
for r in (range(5), range(2, 10, 3), range(10, 0, -3), range(0), range(5, 2), range(-3, 3), range(0, 2**70, 2**68)):
    print(r, list(r), len(r), bool(r), r[0] if r else None, r[-1:] , list(reversed(r)), 3 in r, r.start, r.stop, r.step, r == range(r.start, r.stop, r.step))
r = range(0, 100, 7)
print(r[3], r[-1], r[2:5], r[::-2], r.index(14), r.count(7), 14 in r, 15 in r, "x" in r, 7.0 in r, range(0) == range(2, 2), range(0, 3, 2) == range(0, 4, 2), hash(range(3)) == hash(range(0, 3, 1)), sum(r), max(r))
for bad in (lambda: range(1, 2, 0), lambda: range(1.5), lambda: r[100], lambda: r.index(1), lambda: range(), lambda: range("a"), lambda: r < r):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), slice(None).indices(3), slice(-3, None).indices(10), slice(None, None, -1).indices(4), slice(3) == slice(None, 3, None))


class Show:
    def __getitem__(self, key):
        return key


show = Show()
print(show[1:2], show[:], show[::3], show[1, 2], show[1:2, ..., None], show[()], show["a":"b"])
