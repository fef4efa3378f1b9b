"""Lists: methods, slices, assignment to slices, identity, errors."""
a = [3, 1, 2]
a.append(5)
a.extend((4, 6))
a.insert(0, 0)
a.insert(-1, 9)
a.insert(100, 7)
print(a, a.index(5), a.count(9), a.pop(), a.pop(0), a.pop(-2), a)
a.remove(5)
a.reverse()
print(a, a.copy() == a, a.copy() is a, a[:] is a, len(a), 3 in a, a + [1], a * 2, [0] * 0, [1] * -1)
b = list(range(10))
print(b[2:5], b[:3], b[7:], b[::2], b[::-1], b[8:2:-2], b[-3:], b[5:2], b[100:], b[-100:2], b[slice(1, 4)])
b[2:5] = ["x"]
print(b)
b[1:1] = [7, 8]
b[::4] = [0] * len(b[::4])
del b[::3]
print(b)
del b[1:3]
b[len(b):] = [99]
b[:0] = [-1]
print(b)
b.clear()
print(b, not b)
c = [[0] * 2] * 3
c[0][1] = 5
print(c)
print([1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 5], [1, [2]] == [1, [2]], [1, 2] != (1, 2))
for bad in (lambda: [].pop(), lambda: [1][1], lambda: [1].remove(2), lambda: [1].index(3), lambda: [1]["a"], lambda: [1] + (2,), lambda: [3, "a"].sort(), lambda: [1].pop(5), lambda: [].index(0), lambda: [1] < 2, lambda: [1][1.0], lambda: list(5), lambda: [1, 2].index(2, 0, 1)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
d = [1, 2, 3, 4, 5, 6]
try:
    d[::2] = [0]
except ValueError as error:
    print(error)
try:
    d[0:2] = 5
except TypeError as error:
    print(error)
try:
    d[9] = 1
except IndexError as error:
    print(error)
d[1:5:2] = "ab"
d += "cd"
print(d, d.index("c"), list("abc"), list({"k": 1}), list(zip("ab", "cd")), [*d[:2]])
x = [1]
y = [x, x]
x.append(2)
print(y, y[0] is y[1], [1, 2, 3] * 1, max([3, 9, 2]), min([3, 9, 2]), sum([1, 2.5]), sum([[1], [2]], []), any([0, 1]), all([1, 0]))
