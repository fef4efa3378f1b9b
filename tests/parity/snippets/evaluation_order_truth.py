# How often the truth of operands is asked: jumps of one line go on where they end, values are tested again.
class L:
    def __init__(self, n, v): self.n, self.v = n, v
    def __bool__(self): print("bool", self.n); return self.v
    def __repr__(self): return self.n
T, F = lambda n: L(n, True), lambda n: L(n, False)
for a in (T, F):
    for b in (T, F):
        for c in (T, F):
            for d in (T, F):
                print(a("a") and b("b") or c("c"))
                print((a("a") or b("b")) and c("c"))
                print((a("a") and b("b")) and c("c"))
                print(a("a") or b("b") and c("c") or d("d"))
                print(((a("a") and b("b")) or c("c")) and d("d"))
                print(((a("a") or b("b")) and c("c")) or d("d"))
                print(not (a("a") and b("b")))
                print((not a("a")) and b("b") or c("c"))
                print((a("a") or b("b") or c("c")) and d("d"))
                print((a("a") and b("b") and c("c")) or d("d"))
                print(1 if a("a") and b("b") or c("c") else 0)
                x = (a("a")
                     and b("b")) or c("c")
                print(x)
                x = ((a("a") and b("b"))
                     or c("c"))
                print(x)
                x = (
                    d("d") and
                    (a("a") and b("b") or c("c")) or 5)
                print(x)
                x = a("a") or (b("b") and
                   c("c")) or d("d")
                print(x)
                print((y := a("a") and b("b")) or c("c"), y)
                print(([a("a") and b("b") or c("c")], (lambda: a("a") and b("b") or c("c"))()))
def sp(n, q):
    t = 0
    for i in range(n):
        t += 1
        w = q("a") and q("b") or t
        print(w, (t > 1 and t < 3) or q("z"))
    return t
print(sp(3, T), sp(3, F))
print(1 < 2 < 1 or F("f"), F("g") and 1 < 2 < 3)
