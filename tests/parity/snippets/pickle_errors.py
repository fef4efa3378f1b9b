"""What pickle says about what it cannot write or read."""
import copyreg
import io
import pickle


def attempt(label, function, *arguments, **keywords):
    try:
        result = function(*arguments, **keywords)
    except Exception as error:
        message = str(error)
        if " at 0x" in message:
            place = message.index(" at 0x")
            message = message[:place] + message[message.index(">", place):]
        print(label, type(error).__name__, message, type(error).__module__)
    else:
        print(label, type(result).__name__, str(result)[:100])


class Reduced:
    def __init__(self, reduced):
        self.reduced = reduced

    def __reduce__(self):
        return self.reduced


class Raising:
    def __reduce_ex__(self, protocol):
        raise ValueError("no")


REDUCTIONS = [5, None, (), (1,), (1, 2), (int, 5), (int, ()), (int, (), None, 5), (int, (), None, None, 5), (int, (), None, None, None, 5),
              (int, (), None, None, None, None, None), "nope", "pickle.dumps", "os.path", (int, (), {}), (5, ()), (copyreg.__newobj__, ()),
              (copyreg.__newobj__, (5,)), (copyreg.__newobj__, (int,)), (copyreg.__newobj_ex__, ()), (copyreg.__newobj_ex__, (int, 5, {})),
              (copyreg.__newobj_ex__, (5, (), {})), (copyreg.__newobj_ex__, (int, (), 5))]
for number, reduced in enumerate(REDUCTIONS):
    for protocol in 0, 2, 4:
        attempt(f"reduction {number} {protocol}", pickle.dumps, Reduced(reduced), protocol)
for protocol in 0, 2, 4:
    attempt(f"items {protocol}", lambda: pickle.dumps(Reduced((list, (), None, iter([1]), None)), protocol))
    attempt(f"entries {protocol}", lambda: pickle.dumps(Reduced((dict, (), None, None, iter([(1, 2)]))), protocol))
attempt("raising", pickle.dumps, Raising())
for protocol in -1, 6, 7, None, "a", 1.5, -5, True:
    attempt(f"protocol {protocol}", pickle.dumps, 1, protocol)
attempt("fix", pickle.dumps, [1], 2, fix_imports=False)
attempt("buffer", pickle.dumps, [1], 2, buffer_callback=print)
attempt("buffer five", pickle.dumps, [1], 5, buffer_callback=print)
attempt("file", pickle.Pickler, 5)
attempt("file", pickle.Unpickler, 5)


def local():
    class Local:
        pass
    return Local


attempt("local class", pickle.dumps, local())
attempt("local instance", pickle.dumps, local()())
attempt("lambda", pickle.dumps, lambda: 0)


class Gone:
    pass


Kept = Gone
del Gone
attempt("gone", pickle.dumps, Kept)
attempt("gone instance", pickle.dumps, Kept())
Gone = 5
attempt("changed", pickle.dumps, Kept)

STREAMS = [b"", b".", b"N", b"\x80", b"\x80\x09.", b"\x80\x04.", b"X", b"X\x05\0\0\0a", b"I5\n.", b"Ix\n.", b"I01\n.", b"I00\n.", b"L5L\n.", b"L5\n.", b"Lx\n.",
           b"F1.5\n.", b"Fx\n.", b"S'a'\n.", b"S'a\n.", b"Sa\n.", b'S"a"\n.', b"Va\\u00e9\n.", b"(.", b"(K\x01t.", b"t.", b"0.", b"1.", b"(1.", b"]a.", b"]K\x01a.",
           b"K\x01K\x02a.", b"}s.", b"}K\x01K\x02s.", b"K\x01K\x02K\x03s.", b"g0\n.", b"gx\n.", b"h\0.", b"j\0\0\0\0.", b"Np0\ng0\n.", b"Np-1\n.", b"q\0.",
           b"csys\nnope\n.", b"cos\n.", b"cbuiltins\nint\nK\x01R.", b"cbuiltins\nint\n)R.", b"K\x01)R.", b"K\x01)\x81.", b"cbuiltins\nint\nK\x01\x81.",
           b"cbuiltins\nlist\n)R}b.", b"(ibuiltins\nint\n.", b"(cbuiltins\nint\no.", b"(o.", b"P1\n.", b"NQ.", b"\x82\x01.", b"\x82\0.", b"\x83\x01\0.",
           b"\x84\xff\xff\xff\xff.", b"\x8a\x01\x05.", b"\x8b\xff\xff\xff\xff.", b"\x8a\x05\x01", b"\x95\x05\0\0\0\0\0\0\0N.", b"\x95\x02\0\0\0\0\0\0\0NN.", b"\x94.", b"\x93.",
           b"K\x01K\x02\x93.", b"\x8c\x03sys\x8c\x04nope\x93.", b"\x8c\x03sys\x8c\x09path.nope\x93.", b"\x90.", b"(\x90.", b"K\x01(\x90.", b"\x8f(K\x01\x90.", b"\x91.",
           b"(K\x01\x91.", b"\x92.", b"\x97.", b"\x98.", b"\x96\x01\0\0\0\0\0\0\0a.", b"U\x01\xff.", b"B\x05\0\0\0a", b"C\x01", b"G\0", b"J\0", b"M\0", b"K", b"\xff", b"?", b"\x00", b"d.",
           b"(K\x01d.", b"(d.", b"u.", b"(u.", b"}(K\x01u.", b"e.", b"K\x01(K\x01e.", b"](K\x01e.", b"]](e.", b"2.", b"N2.", b"\x85.", b"\x86.", b"N\x86.", b"\x87.", b"b.", b"Nb.", b"NNb.",
           b"NK\x01b.", b"N}b.", b"'.", b"\\."]
for stream in STREAMS:
    attempt(f"load {stream!r}", pickle.loads, stream)
for given in 5, "a", None, [1]:
    attempt(f"loads {given!r}", pickle.loads, given)


class NoRead:
    pass


attempt("no read", pickle.Unpickler, NoRead())


class Persistent(pickle.Pickler):
    def persistent_id(self, value):
        return "identity" if value == 5 else None


class Loading(pickle.Unpickler):
    def persistent_load(self, identity):
        return "loaded", identity


class Overriding(pickle.Pickler):
    def reducer_override(self, value):
        return (int, (7,)) if isinstance(value, Kept) else NotImplemented


for protocol in 0, 2, 4:
    stream = io.BytesIO()
    Persistent(stream, protocol).dump([5, 6])
    print(stream.getvalue())
    attempt("plain", pickle.loads, stream.getvalue())
    attempt("persistent", Loading(io.BytesIO(stream.getvalue())).load)
stream = io.BytesIO()
Overriding(stream, 4).dump(Kept())
print(stream.getvalue())
stream = io.BytesIO()
pickler = pickle.Pickler(stream, 2)
shared = [2]
for value in [1], [1], shared, shared:
    pickler.dump(value)
pickler.clear_memo()
pickler.dump(shared)
print(stream.getvalue())
stream = io.BytesIO()
pickler = pickle.Pickler(stream)
pickler.fast = True
pickler.dump([shared, shared])
print(stream.getvalue())
for count in 0, 1, 2, 999, 1000, 1001, 2000, 2001:
    for make in list, set, frozenset, tuple, lambda numbers: dict.fromkeys(numbers):
        for protocol in 0, 1, 2, 4:
            data = pickle.dumps(make(range(count)), protocol)
            print(count, protocol, len(data), data[-12:], data.count(b"("), pickle.loads(data) == make(range(count)))
