"""Fictional case work: a programme with its path, requests, files. `opened_file` goes through the actions."""

import datetime

import factory
from django.utils import timezone

from casefiles.actions import (
    AddObjective,
    AddPlannedAction,
    AdmitReferral,
    FinishAssessment,
    LogContact,
    ReceiveReferral,
    SaveAssessmentDraft,
    StartAssessment,
)
from casefiles.models import (
    CaseFile,
    ContactKind,
    LifeAxis,
    Person,
    Programme,
    ReferenceCounter,
    Referral,
)
from casefiles.setup import HEBERGE_TOIT
from forms.setup import create_from_document
from forms.shipped.builder import Builder, question, section
from tests.support import snapshots


def moment(days_ago=0):
    """The same hour so many days ago here: a summer time in between never makes it the day beside."""
    return timezone.localtime() - datetime.timedelta(days=days_ago)


def day(days_ago=0):
    return timezone.localdate() - datetime.timedelta(days=days_ago)


def heberge_toit(*case_managers, **changes):
    """The programme with its lists and stages; these people hold its files."""
    snapshots.put_reference_data()
    programme = Programme.objects.get(slug=HEBERGE_TOIT)
    for name, value in changes.items():
        setattr(programme, name, value)
    programme.save()
    programme.case_managers.add(*case_managers)
    return programme


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    first_name = "Camille"
    last_name = factory.Sequence(lambda number: f"Exemple-{number}")
    birth_date = datetime.date(1990, 4, 2)


class ReferralFactory(factory.django.DjangoModelFactory):
    """A request to decide, written straight to the database; `programme` is needed."""

    class Meta:
        model = Referral

    reference = factory.Sequence(lambda number: f"OR-2000-{number:04d}")
    first_name = "Camille"
    last_name = factory.Sequence(lambda number: f"Orientée-{number}")
    municipality = "7100"


class CaseFileFactory(factory.django.DjangoModelFactory):
    """An open file written straight to the database, without the request and the assignment of a real one."""

    class Meta:
        model = CaseFile

    reference = factory.Sequence(lambda number: f"HT-2000-{number:04d}")
    person = factory.SubFactory(PersonFactory)
    stage = factory.LazyAttribute(lambda file: file.programme.first_stage())
    opened_on = factory.LazyFunction(lambda: day(40))
    stage_since = factory.SelfAttribute("opened_on")


REFERRAL_DATA = {
    "referral.sender_kind": "service",
    "referral.sender_name": "Dominique Fictive",
    "referral.sender_service": "Accueil de jour (exemple)",
    "referral.sender_phone": "064 00 00 00",
    # Two months and some days, whatever the day of the run.
    "referral.street_since": f"{day(70)}",
    "referral.situation": "Chez un tiers",
    "referral.own_request": "yes",
    "referral.residence_permit": "yes",
    "referral.municipality": "7100 La Louvière",
    "referral.message": "Message fictif.",
    "person.first_name": "Camille",
    "person.last_name": "Exemple",
    "person.birth_date": "1990-04-02",
    "person.gender": "woman",
    "person.phone": "0470 00 00 00",
}


def received_referral(programme, *, at=None, actor=None, **changes):
    """A request received by the action; `changes` are keyed by the last part of the target."""
    data = dict(REFERRAL_DATA)
    for name, value in changes.items():
        data[next(key for key in [*data, "person.national_number"] if key.endswith(f".{name}"))] = value
    return ReceiveReferral(actor, programme, data=data, at=at).execute()


def opened_file(case_manager, programme, *, days_ago=40, **changes):
    """A file admitted by the action, held by this person."""
    referral = received_referral(programme, at=moment(days_ago + 1), **changes)
    return AdmitReferral(case_manager, referral, at=moment(days_ago)).execute()


def contact(actor, case_file, *, days_ago=0, **data):
    data.setdefault("kind", ContactKind.objects.get(code="interview"))
    return LogContact(actor, case_file, date=day(days_ago), **data).execute()


def objective(actor, case_file, *, at=None, **data):
    data.setdefault("axis", LifeAxis.objects.get(code="home"))
    data.setdefault("statement", "Trouver un logement")
    return AddObjective(actor, case_file, at=at, **data).execute()


def planned_action(actor, goal, *, at=None, **data):
    data.setdefault("statement", "Visiter un logement")
    data.setdefault("who", "person")
    return AddPlannedAction(actor, goal, at=at, **data).execute()


def small_grid():
    """The smallest grid there is: one step on one axis. The shipped one takes longer to make."""
    asked = question(
        "step", "scale", "Où en est-on ?", ends=("Mal", "Bien"), data_class="C2", purpose="Essayer"
    )
    document = Builder("grille").document("Grille", "", [section("axis", "Un axe", asked)])
    return create_from_document(document, kind="assessment")


def assessment(actor, case_file, *, days_ago=0, finished=False, **answers):
    """An assessment by the grid of the programme, or a grid of one question; `answers` as typed."""
    if case_file.programme.assessment_form is None:
        case_file.programme.assessment_form = small_grid()
        case_file.programme.save()
    draft = StartAssessment(actor, case_file, held_on=day(days_ago)).execute()
    SaveAssessmentDraft(actor, draft, answers=answers).execute()
    return FinishAssessment(actor, draft).execute() if finished else draft


def next_reference():
    return ReferenceCounter.next_reference("HT", 2001)
