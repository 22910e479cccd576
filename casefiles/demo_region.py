"""What the region counts by, in the demonstration: known of most people, still to ask of some."""

import datetime

from django.utils import timezone

from casefiles.actions import CorrectPerson
from casefiles.models import CaseFile, HousingBefore, Income, Programme
from casefiles.setup import HEBERGE_TOIT

# What is said of the people of open files, one after the other; None is still to ask.
_INCOMES = (
    Income.INTEGRATION,
    Income.HEALTH_INSURANCE,
    Income.INTEGRATION,
    None,
    Income.INTEGRATION,
    Income.NONE,
    Income.HEALTH_INSURANCE,
    Income.INTEGRATION,
    Income.NONE,
    Income.INTEGRATION,
    Income.HEALTH_INSURANCE,
    Income.INTEGRATION,
    Income.HEALTH_INSURANCE,
)
_HOUSING = (
    HousingBefore.RELATIVES,
    HousingBefore.STREET,
    HousingBefore.EMERGENCY,
    HousingBefore.RELATIVES,
    None,
    HousingBefore.STREET,
    HousingBefore.STREET,
    HousingBefore.RELATIVES,
    HousingBefore.EMERGENCY,
    HousingBefore.STREET,
    HousingBefore.RELATIVES,
    HousingBefore.STREET,
)
# Those whom demo_persons compares stay as they are.
_LEFT_ALONE = ("Brouillon", "Modèle")


def say_what_the_region_asks():
    """Through the same action as a person at the screen; one programme has its code, the other has none."""
    programme = Programme.objects.get(slug=HEBERGE_TOIT)
    programme.report_codes.get_or_create(
        authority="IWEPS", code="essai-1", defaults={"label": "dispositif d’urgence sociale (code d’essai)"}
    )
    files = CaseFile.objects.filter(closed_on__isnull=True, case_manager__isnull=False)
    files = files.exclude(person__last_name__in=_LEFT_ALONE).select_related("person", "case_manager")
    for number, case_file in enumerate(files.order_by("reference")):
        said = {
            "income": _INCOMES[number % len(_INCOMES)],
            "housing_before": _HOUSING[number % len(_HOUSING)],
        }
        changes = {name: str(value) for name, value in said.items() if value is not None}
        CorrectPerson(case_file.case_manager, case_file, changes=changes, at=_moment(2)).execute()


def _moment(days_ago):
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(11)))
