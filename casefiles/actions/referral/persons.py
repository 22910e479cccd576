"""Who a request is about: somebody known, or somebody new."""

from casefiles.models import CaseFile, Gender, Person
from casefiles.recognised import person_of_number

FIELDS = ("first_name", "last_name", "birth_date", "gender", "phone", "national_number")
# What a request may add to somebody known who lacks it; a name is corrected by hand.
_ADDED = ("birth_date", "phone", "national_number")


def open_file_of(person, programme):
    return CaseFile.objects.filter(person=person, programme=programme, closed_on__isnull=True).first()


def closed_file_of(person, programme):
    """The file to reopen: the last one closed in this programme."""
    rows = CaseFile.objects.filter(person=person, programme=programme, closed_on__isnull=False)
    return rows.order_by("-closed_on", "-opened_on").first()


def new_person(referral):
    return Person.objects.create(**{name: getattr(referral, name) for name in FIELDS})


def complete(person, referral):
    """Add what the request says and nobody had asked before; nothing that stands is written over."""
    added = [name for name in _ADDED if getattr(referral, name) and not getattr(person, name)]
    if "national_number" in added and person_of_number(referral.national_number) is not None:
        added.remove("national_number")
    for name in added:
        setattr(person, name, getattr(referral, name))
    if person.gender == Gender.UNKNOWN and referral.gender != Gender.UNKNOWN:
        added.append("gender")
        person.gender = referral.gender
    if added:
        person.save()
    return added
