"""The assessments of the demonstration, made by the actions; nobody here exists."""

import datetime

from django.utils import timezone

from casefiles.actions import FinishAssessment, SaveAssessmentDraft, StartAssessment
from forms.definition.answers import validate
from forms.models import FormDefinition, Submission
from forms.receiving import receive
from portal.crypto.blind_index import blind_index

# Steps at the first assessment, and how far each axis has moved at the second.
_FIRST = {
    "administration": 2,
    "budget": 2,
    "debts": 1,
    "home": 1,
    "work": 1,
    "health": 2,
    "living_together": 3,
    "network": 2,
}
_MOVES = {"administration": 2, "budget": 1, "debts": 1, "home": 3, "health": 1, "work": 0, "network": 1}
_STRENGTHS = {
    "administration": "Garde tous ses papiers dans une pochette, même en rue.",
    "budget": "Sait exactement ce qu’il lui faut pour une semaine.",
    "home": "A tenu un logement pendant six ans.",
    "health": "A repris contact avec la maison médicale (exemple).",
    "living_together": "Une sœur répond toujours au téléphone.",
}
_DIFFICULTIES = {
    "administration": "Radiation de l’ancienne adresse, courrier perdu.",
    "debts": "Deux dettes connues, d’autres à retrouver.",
    "home": "Loyers trop élevés pour son revenu ; les garanties bloquent.",
    "health": "Le sommeil, surtout.",
}
_SECOND_WORDS = {
    "home": "Un studio visité deux fois, candidature acceptée.",
    "administration": "Adresse de référence obtenue, mutuelle en ordre.",
}
_OPINIONS = [
    {"welcomed": "5", "heard": "5", "decided": "4", "rhythm": "right", "better": ["home", "administration"]},
    {"welcomed": "4", "heard": "5", "decided": "5", "rhythm": "right", "better": ["home"], "home_now": "yes"},
    {"welcomed": "5", "heard": "3", "decided": "3", "rhythm": "few", "better": ["health"], "home_now": "no"},
    {"welcomed": "4", "recommend": "4", "liked": "On m’a attendu, sans me presser."},
    {"heard": "2", "rhythm": "few", "missing": "Se voir aussi le soir, de temps en temps."},
]


def assess(life, days_ago, later=False):
    """One finished assessment of this file, so many days ago."""
    draft = life.act(StartAssessment, life.file, days_ago)
    life.act(SaveAssessmentDraft, draft, days_ago, answers=_answers(life.number, later))
    done = life.act(FinishAssessment, draft, days_ago)
    Submission.objects.filter(pk=done.submission_id).update(received_at=done.saved_at)


def begin_assessment(life, days_ago):
    """One that is under way: a few answers, to be taken up again."""
    draft = life.act(StartAssessment, life.file, days_ago)
    begun = {"administration_level": "4", "home_level": "3", "person_view": "« Ça avance, doucement. »"}
    life.act(SaveAssessmentDraft, draft, days_ago, answers=begun)


def _answers(number, later):
    """Nobody starts from the same place, nor moves everywhere at once."""
    answers = {"present": ["person"], "person_view": "« Une porte à moi, et que ça tienne. »"}
    for place, (axis, step) in enumerate(_FIRST.items()):
        start = min(step + (number + place) % 2, 5)
        moved = _MOVES.get(axis, 0) if later and (number + place) % 4 else 0
        answers[f"{axis}_level"] = str(max(1, min(start + moved - (later and axis == "work"), 5)))
    strengths = _SECOND_WORDS | {"budget": _STRENGTHS["budget"]} if later else _STRENGTHS
    answers |= {f"{axis}_strengths": words for axis, words in strengths.items()}
    answers |= {f"{axis}_difficulties": words for axis, words in _DIFFICULTIES.items() if not later}
    answers |= {
        "debts_known": "yes",
        "creditors": _creditors(number),
        "priorities": ["home", "administration"],
    }
    if not later:
        answers["unmet_needs"] = "Un logement abordable où entrer sans garantie de trois mois."
    return answers


def _creditors(number):
    return [
        {"creditor_name": "Fournisseur d’énergie (exemple)", "creditor_amount": str(180 + 35 * number)},
        {"creditor_name": "Hôpital (exemple)", "creditor_amount": "240,50", "creditor_state": "plan"},
    ]


def give_opinions():
    """A few answers to the satisfaction form, as they came in over the last months."""
    form = FormDefinition.objects.filter(slug="satisfaction").first()
    version = form and form.current_version
    if version is None or Submission.objects.filter(version=version).exists():
        return
    for number, raw in enumerate(_OPINIONS):
        clean, errors = validate(version.document, raw)
        if errors:
            raise ValueError(f"The demonstration no longer answers the form: {errors}")
        sent = receive(version, clean, nonce_hash=blind_index("demo.opinion", str(number)))
        when = timezone.now() - datetime.timedelta(days=12 + 23 * number)
        Submission.objects.filter(pk=sent.pk).update(received_at=when)
