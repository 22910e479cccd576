"""Storing what was sent: once, whole, and with everything that follows from it, or not at all."""

from django.db import IntegrityError, transaction

from forms.definition.document import canonical
from forms.limits import TooManySendings, count_sending
from forms.models import Attachment, Submission
from forms.models.submission import new_receipt_code
from forms.signals import submission_received
from portal.audit.journal import record
from portal.crypto.blind_index import blind_index


class NotStored(Exception):
    """The answers are valid but could not be kept: nothing at all was stored."""


class AlreadySent(Exception):
    """This same form was already sent, with other answers."""

    def __init__(self, first):
        super().__init__(first.receipt_code)
        self.first = first


class SameSource(AlreadySent):
    """The very same file (PDF, spreadsheet…) was already received; `first` is what was read from it."""


class FilesGone(Exception):
    """A file joined to the answers was taken away or swept meanwhile: it must be joined again."""


def receive(
    version,
    answers,
    *,
    nonce_hash,
    channel=Submission.Channel.WEB,
    address=None,
    sent_by=None,
    source=None,
    source_hash=None,
    partner=None,
    attachments=(),
):
    """The stored submission; the first one again if this sending was already stored with the same answers.

    With an `address`, the sending counts against the hourly limits (TooManySendings). `source` is the sealed
    original (a StoredFile) and `source_hash` its keyed hash (SameSource when it was received before);
    `attachments` are the Attachment rows that the answers name.
    """
    digest = content_hash(version, answers)
    first = Submission.objects.filter(nonce_hash=nonce_hash).first()
    if first is None:
        row = Submission(
            version=version,
            answers=answers,
            channel=channel,
            nonce_hash=nonce_hash,
            content_hash=digest,
            sent_by=sent_by,
            source=source,
            source_hash=source_hash,
            partner=partner,
        )
        _refuse_same_source(source_hash)
        first = _store(row, address, attachments)
    if first.content_hash != digest:
        raise AlreadySent(first)
    return first


def content_hash(version, answers):
    """Tells a second click from a second text, without keeping either in clear."""
    return blind_index("forms.content", f"{version.pk}|{canonical(answers)}")


def _refuse_same_source(source_hash):
    first = Submission.objects.filter(source_hash=source_hash).first() if source_hash else None
    if first is not None:
        raise SameSource(first)


def _store(submission, address, attachments):
    try:
        with transaction.atomic():
            submission.receipt_code = _free_code()
            submission.save(force_insert=True)
            _join(submission, attachments)
            if address is not None:
                count_sending(address)
            _tell(submission)
    except (TooManySendings, FilesGone):
        raise
    except IntegrityError as error:
        # The other click of a double click was quicker: its row is the one.
        first = Submission.objects.filter(nonce_hash=submission.nonce_hash).first()
        if first is not None:
            return first
        _refuse_same_source(submission.source_hash)
        raise NotStored from error
    except Exception as error:
        raise NotStored from error
    return submission


def _join(submission, attachments):
    """The files now belong to what was sent, and are swept no more."""
    if submission.source is not None:
        # The original no longer waits: the submission holds it.
        Attachment.objects.filter(stored_file=submission.source).delete()
    wanted = {attachment.pk for attachment in attachments}
    free = Attachment.objects.filter(pk__in=wanted, submission=None)
    if wanted and free.update(submission=submission) != len(wanted):
        raise FilesGone


def _tell(submission):
    """The journal, and whoever works with what was received; if one of them fails, nothing was received."""
    details = {"version": submission.version.stamp, "channel": str(submission.channel)}
    if submission.partner is not None:
        details["partner"] = submission.partner.name
    record(
        "form.submission_received",
        actor=submission.sent_by,
        target=submission.receipt_code,
        details=details,
    )
    submission_received.send(sender=Submission, submission=submission)


def _free_code():
    """Two codes alike would come once in a million sheets; then another is drawn."""
    code = new_receipt_code()
    while Submission.objects.filter(receipt_code=code).exists():
        code = new_receipt_code()
    return code
