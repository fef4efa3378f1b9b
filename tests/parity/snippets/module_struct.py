"""struct: every format with values that fit and that do not, buffers, offsets, iteration."""
import struct
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__module__, type(e).__name__, e)
for c in "xcbB?hHiIlLqQnNefdspP":
    print(c, struct.calcsize(c), struct.calcsize("b"+c))
    for e in "<>=!@":
        t(lambda: struct.calcsize(e+"b"+c+"b"))
        for v in (0,1,-1,127,128,255,256,-128,-129,1<<15,1<<16,-(1<<15)-1,1<<31,1<<32,-(1<<31)-1,1<<63,1<<64,-(1<<63)-1,1.5,"a",b"a",b"ab",None,1e39,1e10,70000.0,float("nan"),float("inf"),True,[],1<<2000):
            print(c,e,repr(v)[:30], end=" "); t(lambda: struct.pack(e+c, v))
            t(lambda: struct.pack(e+"3"+c, v))
t(lambda: struct.pack("Z",1)); t(lambda: struct.calcsize("3")); t(lambda: struct.calcsize("99999999999999999999b")); t(lambda: struct.calcsize("9223372036854775807q")); t(lambda: struct.calcsize("<n")); t(lambda: struct.calcsize(1)); t(lambda: struct.calcsize("é")); t(lambda: struct.calcsize(b" 2 h")); t(lambda: struct.calcsize(" 2h h"));t(lambda: struct.calcsize("b\0"))
t(lambda: struct.pack()); t(lambda: struct.pack("b")); t(lambda: struct.pack("b",1,2)); t(lambda: struct.unpack("b")); t(lambda: struct.unpack("b",b"ab")); t(lambda: struct.unpack("b","ab")); t(lambda: struct.unpack("b",1))
buf=bytearray(10)
t(lambda: struct.pack_into("hh",buf,0,1)); t(lambda: struct.pack_into("hh",buf)); t(lambda: struct.pack_into("hh")); t(lambda: struct.pack_into()); t(lambda: struct.pack_into("hh",buf,8,1,2)); t(lambda: struct.pack_into("hh",buf,-2,1,2)); t(lambda: struct.pack_into("hh",buf,-11,1,2)); t(lambda: struct.pack_into("hh",buf,11,1,2)); t(lambda: struct.pack_into("hh",b"aaaaaa",0,1,2)); t(lambda: struct.pack_into("hh",1,0,1,2));t(lambda: struct.pack_into("hh",buf,"a",1,2));t(lambda: struct.pack_into("hh",buf,-5,1,2)); print(buf)
t(lambda: struct.unpack_from("hh",buf,8)); t(lambda: struct.unpack_from("hh",buf,-3)); t(lambda: struct.unpack_from("hh",buf,-13)); t(lambda: struct.unpack_from("hh",buf,offset=2)); t(lambda: struct.unpack_from("hh",buffer=buf)); t(lambda: struct.unpack_from("hh")); t(lambda: struct.unpack_from("hh",buf,11)); t(lambda: struct.unpack_from("hh",buf,"a")); t(lambda: struct.unpack_from("hh",buf,1<<70))
t(lambda: list(struct.iter_unpack("hh",buf))); t(lambda: list(struct.iter_unpack("hh",bytes(8)))); t(lambda: struct.iter_unpack("",b"")); t(lambda: struct.iter_unpack("h",1)); t(lambda: struct.iter_unpack("h"))
it=struct.iter_unpack("h",bytes(4)); print(type(it), it.__length_hint__(), next(it), it.__length_hint__(), list(it), it.__length_hint__()); t(lambda: next(it))
S=struct.Struct("<hi"); print(S.format, S.size, S.pack(1,2), S.unpack(bytes(6)), S.unpack_from(bytes(8),1), list(S.iter_unpack(bytes(12))))
t(lambda: S.pack(1)); t(lambda: S.unpack(b"")); t(lambda: S.pack_into(buf)); t(lambda: S.pack_into(buf,0)); S.pack_into(buf,1,5,6); print(buf)
t(lambda: struct.Struct()); t(lambda: struct.Struct(1)); t(lambda: struct.Struct("é")); t(lambda: struct.Struct("Z")); t(lambda: struct.Struct("b","b")); t(lambda: struct.Struct(format="b").format)
def f(): S.size=1
t(f)
def f(): S.format=1
t(f)
class T(struct.Struct):
    def __init__(self): super().__init__(">i")
t(lambda: T().format)
print(struct.unpack("<3s2p?c", b"abc\x01z\x02q"), struct.unpack("<5p", b"\xffabcd"), struct.pack("5p", b"abcdefg"), struct.pack("0p"+"0s", b"ab",b"q"), struct.pack("300p", b"x"*299)[:3])
print(struct.unpack(">e", b"\x3c\x00"), struct.pack(">e", 6.1e-5), struct.pack("<e", 2**-25), struct.pack("<e", 65519.0), struct.pack("<e", 5.96e-8*1.5),struct.pack("<e", 2.98e-8)); t(lambda: struct.pack("<e", 65520.0)); t(lambda: struct.pack("<f", 3.4028235677973366e38)); t(lambda: struct.pack("<f", 3.40282356779733e38))
print(struct.unpack("<e", b"\x00\x7c"), struct.unpack("<e", b"\x01\x7c"), struct.unpack("<e", b"\x01\x00"), struct.unpack("<f",b"\x01\x00\x80\x7f"))
print(struct.pack("bhilqxnP",1,2,3,4,5,6,7), struct.calcsize("bhilqnP"), struct.calcsize("=bhilq"),struct.calcsize("i0q"), struct.calcsize("ci0i"))
class I:
    def __index__(self): return 7
    def __bool__(self): return False
    def __float__(self): return 2.5
print(struct.pack("<bB?fde", I(), I(), I(), I(), I(), I()))
class BI:
    def __index__(self): raise ZeroDivisionError("boo")
    def __bool__(self): raise ZeroDivisionError("boo")
for c in "bBi?qQP<bf": t(lambda: struct.pack("<"+c if c!="P" else c, BI()))
print(struct.error.__mro__, struct.error, struct.Struct, struct.__all__)
t(lambda: struct._clearcache())
