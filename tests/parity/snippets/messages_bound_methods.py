"""Bound methods of builtin classes are named after the receiver's class."""


class Items(list):
    class Inner(list):
        pass


class Text(str):
    pass


class Mapping(dict):
    pass


def attempt(call, *arguments, **keywords):
    try:
        call(*arguments, **keywords)
    except TypeError as error:
        print(error)


for of in (Items, Items.Inner):
    items = of()
    append = items.append
    print(append.__qualname__, append.__name__)
    attempt(append, 1, 2)
    attempt(append, k=1)
    attempt(lambda: items.append(1, 2))
    attempt(lambda: items.append(k=1))
    attempt(of.append, items, 1, 2)
    attempt(list.append, items, k=2)
    attempt(lambda: append(**3))
    print(append == items.append, append == of().append)

text, mapping = Text("a"), Mapping()
for method in (text.upper, text.join, text.maketrans, mapping.get, mapping.keys, Mapping.fromkeys, dict.fromkeys):
    print(method.__qualname__)
    attempt(method, 1, 2, 3, 4, 5)
    attempt(method, k=5)
print(super(Items, Items()).append.__qualname__, Items.mro.__qualname__)
