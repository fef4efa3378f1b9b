"""Text statistics, roman numerals, ciphers, justification, parsing of records."""
text = """It was the best of times, it was the worst of times, it was the age of wisdom,
it was the age of foolishness, it was the epoch of belief, it was the epoch of incredulity."""
words = [w.strip(".,").lower() for w in text.split()]
frequency = {}
for w in words:
    frequency[w] = frequency.get(w, 0) + 1
for word, n in sorted(frequency.items(), key=lambda item: (-item[1], item[0]))[:6]:
    print(f"{word:<12}{'#' * n} {n}")
print(len(words), len(set(words)), max(words, key=len), sum(map(len, words)) / len(words), f"{len(set(words)) / len(words):.1%}")


def roman(n):
    result = ""
    for value, symbol in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, n = divmod(n, value)
        result += symbol * count
    return result


print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999)])


def caesar(message, shift):
    return "".join(chr((ord(c) - base + shift) % 26 + base) if (base := 65 if c.isupper() else 97) and c.isalpha() else c for c in message)


secret = caesar("Hello, World!", 3)
print(secret, caesar(secret, -3), "".join(map(chr, (ord(c) ^ 5 for c in "xor"))))
records = """id;name;score
1;Ann;9.5
2;Bob;
3;Cy;7"""
header, *rows = [line.split(";") for line in records.splitlines()]
table = [dict(zip(header, row)) for row in rows]
print(table)
scores = {r["name"]: float(r["score"]) if r["score"] else None for r in table}
print(scores, [n for n, s in scores.items() if s is None], max((s, n) for n, s in scores.items() if s))
widths = [max(len(str(row[i])) for row in [header, *rows]) for i in range(len(header))]
for row in [header, ["-" * w for w in widths], *rows]:
    print(" | ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
print("".join(sorted(set("the quick brown fox") - {" "})), "racecar" == "racecar"[::-1], " ".join(w[::-1] for w in "abc def".split()), "a1b22".translate({ord(d): None for d in "0123456789"}))
print(*(f"{i:>3}" + "".join(f"{i * j:>4}" for j in range(1, 6)) for i in range(1, 4)), sep="\n")
run, encoded = None, []
for c in "aaabccdddd":
    if c == run:
        encoded[-1][1] += 1
    else:
        encoded.append([c, 1])
        run = c
print("".join(f"{c}{n if n > 1 else ''}" for c, n in encoded))
