"""Past some days a contact is no longer corrected: it is completed by another one."""

import datetime

from django.utils import timezone

from casefiles.actions.base import Refused
from casefiles.models import Contact
from casefiles.templatetags.casework import on_day


def last_day_to_correct(contact):
    """Counted from when it was noted, not from when it took place."""
    noted_on = timezone.localdate(contact.created_at)
    return noted_on + datetime.timedelta(days=contact.case_file.programme.contact_lock_days)


def is_locked(contact, today=None):
    return (today or timezone.localdate()) > last_day_to_correct(contact)


def check_not_locked(contact, today):
    """Raise Refused, with what to do instead, once the contact is locked."""
    if is_locked(contact, today):
        raise Refused(lock_words(contact), "locked")


def lock_words(contact):
    noted_on = timezone.localdate(contact.created_at)
    days = contact.case_file.programme.contact_lock_days
    return (
        f"Ce contact a été noté le {on_day(noted_on)} : passé {days} jours, il ne se corrige plus, pour que "
        "l’on puisse se fier à ce qui a été écrit. Notez un complément : un nouveau contact qui renvoie à "
        "celui-ci."
    )


def locked_by_hand(contact, today=None):
    """Whether a spreadsheet may no longer change it: what was typed, past its days."""
    return contact.origin == Contact.Origin.TYPED and is_locked(contact, today)
