"""struct, binascii, base64, hashlib, zlib-free digests."""
import base64
import binascii
import hashlib
import struct

print(struct.pack("<IhB", 1, -2, 255), struct.unpack("<IhB", b"\x01\x00\x00\x00\xfe\xff\xff"), struct.calcsize("<qd3sx?"), struct.pack(">d", 1.5), struct.pack("!5s", b"ab"), struct.unpack(">f", b"\x3f\x80\x00\x00"), struct.pack("<e", 0.1), list(struct.iter_unpack("<H", b"\x01\x00\x02\x00")))
for bad in (lambda: struct.pack("B", 256), lambda: struct.unpack("<I", b"x"), lambda: struct.pack("Z", 1), lambda: struct.pack("<I", "a"), lambda: struct.pack("<II", 1)):
    try:
        print(bad())
    except struct.error as error:
        print(error)
print(binascii.hexlify(b"ab\xff"), binascii.unhexlify("6162"), binascii.crc32(b"hello"), base64.b64encode(b"hello w"), base64.b64decode("aGVsbG8="), base64.urlsafe_b64encode(b"\xff\xfe"), base64.b32encode(b"abc"), base64.b16encode(b"ab"))
print(hashlib.md5(b"abc").hexdigest(), hashlib.sha1(b"abc").hexdigest(), hashlib.sha256(b"").hexdigest())
h = hashlib.sha512()
h.update(b"ab")
h.update(b"c")
print(h.hexdigest()[:32], h.digest_size, h.name, hashlib.sha3_256(b"abc").hexdigest()[:16], hashlib.blake2b(b"abc", digest_size=8).hexdigest())
