"""binascii: random data both ways, and what is said of wrong arguments."""
import binascii
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__module__, type(e).__name__, e)
r = 12345
def rnd(n):
    global r
    r = (r * 1103515245 + 12345) & 0x7fffffff
    return (r >> 8) % n
def data(alphabet, n): return bytes(alphabet[rnd(len(alphabet))] for i in range(rnd(n)))
full = bytes(range(256))
for i in range(40):
    d = data(full, 60)
    t(lambda: binascii.b2a_base64(d)); t(lambda: binascii.a2b_base64(binascii.b2a_base64(d, newline=False)) == d)
    t(lambda: binascii.b2a_uu(d[:46])); t(lambda: binascii.b2a_uu(d[:45], backtick=True)); t(lambda: binascii.hexlify(d)); t(lambda: binascii.crc32(d)); t(lambda: binascii.crc_hqx(d, i))
    d = data(b"ABab09+/==\n -", 12)
    t(lambda: binascii.a2b_base64(d)); t(lambda: binascii.a2b_base64(d, strict_mode=True))
    d = data(b"AB=ab \t\n\r_.\x00\xff=", 100)
    for h in (0, 1):
        t(lambda: binascii.a2b_qp(d, header=h))
        for q in (0, 1):
            for s in (0, 1): t(lambda: binascii.b2a_qp(d, q, s, h))
    d = bytes([32 + rnd(64)]) + data(b"ABC` #\n\x80"[:7 + (i % 5 == 0)], 60); t(lambda: binascii.a2b_uu(d))
    d = data(b"0123456789abcdefABCDEFg"[:22 + (i % 5 == 0)], 9); t(lambda: binascii.unhexlify(d))
for f in (binascii.a2b_base64, binascii.a2b_uu, binascii.a2b_qp, binascii.a2b_hex, binascii.unhexlify): 
    for v in ("", b"", "61", "é", 1, None, bytearray(b"61"), memoryview(b"6161")): t(lambda: f(v))
    t(lambda: f())
for f in (binascii.b2a_base64, binascii.b2a_uu, binascii.b2a_qp, binascii.b2a_hex, binascii.hexlify, binascii.crc32):
    for v in ("", b"", "61", 1, None, bytearray(b"61"), memoryview(b"6161")): t(lambda: f(v))
    t(lambda: f())
t(lambda: binascii.hexlify(b"abcdef", "-")); t(lambda: binascii.hexlify(b"abcdef", b":", 2)); t(lambda: binascii.hexlify(b"abcdef", sep="_", bytes_per_sep=-4)); t(lambda: binascii.hexlify(b"abc", "--")); t(lambda: binascii.hexlify(b"abc", "é")); t(lambda: binascii.hexlify(b"abc", 1)); t(lambda: binascii.hexlify(b"abc", "-", 0))
t(lambda: binascii.crc32(b"a", -1)); t(lambda: binascii.crc32(b"a", 1<<70)); t(lambda: binascii.crc32(b"a", "x")); t(lambda: binascii.crc_hqx(b"a")); t(lambda: binascii.crc_hqx(b"a", -1)); t(lambda: binascii.crc32(b"a", crc=1)); t(lambda: binascii.crc32(b"b", binascii.crc32(b"a")) == binascii.crc32(b"ab"))
t(lambda: binascii.b2a_uu(b"x"*46)); t(lambda: binascii.a2b_qp(data=b"a=41")); t(lambda: binascii.b2a_base64(b"a", True)); t(lambda: binascii.crc32(b"a", 1.5))
print(binascii.Error.__mro__, binascii.Incomplete.__mro__, binascii.Error, binascii.__doc__)
