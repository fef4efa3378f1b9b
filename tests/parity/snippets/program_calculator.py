"""A tokenizer, a recursive-descent parser and an evaluator."""


class ParseError(ValueError):
    pass


def tokenize(text):
    position = 0
    while position < len(text):
        character = text[position]
        if character.isspace():
            position += 1
        elif character.isdigit() or character == ".":
            start = position
            while position < len(text) and (text[position].isdigit() or text[position] == "."):
                position += 1
            number = text[start:position]
            yield "number", float(number) if "." in number else int(number)
        elif character.isalpha():
            start = position
            while position < len(text) and text[position].isalnum():
                position += 1
            yield "name", text[start:position]
        elif character in "+-*/()^=":
            position += 1
            yield "operator", character
        else:
            raise ParseError(f"unexpected {character!r} at {position}")
    yield "end", None


class Parser:
    def __init__(self, text):
        self.tokens = list(tokenize(text))
        self.position = 0

    @property
    def current(self):
        return self.tokens[self.position]

    def accept(self, *values):
        if self.current[0] == "operator" and self.current[1] in values:
            self.position += 1
            return self.tokens[self.position - 1][1]
        return None

    def expression(self):
        left = self.term()
        while operator := self.accept("+", "-"):
            left = (operator, left, self.term())
        return left

    def term(self):
        left = self.power()
        while operator := self.accept("*", "/"):
            left = (operator, left, self.power())
        return left

    def power(self):
        base = self.atom()
        if self.accept("^"):
            return ("^", base, self.power())
        return base

    def atom(self):
        kind, value = self.current
        if self.accept("-"):
            return ("neg", self.atom())
        if self.accept("("):
            inner = self.expression()
            if not self.accept(")"):
                raise ParseError(f"expected ')' but found {self.current[1]!r}")
            return inner
        if kind in ("number", "name"):
            self.position += 1
            return (kind, value)
        raise ParseError(f"unexpected {value!r}")


OPERATORS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "^": lambda a, b: a**b}


def evaluate(node, names):
    match node:
        case ("number", value):
            return value
        case ("name", name):
            return names[name]
        case ("neg", inner):
            return -evaluate(inner, names)
        case (operator, left, right):
            return OPERATORS[operator](evaluate(left, names), evaluate(right, names))


for text in ("1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-x ^ 2 + y / 4", "10 / 4", "2 ^ 100", "1 / 0", "(1", "1 + $", "z", "", "1.5.2", "((((7))))", "8 - 3 - 2"):
    try:
        parser = Parser(text)
        tree = parser.expression()
        if parser.current[0] != "end":
            raise ParseError(f"trailing {parser.current[1]!r}")
        print(text, "=>", tree, "=", evaluate(tree, {"x": 3, "y": 10}))
    except (ParseError, ArithmeticError, KeyError, ValueError) as error:
        print(repr(text), "=>", type(error).__name__, error)
