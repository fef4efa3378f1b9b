"""Unpacking, chained assignment, swap, starred targets, walrus."""
a = b = c = [1]
print(a is b is c)
a, b = 1, 2
a, b = b, a
print(a, b)
(x, [y, z]), w = (1, (2, 3)), "w"
print(x, y, z, w)
first, *rest = range(5)
*init, last = "hello"
head, *middle, tail = (1, 2)
print(first, rest, init, last, head, middle, tail)
[p, q] = {"k": 1, "l": 2}
print(p, q)
values = [0] * 3
values[0], values[1:], other = 7, [8, 9, 10], "o"
print(values, other)
i = 0
i, values[i] = 2, "two"
print(i, values)
if (n := len(values)) > 2:
    print("long", n)
print([m := 5, m**2], m)
while (chunk := values.pop()) != "two" if values else False:
    print(chunk)
for bad, wanted in (((1, 2, 3), "two"), ((1,), "two"), (5, "int"), ("", "none")):
    try:
        left, right = bad
    except (ValueError, TypeError) as error:
        print(wanted, type(error).__name__, error)
try:
    one, *more, two = [1]
except ValueError as error:
    print(error)
del a
try:
    a
except NameError as error:
    print(error)
for k, (l, *m) in enumerate([(1, 2, 3), "ab"]):
    print(k, l, m)
