"""What changed from one assessment to the next, question by question, whatever their versions."""

from dataclasses import dataclass

from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.answers import display
from forms.definition.document import answerable, text

UP, DOWN, OTHER = "up", "down", "other"


@dataclass(frozen=True)
class Before:
    """The answer of the previous assessment; `label` is given when the question was worded otherwise."""

    words: str
    label: str = ""


@dataclass(frozen=True)
class Change:
    """« 2 → 4 » for a step, « changé » for a text."""

    words: str
    direction: str = OTHER


def answers_by_uid(document, answers):
    """{uid: (question, clean answer)} of the questions that have one."""
    return {
        question["uid"]: (question, answers[question["key"]])
        for question in answerable(document)
        if question["key"] in answers
    }


def before_of(question, previous):
    """What was answered to this question last time, or None; `previous` comes from answers_by_uid."""
    if question["uid"] not in previous:
        return None
    asked, answer = previous[question["uid"]]
    said, label = display(asked, answer), text(asked["label"])
    return Before(french(said), french(label) if label != text(question["label"]) else "")


def change_of(question, answer, previous):
    """The change since last time, or None when there is nothing to compare or nothing changed."""
    if answer is None or question["uid"] not in previous:
        return None
    asked, earlier = previous[question["uid"]]
    if question["type"] == words.SCALE and asked["type"] == words.SCALE:
        return _step(earlier, answer)
    was, now = display(asked, earlier), display(question, answer)
    if was == now:
        return None
    short = question["type"] in _SHORT and len(was) + len(now) <= 60
    return Change(f"{was} → {now}" if short else "changé depuis")


def _step(earlier, answer):
    if earlier == answer:
        return None
    return Change(f"{earlier} → {answer}", UP if answer > earlier else DOWN)


_SHORT = {words.YES_NO, words.ONE_CHOICE, words.WHOLE_NUMBER, words.AMOUNT, words.DATE, words.YEAR_MONTH}
