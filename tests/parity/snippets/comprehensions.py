"""Comprehensions: nesting, conditions, scopes, order of evaluation."""
print([x * x for x in range(6) if x % 2])
print({x % 3 for x in range(10)}, {x: chr(97 + x) for x in range(3)})
print([(a, b) for a in "ab" for b in range(2)], [[c for c in row] for row in ("xy", "z")])
print([x for x in range(20) if x % 2 if x % 3 == 0])
x = "outer"
print([x for x in "in"], x)
print(sum(i for i in range(10)), max((len(w), w) for w in "a bb ccc dd".split()))
log = []


def note(name, value):
    log.append(name)
    return value


{note("key", k): note("value", k + 1) for k in note("source", [1, 2])}
print(log)
print([y := i, y + 1] if (i := 3) else None, i)
print([last := n for n in range(4)], last)
print(list(map(lambda p: p[0] + p[1], zip([1, 2, 3], [4, 5]))))
print([*range(3), *"ab"], {*[1, 2], 3}, {**{"a": 1}, "b": 2, **{"a": 9}}, (*"xy",))
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], list(zip(*matrix)))
lazy = (1 // n for n in (1, 0))
print(next(lazy))
try:
    next(lazy)
except ZeroDivisionError as error:
    print(error)
print(list(lazy))


class Scope:
    size = 3
    squares = [n * n for n in range(size)]


print(Scope.squares, any(n > 2 for n in Scope.squares), all([]), any([]))
