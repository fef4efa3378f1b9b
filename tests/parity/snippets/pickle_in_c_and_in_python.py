"""`pickle` has its classes and functions twice: those of `_pickle`, and its own in Python."""

import io
import pickle

import _pickle

for name in ("Pickler", "Unpickler", "PickleError", "PicklingError", "UnpicklingError"):
    found = getattr(pickle, name)
    print(found, found.__module__, found.__qualname__, found is getattr(_pickle, name), found.__mro__)
for name in ("dump", "dumps", "load", "loads"):
    found = getattr(pickle, name)
    print(found.__module__, found.__name__, found is getattr(_pickle, name), found is getattr(pickle, f"_{name}"))
print(pickle._Pickler, pickle._Unpickler, pickle._Pickler is pickle.Pickler, pickle._dumps.__module__)
print(_pickle.__name__, "PickleBuffer" in pickle.__all__, pickle.PickleBuffer, pickle._HAVE_PICKLE_BUFFER)
long = list(range(1000)), {number: str(number) for number in range(1001)}, {3, 4}
for protocol in range(6):
    written, own = pickle.dumps(long, protocol), pickle._dumps(long, protocol)
    print(protocol, len(written), len(own), written == own, pickle.loads(own) == long == pickle._loads(written))


def message(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return type(error).__name__, str(error)


for load in (pickle.loads, pickle._loads):
    for text in (b"", b".", b"(.", b"I1\n", b"\x80\x09.", b"nonsense", "text"):
        print(load.__name__, text, message(load, text))


class Counting(pickle.Pickler):
    def persistent_id(self, object):
        return "five" if object == 5 else None


class Found(pickle.Unpickler):
    def persistent_load(self, key):
        return key * 2


stream = io.BytesIO()
Counting(stream, 2).dump([4, 5, "x"])
print(stream.getvalue(), Found(io.BytesIO(stream.getvalue())).load())


class Own(pickle._Pickler):
    def reducer_override(self, object):
        return (str, ("own",)) if object is Own else NotImplemented


stream = io.BytesIO()
Own(stream).dump([Own, 1])
print(pickle.loads(stream.getvalue()))
