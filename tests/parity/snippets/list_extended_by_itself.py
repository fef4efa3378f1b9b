"""A list added to itself gives all its items first, an instance of a subclass too."""


class Items(list):
    def __getitem__(self, index):
        return "not asked"


class OwnIterator(list):
    def __iter__(self):
        print("asked")
        return iter([4, 5])


for items in ([1, 2, 3], Items([1, 2, 3]), OwnIterator([1, 2, 3])):
    items += items
    print(list.__len__(items), repr(items))
    items.extend(items)
    print(list.__len__(items), repr(items))
plain = [0]
plain += Items([1, 2])
print(plain)
