"""for and while with else, break, continue; changing what is iterated."""
for i in range(10):
    if i == 3:
        continue
    if i == 5:
        break
    print(i, end=",")
else:
    print("not reached")
print(i)
for i in []:
    pass
else:
    print("else", i)
n = 5
while n:
    n -= 1
    if n == 2:
        continue
    print(n, end=" ")
else:
    print("done")
items = [1, 2, 3]
for item in items:
    if len(items) < 8:
        items.append(item * 10)
print(items)
items = list(range(6))
for item in items:
    if item % 2 == 0:
        items.remove(item)
print(items)
table = {1: "a", 2: "b"}
try:
    for key in table:
        table[key + 10] = "new"
except RuntimeError as error:
    print(error, table)
group = {1}
try:
    for element in group:
        group.add(element + 1)
except RuntimeError as error:
    print(error)
for a in range(3):
    for b in range(3):
        if b == a:
            break
        print((a, b), end="")
    else:
        print("inner", a, end="")
print()


def find(needle, haystack):
    for index, value in enumerate(haystack, 1):
        try:
            if value == needle:
                return index
        finally:
            print("checked", value, end="; ")
    return None


print(find("b", "abc"), find("z", "ab"))
for x in range(2), "ab", {"k": 1}, {5}, b"hi":
    print(list(x), list(reversed(list(x))))
