"""Files: open, the layers of streams, positions, encodings, newlines, errors."""

import io
import sys

PATH = "io_files.tmp"


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except BaseException as error:
        print(type(error).__name__, error)


print("modes")
for mode in ("", "q", "rw", "rr", "r++", "+", "t", "b", "rbt", "U", "rU", "wxa", "x+b+"):
    attempt(open, PATH, mode)
attempt(open, PATH, 5)
attempt(open, PATH, None)
attempt(open, PATH, "rb", encoding="utf-8")
attempt(open, PATH, "rb", errors="strict")
attempt(open, PATH, "rb", newline="")
attempt(open, PATH, "w", 0)
attempt(open, PATH, "r", "x")
attempt(open, PATH)
attempt(open, PATH, "r+")
attempt(open, "missing/folder", "w")
attempt(open, ".")
attempt(open, ".", "w")
attempt(open, b"missing")
attempt(open, "")
attempt(open, "a\0b")
attempt(open, 1.5)
attempt(open, None)
attempt(open, [])
attempt(open, -1)
attempt(open, 999)
attempt(open, PATH, "w", encoding="nonsense")
attempt(open, PATH, "w", newline="x")
attempt(open, PATH, encoding=5)
attempt(open, PATH, newline=5)
attempt(open, PATH, closefd=False)
attempt(open)
attempt(open, PATH, bad=1)

print("text")
with open(PATH, "w") as file:
    print(file, file.name, file.mode, file.encoding, file.errors, file.newlines, file.line_buffering, file.write_through)
    print(file.buffer, file.buffer.raw, file.buffer.mode, file.buffer.raw.mode, file.buffer.raw.closefd)
    print(file.write("one\ntwo\nžluťoučký kůň\n"), file.tell())
    print(file.writelines(["a\n", "b"]), file.readable(), file.writable(), file.seekable(), file.isatty(), file.closed)
    attempt(file.read)
    attempt(file.readline)
    attempt(file.write, b"x")
    attempt(file.write, None)
    attempt(next, file)
print(file.closed, file)
for call in (file.read, file.readline, file.flush, file.tell, file.fileno, file.isatty, file.__enter__, file.readable):
    attempt(call)
attempt(file.write, "x")
attempt(file.seek, 0)
print(file.close())
attempt(open, PATH, "x")
with open(PATH) as file:
    print(file, file.read(5), file.tell(), file.readline(), file.tell(), repr(file.read()), repr(file.read()), file.tell())
    attempt(file.write, "x")
    print(file.seek(0), file.readlines(), file.seek(4), file.readline(), file.newlines)
    file.seek(0)
    for line in file:
        print(repr(line))
        attempt(file.tell)
        break
    print(file.read())
    attempt(file.tell)
    attempt(file.seek, 1, 1)
    attempt(file.seek, -1, 2)
    attempt(file.seek, -1)
    attempt(file.seek, 0, 7)
    print(file.seek(0, 2), file.seek(0, 1))
    file.seek(0)
    print([file.readline(3) for _ in range(4)], file.tell())
with open(PATH, "a+") as file:
    print(file.tell(), file.mode, file.write("!"), file.tell(), file.seek(0), file.read())
with open(PATH, "r+", encoding="utf-8") as file:
    print(file.read(3), file.write("X"), file.seek(0), file.read())
    print(file.truncate(5), file.tell(), file.seek(0), file.read())
with open(PATH, "w+") as file:
    print(file.write("abc"), file.seek(1), file.read(1), file.tell(), file.read(), file.seek(0), file.truncate(), file.read())

print("newlines")
for written in (None, "", "\n", "\r", "\r\n"):
    with open(PATH, "w", newline=written) as file:
        file.write("a\nb\r\nc\rd\n")
    with open(PATH, "rb") as file:
        print(repr(written), file.read())
    for read in (None, "", "\n", "\r", "\r\n"):
        with open(PATH, newline=read) as file:
            print(repr(read), file.readlines(), file.newlines)

print("encodings")
TEXT = "aé€𝄞z"
for encoding in ("utf-8", "utf8", "UTF-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"):
    with open(PATH, "w", encoding=encoding) as file:
        file.write(TEXT)
        file.write("2")
        print(file.encoding)
    with open(PATH, "rb") as file:
        print(encoding, file.read())
    with open(PATH, encoding=encoding) as file:
        print([file.read(1), file.read(2), file.tell(), file.read()])
        file.seek(0)
        print(file.read() == TEXT + "2")
    with open(PATH, "a", encoding=encoding) as file:
        file.write("+")
    with open(PATH, "rb") as file:
        print(file.read()[-4:])
for encoding in ("ascii", "latin-1"):
    for errors in ("strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "wrong"):
        try:
            with open(PATH, "w", encoding=encoding, errors=errors) as file:
                file.write("aé€")
        except Exception as error:
            print(encoding, errors, type(error).__name__, error)
        with open(PATH, "rb") as file:
            print(encoding, errors, file.read())
with open(PATH, "wb") as file:
    file.write(b"ok\xff\xe2\x82 \xe2\x82\xac\n\xe2\x82")
for errors in (None, "ignore", "replace", "backslashreplace", "surrogateescape"):
    with open(PATH, errors=errors) as file:
        attempt(file.read)
    with open(PATH, errors=errors) as file:
        file._CHUNK_SIZE = 1
        attempt(file.read)
        attempt(file.readlines)

print("bytes")
with open(PATH, "wb") as file:
    print(file, file.write(b"one\ntwo\nthree"), file.tell(), file.mode, file.raw.mode, file.name)
    attempt(file.write, "x")
    attempt(file.read)
    attempt(file.readline)
    print(file.writelines([b"1", bytearray(b"2")]), file.seek(0), file.write(b"O"), file.flush())
with open(PATH, "rb") as file:
    print(file, file.peek()[:3], file.peek(2)[:2], file.read(2), file.read1(3), file.read(0), file.tell())
    target = bytearray(4)
    print(file.readinto(target), target, file.readinto1(target), target, file.readline(), file.readlines())
    print(file.seek(-4, 2), file.read(), file.seek(2), file.seek(1, 1), file.read(3), file.read1(), file.read1())
    attempt(file.write, b"x")
    attempt(file.read, -2)
    attempt(file.read, "x")
    attempt(file.seek, -100)
    attempt(file.seek, 0, 9)
    attempt(file.seek, "x")
    attempt(file.truncate)
    print(file.seek(0), list(file))
file = open(PATH, "rb")
raw = file.detach()
print(type(raw).__name__, raw.read(3), raw.closed)
for call in (file.read, file.close, file.flush, lambda: file.closed, lambda: repr(file)):
    attempt(call)
print(raw.close(), raw.closed, raw)
with open(PATH, "r+b") as file:
    print(file, file.read(2), file.write(b"ZZ"), file.tell(), file.read(2), file.seek(0), file.read())
    print(file.seek(0), file.write(b"start"), file.peek(1)[:1], file.readline(), file.truncate(8), file.seek(0), file.read())
with open(PATH, "rb", buffering=0) as file:
    print(file.name, file.mode, file.read(3), file.read(), file.read(5), file.readall(), file.tell(), file.seek(1), file.readinto(target), target)
    attempt(file.write, b"x")
    attempt(file.truncate)
    print(file.seekable(), file.readable(), file.writable(), file.closefd, file.isatty())
with open(PATH, "wb", buffering=0) as file:
    print(file.write(b"abc"), file.truncate(2), file.tell())
    attempt(file.read)
    attempt(file.readinto, target)
    attempt(file.readall)
    attempt(file.write, "x")
print(file)
for call in (file.read, file.fileno, file.tell, file.readable, file.isatty):
    attempt(call)
attempt(file.write, b"")
attempt(io.FileIO, PATH, "q")
attempt(io.FileIO, PATH, "rw")
attempt(io.FileIO, PATH, "r++")
attempt(io.FileIO, PATH, "")
attempt(io.FileIO, PATH, 5)
attempt(io.FileIO, -5)
attempt(io.FileIO, 1.5)
attempt(io.FileIO, 987)
attempt(io.FileIO, "missing")
attempt(io.FileIO, None)
attempt(open, PATH, "wb", 2)
file = open(PATH, "w", 1)
print(file.line_buffering, file.write("line\npart"))
with open(PATH) as other:
    print(other.read())
file.close()
with open(PATH, "w", buffering=10) as file:
    for index in range(10):
        file.write(f"{index} value\n")
with open(PATH, "rb", buffering=7) as file:
    print(file.read(3), file.read(20), file.readline(), file.tell(), file.peek(), file.read1(30), file.read(9), file.seek(3), file.read(2))
opened = []


def opener(path, flags):
    opened.append((path, flags))
    return file_descriptor


with open(PATH, "rb") as file:
    file_descriptor = file.fileno()
    with open("other name", "rb", closefd=False, opener=None) if False else open(file_descriptor, "rb", closefd=False) as same:
        print(same.name == file_descriptor, same.read(4))
    print(file.read(2), file.closed)
attempt(open, PATH, "rb", opener=lambda path, flags: -3)
attempt(open, PATH, "rb", opener=lambda path, flags: "x")
with open(PATH, "w") as file:
    print("printed", 1, 2.5, file=file)
    print("more", end="", file=file, flush=True)
with open(PATH) as file:
    print(repr(file.read()))
kept = open(PATH, "w")
kept.write("written when it is released")
del kept
print(open(PATH).read())
with open(PATH, "w") as file:
    file.reconfigure(encoding="latin-1", newline="\r\n", line_buffering=True)
    print(file.encoding, file.errors, file.line_buffering)
    file.write("é\n")
print(open(PATH, "rb").read())
with open(PATH, "r", encoding="latin-1") as file:
    file.read(1)
    attempt(file.reconfigure, encoding="utf-8")
    attempt(file.reconfigure, errors=5)
    file.reconfigure(line_buffering=True)
stream = io.TextIOWrapper(io.BytesIO(b"a\r\nb\xc3\xa9\n"), encoding="utf-8")
print(stream, stream.readline(), stream.tell(), stream.read(), stream.newlines, stream.buffer.getvalue())
stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)
print(stream.write("x"), stream.buffer.getvalue(), stream.detach().getvalue())
attempt(stream.read)
attempt(stream.close)
attempt(lambda: stream.closed)
attempt(lambda: repr(stream))
attempt(io.TextIOWrapper)
attempt(io.TextIOWrapper, 5)
attempt(io.TextIOWrapper, io.BytesIO(), errors=5)
attempt(io.TextIOWrapper, io.BytesIO(), encoding=5)
attempt(io.TextIOWrapper, io.BytesIO(), newline="bad")
attempt(io.TextIOWrapper, io.StringIO("text"))
attempt(io.TextIOWrapper(io.BytesIO(b"x"), "ascii").read, "x")
attempt(io.BufferedReader, io.BytesIO(b"x"), 0)
attempt(io.BufferedReader, io.StringIO("x"))
attempt(io.BufferedReader, 5)
attempt(io.BufferedWriter, open(PATH, "rb"))
attempt(io.BufferedRandom, open(PATH, "rb"))
pair = io.BufferedRWPair(io.BytesIO(b"input"), io.BytesIO())
print(pair.read(2), pair.write(b"out"), pair.flush(), pair.readable(), pair.writable(), pair.peek(1), pair.closed, pair.isatty())
print(pair.close(), pair.closed)
print(sys.stdout.name, sys.stdout.mode, sys.stdout.encoding, sys.stdout.errors, sys.stdin.name, sys.stdin.mode, sys.stderr.errors)
print(sys.stdout, sys.stdin, sys.stderr, sys.stdout.buffer, sys.stdout.buffer.raw, sys.stdout.fileno(), sys.stdout.line_buffering)
print(type(sys.stdout) is io.TextIOWrapper, sys.__stdout__ is sys.stdout, sys.stderr.line_buffering, sys.stdin.fileno())
sys.stdout.flush()
sys.stdout.buffer.write(b"bytes to stdout\n")
sys.stdout.flush()
sys.stdout.write("text\n")
sys.stdout.writelines(["a", "b\n"])
sys.stderr.write("to stderr\n")
attempt(sys.stdin.write, "x")
attempt(sys.stdout.read)
kept = open(PATH, "w")
kept.write("not closed")
replaced, sys.stdout = sys.stdout, io.StringIO()
print("captured")
text, sys.stdout = sys.stdout.getvalue(), replaced
print(repr(text))
