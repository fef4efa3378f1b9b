"""_random: seeds of every kind, states, bits."""
import _random
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__module__, type(e).__name__, e)
for s in (0, 1, -1, 1 << 31, 1 << 32, (1 << 32) - 1, 1 << 100, -(1 << 64), 1.5, "abc", b"abc", (1, 2), True, 12345678901234567890123456789012345678901234567890):
    r = _random.Random(s)
    print([r.random() for i in range(3)], [r.getrandbits(k) for k in (0, 1, 5, 32, 33, 64, 100, 1000)], r.getstate()[-3:], hash(r.getstate()))
r = _random.Random(5)
for i in range(2000): r.random()
st = r.getstate(); a = r.random(); print(len(st), st[:4], a); r.setstate(st); print(r.random() == a)
t(lambda: r.setstate([])); t(lambda: r.setstate((1,))); t(lambda: r.setstate((0,) * 624 + (625,))); t(lambda: r.setstate((0,) * 624 + (-1,))); t(lambda: r.setstate((0,) * 624 + ("a",))); t(lambda: r.setstate(("a",) * 625)); t(lambda: r.setstate((-1,) * 625)); t(lambda: r.setstate((1 << 40,) * 624 + (3,))); t(lambda: r.getstate()[:2]); t(lambda: r.setstate((1<<70,)*625)); t(lambda: r.setstate((1.5,)*625))
t(lambda: r.getrandbits(-1)); t(lambda: r.getrandbits("a")); t(lambda: r.getrandbits(1 << 40)); t(lambda: r.getrandbits()); t(lambda: r.getrandbits(1.5)); t(lambda: r.random(1)); t(lambda: r.seed(1, 2)); t(lambda: r.seed([])); t(lambda: _random.Random([])); t(lambda: _random.Random(1, 2)); t(lambda: _random.Random(x=1)); t(lambda: r.seed(n=1)); t(lambda: r.setstate())
class R(_random.Random):
    def __new__(cls, *a, **k): return super().__new__(cls)
    def __init__(self, *a, **k): pass
class R2(_random.Random):
    def __init__(self, *a, **k): pass
r = R2(7); print(r.random(), _random.Random(7).random())
t(lambda: R2(7, 8).random()); t(lambda: type(R2(x=8).random()))
x = _random.Random(); y = _random.Random(); print(x.random() != y.random(), 0 <= x.random() < 1)
r.seed(); r.seed(None); print(r.seed(3), r.random())
class I(int):
    def __abs__(self): return 99
    def __hash__(self): return 5
print(_random.Random(I(-4)).random() == _random.Random(4).random())
print(_random.Random, _random.__doc__)
