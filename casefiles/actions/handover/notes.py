"""Which contacts of a file carry a note, so that each one is ticked or stays behind."""

from django.db.models import Q

from casefiles.models import Contact

# Columns of a contact that tell something: the rest of it is dates and places, which always go along.
_TELLS = Q(note__isnull=False) | Q(confidential_note__isnull=False) | Q(people_present__isnull=False)


def notes_of(case_file, giver):
    """The contacts to tick, the newest first. A complement goes where the contact that it completes goes."""
    return _readable(case_file, giver).filter(_TELLS, completes__isnull=True)


def left_behind(case_file, giver, ticked):
    """The contacts that stay with the giver: those to tick that are not, and what completes them."""
    kept = notes_of(case_file, giver).exclude(pk__in=ticked).values("pk")
    return _readable(case_file, giver).filter(Q(pk__in=kept) | Q(completes__in=kept))


def _readable(case_file, giver):
    rows = Contact.objects.filter(case_file=case_file)
    return rows.filter(Q(kept_by__isnull=True) | Q(kept_by=giver)).order_by("-date", "-created_at")
