"""What the region asks and files do not say: which ones, and where to complete them."""

from dataclasses import dataclass

from casefiles.access import exportable_by, visible_to
from casefiles.models import CaseFile, Gender, HousingBefore, Income, ReportCode
from casefiles.statistics.region import AUTHORITY, held_between
from casefiles.statistics.region_answers import incomes_of

# Beyond, one works through the list and comes back.
MOST = 200


@dataclass(frozen=True)
class Gap:
    """One thing that is missing, with the first files: (key, or None for who may not open it; reference)."""

    label: str
    count: int
    files: list

    @property
    def more(self):
        return self.count - len(self.files)


def gaps_in(user, first, last):
    """([Gap], how many files had a contact between these days)."""
    contacts = held_between(user, first, last)
    files = exportable_by(user).filter(pk__in=contacts.order_by().values("case_file"))
    told = incomes_of(user, contacts)
    missing = {
        "le genre": files.filter(person__gender=Gender.UNKNOWN),
        "la date de naissance": files.filter(person__birth_date__isnull=True),
        "le revenu principal": files.filter(person__income=Income.UNKNOWN).exclude(person__in=list(told)),
        "le logement la semaine d’avant": files.filter(person__housing_before=HousingBefore.UNKNOWN),
    }
    coded = ReportCode.objects.filter(authority__icontains=AUTHORITY).values("programme")
    missing["le code IWEPS du dispositif"] = files.exclude(programme__in=coded)
    return [_gap(user, label, lacking) for label, lacking in missing.items()], files.count()


def _gap(user, label, files):
    first = list(files.order_by("reference").values_list("pk", "reference")[:MOST])
    opens = set(
        visible_to(user, CaseFile).filter(pk__in=[pk for pk, _ref in first]).values_list("pk", flat=True)
    )
    return Gap(label, files.count(), [(pk if pk in opens else None, reference) for pk, reference in first])
