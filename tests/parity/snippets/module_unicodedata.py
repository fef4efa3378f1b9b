"""All of `unicodedata`: properties and names of characters, normal forms, every message."""

import hashlib
import unicodedata as u

def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__,e)
for n in 'category bidirectional combining east_asian_width mirrored decomposition decimal digit numeric name'.split():
    f=getattr(u,n)
    t(lambda:f()); t(lambda:f(1)); t(lambda:f('ab')); t(lambda:f('')); t(lambda:f('a')); t(lambda:f('a','b')); t(lambda: f('a',1,2)); t(lambda:f(chr=1)); t(lambda:f('\ud800')); t(lambda:f('\u0660')); t(lambda:f('½')); t(lambda:f('²'));t(lambda:f('\U0010ffff')); t(lambda: f('\xe9'));t(lambda: f('가'));t(lambda: f('\xa0')); t(lambda:f(b'a'))
for x in ('LATIN SMALL LETTER A','latin small letter a','NULL','LF','x'*300,'x','',b'SPACE',1,'KEYCAP DIGIT ONE','HANGUL SYLLABLE GAG','HANGUL SYLLABLE GAGX','hangul syllable ga','CJK UNIFIED IDEOGRAPH-4E00','CJK UNIFIED IDEOGRAPH-4e00','CJK UNIFIED IDEOGRAPH-0041','CJK UNIFIED IDEOGRAPH-20000','CJK UNIFIED IDEOGRAPH-020000','cjk unified ideograph-4E00','TANGUT IDEOGRAPH-17000','é','SPACE\0',' SPACE','HANGUL SYLLABLE ','CJK UNIFIED IDEOGRAPH-2A6DF','CJK UNIFIED IDEOGRAPH-2A6E0'):
    print(x if len(x if isinstance(x,str) else '')<50 else 'long' ,end=' '); t(lambda:u.lookup(x))
t(lambda:u.lookup()); t(lambda:u.lookup('a','b')); t(lambda:u.normalize()); t(lambda:u.normalize(1,'')); t(lambda:u.normalize('NFC',1)); t(lambda:u.normalize('X','a')); t(lambda:u.normalize('NFC')); t(lambda:u.is_normalized('NFC',1)); t(lambda:u.is_normalized('x','a')); t(lambda:u.normalize('X','')); t(lambda:u.is_normalized('x','')); t(lambda:u.normalize('X','é')); t(lambda:u.name('\u00ff',default=1)); t(lambda:u.normalize(form='NFC',unistr='a'))
print(u.unidata_version, u.__name__)

PLACES = [*range(0, 0x1FFFF, 1), *range(0x2F7F0, 0x2FA30), 0x20000, 0x2A6DF, 0x2A6E0, 0x3134A, 0x3134B, *range(0xE0000, 0xE01F8)]
for function in (u.category, u.bidirectional, u.east_asian_width, u.combining, u.mirrored, u.decomposition):
    digest = hashlib.sha256()
    for code in PLACES:
        digest.update(f"{function(chr(code))};".encode())
    print(function.__name__, digest.hexdigest())
for function in (u.decimal, u.digit, u.numeric, u.name):
    digest = hashlib.sha256()
    for code in PLACES:
        digest.update(f"{function(chr(code), None)};".encode())
    print(function.__name__, digest.hexdigest())
print([code for code in PLACES if (name := u.name(chr(code), None)) and u.lookup(name) != chr(code)])
for form in ("NFC", "NFD", "NFKC", "NFKD"):
    digest = hashlib.sha256()
    for code in PLACES:
        if not 0xD800 <= code < 0xE000:
            for text in (chr(code), "a" + chr(code) + "\u0323\u0301", chr(code) + "\u0308" + chr(code), "\u1100" + chr(code) + "\u11a8"):
                digest.update(u.normalize(form, text).encode())
                digest.update(b"%d" % u.is_normalized(form, text))
    print(form, digest.hexdigest())
same = "e\u0301x"
print(u.normalize("NFD", same) is same, u.normalize("NFC", "abc"), ascii(u.normalize("NFC", "\ud800\u0301")))
