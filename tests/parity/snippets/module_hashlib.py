"""hashlib, hmac, base64 over their native halves."""
import hashlib, hmac, struct, weakref, copy, base64
print(hashlib.md5(b"a").hexdigest(), hashlib.new("sha256", b"x").hexdigest(), hmac.new(b"k", b"m", "sha256").hexdigest(), sorted(hashlib.algorithms_available), hashlib.algorithms_available)
print(hmac.compare_digest("a", "a"), hashlib.blake2b(b"q").hexdigest(), base64.b64encode(b"abc"))
