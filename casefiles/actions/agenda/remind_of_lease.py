"""When the lease is to pass to the person: the case manager is reminded well before, once for a request."""

import datetime
import uuid

from casefiles.actions.agenda.remind import LATEST, AddReminder
from casefiles.answer_criteria import find_question
from casefiles.eligibility import add_months
from casefiles.models import Reminder
from forms.definition.document import answerable
from forms.shipped import housing

QUESTION = "slides_on"


def remind_of_lease(actor, case_file, referral, *, at):
    """The Reminder that is noted in the file just opened, or None when there is nothing to remind of.

    It falls so many days before the month that was answered, as the programme says; at once if that day is
    past. A month that is over, or too far away to be meant, reminds nobody.
    """
    days, month = referral.programme.lease_reminder_days, month_of_lease(referral)
    key = uuid.uuid5(referral.pk, QUESTION)
    if not days or month is None or Reminder.objects.filter(pk=key).exists():
        return None
    adding = AddReminder(
        actor, case_file, due_on=month, words=_words(month), owner=case_file.case_manager, key=key, at=at
    )
    if month > adding.day + LATEST or add_months(month, 1) <= adding.day:
        return None
    adding.due_on = max(adding.day, month - datetime.timedelta(days=days))
    return adding.execute()


def asks_when_the_lease_slides(programme):
    """Whether the form of orientation of a programme has the question that the reminder comes from."""
    version = programme.form and programme.form.current_version
    return version is not None and question_of_lease(version.document) is not None


def question_of_lease(document):
    """By its identity; in a form that was copied, by its key; None when it is not asked."""
    return find_question(document, housing.identity_of(QUESTION)) or next(
        (one for one in answerable(document) if one["key"] == QUESTION), None
    )


def month_of_lease(referral):
    """The first day of the month in which the lease passes, as it was answered; None when it was not."""
    submission = referral.submission
    if submission is None:
        return None
    question = question_of_lease(submission.version.document)
    answer = submission.answers.get(question["key"]) if question else None
    try:
        return datetime.date.fromisoformat(f"{answer[:7]}-01") if answer else None
    except ValueError:
        return None


def _words(month):
    return (
        f"Le bail doit passer au nom de la personne en {month:%m/%Y} : préparer ce passage avec elle, "
        "le bailleur et le service qui a signé."
    )
