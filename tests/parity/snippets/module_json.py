"""json."""
import json

data = {"name": "é \"q\" \n\t\\ \u2028", "n": [1, -2.5, 1e100, True, None], "nested": {"a": [], "b": {}}, "big": 2**70, 1: "int key", None: "none", True: "t", "😀": "\x01"}
text = json.dumps(data)
print(text)
print(json.dumps(data, indent=2, ensure_ascii=False))
print(json.dumps({"b": 1, "a": [1, 2]}, sort_keys=True), json.dumps([1, {"a": 2}], separators=(",", ":")), json.dumps("é"), json.dumps((1, 2)), json.dumps(1.0), json.dumps([float("nan"), float("inf")]), json.dumps([], indent=1), json.dumps({"a": []}, indent=1))
back = json.loads(text)
print(back, back["name"] == data["name"])
print(json.loads(' [1, 2.0, -3e2, "x\\u00e9\\ud83d\\ude00", true, null, {"a": {}}, 123456789012345678901234567890, -0.0] '), json.loads('"a"'), json.loads("NaN"), json.loads(b'{"k": [1]}'))
for bad in ("", "{", "[1,]", '{"a" 1}', "[1 2]", "tru", '"abc', '"\\x"', "01", "1.", "{1: 2}", '["\t"]', "[1] 2", "nul", '{"a":1,}', "-", '"\\ud800"'):
    try:
        print(repr(json.loads(bad)))
    except json.JSONDecodeError as error:
        print(repr(bad), error, error.pos, error.lineno, error.colno)
try:
    json.dumps({1, 2})
except TypeError as error:
    print(error)
try:
    json.dumps({(1, 2): 3})
except TypeError as error:
    print(error)
cycle = []
cycle.append(cycle)
try:
    json.dumps(cycle)
except ValueError as error:
    print(error)
print(json.dumps({1, 2}, default=sorted), json.loads('{"a": 1.5, "b": 2}', parse_float=str, object_pairs_hook=list), json.loads('[{"x": 1}]', object_hook=lambda d: sorted(d)))
