"""A version read as words: what it asks, when, why and for how long. No key of the document shows here."""

from dataclasses import dataclass, field

from forms.definition import vocabulary as words
from forms.definition.condition_words import in_french
from forms.definition.document import choices_of, questions, text

_BOUNDS = {
    "min": "au moins {}",
    "max": "au plus {}",
    "max_length": "{} caractères au plus",
}
_PERIODS = {"past": "passée ou aujourd’hui", "future": "aujourd’hui ou à venir"}


@dataclass
class ReadQuestion:
    label: str
    type: str
    required: bool
    facts: list
    inner: list = field(default_factory=list)


@dataclass
class ReadSection:
    title: str
    help: str
    condition: str
    questions: list


def sections_of(document):
    """[ReadSection] of a document, each with its [ReadQuestion]."""
    asked = questions(document)
    return [
        ReadSection(
            title=text(section["title"]),
            help=text(section["help"]),
            condition=condition_of(section, asked),
            questions=[_read(question, asked) for question in section["questions"]],
        )
        for section in document["sections"]
    ]


def technical_names(document):
    """[(label, key, [(choice, code)])] for who links a form with another system."""
    found = []
    for question in questions(document):
        for one in (question, *question.get("questions", ())):
            codes = [(text(choice["label"]), choice["code"]) for choice in one.get("choices", ())]
            found.append((text(one["label"]), one["key"], codes))
    return found


def _read(question, asked):
    return ReadQuestion(
        label=text(question["label"]),
        type=words.QUESTION_TYPES[question["type"]],
        required=bool(question.get("required")),
        facts=[(name, said) for name, said in _facts(question, asked) if said],
        inner=[_read(inner, []) for inner in question.get("questions", ())],
    )


def _facts(question, asked):
    """[(name, words)] about a question; what is not said is left out."""
    yield "Aide" if question["type"] != words.STATEMENT else "Texte", text(question["help"])
    yield "Condition", condition_of(question, asked)
    if question["type"] in words.CHOICE_TYPES | {words.SCALE}:
        yield "Choix", " · ".join(label for _code, label in choices_of(question))
    if question["type"] == words.GROUP:
        yield "Lignes", str(question["rows"])
        return
    yield "Réponse attendue", ", ".join(_bounds(question.get("bounds") or {}))
    yield "Sert à", question.get("purpose")
    months = question.get("retention_months")
    kept = [words.DATA_CLASSES.get(question.get("data_class")), f"conservée {months} mois" if months else ""]
    yield "Données", " · ".join(said for said in kept if said)
    yield "À l’admission, remplit", words.MAP_TARGETS.get(question.get("maps_to"))


def condition_of(holder, asked):
    """The condition itself; then, when staff chose other words for paper, those words."""
    rules = in_french({"visible_if": holder.get("visible_if")}, asked)
    chosen = text(holder.get("condition"))
    return f"{rules} (dit : « {chosen} »)" if rules and chosen else rules


def _bounds(bounds):
    for name, said in _BOUNDS.items():
        if bounds.get(name) is not None:
            yield said.format(bounds[name])
    if bounds.get("period"):
        yield _PERIODS[bounds["period"]]
    if bounds.get("format"):
        yield words.FORMATS[bounds["format"]]
    if bounds.get("day_allowed"):
        yield "un mois, ou un jour précis"
