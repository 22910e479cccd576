"""What a question is, in French words: shared by the code book and the record of processing."""

from dataclasses import dataclass

from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.cleaners import max_length_of
from forms.definition.condition_words import in_french
from forms.definition.document import elementary, questions, text

_PERIODS = {"past": "aujourd’hui ou avant", "future": "aujourd’hui ou après"}


@dataclass(frozen=True)
class Asked:
    """One question of one document, where it stands."""

    question: dict
    group: dict | None
    section: dict
    document: dict

    @property
    def uid(self):
        return self.question["uid"]

    @property
    def title(self):
        return french(text(self.section["title"]))

    @property
    def label(self):
        inside = f"{text(self.group['label'])} · " if self.group else ""
        return french(inside + text(self.question["label"]))

    @property
    def key(self):
        """Its flat name in files; a group gives one for each line: « debts__1…6__amount »."""
        if self.group is None:
            return self.question["key"]
        return f"{self.group['key']}__1…{self.group['rows']}__{self.question['key']}"

    @property
    def kind(self):
        return words.QUESTION_TYPES[self.question["type"]]

    @property
    def conditions(self):
        """Everything that must hold for the question to be on the page."""
        everything = questions(self.document)
        holders = [self.section, self.group, self.question]
        return [french(said) for one in holders if one and (said := in_french(one, everything))]

    @property
    def bounds(self):
        """What an answer may be, beyond its type."""
        bounds, said = self.question.get("bounds") or {}, []
        if self.question.get("required"):
            said.append("obligatoire")
        if bounds.get("min") is not None:
            said.append(f"au moins {bounds['min']}")
        if bounds.get("max") is not None:
            said.append(f"au plus {bounds['max']}")
        if bounds.get("period"):
            said.append(_PERIODS[bounds["period"]])
        if bounds.get("day_allowed"):
            said.append("le jour est accepté")
        if bounds.get("format"):
            said.append(words.FORMATS[bounds["format"]])
        if self.question["type"] in (words.SHORT_TEXT, words.LONG_TEXT):
            said.append(f"{max_length_of(self.question)} signes au plus")
        return said


def asked_in(document):
    """[Asked] of every question with an answer of its own, in order."""
    place = {
        question["uid"]: section for section in document["sections"] for question in section["questions"]
    }
    return [
        Asked(question, group, place[(group or question)["uid"]], document)
        for question, group in elementary(document)
    ]
