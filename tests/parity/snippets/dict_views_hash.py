"""Of the views of a dict, only that of its values can be hashed: it has no comparison of its own."""

values = {1: 2}.values()
print(hash(values) == hash(values), values in {values})
for view in {1: 2}.keys(), {1: 2}.items():
    try:
        hash(view)
    except TypeError as error:
        print(error)
