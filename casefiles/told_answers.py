"""What a request without a form says to the questions of its programme's form: only what it surely says.

A request from a spreadsheet was never asked those questions. Where one of them fills a field that the request
has, the field answers it; every other question stays unanswered, and its criterion to be verified.
"""

from casefiles.coded_answers import coded
from casefiles.models.common import DatePrecision, Gender, YesNo
from casefiles.models.referral import Referral
from forms.definition import vocabulary as words
from forms.definition.cleaners import Refusal, clean_answer
from forms.definition.document import answerable, choices_of

# What stands in a field when nobody said anything.
_NOT_SAID = {"gender": Gender.UNKNOWN, "own_request": YesNo.UNKNOWN, "residence_permit": YesNo.UNKNOWN}
_NOT_SAID["sender_kind"] = Referral.SenderKind.OTHER
_FIELDS = {
    "person": ("first_name", "last_name", "birth_date", "gender", "phone"),
    "referral": (
        "street_since",
        "municipality",
        "own_request",
        "residence_permit",
        "sender_kind",
        "sender_name",
        "sender_service",
        "sender_phone",
        "sender_email",
        "situation",
        "message",
    ),
}
_TARGETS = {f"{part}.{name}": name for part, names in _FIELDS.items() for name in names}


def told_answers(referral, document):
    """{key of a question: its answer}, for the questions that a field of the request answers."""
    found = {}
    for question in answerable(document):
        target = question.get("maps_to")
        value = _said(referral, _TARGETS[target]) if target in _TARGETS else None
        answer = None if value is None else _as_answered(question, target, value)
        if answer is not None:
            found[question["key"]] = answer
    return found


def _said(referral, name):
    """The value of a field, or None when it says nothing, or only about."""
    value = getattr(referral, name)
    if not value or value == _NOT_SAID.get(name):
        return None
    if name == "birth_date":
        return value.isoformat()
    if name == "street_since":
        about = referral.street_since_precision == DatePrecision.ESTIMATE
        is_month = referral.street_since_precision == DatePrecision.MONTH
        return None if about else value.isoformat()[: 7 if is_month else 10]
    return str(value)


def _as_answered(question, target, value):
    """The same as this very form would have kept it; None when it has no such answer."""
    if question["type"] in (words.ONE_CHOICE, words.YES_NO):
        meant = [code for code, _label in choices_of(question) if coded(target, question, code) == value]
        return meant[0] if len(meant) == 1 else None
    try:
        return clean_answer({**question, "bounds": {}}, value)
    except Refusal:
        return None
