"""bytes and bytearray."""
b = b"hello world"
print(b[0], b[-1], b[1:4], b[::-1], len(b), b"lo" in b, 104 in b, b.find(b"o"), b.count(b"l"), b.index(b"w"))
print(b.split(), b.upper(), b.replace(b"l", b"L"), b.startswith(b"he"), b.strip(b"hd"), b.partition(b" "), b.title(), b.center(15, b"*"), b.zfill(13))
print(bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(range(3)), b"ab" + b"cd", b"ab" * 2, b"a" < b"b", b.hex(), b.hex(" ", 2), bytes.fromhex("de ad be ef"))
print(list(b"abc"), tuple(b"xy"), [hex(x) for x in b"\x00\xff"], b"%d %s %x" % (5, b"z", 255), b",".join([b"a", b"b"]), b"a\nb".splitlines())
a = bytearray(b"abc")
a.append(100)
a.extend(b"ef")
a[0] = 65
a[1:3] = b"XYZ"
del a[-1]
print(a, len(a), a.pop(), a, a.decode(), bytes(a), a == b"AXYZd", hash(b"x") == hash(b"x"))
a.insert(0, 33)
a.reverse()
a += b"!!"
a *= 2
print(a, a.find(b"!"), a.count(33), a[::3])
a[::2] = bytes(len(a[::2]))
print(a)
a.clear()
print(a, bool(a))
print(int.from_bytes(b"\x01\x02", "big"), int.from_bytes(b"\xff\xfe", "little", signed=True), (1000).to_bytes(3, "big"), (-5).to_bytes(2, "little", signed=True))
for bad in (lambda: bytes([256]), lambda: bytes("x"), lambda: b"a" + "b", lambda: bytearray(b"a").append(300), lambda: bytes(-1), lambda: bytes.fromhex("0g"), lambda: b"abc"[5], lambda: (300).to_bytes(1, "big"), lambda: b"a".split(b""), lambda: b"x".index(b"y"), lambda: bytes.fromhex("a"), lambda: (-1).to_bytes(2, "big"), lambda: {bytearray(): 1}):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(b.isalpha(), b"abc".isalpha(), b"12".isdigit(), b"\x80".isascii(), b"a b".islower(), b"ab".translate(bytes.maketrans(b"a", b"z")), b"abc".translate(None, b"b"))
m = memoryview(b"abcdef")
print(m[1], bytes(m[2:4]), len(m), m.tolist()[:2], m == b"abcdef")
