"""Unicode: case mapping, identifiers, indexing beyond ASCII, normal comparison."""
text = "Straße ÉCOLE ǅ İstanbul ﬁ Σίσυφος"
print(text.upper(), text.lower(), text.casefold(), text.title(), text.swapcase())
print(len(text), text[4], text[-1], text[7:12], text.find("İ"), text.split())
print("日本語テキスト"[2], "日本語テキスト"[1:3], "日本語".center(9, "*"), list("a😀b"), "a😀b"[::-1], "😀" in "a😀b", "a😀b".index("b"))
größe = 5
π = 3.14
print(größe, π)
print(sorted(["é", "e", "z", "a", "É", "日", "😀", "Z"]))
print("é" == "e\u0301", len("e\u0301"), "ﬁ".isalpha(), "Ⅷ".isnumeric(), "٣".isdigit(), int("٣"), "٣" < "4", float("١.٥"))
for c in "aZ5 \n_é日\u0301²½٣\u200b😀":
    print(ascii(c), c.isalpha(), c.isdigit(), c.isdecimal(), c.isnumeric(), c.isspace(), c.isupper(), c.islower(), c.isprintable(), c.isidentifier())
print("İ".lower() == "i̇", "ŉ".upper(), "ΑΣ".lower(), "Σ".lower(), "aΣ b".lower())
print("\u3000 x\u2003".strip() == "x", "a\u00a0b".split(), "x\x1cy".splitlines(), "x\x85y".split())
