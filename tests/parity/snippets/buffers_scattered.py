"""Memory views of scattered items, slices that are empty from the wrong end, `__call__` of builtin functions."""

import binascii
import codecs
import io
from array import array


def shown(function):
    try:
        return repr(function())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


view = memoryview(b"0123456789")[::2]
for function in (binascii.hexlify, binascii.crc32, binascii.b2a_base64, binascii.a2b_hex, io.BytesIO().write):
    print(shown(lambda: function(view)))
print(shown(lambda: b"a".replace(view, b"")), shown(lambda: io.BytesIO(b"abc").readinto(memoryview(bytearray(4))[::2])))
print(bytes(view), bytearray(view), view.tobytes(), view.hex(), view == b"02468", list(view))
for make in (lambda: list(range(5)), lambda: bytearray(range(5)), lambda: array("i", range(5))):
    for start in (-100, None, 0, 3, 100):
        for stop in (-100, None, 0, 3, 100):
            for step in (-1, -2, -100, 1, 2, 100):
                a = make()
                del a[start:stop:step]
                b = make()
                b[start:stop:step] = b[start:stop:step]
                print(start, stop, step, list(a), list(b))
print(len.__call__("abc"), [].append.__call__(1), hasattr(str.join, "__call__"), hasattr(len, "__call__"))


class Deleted(array):
    def __del__(self):
        print("deleted", next(iterator, "nothing"))


items = Deleted("i", [1])
iterator = iter(items)
del items
print(next(iterator), next(iterator, None))
print(shown(lambda: codecs.register(1)), codecs.register(lambda name: None))

# The buffer of a stream is seen as those of bytes are.
import io

stream = io.BytesIO(b"hello")
with stream.getbuffer() as seen:
    print(len(seen), bytes(seen), seen[1], seen[1:3].tobytes(), b"".join([seen]), seen == b"hello", seen.format)
    seen[0] = 72
    print(io.BytesIO().write(seen), bytearray(seen))
print(stream.getvalue())
