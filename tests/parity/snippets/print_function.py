"""print: separators, ends, flushing, files; many values."""
import sys

print()
print("a", 1, 2.5, None, [1], sep="-")
print("no newline", end="")
print("", "x", "", sep="|", end="!\n")
print(*range(5), sep=", ")
print("to stderr", file=sys.stderr)
print("flushed", flush=True)
print("é日😀", "\t|", "a\nb")
sys.stdout.write("written\n")
print(sys.stdout.write("count\n"))
print(None, True, sep=None, end=None)
try:
    print("x", sep=5)
except TypeError as error:
    print(error)
try:
    print("x", wrong=1)
except TypeError as error:
    print(error)
sys.stderr.write("error text\n")


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


w = Writer()
print("to", "writer", file=w)
print(w.parts)


class Loud:
    def __str__(self):
        return "LOUD"


print(Loud(), [Loud].__len__(), str(Loud()), "%s" % Loud(), f"{Loud()}")
print("last line without newline", end="")
