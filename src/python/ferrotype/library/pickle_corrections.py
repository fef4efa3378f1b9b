"""What makes ``_pickle`` of the Python of ``Lib/pickle.py``: where ``Modules/_pickle.c`` does something else.

The bytes are those of the C pickler: its batches differ where a list or set has so many items that
a batch is full. The messages are C's.
"""

from __future__ import annotations

from ferrotype.library.correction import Correction

_C_CLASSES = (
    Correction("class _Pickler:", "class Pickler:"),
    Correction("class _Unpickler:", "class Unpickler:"),
    Correction("    _Pickler(", "    Pickler(", 2),
    Correction("return _Unpickler(", "return Unpickler(", 2),
    *(Correction(f"\ndef _{name}(", f"\ndef {name}(") for name in ("dump", "dumps", "load", "loads")),
)

_DUMP = (
    Correction(
        "        if protocol < 0:\n            protocol = HIGHEST_PROTOCOL\n",
        "        protocol = range(protocol).stop\n"
        "        if protocol < 0: protocol = HIGHEST_PROTOCOL\n",
    ),
    Correction(
        "        try:\n            self._file_write = file.write\n        except AttributeError:\n",
        "        self._file_write = getattr(file, 'write', None)\n"
        "        if self._file_write is None:\n\n",
    ),
    Correction(
        "        self.save(obj)\n        self.write(STOP)\n        self.framer.end_framing()\n",
        "        try: self.save(obj)\n"
        "        except RecursionError: import _warnings; "
        "_warnings._refuse('pickling of what is nested so deeply')\n"
        "        self.write(STOP); self.framer.end_framing()\n",
    ),
    Correction(
        'raise PicklingError("%s must return string or tuple" % reduce)',
        'raise PicklingError("__reduce__ must return a string or tuple")',
    ),
    Correction(
        """raise PicklingError("Tuple returned by %s must have "
                                "two to six elements" % reduce)
""",
        """raise PicklingError("tuple returned by __reduce__ must contain "
                                "2 through 6 elements")
""",
    ),
    Correction(
        """        if not isinstance(args, tuple):
            raise PicklingError("args from save_reduce() must be a tuple")
        if not callable(func):
            raise PicklingError("func from save_reduce() must be callable")
""",
        """        if not callable(func): raise PicklingError("first item of the tuple returned by __reduce__ must be callable")
        if not isinstance(args, tuple):
            raise PicklingError("second item of the tuple returned by __reduce__ must be a tuple")
        _check_rest(listitems, dictitems, state_setter)
""",
    ),
    Correction(
        "            cls, args, kwargs = args\n            if not hasattr(cls, \"__new__\"):\n"
        "                raise PicklingError(\"args[0] from {} args has no __new__\"\n"
        "                                    .format(func_name))\n"
        "            if obj is not None and cls is not obj.__class__:\n"
        "                raise PicklingError(\"args[0] from {} args has the wrong class\"\n"
        "                                    .format(func_name))\n",
        "            if len(args) != 3: raise PicklingError('length of the NEWOBJ_EX argument tuple must be exactly 3, not %d' % len(args))\n"
        "            cls, args, kwargs = args; kinds = ((cls, type, 'first', 'class'), (args, tuple, 'second', 'tuple'), (kwargs, dict, 'third', 'dict'))\n"
        "            for value, kind, place, word in kinds:\n"
        "                if not isinstance(value, kind):\n"
        "                    raise PicklingError('%s item from NEWOBJ_EX argument tuple must be a %s, not %s'\n"
        "                                        % (place, word, type(value).__name__))\n",
    ),
    Correction(
        "            cls = args[0]\n            if not hasattr(cls, \"__new__\"):\n"
        "                raise PicklingError(\n"
        "                    \"args[0] from __newobj__ args has no __new__\")\n",
        "            if not args: raise PicklingError('__newobj__ arglist is empty')\n"
        "            cls = args[0]\n"
        "            if not isinstance(cls, type):\n"
        "                raise PicklingError('args[0] from __newobj__ args is not a type')\n",
    ),
    Correction(
        "        self.memoize(obj)\n        self._batch_appends(obj)\n",
        "        self.memoize(obj)\n"
        "        if type(obj) is list and self.proto: _save_list(self, obj)\n"
        "        else: self._batch_appends(obj)\n",
    ),
    Correction(
        "        self.memoize(obj)\n        self._batch_setitems(obj.items())\n",
        "        self.memoize(obj)\n"
        "        if type(obj) is dict and self.proto and obj: _save_dict(self, obj)\n"
        "        else: self._batch_setitems(obj.items())\n",
    ),
    Correction(
        """            if n > 0:
                write(MARK)
                for item in batch:
                    save(item)
                write(ADDITEMS)
            if n < self._BATCHSIZE:
                return
    dispatch[set] = save_set
""",
        """            if n or obj:
                write(MARK)
                for item in batch:
                    save(item)
                write(ADDITEMS)
            if n < self._BATCHSIZE:
                return
    dispatch[set] = save_set
""",
    ),
    Correction(
        "        module_name = whichmodule(obj, name)\n        try:\n"
        "            __import__(module_name, level=0)\n"
        "            module = sys.modules[module_name]\n"
        "            obj2, parent = _getattribute(module, name)\n"
        "        except (ImportError, KeyError, AttributeError):\n"
        "            raise PicklingError(\n"
        "                \"Can't pickle %r: it's not found as %s.%s\" %\n"
        "                (obj, module_name, name)) from None\n",
        "        if '<locals>' in name.split('.'): raise AttributeError(\"Can't pickle local object %r\" % name)\n"
        "        module_name = whichmodule(obj, name)\n"
        "        module = _module_of(obj, module_name)\n"
        "        try:\n"
        "            obj2, parent = _getattribute(module, name)\n"
        "        except AttributeError:\n"
        "            raise PicklingError(\"Can't pickle %r: attribute lookup %s on %s failed\"\n"
        "                                % (obj, name, module_name)) from None\n\n",
    ),
)

_HELPERS = Correction(
    "# Pickling machinery\n",
    '''\
# Pickling machinery
def _check_rest(listitems, dictitems, state_setter):
    for value, place in ((listitems, "fourth"), (dictitems, "fifth")):
        if value is not None and not hasattr(type(value), "__next__"):
            raise PicklingError("%s element of the tuple returned by __reduce__ must be an iterator, not %s"
                                % (place, type(value).__name__))
    if state_setter is not None and not callable(state_setter):
        raise PicklingError("sixth element of the tuple returned by __reduce__ must be a function, not %s"
                            % type(state_setter).__name__)

def _save_list(pickler, items):
    if len(items) == 1:
        pickler.save(items[0])
        pickler.write(APPEND)
        return
    done = 0
    while done < len(items):
        pickler.write(MARK)
        start = done
        while done < len(items) and done - start < pickler._BATCHSIZE:
            pickler.save(items[done])
            done += 1
        pickler.write(APPENDS)

def _save_dict(pickler, dictionary):
    size, batch = len(dictionary), 0
    if size != 1:
        pickler.write(MARK)
    for key, value in dictionary.items():
        pickler.save(key)
        pickler.save(value)
        batch += 1
        if batch == pickler._BATCHSIZE and size != 1:
            pickler.write(SETITEMS + MARK)
            batch = 0
    pickler.write(SETITEMS if size != 1 else SETITEM)

def _module_of(obj, module_name):
    try:
        __import__(module_name, level=0)
        return sys.modules[module_name]
    except (ImportError, KeyError):
        raise PicklingError("Can't pickle %r: import of module %r failed" % (obj, module_name)) from None
''',
)

_STACK = Correction(
    "# Unpickling machinery\n",
    '''\
# Unpickling machinery
_NEEDED = {key[0]: count for count, keys in
           enumerate(((), (STOP, BINPERSID, TUPLE1, DUP, PUT, BINPUT, LONG_BINPUT, MEMOIZE, READONLY_BUFFER),
                      (TUPLE2, NEWOBJ, STACK_GLOBAL, REDUCE, APPEND, BUILD), (TUPLE3, NEWOBJ_EX, SETITEM))) for key in keys}
_MARKED = frozenset(key[0] for key in (TUPLE, LIST, DICT, POP_MARK, INST, OBJ, FROZENSET, APPENDS, SETITEMS, ADDITEMS))
_BELOW = frozenset(key[0] for key in (APPENDS, SETITEMS, ADDITEMS))

def _check_stack(unpickler, key):
    metastack, stack = unpickler.metastack, unpickler.stack
    if key not in Unpickler.dispatch:
        shown = "%c" % key if 32 <= key < 127 and key not in b"\\\\'" else "\\\\x%02x" % key
        raise UnpicklingError("invalid load key, '%s'." % shown)
    if key in _MARKED and not metastack:
        raise UnpicklingError("could not find MARK")
    if key == OBJ[0] and not stack or key in _BELOW and not metastack[-1]:
        metastack = metastack[:-1]
    elif len(stack) >= _NEEDED.get(key, 0) and (stack or metastack or key != POP[0]):
        return
    raise UnpicklingError("unexpected MARK found" if metastack else "unpickling stack underflow")

def _check_even(items, name):
    if len(items) % 2:
        raise UnpicklingError("odd number of items for %s" % name)

def _check_new(cls, args, name):
    if not isinstance(args, tuple):
        raise UnpicklingError("%s args argument must be a tuple, not %s" % (name, type(args).__name__))
    if not isinstance(cls, type):
        raise UnpicklingError("%s class argument must be a type, not %s" % (name, type(cls).__name__))

def _line_number(line):
    try:
        return int(line)
    except ValueError:
        raise ValueError("invalid literal for int() with base 10: %r" % str(line, "latin-1")) from None
''',
)

_LOAD = (
    _STACK,
    Correction(
        "        self._file_readline = file.readline\n        self._file_read = file.read\n",
        "        self._file_readline, self._file_read = getattr(file, 'readline', None), getattr(file, 'read', None)\n"
        "        if self._file_readline is None or self._file_read is None: raise TypeError(\"file must have 'read' and 'readline' attributes\")\n",
    ),
    Correction(
        "        self.read = self._unframer.read\n",
        "        self.read = self._unframer.read_all\n",
    ),
    Correction(
        "        self.readline = self._unframer.readline\n",
        "        self.readline = self._unframer.read_line\n",
    ),
    Correction(
        "        read = self.read\n        dispatch = self.dispatch\n",
        "        read = self._unframer.read\n        dispatch = self.dispatch\n",
    ),
    Correction(
        "self.append(self._decode_string(codecs.escape_decode(data)[0]))",
        "self.append(self._decode_string(codecs.escape_decode(data)[0] if b'\\\\' in data else data))",
    ),
    Correction("                    raise EOFError\n", '                    raise EOFError("Ran out of input")\n'),
    Correction(
        "                assert isinstance(key, bytes_types)\n",
        "                _check_stack(self, key[0])\n",
    ),
    Correction(
        'raise UnpicklingError("unsupported persistent id encountered")',
        "raise UnpicklingError('A load persistent id instruction was encountered,\\n"
        "but no persistent_load function was specified.')",
    ),
    Correction(
        """            if len(data) < n:
                raise UnpicklingError(
                    "pickle exhausted before end of frame")
            return data
        else:
            return self.file_read(n)

    def readline(self):
""",
        """            if len(data) < n:
                self.current_frame = None; data += self.file_read(n - len(data))
            return data
        else:
            return self.file_read(n)

    def read_all(self, n):
        data = self.read(n)
        if len(data) < n: raise UnpicklingError("pickle data was truncated")
        return data

    def read_line(self):
        data = self.readline()
        if data[-1:] != b'\\n': raise UnpicklingError("pickle data was truncated")
        return data

    def readline(self):
""",
    ),
    Correction(
        """            if data[-1] != b'\\n'[0]:
                raise UnpicklingError(
                    "pickle exhausted before end of frame")
            return data
""",
        """            if data[-1] != b'\\n'[0]:
                self.current_frame = None
                data += self.file_readline()
            return data
""",
    ),
    Correction(
        """        if self.current_frame and self.current_frame.read() != b'':
            raise UnpicklingError(
                "beginning of a new frame before end of current frame")
        self.current_frame = io.BytesIO(self.file_read(frame_size))
""",
        """        data = self.read_all(frame_size)
        if self.current_frame:
            data += self.current_frame.read()
        self.current_frame = io.BytesIO(data)
""",
    ),
    Correction(
        "            val = int(data, 0)\n        self.append(val)\n",
        "            try: val = int(str(data, 'latin-1'), 0)\n"
        "            except ValueError: raise ValueError('could not convert string to int') from None\n"
        "        self.append(val)\n",
    ),
    Correction(
        "        self.append(int(val, 0))\n",
        "        try: self.append(int(val, 0))\n"
        "        except ValueError: _line_number(val + b'\\n')\n",
    ),
    Correction(
        "        self.append(float(self.readline()[:-1]))\n",
        "        line = self.readline()\n"
        "        try: self.append(float(line[:-1]))\n"
        "        except ValueError: raise ValueError(\"could not convert string to float: '%s'\" % str(line, 'latin-1')) from None\n",
    ),
    Correction(
        "        items = self.pop_mark()\n        d = {",
        "        items = self.pop_mark(); _check_even(items, 'DICT')\n        d = {",
    ),
    Correction(
        "        items = self.pop_mark()\n        dict = self.stack[-1]\n",
        "        items = self.pop_mark(); _check_even(items, 'SETITEMS')\n        dict = self.stack[-1]\n",
    ),
    Correction(
        """            try:
                value = klass(*args)
            except TypeError as err:
                raise TypeError("in constructor for %s: %s" %
                                (klass.__name__, str(err)), sys.exc_info()[2])
""",
        """            value = klass(*args)
""",
    ),
    Correction(
        "        obj = cls.__new__(cls, *args)\n        self.append(obj)\n",
        "        _check_new(cls, args, 'NEWOBJ'); obj = cls.__new__(cls, *args)\n        self.append(obj)\n",
    ),
    Correction(
        "        obj = cls.__new__(cls, *args, **kwargs)\n",
        "        _check_new(cls, args, 'NEWOBJ_EX'); obj = cls.__new__(cls, *args, **kwargs)\n",
    ),
    Correction(
        """        if self.proto >= 4:
            return _getattribute(sys.modules[module], name)[0]
        else:
            return getattr(sys.modules[module], name)
""",
        """        if self.proto >= 4: return _getattribute(sys.modules[module], name)[0]
        try: return getattr(sys.modules[module], name)
        except AttributeError: raise AttributeError("Can't get attribute {!r} on {!r}".format(
                    name, sys.modules[module])) from None
""",
    ),
    Correction(
        "        func = stack[-1]\n        stack[-1] = func(*args)\n",
        "        func = stack[-1]\n"
        "        if not isinstance(args, tuple): raise TypeError('argument list must be a tuple')\n"
        "        stack[-1] = func(*args)\n",
    ),
    Correction(
        "        i = int(self.readline()[:-1])\n        try:\n",
        "        i = _line_number(self.readline())\n        try:\n",
    ),
    Correction(
        "        i = int(self.readline()[:-1])\n        if i < 0:\n",
        "        i = _line_number(self.readline())\n        if i < 0:\n",
    ),
    Correction(
        "        items = self.pop_mark()\n        list_obj = self.stack[-1]\n",
        "        items = self.pop_mark()\n        if not items: return\n        list_obj = self.stack[-1]\n",
    ),
    Correction(
        "        items = self.pop_mark()\n        set_obj = self.stack[-1]\n",
        "        items = self.pop_mark()\n        if not items: return\n        set_obj = self.stack[-1]\n",
    ),
    Correction(
        "        if state:\n            inst_dict = inst.__dict__\n",
        "        if state is not None:\n"
        "            if not isinstance(state, dict): raise UnpicklingError('state is not a dictionary')\n"
        "            inst_dict = inst.__dict__\n",
    ),
    Correction(
        "        if slotstate:\n            for k, v in slotstate.items():\n",
        "        if slotstate is not None:\n"
        "            if not isinstance(slotstate, dict): raise UnpicklingError('slot state is not a dictionary')\n"
        "            for k, v in slotstate.items():\n",
    ),
    Correction(
        "    if isinstance(s, str):\n",
        "    if s is None: raise TypeError(\"a bytes-like object is required, not 'NoneType'\")\n"
        "    if isinstance(s, str):\n",
    ),
    Correction(
        """        raise TypeError("Can't load pickle from unicode string")""",
        """        raise TypeError("a bytes-like object is required, not 'str'")""",
    ),
)

PICKLE = (*_C_CLASSES, _HELPERS, *_DUMP, *_LOAD)
"""The rows of ``_pickle``."""
