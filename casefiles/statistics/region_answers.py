"""What the file does not say of the income, the form of the request may: the answer given at the time."""

from casefiles.access import exportable_by
from casefiles.models import Income
from forms.definition.document import answerable

# The codes of the shipped form, and ours.
_CODES = {"health_insurance": Income.HEALTH_INSURANCE, **{code: code for code in Income.values}}
_TARGET, _KEY = "person.income", "income"


def incomes_of(user, contacts):
    """{person: income} of the people of these contacts whose file says nothing, as their request answered."""
    files = exportable_by(user).filter(
        pk__in=contacts.order_by().values("case_file"),
        person__income=Income.UNKNOWN,
        referral__submission__isnull=False,
    )
    found, keys = {}, {}
    asked = files.select_related("referral__submission__version").order_by("opened_on")
    for case_file in asked.iterator(chunk_size=200):
        sent = case_file.referral.submission
        key = keys.setdefault(sent.version_id, _question_of(sent.version.document))
        code = _CODES.get(sent.answers.get(key)) if key else None
        if code and code != Income.UNKNOWN:
            found[case_file.person_id] = str(code)
    return found


def _question_of(document):
    """The key of the question about income: the one that says it fills it, else the shipped one."""
    asked = {question["key"]: question for question in answerable(document)}
    filling = [key for key, question in asked.items() if question.get("maps_to") == _TARGET]
    return filling[0] if filling else _KEY if _KEY in asked else None
