"""Document → web page. Everything the templates need is computed here; they only lay it out.

The page works without JavaScript: a question with a condition is shown with its « Si… » in words, and its
answer is dropped at submission when the condition does not hold. A form shown one part at a time carries what
was typed in the other parts, so that nothing of an unfinished form is kept on our side.
"""

import json
from dataclasses import dataclass, field
from functools import cached_property

from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.answers import display
from forms.definition.columns import flat_name, gather
from forms.definition.condition_words import in_french
from forms.definition.conditions import holds, keys_in
from forms.definition.document import elementary, questions
from forms.definition.municipalities import MUNICIPALITIES, folded, known_names, label_of
from forms.outputs.web.question import WebQuestion, text, web_question

__all__ = ["WebForm", "WebQuestion", "WebSection", "answers_in_words", "raw_answers", "text", "web_form"]


@dataclass
class WebSection:
    section: dict
    questions: list
    condition: str = ""
    # Otherwise what was typed in it is carried along, unseen.
    shown: bool = True

    @property
    def key(self):
        return self.section["key"]

    @property
    def id(self):
        return f"s-{self.key}"

    @property
    def title(self):
        return text(self.section["title"])

    @property
    def help(self):
        return text(self.section["help"])

    @property
    def visible_if(self):
        tree = self.section.get("visible_if")
        return json.dumps(tree, ensure_ascii=False) if tree else ""

    @property
    def faults(self):
        return [fault for question in self.questions for fault in question.faults]


@dataclass
class WebForm:
    document: dict
    # Every part of the form, in order, shown or carried along.
    every: list = field(default_factory=list)
    # The keys of the parts that the answers so far call for, and of the one shown; None for the whole form.
    path: list = field(default_factory=list)
    part: str | None = None
    services: list = field(default_factory=list)

    @property
    def title(self):
        return text(self.document["title"])

    @property
    def intro(self):
        return text(self.document["intro"])

    @property
    def sections(self):
        """The parts shown on this page."""
        return [one for one in self.every if one.shown]

    @cached_property
    def faults(self):
        """The questions to correct on this page, in its order."""
        return [fault for section in self.sections for fault in section.faults]

    @property
    def faulty_elsewhere(self):
        """The other parts in which something is to be corrected."""
        return [one for one in self.every if not one.shown and one.faults]

    @property
    def fault_count(self):
        return sum(len(section.faults) for section in self.every)

    @property
    def steps(self):
        """The path of a form shown one part at a time: {"title", "number", "state"}."""
        here = self.place
        states = {True: "done", False: "to come"}
        return [
            {
                "title": self._by_key[key].title,
                "state": "here" if place == here else states[place < here],
            }
            for place, key in enumerate(self.path, start=1)
        ]

    @property
    def place(self):
        """« Partie 2 »: 0 when the form is shown whole."""
        return self.path.index(self.part) + 1 if self.part in self.path else 0

    @property
    def is_last(self):
        return self.part is None or self.place == len(self.path)

    @property
    def is_first(self):
        return self.place <= 1

    @property
    def _by_key(self):
        return {section.key: section for section in self.every}

    @cached_property
    def has_files(self):
        """Whether a file can be joined here, or elsewhere in the form."""
        return any(question["type"] == words.FILE for question in questions(self.document))

    @property
    def read_by_conditions(self):
        """JSON for the browser: {key: {"type", "bounds"…}} of the questions that conditions look at."""
        holders = [*self.document["sections"], *questions(self.document)]
        read = {key for holder in holders for key in keys_in(holder.get("visible_if"))}
        told = {
            question["key"]: self._told(question)
            for question in questions(self.document)
            if question["key"] in read
        }
        return json.dumps(told, ensure_ascii=False) if told else ""

    def _told(self, question):
        """What the browser needs to clean a typed answer as we do (static/forms/typed.js)."""
        told = {"type": question["type"], "bounds": question.get("bounds") or {}}
        if question["type"] == words.MUNICIPALITY:
            told |= {"codes": list(MUNICIPALITIES), "names": known_names()}
        if question["type"] == words.PARTNER_SERVICE:
            told["names"] = {folded(name): name for name in reversed(self.services)}
        return told

    @property
    def asks_services(self):
        """Whether the list of services has a field to help, even when the directory is empty."""
        return any(
            question["type"] == words.PARTNER_SERVICE for question, _group in elementary(self.document)
        )

    @cached_property
    def municipalities(self):
        """Suggestions for the town fields, when there is one."""
        kinds = {question["type"] for question, _group in elementary(self.document)}
        return [label_of(code) for code in MUNICIPALITIES] if words.MUNICIPALITY in kinds else []


def web_form(document, raw=None, errors=None, *, part=None, clean=None, services=()):
    """The page of a document, with raw answers as typed and errors by flat name.

    `part` is the key of the only section to show, `clean` the clean answers so far (which parts are called
    for), `services` the names to suggest.
    """
    raw, errors, everything = raw or {}, errors or {}, questions(document)
    every = [
        WebSection(
            section,
            [
                web_question(question, raw, errors, french(in_french(question, everything)))
                for question in section["questions"]
            ],
            french(in_french(section, everything)),
            shown=part in (None, section["key"]),
        )
        for section in document["sections"]
    ]
    path = called_for(document, clean or {}) if part is not None else []
    return WebForm(document, every, path, part, list(services))


def called_for(document, clean):
    """The keys of the sections in which these answers leave something to show."""
    return [
        section["key"]
        for section in document["sections"]
        if holds(section.get("visible_if"), clean)
        and any(holds(question.get("visible_if"), clean) for question in section["questions"])
    ]


def raw_answers(document, posted):
    """The answers as typed, from a posted form (a QueryDict); unknown names are left aside.

    A question that takes a file gives the identifier that the page carried.
    """
    values = {}
    for question, group in elementary(document):
        rows = range(1, group["rows"] + 1) if group else (0,)
        for name in (flat_name(question, group, row) for row in rows):
            typed = posted.getlist(name)
            if typed:
                values[name] = typed if question["type"] == words.SEVERAL_CHOICES else typed[-1]
    return gather(document, values)


def answers_in_words(document, answers):
    """[(section title, [(label, answer as read)])] for screens and print; unanswered ones are left out."""
    read = []
    for section in document["sections"]:
        lines = [
            (text(question["label"]), display(question, answers[question["key"]]))
            for question in section["questions"]
            if question["key"] in answers
        ]
        if lines:
            read.append((text(section["title"]), lines))
    return read
