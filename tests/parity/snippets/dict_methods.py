"""Dicts: order, methods, views, merging, deletion, missing keys."""
d = {"b": 1, "a": 2, 3: "c", (1, 2): None}
print(d, len(d), d["a"], d.get("zz"), d.get("zz", 5), "b" in d, 3.0 in d, d[3.0])
d["b"] = 10
d["new"] = 0
del d["a"]
d["a"] = "again"
print(d, list(d), list(d.values()), list(d.items()), list(reversed(d)))
print(d.pop(3), d.pop("zz", "default"), d.popitem(), d.setdefault("s", []), d.setdefault("b", 99), d)
d.update({"x": 1}, y=2)
d.update([("z", 3), ("x", 9)])
print(d, {"a": 1} | {"b": 2, "a": 3}, dict(a=1, b=2), dict([("k", "v")], k2=1), dict.fromkeys("abc", 0), dict(zip("ab", (1, 2))))
keys, items, values = d.keys(), d.items(), d.values()
d["live"] = True
print(keys, len(values), ("live", True) in items, keys & {"x", "q"}, sorted(keys | {"q"}, key=str)[:2], keys - {"x"} == set(keys) - {"x"}, {"x"} <= keys)
print({1: "int", True: "bool", 1.0: "float"}, {0: 1} == {False: True}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {} == [], {1: {2: {}}} != {1: {2: {3: 4}}})
for bad in (lambda: {}["k"], lambda: {[]: 1}, lambda: {}.popitem(), lambda: {}.pop(1), lambda: {1: 2} < {3: 4}, lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: {}[{}], lambda: {**5}, lambda: dict(5), lambda: {}.update(1), lambda: {{}: 1}):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)


class Default(dict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value


m = Default()
print(m["x"], m, m.get("y"), "y" in m)
copy = d.copy()
copy["only"] = 1
print("only" in d, copy == d)
d.clear()
print(d, bool(d), bool({0: 0}))
counts = {}
for letter in "mississippi":
    counts[letter] = counts.get(letter, 0) + 1
print(counts, max(counts, key=counts.get), sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))
big = {i * i: i for i in range(1000)}
for i in range(0, 1000, 2):
    del big[i * i]
print(len(big), list(big)[:5], list(big.items())[-2:], 9 in big, 4 in big)
big.update((k, -1) for k in range(5))
print(list(big)[-5:], big[1], sum(big.values()))
