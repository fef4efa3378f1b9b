"""struct: what is said of values that do not fit."""
import struct
def m(f):
    try: return f().hex()
    except BaseException as e: return type(e).__name__+": "+str(e)
for c in "cbB?hHiIlLqQnNPefdsp":
    for e in "@<>":
        last=None; print(c, e)
        for v in (-1,127,128,-128,-129,256,1<<15,1<<16,-(1<<15)-1,1<<31,1<<32,-(1<<31)-1,1<<63,1<<64,-(1<<63)-1,1.5,"a",b"a",b"ab",None,[],1<<2000):
            r=m(lambda: struct.pack(e+c,v))
            if ":" in r and r!=last: print(c,e,repr(v)[:12],r); last=r
