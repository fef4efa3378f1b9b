"""`gzip` reads what is compressed, in one piece and as a file."""

import base64
import gzip
import io

PACKED = base64.b85decode('ABzY8000000t3s*%u7|s&r9XX0WnI-^C65;5h{xS015=a4QK%X00')

print(gzip.decompress(PACKED)[:20], len(gzip.decompress(PACKED + PACKED)))
with gzip.open(io.BytesIO(PACKED), "rt") as file:
    print(file.readline(), len(file.read()))
with gzip.GzipFile(fileobj=io.BytesIO(PACKED)) as file:
    print(file.read(5), file.tell(), file.seek(100), file.read(7), file.mtime, file.readable(), file.writable())
for wrong in (b"", b"x", PACKED[:-3], b"\x1f\x8b" + bytes(20), PACKED[:-8] + bytes(8), PACKED + b"junk", PACKED + bytes(5)):
    try:
        print(len(gzip.decompress(wrong)))
    except Exception as error:
        print(type(error).__name__, error)

text = b"some text, " * 300
print(gzip.compress(text, mtime=0) == gzip.compress(text, 9, mtime=0), len(gzip.compress(text, 1, mtime=0)))
target = io.BytesIO()
with gzip.GzipFile("name.txt", "wb", fileobj=target, mtime=12) as file:
    print(file.write(text), file.write(b"end"))
print(len(target.getvalue()), target.getvalue()[:20], gzip.decompress(target.getvalue()) == text + b"end")
