"""`relevant` and `constraint` of an XLSForm as a condition and as bounds of ours, or the reason why not."""

from forms.definition import vocabulary as words
from forms.definition.cleaners import clean_answer
from forms.definition.condition_checks import condition_problems
from forms.definition.conditions import is_tree, normalised
from forms.definition.refusal import Refusal
from forms.outputs.xlsform.expressions import FORMAT_PATTERNS, TYPE_PATTERNS
from forms.readers.xlsform.xpath import Unreadable, parse

_FLIPPED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_COUNTERS = frozenset({"count", "count-selected", "string-length"})
# How « at least one » and « none » are written with a counter.
_SOME, _NONE = {(">", "0"), (">=", "1"), ("!=", "0")}, {("=", "0"), ("<", "1"), ("<=", "0")}


def condition_of(expression, known):
    """The condition of a `relevant` cell; `known` are the questions before it. Raises Unreadable."""
    tree = normalised(_Conversion(known).tree(parse(expression)))
    if not is_tree(tree):
        raise Unreadable("la condition est trop longue")
    return tree


def check_condition(tree, earlier):
    """Raise Unreadable when the editor could not hold this condition on the questions `earlier`."""
    if not is_tree(tree):
        raise Unreadable("la condition est trop longue")
    problems = condition_problems(tree, earlier, "cette ligne")
    if problems:
        raise Unreadable(problems[0][0].lower() + problems[0][1:].rstrip("."))


class Known:
    """A question that a condition may name: ours, and the codes that the file gives to its choices."""

    def __init__(self, question, codes=None):
        self.question, self.codes = question, codes or {}


class _Conversion:
    def __init__(self, known):
        self.known = known

    def tree(self, node):
        kind = node[0]
        if kind in ("and", "or"):
            return self._listed("all" if kind == "and" else "any", [self.tree(child) for child in node[1]])
        if kind == "not":
            return {"not": self.tree(node[1])}
        if kind == "compare":
            return self._comparison(*node[1:])
        if kind == "call" and node[1] == "selected" and len(node[2]) == 2:
            return self._selected(*node[2])
        if kind == "call":
            raise Unreadable(f"nous ne lisons pas « {node[1]}(…) »")
        raise Unreadable("il manque une comparaison")

    @staticmethod
    def _listed(operator, children):
        """« a = 1 or a = 2 » is one of two answers."""
        named = {tuple(child["eq"][:1]) for child in children if "eq" in child}
        if operator == "any" and len(named) == 1 and all("eq" in child for child in children):
            return {"in": [named.pop()[0], [child["eq"][1] for child in children]]}
        flat = []
        for child in children:
            flat += child.get(operator, [child])
        return {operator: flat}

    def _selected(self, left, right):
        known = self._question(left)
        return {"eq": [known.question["key"], self._value(known, right)]}

    def _question(self, node):
        if node[0] == "call":
            raise Unreadable(f"nous ne lisons pas « {node[1]}(…) »")
        if node[0] != "ref":
            raise Unreadable("une comparaison ne part pas d’une question")
        if node[1] not in self.known:
            raise Unreadable(f"« {node[1]} » n’est pas une question reprise plus haut")
        return self.known[node[1]]

    def _comparison(self, sign, left, right):
        if left[0] in ("text", "number") or (left[0] == "call" and left[1] == "date"):
            sign, left, right = _FLIPPED[sign], right, left
        if left[0] == "call" and left[1] in _COUNTERS and len(left[2]) == 1:
            return self._counted(sign, left[2][0], right)
        known = self._question(left)
        key = known.question["key"]
        if right == ("text", ""):
            return self._empty(sign, key)
        return self._ordered(sign, key, self._value(known, right), known.question["type"])

    def _counted(self, sign, node, right):
        """count(${lines}) > 0, string-length(${a}) = 0: whether there is an answer."""
        empty = {"empty": [self._question(node).question["key"]]}
        if (sign, right[-1]) in _NONE:
            return empty
        if (sign, right[-1]) in _SOME:
            return {"not": empty}
        raise Unreadable("nous ne comptons pas les réponses")

    @staticmethod
    def _empty(sign, key):
        if sign not in ("=", "!="):
            raise Unreadable("une réponse vide n’est ni plus grande ni plus petite")
        return {"empty": [key]} if sign == "=" else {"not": {"empty": [key]}}

    @staticmethod
    def _ordered(sign, key, value, kind):
        if sign in ("=", "!=", "<", ">"):
            return {{"=": "eq", "!=": "ne", "<": "lt", ">": "gt"}[sign]: [key, value]}
        if kind in (words.WHOLE_NUMBER, words.SCALE):
            return {"gt": [key, value - 1]} if sign == ">=" else {"lt": [key, value + 1]}
        # « At least » asks for an answer; « not less » alone would not.
        opposite = "lt" if sign == ">=" else "gt"
        return {"all": [{"not": {opposite: [key, value]}}, {"not": {"empty": [key]}}]}

    def _value(self, known, node):
        """The code, ISO date, number or text of ours that this value stands for."""
        typed = _literal(node)
        question = known.question
        if known.codes or question["type"] in words.CHOICE_TYPES:
            if typed not in known.codes:
                raise Unreadable(f"« {typed[:40]} » n’est pas un choix de « {question['label']['fr'][:60]} »")
            typed = known.codes[typed]
        if question["type"] == words.YEAR_MONTH and not question["bounds"].get("day_allowed"):
            typed = typed[:7]
        if question["type"] in words.OPAQUE_TYPES | words.UNANSWERED_TYPES:
            return typed
        try:
            value = clean_answer({**question, "bounds": {}}, typed)
        except Refusal:
            raise Unreadable(f"« {typed[:40]} » ne convient pas à cette question") from None
        if value is None:
            raise Unreadable("une réponse vide s’écrit ''")
        return value[0] if isinstance(value, list) else value


def _literal(node):
    if node[0] in ("text", "number"):
        return node[1]
    if node[0] == "call" and node[1] == "date" and len(node[2]) == 1:
        return _literal(node[2][0])
    if node[0] == "call" and node[1] == "concat":
        return "".join(_literal(piece) for piece in node[2])
    if node[0] == "ref":
        raise Unreadable("deux réponses sont comparées entre elles")
    if node[0] == "call":
        raise Unreadable(f"nous ne lisons pas « {node[1]}(…) »")
    raise Unreadable("une valeur est attendue")


# --- constraints -------------------------------------------------------------------------------------------
_TODAY = ("call", "today", [])
_PATTERNS = {said: name for name, (said, _message) in FORMAT_PATTERNS.items()}
_KINDS = {said: kind for kind, (said, _message) in TYPE_PATTERNS.items()}


def kind_of_pattern(constraint):
    """The type that one of our own patterns gives away (e-mail, telephone, national number), or None."""
    return next((kind for said, kind in _KINDS.items() if said in constraint), None)


def bounds_of(constraint, kind):
    """The bounds of a `constraint` cell for this type of question. Raises Unreadable."""
    bounds = {}
    tree = parse(constraint)
    for demand in tree[1] if tree[0] == "and" else [tree]:
        bounds |= _bound(demand, kind)
    return bounds


def _bound(node, kind):
    if node[0] == "call" and node[1] == "regex":
        return _pattern_bound(node, kind)
    if node[0] != "compare":
        raise Unreadable("cette règle n’est pas une limite simple")
    sign, left, right = node[1:]
    if left[0] in ("text", "number") or left == _TODAY:
        sign, left, right = _FLIPPED[sign], right, left
    if left == ("call", "string-length", [("here",)]):
        return _length_bound(sign, right, kind)
    if left != ("here",):
        raise Unreadable("la règle ne porte pas sur la réponse elle-même")
    if right == _TODAY and kind in (words.DATE, words.YEAR_MONTH):
        return {"period": "past"} if sign in ("<", "<=") else _future(sign)
    return _number_bound(sign, right, kind)


def _future(sign):
    if sign in (">", ">="):
        return {"period": "future"}
    raise Unreadable("la date devrait être celle d’aujourd’hui")


def _pattern_bound(node, kind):
    if len(node[2]) == 2 and node[2][0] == ("here",) and node[2][1][0] == "text":
        said = f"regex(., '{node[2][1][1]}')"
        if said in _PATTERNS and kind == words.SHORT_TEXT:
            return {"format": _PATTERNS[said]}
        if _KINDS.get(said) == kind:
            return {}
    raise Unreadable("nous ne reprenons pas d’expression régulière : choisissez un format dans l’éditeur")


def _length_bound(sign, right, kind):
    limit = words.MAX_LENGTHS.get(kind, 0)
    if kind not in (words.SHORT_TEXT, words.LONG_TEXT) or right[0] != "number" or sign not in ("<", "<="):
        raise Unreadable("cette longueur n’est pas une limite que nous connaissons")
    length = int(float(right[1])) - (sign == "<")
    if not 1 <= length <= limit:
        raise Unreadable(f"la longueur permise va de 1 à {limit}")
    return {"max_length": length}


def _number_bound(sign, right, kind):
    if kind not in (words.WHOLE_NUMBER, words.AMOUNT) or right[0] != "number":
        raise Unreadable("cette limite ne s’applique pas à ce type de réponse")
    value = float(right[1])
    if value != int(value) or (kind == words.AMOUNT and sign in ("<", ">")):
        raise Unreadable("une limite est un nombre entier, « au moins » ou « au plus »")
    if sign in (">", ">="):
        return {"min": int(value) + (sign == ">")}
    if sign in ("<", "<="):
        return {"max": int(value) - (sign == "<")}
    raise Unreadable("une limite dit « au moins » ou « au plus »")
