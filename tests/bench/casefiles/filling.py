"""Fills an empty database: the shipped lists and forms, then every noun, then a million journal entries."""

import datetime
import random

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from casefiles import models as nouns
from casefiles.demo_assessments import _answers as assessment_answers
from casefiles.models import Programme
from casefiles.setup import HEBERGE_TOIT, create_reference_data
from forms.definition.answers import validate
from forms.models import Submission
from forms.setup import create_shipped_forms
from portal.audit.models import JournalEntry
from portal.vault.models import StoredFile
from tests.bench.casefiles.copying import Pace, copy_rows, copy_values
from tests.bench.casefiles.people import create_staff
from tests.bench.casefiles.rows import Service, Sizes

VARIANTS = 8
_ACTS = (
    ("casefile.read", 60),
    ("contact.logged", 12),
    ("casefile.list", 12),
    ("casefile.search", 6),
    ("document.read", 3),
    ("casefile.printed", 2),
    ("planned_action.changed", 3),
    ("referral.read", 2),
)
_ORIENTATION = {
    "first_name": "Camille",
    "last_name": "Exemple",
    "sender_kind": "service",
    "sender_service": "Accueil de jour (exemple)",
    "sender_name": "Dominique Fictive",
    "sender_phone": "064 00 00 00",
    "sender_email": "service@example.org",
    "current_situation": "moving_around",
    "municipality": "7100",
    "street_since": "01/09/2026",
    "residence_permit": "yes",
    "own_request": "yes",
    "household": "alone",
    "needs": ["housing", "administration"],
    "urgency": "3",
    "own_words": "Un endroit sûr pour dormir, et quelqu’un avec qui avancer.",
    "informed": "yes",
    "message": "La personne est prévenue de cette orientation.",
}


def fill(sizes=None):
    """Writes everything; returns the Pace."""
    sizes, pace = sizes or Sizes(), Pace()
    with connection.cursor() as cursor:
        # A page may not ask for so long; writing everything takes longer than any page.
        cursor.execute("SET statement_timeout = 0")
    call_command("setup_portal", verbosity=0)
    create_shipped_forms()
    create_reference_data()
    programme = Programme.objects.get(slug=HEBERGE_TOIT)
    managers, coordinators = create_staff(programme)
    service = Service(programme, managers, coordinators, sizes)
    with transaction.atomic():
        for name, model, rows in _nouns(service, programme):
            with pace.of(name) as written:
                written["rows"] = copy_rows(model, rows)
        with pace.of("journal entries") as written:
            written["rows"] = _journal(service, sizes)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{'in all':28}{pace.rows:>10} rows{pace.seconds:>8.1f} s{pace.rows / pace.seconds:>10.0f} rows/s")
    return pace


def _nouns(service, programme):
    """[(name, model, rows)], each after those it points to."""
    requests = _clean(programme.form.current_version, [_ORIENTATION])
    grid = programme.assessment_form
    steps = _clean(grid.current_version, [assessment_answers(n, n % 2 == 1) for n in range(VARIANTS)])
    return [
        ("persons", nouns.Person, service.persons()),
        ("households", nouns.Household, service.households()),
        ("answers of requests", Submission, service.submissions(programme.form.current_version, requests)),
        ("answers of assessments", Submission, service.submissions(grid.current_version, steps)),
        ("referrals", nouns.Referral, service.requests()),
        ("referral events", nouns.ReferralEvent, service.events()),
        ("waiting entries", nouns.WaitingEntry, service.waiting()),
        ("files", nouns.CaseFile, service.case_files()),
        ("assignments", nouns.Assignment, service.assignments()),
        ("stage moves", nouns.StageMove, service.moves()),
        ("closures", nouns.Closure, service.closures()),
        ("rhythm changes", nouns.RhythmChange, service.rhythms()),
        ("objectives", nouns.Objective, service.objectives()),
        ("planned actions", nouns.PlannedAction, service.planned_actions()),
        ("contracts", nouns.EngagementContract, service.contracts()),
        ("signatures", nouns.ContractSignature, service.signatures()),
        ("assessments", nouns.Assessment, service.assessments(grid, grid.current_version)),
        ("stored files", StoredFile, service.stored_files()),
        ("documents", nouns.CaseDocument, service.documents()),
        ("unmet needs", nouns.UnmetNeed, service.needs()),
        ("appointments", nouns.Appointment, service.appointments()),
        ("reminders", nouns.Reminder, service.reminders()),
        ("contacts", nouns.Contact, service.contacts()),
    ]


def _clean(version, raw):
    clean = []
    for answers in raw:
        found, errors = validate(version.document, answers)
        if errors:
            raise ValueError(f"The benchmark no longer answers the form: {errors}")
        clean.append(found)
    return clean


def _journal(service, sizes):
    names = (
        "recorded_at",
        "actor",
        "actor_roles",
        "action",
        "subject",
        "target",
        "reason",
        "details",
        "request_id",
    )
    return copy_values(JournalEntry, names, _entries(service, sizes.entries))


def _entries(service, count):
    """Mostly readings; open files are read far more often than closed ones."""
    draw = random.Random(7)  # noqa: S311
    acts, weights = zip(*_ACTS, strict=True)
    files = [(row.pk, row.reference, row.case_manager_id) for row in service.files]
    coordinators = [user.pk for user in service.coordinators]
    busy, details = service.sizes.open_files, Jsonb({"count": 12})
    first = timezone.now() - datetime.timedelta(days=900)
    step = datetime.timedelta(days=899) / count
    for number, act in enumerate(draw.choices(acts, weights, k=count)):
        of_one = not act.startswith(("casefile.list", "casefile.search"))
        many = busy if number % 5 else len(files)
        pk, reference, manager = files[int(draw.random() * many)]
        coordination = number % 9 == 0
        yield (
            first + step * number,
            coordinators[number % len(coordinators)] if coordination else manager,
            "coordination" if coordination else "case_manager",
            act,
            pk if of_one else None,
            reference if of_one else "",
            "",
            details,
            f"{number:032x}",
        )
