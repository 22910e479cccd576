"""Random form documents that can be published, and random answers that are clean in them (Hypothesis)."""

import datetime

from hypothesis import strategies as st

from forms.definition import vocabulary as words
from forms.definition.answers import validate
from forms.definition.conditions import normalised
from forms.definition.document import answerable, choices_of
from forms.definition.municipalities import MUNICIPALITIES
from forms.shipped.builder import Builder

_NASTY = "abcdéœŒ€’«»№łשלום🙂\u200d\u200f=+-@'\"<>&{}%$;:_\\|0123456789 "
# A label that starts and ends with a sign, and holds no two spaces: what an editor’s field would keep.
labels = st.text(_NASTY, min_size=1, max_size=40).map(lambda said: " ".join(said.split())).filter(bool)
short_texts = st.text(_NASTY, min_size=1, max_size=60).map(lambda said: " ".join(said.split())).filter(bool)
_lines = st.lists(short_texts, min_size=1, max_size=4)
long_texts = _lines.map("\n".join)
_dates = st.dates(datetime.date(1901, 1, 1), datetime.date(2099, 12, 31))
# Strategies are made once: a new one at each draw is weighed anew, which took as long as what it is for.
_or_nothing = st.just("") | labels
_kinds = st.sampled_from(sorted(words.QUESTION_TYPES))
_kinds_in_a_row = st.lists(st.sampled_from(words.ROW_TYPES), min_size=1, max_size=3)
_data_classes = st.sampled_from(sorted(words.DATA_CLASSES))
_flags, _months = st.booleans(), st.integers(1, 360)
_one_to_three, _two_to_four = st.integers(1, 3), st.integers(2, 4)
TODAY = datetime.date(2026, 11, 22)


# --- documents ---------------------------------------------------------------------------------------------
@st.composite
def documents(draw, most=8):
    """A valid document of one to three sections and at most `most` questions in each."""
    turn, builder = _Turn(), Builder("hasard")
    earlier, sections = [], []
    for _ in range(draw(_one_to_three)):
        shown_if = draw(trees(earlier))
        questions = []
        for _ in range(draw(st.integers(1, most))):
            questions.append(_question(draw, turn, earlier))
            earlier.append(questions[-1])
        sections.append(
            {
                "key": turn.key("s"),
                "title": turn.label(draw),
                "help": draw(_or_nothing),
                "visible_if": _worded(draw, shown_if),
                "questions": questions,
            }
        )
    return builder.document(draw(labels), draw(_or_nothing), sections, paged=draw(_flags))


class _Turn:
    """Keys and labels that are given once, as the editor demands."""

    def __init__(self):
        self.count = 0

    def key(self, letter="q"):
        self.count += 1
        return f"{letter}{self.count}"

    def label(self, draw):
        self.count += 1
        return f"{draw(labels)} {self.count}"


def _worded(draw, tree):
    return (draw(_or_nothing), tree) if tree else None


def _question(draw, turn, earlier):
    kind = draw(_kinds)
    asked = _elementary(draw, turn, kind)
    asked["visible_if"] = _worded(draw, draw(trees(earlier)))
    if kind == words.GROUP:
        kinds = draw(_kinds_in_a_row)
        asked |= {
            "rows": draw(_one_to_three),
            "questions": [_elementary(draw, turn, inner) | {"visible_if": None} for inner in kinds],
        }
    return asked


def _elementary(draw, turn, kind):
    asked = {
        "key": turn.key(),
        "type": kind,
        "label": turn.label(draw),
        "help": draw(_or_nothing),
        "choices": None,
        "required": kind not in words.UNANSWERED_TYPES and draw(_flags),
        "data_class": draw(_data_classes),
        "purpose": draw(labels),
        "retention_months": draw(_months),
        "bounds": draw(_BOUNDS.get(kind, _no_bounds)),
    }
    if kind in words.CHOICE_TYPES:
        asked["choices"] = {f"c{turn.count}{step}": turn.label(draw) for step in range(draw(_two_to_four))}
    if kind == words.SCALE:
        asked["ends"] = (draw(labels), draw(labels))
    return asked


_no_bounds = st.just({})
_numbers = st.sampled_from([{}, {"min": 0}, {"max": 5000}, {"min": -3, "max": 900}])
_BOUNDS = {
    words.SHORT_TEXT: st.sampled_from([{}, {"max_length": 80}, {"format": "postal_code"}]),
    words.LONG_TEXT: st.sampled_from([{}, {"max_length": 400}]),
    words.WHOLE_NUMBER: _numbers,
    words.AMOUNT: _numbers,
    words.YEAR_MONTH: st.sampled_from([{}, {"period": "past"}, {"day_allowed": True}]),
    words.DATE: st.sampled_from([{}, {"period": "past"}, {"period": "future"}]),
}


# --- conditions --------------------------------------------------------------------------------------------
@st.composite
def trees(draw, earlier):
    """None, or a condition on these questions (of the builder) in the one way that the editor writes it."""
    asked = [question for question in earlier if question["type"] not in words.UNANSWERED_TYPES]
    depth = draw(_depths) if asked else 0
    return normalised(_tree(draw, asked, depth)) if depth else None


_depths = st.integers(0, 3)
_joints = st.sampled_from(["all", "any"])


def _tree(draw, asked, depth):
    """One comparison, a list of them, or a list of lists."""
    if depth == 1:
        tree = _leaf(draw, draw(st.sampled_from(asked)))
    else:
        inner = [1 if draw(_flags) else depth - 1 for _ in range(2 + draw(_flags))]
        tree = {draw(_joints): [_tree(draw, asked, each) for each in inner]}
    return {"not": tree} if draw(_flags) else tree


def _leaf(draw, asked):
    key, kind = asked["key"], asked["type"]
    if kind in words.OPAQUE_TYPES:
        return {"empty": [key]}
    values = _expected(asked)
    sign = draw(_signs_of_order if kind in words.ORDERED_TYPES else _signs_of_any)
    if sign == "empty":
        return {"empty": [key]}
    if sign == "in":
        return {"in": [key, draw(st.lists(values, min_size=1, max_size=3, unique=True))]}
    return {sign: [key, draw(values)]}


_signs_of_any = st.sampled_from(["empty", "eq", "ne", "in"])
_signs_of_order = st.sampled_from(["empty", "eq", "ne", "in", "gt", "lt"])


def _expected(asked):
    """What a condition may wait for, clean: no « ; », which parts the answers of a rule in the editor."""
    codes = list(asked["choices"] or ())
    return st.sampled_from(codes) if codes else _EXPECTED[asked["type"]]


def _expectable(values):
    return values.map(lambda value: value.replace(";", ",") if isinstance(value, str) else value).filter(
        lambda value: not isinstance(value, str) or "\n" not in value
    )


# --- answers -----------------------------------------------------------------------------------------------
def answers_for(document):
    """Clean answers of this document: what is hidden or refused is not there. Files are left out."""
    asked = [question for question in answerable(document) if question["type"] != words.FILE]
    optional = {question["key"]: _answers(question) for question in asked}
    return st.fixed_dictionaries({}, optional=optional).map(
        lambda answers: validate(document, answers, today=TODAY)[0]
    )


def _answers(question):
    if question["type"] == words.GROUP:
        line = st.fixed_dictionaries(
            {}, optional={inner["key"]: _clean_values(inner) for inner in question["questions"]}
        )
        return st.lists(line, min_size=1, max_size=question["rows"])
    return _clean_values(question)


def _clean_values(question):
    kind, bounds = question["type"], question.get("bounds") or {}
    if kind in (words.ONE_CHOICE, words.YES_NO):
        return st.sampled_from([code for code, _label in _codes(question)])
    if kind == words.SEVERAL_CHOICES:
        codes = [code for code, _label in _codes(question)]
        return st.sets(st.sampled_from(codes), min_size=1).map(lambda some: [c for c in codes if c in some])
    if bounds.get("format"):
        return st.integers(1000, 9999).map(str)
    return _VALUES[kind]


def _codes(question):
    # Of the builder, choices are a dict; of the document, a list.
    choices = question.get("choices")
    return list(choices.items()) if isinstance(choices, dict) else choices_of(question)


_VALUES = {
    words.SHORT_TEXT: short_texts,
    words.LONG_TEXT: long_texts,
    words.PARTNER_SERVICE: short_texts,
    words.EMAIL: st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8})?@exemple-[a-z]{1,8}\.org", fullmatch=True),
    words.TELEPHONE: st.from_regex(r"0[0-9]{2,3} [0-9]{2} [0-9]{2} [0-9]{2}", fullmatch=True),
    words.DATE: _dates.map(lambda day: day.isoformat()),
    words.YEAR_MONTH: _dates.map(lambda day: day.isoformat()[:7]),
    words.WHOLE_NUMBER: st.integers(-5, 6000),
    words.AMOUNT: st.integers(-500, 700000).map(lambda cents: f"{cents / 100:.2f}"),
    words.SCALE: st.sampled_from(words.SCALE_STEPS),
    words.MUNICIPALITY: st.sampled_from(sorted(MUNICIPALITIES)),
    words.NATIONAL_NUMBER: st.sampled_from(["85073003328", "00012556777"]),
}
_EXPECTED = {kind: _expectable(values) for kind, values in _VALUES.items()} | {
    words.YES_NO: st.sampled_from([code for code, _label in words.YES_NO_CHOICES])
}
