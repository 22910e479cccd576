"""Forms and answers for tests: plainly fictional people."""

from itertools import count

from forms.models import FormVersion, Submission
from forms.receiving import content_hash
from tests.support import snapshots

_turn = count(1)

VALID = {
    "sender_kind": "service",
    "sender_service": "Service Exemple",
    "sender_name": "Camille Fictive",
    "sender_phone": "064 00 00 00",
    "sender_email": "camille@example.org",
    "first_name": "Personne",
    "last_name": "Exemple",
    "birth_date": "1990-03-04",
    "gender": "woman",
    "person_phone": "0470 00 00 00",
    "current_situation": "third_party",
    "municipality": "7100",
    "street_since": "09/2026",
    "residence_permit": "yes",
    "own_request": "yes",
    "needs": ["housing", "budget"],
    "own_words": "Un toit pour l’hiver 🙂",
    "informed": "yes",
}


def orientation_version():
    """The published version of the orientation form, made when missing."""
    snapshots.shipped_forms.put()
    return FormVersion.objects.filter(definition__slug="orientation").order_by("-number").first()


def posted_answers(**changes):
    """What a browser would post; None takes an answer away."""
    return {key: value for key, value in {**VALID, **changes}.items() if value is not None}


def submission(version=None, channel=Submission.Channel.WEB, **changes):
    """A stored submission, past the door: the signal is not sent."""
    from forms.definition.answers import validate

    version = version or orientation_version()
    answers, errors = validate(version.document, posted_answers(**changes))
    assert not errors, errors
    return Submission.objects.create(
        version=version,
        answers=answers,
        channel=channel,
        nonce_hash=f"{next(_turn):064x}",
        content_hash=content_hash(version, answers),
    )
