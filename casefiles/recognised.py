"""The same national number is the same person: also by a number that a merge left aside.

Of two persons who were merged, each may have had a number. The one that is not kept stays written on the row
that was merged, and leads from there to the person who is accompanied.
"""

from casefiles.models.person import Person, national_number_index


def standing(person):
    """The person who is accompanied, when this one was merged into another."""
    while person is not None and person.merged_into_id is not None:
        person = person.merged_into
    return person


def person_of_number(national_number):
    """The same national number is the same person; a resemblance of names is for people to judge."""
    return person_of_index(national_number_index(national_number))


def person_of_index(index):
    """The person whom a blind index leads to, or None."""
    return standing(Person.objects.filter(national_number_index=index).first()) if index else None


def former_number(index):
    """The merged row that still holds this number for somebody else, or None."""
    rows = Person.objects.filter(national_number_index=index, merged_into__isnull=False)
    return rows.first() if index else None
