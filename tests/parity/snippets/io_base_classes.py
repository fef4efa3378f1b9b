"""The base classes of streams: what classes of a program inherit from them."""

import io


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except BaseException as error:
        print(type(error).__name__, error)


plain = io.IOBase()
for name in (
    "seek tell truncate fileno isatty flush readable writable seekable __enter__ __iter__ _checkClosed _checkReadable"
    " _checkWritable _checkSeekable"
).split():
    print(name, end=": ")
    attempt(lambda: type(getattr(plain, name)()).__name__)
attempt(plain.seek, 1, 2, 3)
attempt(plain.readline)
attempt(lambda: plain.write("x"))
attempt(lambda: plain.read)
print(plain.closed, vars(plain))
print(plain.close(), plain.closed, vars(plain))
for name in "isatty flush __enter__ __iter__ _checkClosed".split():
    attempt(getattr(plain, name))
attempt(plain.writelines, [])
print(plain.close())

for base in (io.RawIOBase, io.BufferedIOBase, io.TextIOBase):
    stream = base()
    for name in ("read", "readline", "readall", "read1", "detach", "readinto", "readinto1", "write", "peek"):
        print(base.__name__, name, end=": ")
        if name in ("readinto", "readinto1"):
            attempt(lambda: getattr(stream, name)(bytearray(2)))
        elif name == "write":
            attempt(lambda: stream.write(b""))
        else:
            attempt(lambda: getattr(stream, name)())
text = io.TextIOBase()
print(text.encoding, text.errors, text.newlines)


class Source(io.RawIOBase):
    def __init__(self, octets, step):
        self.octets, self.step, self.calls = octets, step, []

    def readable(self):
        return True

    def readinto(self, buffer):
        self.calls.append(len(buffer))
        part = self.octets[: min(self.step, len(buffer))]
        self.octets = self.octets[len(part) :]
        buffer[: len(part)] = part
        return len(part)


source = Source(b"first\nsecond\nthird", 4)
print(source.read(3), source.read(100), source.readline(), source.readline(3), source.readlines(), source.calls)
print(Source(b"abc" * 5000, 6000).readall() == b"abc" * 5000, Source(b"xy", 1).read(), Source(b"xy", 1).read(0))
print(list(Source(b"a\nb\n\nc", 10)))
print(Source(b"one\ntwo\nthree\n", 10).readlines(4))
attempt(Source(b"", 1).read, "x")
attempt(Source(b"", 1).readlines, "x")


class Empty(io.RawIOBase):
    def readinto(self, buffer):
        return None


print(Empty().read(5), Empty().readall(), Empty().read())


class WrongRead(io.RawIOBase):
    def read(self, size=-1):
        return "text"


attempt(WrongRead().readline)
attempt(WrongRead().readall)


class Peeking(io.RawIOBase):
    def __init__(self, octets):
        self.octets = octets

    def peek(self, size):
        return self.octets[:3]

    def read(self, size):
        print("read", size)
        part, self.octets = self.octets[:size], self.octets[size:]
        return part


print(Peeking(b"a\nbcdefg\nh").readlines())
print(Peeking(b"abcdefg").readline(4))


class Buffered(io.BufferedIOBase):
    def __init__(self, octets):
        self.octets = octets

    def read(self, size=-1):
        return self.octets

    def read1(self, size=-1):
        return self.octets[:size]


target = bytearray(4)
print(Buffered(b"ab").readinto(target), target)
print(Buffered(b"xyzuvw").readinto1(target), target)
attempt(Buffered(b"abcdefgh").readinto, target)
attempt(Buffered("text").readinto, target)
attempt(Buffered(b"a").readinto, b"const")


class Sink(io.RawIOBase):
    def __init__(self):
        self.parts = []

    def writable(self):
        return True

    def write(self, octets):
        self.parts.append(bytes(octets))
        return len(octets)

    def flush(self):
        print("flush")
        super().flush()

    def close(self):
        print("close")
        super().close()

    def seekable(self):
        return True

    def seek(self, offset, whence=0):
        return offset * 10 + whence


sink = Sink()
sink.writelines([b"a", b"b"])
print(sink.parts, sink.tell(), sink._checkSeekable(), sink._checkWritable())
attempt(sink._checkReadable)
with sink as same:
    print(same is sink)
print(sink.closed, sorted(vars(sink)))
sink.close()
sink = Sink()
del sink
print("released")


class Failing(io.IOBase):
    def flush(self):
        raise OSError("cannot flush")


failing = Failing()
attempt(failing.close)
print(failing.closed)
failing.close()
del failing


class FailingTwice(io.RawIOBase):
    def close(self):
        raise ValueError("cannot close")


try:
    with FailingTwice():
        raise KeyError("first")
except ValueError as error:
    print(repr(error), repr(error.__context__))


class Answers(io.IOBase):
    def readable(self):
        return 1


attempt(Answers()._checkReadable)
try:
    raise io.UnsupportedOperation("what")
except (OSError, ValueError) as error:
    print(repr(error), isinstance(error, OSError), isinstance(error, ValueError), type(error).__mro__)
print(io.UnsupportedOperation, io.DEFAULT_BUFFER_SIZE, io.SEEK_SET, io.SEEK_CUR, io.SEEK_END)
print(io.IOBase, io.RawIOBase.__mro__, io.BlockingIOError)
print(io.text_encoding(None), io.text_encoding("ascii"))
print(isinstance(plain, io.RawIOBase), issubclass(Source, io.IOBase), isinstance(io.BytesIO(), io.IOBase))

decoder = io.IncrementalNewlineDecoder(None, True)
for part in ("a\r", "\nb\n", "c\r", "d", ""):
    print(repr(decoder.decode(part)), decoder.newlines, decoder.getstate())
print(repr(decoder.decode("x\r", final=True)), repr(decoder.decode("\n", True)))
decoder.reset()
print(decoder.newlines, decoder.getstate())
decoder.setstate((b"", 1))
print(repr(decoder.decode("z")))
decoder = io.IncrementalNewlineDecoder(None, translate=False)
print(repr(decoder.decode("a\r\nb\rc\n")), decoder.newlines)
attempt(decoder.decode, b"x")
attempt(decoder.setstate, 5)
attempt(io.IncrementalNewlineDecoder)
