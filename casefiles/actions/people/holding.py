"""A person is held before her files, and files in one order: nobody waits for each other in a circle.

Whoever changes a person writes her name in each of her files. While she is held she gets no other file.
"""

from django.db import transaction

from casefiles.actions.base import hold
from casefiles.models import CaseFile


def hold_files(**filters):
    """Keep these files for ourselves until the transaction ends."""
    list(CaseFile.objects.select_for_update().filter(**filters).order_by("pk").values_list("pk"))


def hold_persons(*persons):
    """Keep these persons and their files for ourselves, and read the persons afresh."""
    for person in sorted(set(persons), key=lambda person: person.pk.hex):
        hold(person)
    hold_files(person__in=[person.pk for person in persons])


def hold_person_of(find):
    """The same for who `find()` says it is.

    A merge may have changed the answer while we waited. Then let go of the one and hold the other: to wait
    for her with the first in hand could close a circle.
    """
    person = find()
    while person is not None:
        with transaction.atomic():
            hold_persons(person)
            again = find()
            if again == person:
                return
            transaction.set_rollback(True)
        person = again
