"""StringIO and BytesIO: every method, their errors, newlines, subclasses."""

import io


def attempt(function, *arguments, **keywords):
    try:
        result = function(*arguments, **keywords)
        print(type(result) if isinstance(result, io.IOBase) else repr(result))
    except BaseException as error:
        print(type(error).__name__, error)


print("text")
stream = io.StringIO()
attempt(stream.write, "one\ntwo\r\nthree")
attempt(stream.write, b"bytes")
attempt(stream.write)
attempt(stream.write, "a", "b")
attempt(stream.getvalue)
attempt(stream.tell)
attempt(stream.read)
attempt(stream.seek, 0)
attempt(stream.read, 2)
attempt(stream.read, None)
attempt(stream.read, -5)
attempt(stream.read, "x")
attempt(stream.read, 1.5)
attempt(stream.seek, -1)
attempt(stream.seek, 1, 1)
attempt(stream.seek, 0, 1)
attempt(stream.seek, 0, 2)
attempt(stream.seek, 0, 3)
attempt(stream.seek, "x")
attempt(stream.seek, 0, None)
attempt(stream.seek, 2**70)
attempt(stream.seek, 20)
attempt(stream.write, "späť")
attempt(stream.getvalue)
attempt(stream.truncate, 5)
attempt(stream.truncate, -1)
attempt(stream.truncate, "x")
attempt(stream.tell)
attempt(stream.getvalue)
stream.seek(2)
attempt(stream.truncate)
attempt(stream.getvalue)
for name in ("readable", "writable", "seekable", "isatty", "fileno", "flush", "detach"):
    attempt(getattr(stream, name))
print(stream.closed, stream.line_buffering, stream.newlines, stream.encoding, stream.errors)

print("newlines")
SOURCE = "a\nb\rc\r\nd\r\n"
for newline in (None, "", "\n", "\r", "\r\n"):
    stream = io.StringIO(SOURCE, newline)
    print(repr(newline), repr(stream.getvalue()), stream.newlines)
    print(list(stream))
    stream = io.StringIO(newline=newline)
    stream.write("x\ny\r")
    stream.write("\nz\n")
    print(repr(stream.getvalue()), repr(stream.newlines))
    stream.seek(0)
    print(repr(stream.readline()), repr(stream.readline(1)), stream.readlines())
attempt(io.StringIO, "x", "bad")
attempt(io.StringIO, "x", 5)
attempt(io.StringIO, 5)
attempt(io.StringIO, b"x")
attempt(io.StringIO, None, None)
attempt(io.StringIO, "a", "\n", 3)
attempt(io.StringIO, value="a")

print("lines")
stream = io.StringIO("one\ntwo\nthree")
print(next(stream), stream.tell())
print(stream.readline(), stream.readline(2), stream.readline(0), stream.readline(None), repr(stream.readline()))
attempt(next, stream)
stream.seek(0)
print(stream.readlines(3), stream.readlines())
stream.seek(0)
print(stream.readlines(0))
stream.writelines(["x", "y"])
stream.writelines(iter("zw"))
attempt(stream.writelines, 5)
attempt(stream.writelines, [1])
print(stream.getvalue())
stream.extra = 3
print(stream.extra, vars(stream))

print("closed")
with io.StringIO("text") as stream:
    print(stream.read())
print(stream.closed)
for name in ("read", "readline", "getvalue", "tell", "readable", "isatty", "flush", "__enter__", "__iter__", "readlines"):
    attempt(getattr(stream, name))
attempt(stream.write, "x")
attempt(stream.write, 5)
attempt(stream.seek, 0)
attempt(stream.truncate)
attempt(lambda: stream.line_buffering)
attempt(lambda: stream.newlines)
attempt(next, stream)
attempt(stream.writelines, [])
print(stream.close())
blank = io.StringIO.__new__(io.StringIO)
attempt(blank.read)
attempt(blank.write, 5)
attempt(lambda: blank.closed)

print("bytes")
stream = io.BytesIO(b"one\ntwo\nthree")
attempt(stream.read, 2)
attempt(stream.read1, 2)
attempt(stream.readline)
attempt(stream.readline, 1)
attempt(stream.readlines)
stream.seek(0)
attempt(stream.readlines, 4)
attempt(stream.readlines, "x")
attempt(stream.seek, -1)
attempt(stream.seek, -1, 1)
attempt(stream.seek, -2, 2)
attempt(stream.seek, -200, 2)
attempt(stream.seek, 0, 5)
attempt(stream.seek, 2**62, 0)
attempt(stream.tell)
attempt(stream.read)
stream.seek(0)
target = bytearray(5)
attempt(stream.readinto, target)
print(target)
attempt(stream.readinto, memoryview(target)[1:3])
print(target)
attempt(stream.readinto, b"const")
attempt(stream.readinto, "text")
attempt(stream.readinto1, bytearray(2))
attempt(stream.write, "text")
attempt(stream.write, 5)
attempt(stream.write, bytearray(b"AB"))
attempt(stream.write, memoryview(b"CD"))
attempt(stream.writelines, [b"1", bytearray(b"2")])
attempt(stream.writelines, ["1"])
attempt(stream.getvalue)
attempt(stream.seek, 20)
attempt(stream.write, b"")
attempt(stream.getvalue)
attempt(stream.write, b"end")
attempt(stream.getvalue)
attempt(stream.truncate, 4)
attempt(stream.truncate, -1)
attempt(stream.getvalue)
view = stream.getbuffer()
print(len(view), view[0], view.readonly, type(view.obj))
view[0] = 90
attempt(stream.write, b"x")
attempt(stream.truncate, 1)
attempt(stream.close)
view.release()
attempt(stream.getvalue)
for name in ("readable", "writable", "seekable", "isatty", "fileno", "flush", "detach"):
    attempt(getattr(stream, name))
stream.seek(0)
print(list(stream), list(io.BytesIO(b"a\n\nb")))
attempt(next, stream)
attempt(io.BytesIO, "text")
attempt(io.BytesIO, 5)
attempt(io.BytesIO, None)
attempt(io.BytesIO, b"", 1)
attempt(io.BytesIO, initial_bytes=bytearray(b"q"))
with stream:
    print(stream.closed)
print(stream.closed)
for name in ("read", "readline", "getvalue", "tell", "readable", "isatty", "flush", "__enter__", "__iter__", "getbuffer"):
    attempt(getattr(stream, name))
attempt(stream.write, b"x")
attempt(stream.write, 5)

print("print to a stream")
stream = io.StringIO()
print("a", 1, None, sep="-", end="!\n", file=stream)
print(repr(stream.getvalue()))


class Shouting(io.StringIO):
    def write(self, text):
        return super().write(text.upper())

    def close(self):
        print("closing", self.closed)
        super().close()


stream = Shouting("start ")
stream.seek(0, 2)
print("hello", "world", file=stream)
stream.writelines(["x", "y"])
print(stream.getvalue(), isinstance(stream, io.TextIOBase), isinstance(stream, io.IOBase))
del stream


class Numbered(io.StringIO):
    count = 0

    def readline(self, size=-1):
        self.count += 1
        line = super().readline(size)
        return f"{self.count}: {line}" if line else ""


print(list(Numbered("a\nb\n")))


class Wrong(io.StringIO):
    def readline(self, size=-1):
        return 5


attempt(next, Wrong("a"))
attempt(lambda: type("Both", (io.StringIO, io.BytesIO), {}))
print(io.StringIO.__mro__, io.BytesIO.__mro__)
print(io.StringIO.__name__, io.StringIO.__module__, io.StringIO.__qualname__, io.BytesIO)
print(issubclass(io.StringIO, io.TextIOBase), issubclass(io.BytesIO, io.BufferedIOBase), issubclass(io.BytesIO, io.RawIOBase))
