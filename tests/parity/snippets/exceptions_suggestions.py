"""Names like one that was not found, at the end of a traceback."""
import io
import sys

global_for_suggestions = None


def shown(action):
    stream, sys.stderr = sys.stderr, io.StringIO()
    try:
        action()
    except Exception:
        sys.__excepthook__(*sys.exc_info())
    text, sys.stderr = sys.stderr.getvalue(), stream
    print(text.splitlines()[-1])


class Plain:
    noise = more_noise = a = bc = None
    blech = None


class Eliminated:
    noise = more_noise = a = bc = None
    blch = None


class Cased:
    BLuch = None
    fluch = None


class Slots:
    __slots__ = ("bluchh", "x")


class Listed:
    def __dir__(self):
        return ["z", "bluhc", "bluch_"]


class BadList:
    def __dir__(self):
        return ["blucx", 3]


class Raising:
    blech = None

    def __dir__(self):
        raise ValueError("no")


class Hooked:
    blech = None

    def __getattr__(self, name):
        raise AttributeError()


class Many:
    def __dir__(self):
        return ["bluchx"] + ["x" + str(number) for number in range(749)]


class Fewer:
    def __dir__(self):
        return ["bluchx"] + ["x" + str(number) for number in range(748)]


class Own(AttributeError):
    pass


class WithOwn:
    blech = None

    def __getattr__(self, name):
        raise Own(name)


for kind in Plain, Eliminated, Cased, Slots, Listed, BadList, Raising, Hooked, Many, Fewer, WithOwn:
    shown(lambda: kind().bluch)
    shown(lambda: kind.bluch)
instance = Plain()
instance.blucb = 1
shown(lambda: instance.bluch)
shown(lambda: [].apend)
shown(lambda: "".Lower())
shown(lambda: int.bit_lenght)
shown(lambda: (3).to_byte())
shown(lambda: None.real)
shown(lambda: shown.__nme__)
shown(lambda: {}.iteritems())
shown(lambda: Plain().a_name_that_is_much_longer_than_the_names_there)


def missing(name, object=None):
    error = AttributeError("text")
    error.name = name
    error.obj = object
    raise error


shown(lambda: missing("apend", []))
shown(lambda: missing(3, []))
shown(lambda: missing("é", []))


def local(parameter, other):
    variable = 1

    def inner():
        return parameter, variabel

    inner()


def own(parameter, other):
    variable = 1
    return parametr


def captured(parameter):
    variable = 1

    def inner():
        return variable

    return variabel, inner


def comprehended():
    return [itme for item in "ab"]


for action in local, own:
    shown(lambda: action(1, 2))
shown(lambda: captured(1))
shown(comprehended)
shown(lambda: global_for_sugestions)
shown(lambda: ZeroDivisonError)
shown(lambda: pritn)
shown(lambda: flaot)
shown(lambda: tpye)
shown(lambda: xyzzy)
shown(lambda: lne)


def unbound():
    print(valeu)
    value = valeu = 1


shown(unbound)


def by_hand():
    error = NameError("text")
    error.name = "pritn"
    raise error


shown(by_hand)
