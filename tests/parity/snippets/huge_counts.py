# Counts, widths and positions beyond 32 bits.
import itertools

HUGE = (2**32, 2**40, 2**62, 2**63 - 1)
TOO_BIG = (2**40, 2**62, 2**63 - 1)


def shown(use):
    try:
        return use()
    except Exception as error:
        return type(error).__name__, str(error)


for count in HUGE:
    print(list(itertools.islice("abc", count)), list(itertools.islice("abc", 1, count, count)))
    print("a,b".split(",", count), "aa".replace("a", "b", count), "abc"[:count], "abc"[-count:], b"abc"[:count])
    print("abc".find("b", -count, count), [1, 2].index(2, -count, count), "abc".startswith("a", 0, count))
    print(shown(lambda: "{0[%d]}".format([1])), shown(lambda: ("{0[%d]}" % count).format([1])))
    print(shown(lambda: ("{%d}" % count).format(1)), shown(lambda: ("{0[%d]}" % count).format({count: "here"})))
    print(str(UnicodeEncodeError("ascii", "abc", count, count + 1 if count < 2**63 - 1 else count, "why"))[:70])
    print(shown(lambda: [0][count]), shown(lambda: "a"[count]), shown(lambda: (1,)[-count]))
for width in TOO_BIG:
    print(shown(lambda: itertools.combinations("abc", width)), shown(lambda: itertools.permutations("abc", width)))
    print(shown(lambda: itertools.combinations_with_replacement("", width)))
    print(shown(lambda: itertools.product("abc", repeat=width)), next(itertools.product([], repeat=2), None))
    print(shown(lambda: "a".ljust(width)), shown(lambda: "a".rjust(width)), shown(lambda: "a".center(width)))
    print(shown(lambda: "a".zfill(width)), shown(lambda: b"a".ljust(width)), shown(lambda: b"a".zfill(width)))
    print(shown(lambda: "%*d" % (width, 1)), shown(lambda: ("%%%dd" % width) % 1), shown(lambda: "%*d" % (-width, 1)))
    print(shown(lambda: format(1, str(width))), shown(lambda: format("a", str(width))), shown(lambda: format(1.5, str(width))))
for digits in ("99999999999999999999", "9223372036854775808"):
    print(shown(lambda: ("%%%sd" % digits) % 1), shown(lambda: format(1, digits)))
    print(shown(lambda: ("{%s}" % digits).format(1)), shown(lambda: ("{0[%s]}" % digits).format([1])))
    print(shown(lambda: ("%%.%sd" % digits) % 1), shown(lambda: format(1.5, "." + digits)))
print(shown(lambda: "%.5000000000f" % 1.5), shown(lambda: format(1.5, ".5000000000f")))
print(shown(lambda: "ab".split(None, 2**64)), shown(lambda: list(itertools.islice("abc", 2**64))))
