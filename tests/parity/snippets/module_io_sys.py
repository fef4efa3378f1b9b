"""io, sys.argv, stdin, environment-free parts of sys and os.path."""
import io
import os.path
import sys

buffer = io.StringIO()
buffer.write("line one\nline two\n")
print("printed", 5, file=buffer)
buffer.seek(0)
print(buffer.readline(), buffer.read(4), buffer.tell(), list(buffer), repr(buffer.getvalue()))
data = io.BytesIO(b"abc\ndef")
print(data.read(2), data.readlines(), data.getvalue(), data.seek(1), data.read(), data.tell())
with io.StringIO("x\ny\r\nz") as f:
    print(f.read().splitlines(), f.closed)
try:
    f.read()
except ValueError as error:
    print(error)
print(repr(sys.stdin.read()), sys.maxsize, sys.byteorder, sys.version_info[:2], sys.version_info >= (3, 8), sys.float_info.epsilon, sys.float_info.max, sys.maxunicode, sys.getrecursionlimit(), sys.implementation.name, len(sys.argv) >= 1)
print(os.path.join("a", "b", "../c"), os.path.join("a", "/b"), os.path.basename("/x/y.txt"), os.path.dirname("/x/y.txt"), os.path.splitext("a.tar.gz"), os.path.normpath("a//b/../c/."), os.path.split("/a/b/"), os.path.isabs("/a"), os.path.commonprefix(["abc", "abd"]))
old = sys.stdout
sys.stdout = captured = io.StringIO()
print("captured")
sys.stdout = old
print(repr(captured.getvalue()))
