"""itertools."""
import itertools as it

print(list(it.islice(it.count(5, 2), 4)), list(it.islice(it.cycle("ab"), 5)), list(it.repeat(1, 3)), list(it.chain([1], "a", (2,))), list(it.chain.from_iterable([[1], [2, 3]])))
print(list(it.accumulate([1, 2, 3, 4])), list(it.accumulate([3, 1, 2], max)), list(it.accumulate([1, 2], initial=10)), list(it.compress("abcd", [1, 0, 1, 0])), list(it.dropwhile(lambda x: x < 3, [1, 3, 2])), list(it.takewhile(lambda x: x < 3, [1, 3, 2])), list(it.filterfalse(None, [0, 1, ""])))
print(list(it.product("ab", [1, 2])), list(it.product([0, 1], repeat=2)), list(it.permutations("abc", 2)), list(it.combinations("abcd", 2)), list(it.combinations_with_replacement("ab", 2)), list(it.zip_longest([1, 2], "a", fillvalue="-")), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.pairwise("abcd")))
for key, group in it.groupby("aabbbac"):
    print(key, list(group), end="; ")
print()
for key, group in it.groupby(sorted(["apple", "bob", "cat", "alice", "bill"], key=lambda w: (w[0], w)), key=lambda w: w[0]):
    print(key, list(group))
a, b = it.tee([1, 2, 3])
print(next(a), list(b), list(a), list(it.islice("abcdefg", 1, 6, 2)), sum(1 for _ in it.permutations(range(6))))
for bad in (lambda: list(it.islice([1], -1)), lambda: it.repeat(), lambda: list(it.combinations("ab", -1)), lambda: list(it.zip_longest(5))):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
