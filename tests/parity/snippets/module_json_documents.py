"""json: documents right and wrong, hooks, every kind of value, indentation, errors."""
import json
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__module__, type(e).__name__, e)
for s in ['{"a": [1, 2.5, -3e10, true, false, null, "x\\u00e9\\n"], "b": {}}', '', ' ', '[', ']', '[1,]', '{"a"}', '{"a":}', '{"a":1,}', '{1:2}', '"abc', '"\\x"', '"\\u12"', '"\\u123g"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ud83d\\u0041"', '"a\tb"', '"a\nb"', 'NaN', '-Infinity', 'nul', '01', '1.', '1e', '-', '[1 2]', '{"a" 1}', '{"a":1 "b":2}', '\ufeff[]', '[[[]]]', '123456789012345678901234567890', '1.0E+2', '"\\/\\b\\f"', '"\\u00\t "']:
    t(lambda: json.loads(s))
t(lambda: json.loads(b'{"k": "\xc3\xa9"}')); t(lambda: json.loads(1)); t(lambda: json.loads('"a\tb"', strict=False)); t(lambda: json.loads('[1.5]', parse_float=str)); t(lambda: json.loads('[1]', parse_int=float)); t(lambda: json.loads('[NaN]', parse_constant=lambda x: x)); t(lambda: json.loads('{"a":1,"a":2}', object_pairs_hook=list)); t(lambda: json.loads('{"a":{"b":1}}', object_hook=lambda d: sorted(d)))
class I(int): pass
class F(float): pass
class L(list): pass
obj = {"z": [1, 2.5, None, True, False, "é\n\"\\\x01", 10**20, 1e300, float("inf"), (1, 2), L([3]), I(4), F(1.5)], 1: 2, None: 3, True: 4, 2.5: 5, "nested": {"a": {}, "b": []}}
t(lambda: json.dumps(obj)); t(lambda: json.dumps(obj, indent=2)); t(lambda: json.dumps(obj, ensure_ascii=False, separators=(",", ":"))); t(lambda: json.dumps({"b": 1, "a": 2}, sort_keys=True, indent="\t")); t(lambda: json.dumps({(1,): 2})); t(lambda: json.dumps({(1,): 2}, skipkeys=True)); t(lambda: json.dumps(object)); t(lambda: json.dumps([float("nan")], allow_nan=False)); t(lambda: json.dumps({1, 2}, default=list)); t(lambda: json.dumps("\ud800😀")); t(lambda: json.dumps({1: 1, "a": 2}, sort_keys=True)); t(lambda: json.dumps(b"x")); t(lambda: json.dumps([1j]))
a = []; a.append(a); t(lambda: json.dumps(a)); d = {}; d["d"] = d; t(lambda: json.dumps(d))
e = json.JSONEncoder(); t(lambda: list(e.iterencode([1, {"a": 2}]))); t(lambda: json.JSONDecoder().raw_decode('[1] x')); t(lambda: json.JSONDecoder().decode('[1] x'))
try: json.loads('[1,\n 2,\n x]')
except json.JSONDecodeError as err: print(err.msg, err.pos, err.lineno, err.colno, repr(err.doc), err)
class Enc(json.JSONEncoder):
    def default(self, o): return str(o)
t(lambda: json.dumps({"c": 1j}, cls=Enc))
