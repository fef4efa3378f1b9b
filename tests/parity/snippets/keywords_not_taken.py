# What builtin functions and classes say of keywords that they do not take.
import math, itertools, functools, collections
for f in (lambda: math.hypot(x=1), lambda: math.gcd(x=1), lambda: math.lcm(1, x=2), lambda: itertools.chain(x=1), lambda: max(x=1), lambda: min(1, x=2), lambda: "".format(x=1), lambda: (1).to_bytes(x=2), lambda: zip(x=1), lambda: range(x=1), lambda: map(x=1), lambda: filter(x=1), lambda: frozenset().difference(x=2), lambda: set().update(x=1), lambda: slice(x=1), lambda: print(x=1), lambda: enumerate(x=1), lambda: reversed(x=1), lambda: dict.fromkeys(x=1), lambda: iter(x=1), lambda: getattr(x=1), lambda: type(x=1), lambda: object(x=1), lambda: super(x=1), lambda: property(x=1), lambda: staticmethod(x=1), lambda: KeyError(x=1), lambda: functools.partial(x=1), lambda: collections.Counter.fromkeys(x=1), lambda: itertools.count(x=1), lambda: itertools.product(x=1), lambda: itertools.zip_longest(x=1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(max.__text_signature__)
for f in (lambda: bytes(1, 2), lambda: bytes(1, "a", 2), lambda: bytearray("x", 1), lambda: bytes(encoding=1), lambda: bytes(1, encoding="a")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
