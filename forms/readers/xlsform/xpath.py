"""Reading the small part of XPath in which people write XLSForm conditions. Nothing of it is ever evaluated.

    expression = test { "and" test } { "or" … }        the usual precedence
    test       = "not(" expression ")" | "(" expression ")" | value [ ("=" | "!=" | "<" | …) value ]
    value      = ${name} | . | 'text' | "text" | number | name(value, …)

The tree is made of tuples: ("ref", name), ("here",), ("text", …), ("number", …), ("call", name, [values]),
("compare", sign, left, right), ("and" | "or", [trees]), ("not", tree).
"""

import re

MAX_SIGNS, MAX_DEPTH = 4000, 30
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<ref>\$\{\s*[A-Za-z_][\w.\-]{0,199}\s*\})
      | (?P<text>'[^']*'|"[^"]*")
      | (?P<number>-?[0-9]{1,15}(?:\.[0-9]{1,6})?(?![\w.]))
      | (?P<sign><=|>=|!=|=|<|>)
      | (?P<word>[A-Za-z_][\w.\-:]{0,60})
      | (?P<here>\.(?![\w.]))
      | (?P<mark>[(),])
    )""",
    re.VERBOSE,
)


class Unreadable(ValueError):
    """Why an expression is not taken over, in French."""


def parse(expression):
    """The tree of an expression; raises Unreadable."""
    if len(expression) > MAX_SIGNS:
        raise Unreadable("l’expression est trop longue")
    reading = _Reading(_tokens(expression))
    tree = reading.either(0)
    if reading.kind:
        raise Unreadable(f"« {reading.value[:40]} » n’est pas attendu à cet endroit")
    return tree


def _tokens(expression):
    expression = expression.strip()
    found, position = [], 0
    while position < len(expression):
        match = _TOKEN.match(expression, position)
        if match is None:
            raise Unreadable(
                f"« {expression[position:].strip()[:40]} » ne fait pas partie de ce que nous lisons"
            )
        found.append((match.lastgroup, match[match.lastgroup]))
        position = match.end()
    return found


class _Reading:
    """One token ahead, from left to right."""

    def __init__(self, tokens):
        self.tokens, self.position = tokens, 0

    @property
    def kind(self):
        return self.tokens[self.position][0] if self.position < len(self.tokens) else ""

    @property
    def value(self):
        return self.tokens[self.position][1] if self.position < len(self.tokens) else ""

    def take(self):
        kind, value = self.kind, self.value
        self.position += 1
        return kind, value

    def _is(self, kind, value):
        return self.kind == kind and self.value == value

    def _expect(self, value):
        if not self._is("mark", value):
            raise Unreadable(f"il manque « {value} »")
        self.take()

    def either(self, depth):
        return self._chain("or", self.both, depth)

    def both(self, depth):
        return self._chain("and", self.test, depth)

    def _chain(self, word, inner, depth):
        if depth > MAX_DEPTH:
            raise Unreadable("il y a trop de parenthèses les unes dans les autres")
        children = [inner(depth + 1)]
        while self._is("word", word):
            self.take()
            children.append(inner(depth + 1))
        return children[0] if len(children) == 1 else (word, children)

    def test(self, depth):
        left = self.operand(depth)
        if self.kind != "sign":
            return left
        _kind, sign = self.take()
        return ("compare", sign, left, self.operand(depth))

    def operand(self, depth):
        kind, value = self.take()
        if kind == "mark" and value == "(":
            tree = self.either(depth + 1)
            self._expect(")")
            return tree
        if kind == "word":
            return self._call(value, depth)
        if kind not in ("ref", "text", "number", "here"):
            raise Unreadable(
                "l’expression s’arrête trop tôt" if not kind else f"« {value} » n’est pas attendu"
            )
        return {
            "ref": lambda: ("ref", value[2:-1].strip()),
            "text": lambda: ("text", value[1:-1]),
            "number": lambda: ("number", value),
            "here": lambda: ("here",),
        }[kind]()

    def _call(self, name, depth):
        if not self._is("mark", "("):
            raise Unreadable(f"« {name} » ne fait pas partie de ce que nous lisons")
        self.take()
        operands = []
        if not self._is("mark", ")"):
            operands.append(self.either(depth + 1))
            while self._is("mark", ","):
                self.take()
                operands.append(self.either(depth + 1))
        self._expect(")")
        if name == "not" and len(operands) == 1:
            return ("not", operands[0])
        return ("call", name, operands)
