"""memoryview over bytes and bytearray."""


def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)


m = memoryview(b"abc")
buffer = bytearray(b"abcdef")
w = memoryview(buffer)
attempt(lambda: memoryview("a"))
attempt(lambda: memoryview(1))
attempt(lambda: memoryview())
attempt(lambda: (m[0], m[-1], m[0:2].tobytes(), len(m), m.tolist(), m.hex(), m.hex("-")))
attempt(lambda: m[5])
attempt(lambda: m["a"])
attempt(lambda: m.__setitem__(0, 1))
attempt(lambda: w.__setitem__(0, 300))
attempt(lambda: w.__setitem__(0, "a"))
attempt(lambda: w.__setitem__(9, 1))
attempt(lambda: w.__setitem__(slice(0, 2), b"xyz"))
attempt(lambda: w.__setitem__(slice(0, 2), "xy"))
attempt(lambda: w.__delitem__(0))
attempt(lambda: (m == b"abc", m == "abc", m != b"abd", hash(m) == hash(b"abc")))
attempt(lambda: hash(w))
attempt(lambda: (m.format, m.shape, m.strides, m.suboffsets, m.itemsize, m.nbytes, m.ndim, m.readonly, w.readonly, m.obj))
attempt(lambda: (w[::2].tobytes(), w[::-1].tolist(), 97 in m, list(m), m.toreadonly().readonly))
attempt(lambda: buffer.append(1))
attempt(lambda: m < m)
attempt(lambda: (bytes(m), b"x" + w[0:2], b"".join([w]), str(w[0:2], "ascii"), buffer[0:2] == w[0:2]))
w[0] = 65
w[1:3] = b"BC"
print(buffer)
w.release()
attempt(lambda: buffer.append(1))
with memoryview(b"xy") as view:
    print(view.tolist())
attempt(lambda: view[0])
attempt(lambda: len(view))
shown = memoryview(b"abc")
print(repr(shown).split(" at ")[0])
shown.release()
print(repr(shown).split(" at ")[0])
