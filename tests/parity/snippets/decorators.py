"""Decorators on functions and classes, with arguments, stacked; wraps."""
import functools


def trace(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("call", function.__name__, args, kwargs)
        result = function(*args, **kwargs)
        print("return", result)
        return result

    return wrapper


def repeat(times):
    def decorate(function):
        def wrapper(*args):
            return [function(*args) for _ in range(times)]

        return wrapper

    return decorate


@trace
def add(a, b=1):
    """Add."""
    return a + b


print(add(2, b=3), add.__name__, add.__doc__)


@repeat(3)
@trace
def hello(name):
    return "hello " + name


print(hello("you"))


def register(class_):
    registry.append(class_.__name__)
    class_.registered = True
    return class_


registry = []


@register
class A:
    pass


@register
class B(A):
    registered = False


print(registry, A.registered, B.registered)


class CountCalls:
    def __init__(self, function):
        self.function = function
        self.count = 0

    def __call__(self, *args):
        self.count += 1
        return self.function(*args)


@CountCalls
def square(x):
    return x * x


print(square(3), square(4), square.count)


@functools.lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(80), fibonacci.cache_info())
print((lambda f: f)(abs)(-3), functools.partial(add, 10)(5), functools.reduce(lambda a, b: a * b, [1, 2, 3, 4], 1))
