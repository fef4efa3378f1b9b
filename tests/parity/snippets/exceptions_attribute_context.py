"""What AttributeErrors know of the name and the object."""
class A:
    blech = None
    def __getattr__(self, name):
        raise AttributeError()
class B:
    @property
    def prop(self):
        raise AttributeError("inner")
    @property
    def nested(self):
        return A().bluch
    __slots__ = ("slot",)
class C:
    def __getattribute__(self, name):
        raise AttributeError("x", name="given")
class D(AttributeError): pass
class E:
    def __getattr__(self, name):
        raise D("y")
class F:
    def __getattr__(self, name):
        raise AttributeError("z", obj=None)
class M(type):
    def __getattr__(self, name): raise AttributeError(name)
class G(metaclass=M): pass
class H:
    def meth(self): return super().zip
    def calls(self): return super().zip()
def show(tag, f):
    try: f()
    except AttributeError as e:
        print(tag, e.name, type(e.obj).__name__, e)
import operator
import sys
b = B()
def setx(): b.foo = 1
def delx(): del b.foo
def setslot(): del b.slot
def setint(): (3).x = 1
def frozen(): object().x = 1
def instdel():
    class P: pass
    del P().x
def clsdel():
    del A.foo
def ro():
    (3).real = 4
for tag, f in list({
 'A.x': lambda: A().x, 'A.x()': lambda: A().x(), 'prop': lambda: b.prop, 'prop()': lambda: b.prop(), 'nested': lambda: b.nested,
 'slot': lambda: b.slot, 'slot()': lambda: b.slot(), 'C': lambda: C().q, 'E': lambda: E().q, 'F': lambda: F().q, 'F()': lambda: F().q(), 'G': lambda: G.q, 'G()': lambda: G.q(),
 'H': lambda: H().meth(), 'H()': lambda: H().calls(),
 'getattr': lambda: getattr(A(), 'x'), 'getattrprop': lambda: getattr(b, 'prop'), 'mod': lambda: sys.zork, 'mod()': lambda: sys.zork(), 'cls': lambda: int.zork, 'int': lambda: (3).zork, 'int()': lambda: (3).zork(), 'none': lambda: None.append(3), 'func': lambda: show.zork,
 'setx': setx, 'delx': delx, 'setslot': setslot, 'setint': setint, 'frozen': frozen, 'instdel': instdel, 'clsdel': clsdel, 'ro': ro,
 'og': lambda: object.__getattribute__(b, 'zork'), 'tg': lambda: type.__getattribute__(A, 'zork'), 'prop.fget': lambda: B.prop.fget(b),
 'method': lambda: H().meth.zork, 'gen': lambda: (i for i in ()).zork,
 'attrgetter': lambda: operator.attrgetter('zork')(b), 'methodcaller': lambda: operator.methodcaller('zork')(b),
 'setattr': lambda: setattr(b, 'zork', 1), 'delattr': lambda: delattr(b, 'zork'), 'osa': lambda: object.__setattr__(b, 'zork', 1),
}.items()):
    show(tag, f)
