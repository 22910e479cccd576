"""The one way from a public form into case work: a submission becomes a request, in its transaction."""

import logging

from casefiles.actions.referral.receive import ReceiveReferral
from casefiles.coded_answers import coded
from casefiles.models import Programme, Referral
from forms.definition.answers import display
from forms.definition.document import answerable
from forms.models import Submission

logger = logging.getLogger(__name__)

# Kept as people read them: their codes are those of one form, and case work outlives it.
_IN_WORDS = ("referral.situation", "referral.municipality")


def on_submission_received(sender, submission, **kwargs):
    """Receiver of forms.signals.submission_received. If it raises, nothing was received."""
    receive_submission(submission)


def receive_submission(submission):
    """The Referral made from a submission, or None when its form belongs to no programme."""
    programme = Programme.objects.filter(form=submission.version.definition_id, active=True).first()
    if programme is None and submission.version.definition.kind != "referral":
        # An assessment or an opinion is no request: whoever asked for it reads it.
        return None
    if programme is None:
        # It is stored and stays; receive_waiting_submissions() takes it up once a programme is set.
        logger.warning("submission %s belongs to no programme yet", submission.receipt_code)
        return None
    return ReceiveReferral(
        None, programme, data=mapped_data(submission), submission=submission, at=submission.received_at
    ).execute()


def receive_waiting_submissions():
    """Take up the submissions of a programme's form that no request was made from; returns how many."""
    waiting = (
        Submission.objects.filter(
            version__definition__in=Programme.objects.filter(active=True).values("form")
        )
        .exclude(pk__in=Referral.objects.filter(submission__isnull=False).values("submission"))
        .select_related("version")
    )
    return sum(receive_submission(submission) is not None for submission in waiting)


def mapped_data(submission):
    """What the form gives to a request: codes, and for some answers the words that were chosen."""
    data, document = submission.mapped(), submission.version.document
    for question in answerable(document):
        target = question.get("maps_to")
        if target in _IN_WORDS and target in data:
            data[target] = display(question, submission.answers[question["key"]])
        elif target in data:
            data[target] = coded(target, question, data[target])
    return data
