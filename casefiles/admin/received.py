"""A request as it was received: every answer, under the words of the version that asked for it."""

from dataclasses import dataclass

from forms.definition import vocabulary
from forms.definition.answers import display
from forms.definition.document import text


@dataclass(frozen=True)
class Answer:
    label: str
    value: str
    long: bool = False


@dataclass(frozen=True)
class Section:
    title: str
    answers: list
    unanswered: list


def received_of(referral):
    """The sections of the request: from its submission or, without one, from what was noted by hand."""
    if referral is None:
        return []
    if referral.submission is None:
        return [_from_referral(referral)]
    answers = referral.submission.answers
    return [
        section
        for section in (_section(part, answers) for part in referral.submission.version.document["sections"])
        if section.answers or section.unanswered
    ]


def _section(part, answers):
    shown, unanswered = [], []
    for question in part["questions"]:
        if question["type"] in vocabulary.UNANSWERED_TYPES:
            continue
        value = display(question, answers.get(question["key"]))
        label = text(question["label"])
        if value:
            shown.append(Answer(label, value, len(value) > 80 or "\n" in value))
        else:
            unanswered.append(label)
    return Section(text(part["title"]), shown, unanswered)


def _from_referral(referral):
    since = f"{referral.street_since:%d/%m/%Y}" if referral.street_since else ""
    born = f"{referral.birth_date:%d/%m/%Y}" if referral.birth_date else ""
    values = [
        ("Prénom et nom", referral.get_full_name()),
        ("Date de naissance", born),
        ("Genre", referral.get_gender_display()),
        ("Téléphone", referral.phone or ""),
        ("Qui oriente", " · ".join(filter(None, (referral.sender_name, referral.sender_service)))),
        ("Téléphone de qui oriente", referral.sender_phone or ""),
        ("E-mail de qui oriente", referral.sender_email or ""),
        ("En rue depuis", since),
        ("Commune", referral.municipality),
        ("Demande de la personne", referral.get_own_request_display()),
        ("Titre de séjour", referral.get_residence_permit_display()),
        ("Situation", referral.situation or ""),
        ("Message", referral.message or ""),
    ]
    shown = [Answer(label, value, len(value) > 80) for label, value in values if value]
    return Section("Noté par l’équipe", shown, [label for label, value in values if not value])
