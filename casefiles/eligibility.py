"""What the programme's criteria say about a request. They inform; the decision is a person's.

Plain functions of what is given to them: no query, no clock.
"""

import calendar
import datetime
from dataclasses import asdict, dataclass, field

from django.utils import timezone

from casefiles.answer_criteria import MET, NOT_MET, UNKNOWN, compare, find_question
from casefiles.models.common import DatePrecision, YesNo
from casefiles.models.programme import EligibilityCriterion
from casefiles.told_answers import told_answers

RESULT_WORDS = {MET: "rempli", NOT_MET: "non rempli", UNKNOWN: "à vérifier"}
# How far an estimated date may be from the truth, on both sides.
ESTIMATE_MONTHS = 1


@dataclass(frozen=True)
class Facts:
    """What is known of the situation."""

    street_since: datetime.date | None = None
    street_since_precision: str = DatePrecision.DAY
    municipality: str = ""
    own_request: str = YesNo.UNKNOWN
    residence_permit: str = YesNo.UNKNOWN
    # What was answered, under the version that asked: None when no form was filled.
    document: dict | None = None
    answers: dict = field(default_factory=dict)
    # Nobody was asked: a question without an answer tells nothing, not even that nothing was given.
    was_asked: bool = True


@dataclass(frozen=True)
class Finding:
    """One criterion as it stands: `result` is met, not_met or unknown; `words` say it in a sentence."""

    kind: str
    label: str
    result: str
    words: str
    key: str = ""
    blocking: bool = False

    @property
    def is_barring(self):
        """Whether this one alone asks for the written agreement of the coordination."""
        return self.blocking and self.result == NOT_MET

    def as_dict(self):
        return asdict(self)


@dataclass(frozen=True)
class StreetClock:
    """How long the street has lasted and how long is left before the programme's limit.

    When only the month is known, or the date is an estimate, the limit falls somewhere between two days.
    """

    months: int
    limit_from: datetime.date
    limit_to: datetime.date
    days_left: int

    @property
    def is_over(self):
        return self.days_left <= 0


def add_months(day, months):
    """The same day so many calendar months later, or the last day of a month that is too short."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def full_months(since, on):
    """Whole calendar months between two days: from 31 August to 28 February there are six."""
    months = (on.year - since.year) * 12 + on.month - since.month
    return max(0, months if add_months(since, months) <= on else months - 1)


def earliest_and_latest(since, precision):
    """The two days between which the situation began."""
    if precision == DatePrecision.MONTH:
        return since.replace(day=1), since.replace(day=calendar.monthrange(since.year, since.month)[1])
    if precision == DatePrecision.ESTIMATE:
        return add_months(since, -ESTIMATE_MONTHS), add_months(since, ESTIMATE_MONTHS)
    return since, since


def street_clock(since, precision, limit_months, on):
    """The clock on that day, or None: no limit, a beginning that is not known or is still to come."""
    if since is None or limit_months is None:
        return None
    earliest, latest = earliest_and_latest(since, precision)
    if earliest > on:
        return None
    limit_from, limit_to = add_months(earliest, limit_months), add_months(latest, limit_months)
    # The months as they were said; the days to the first day on which the limit may be reached, so that the
    # warning never comes late.
    said = since if precision == DatePrecision.ESTIMATE else earliest
    return StreetClock(full_months(said, on), limit_from, limit_to, (limit_from - on).days)


def assess(programme, criteria, places, facts, on):
    """One Finding for each criterion of the programme, on that day.

    `criteria` and `places` are the programme's active EligibilityCriterion and TerritoryPlace rows.
    """
    checks = {
        EligibilityCriterion.Kind.STREET_LIMIT: lambda _one: _street(programme, facts, on),
        EligibilityCriterion.Kind.TERRITORY: lambda _one: _territory(places, facts),
        EligibilityCriterion.Kind.OWN_REQUEST: lambda _one: _yes_no(facts.own_request),
        EligibilityCriterion.Kind.RESIDENCE_PERMIT: lambda _one: _yes_no(facts.residence_permit),
        EligibilityCriterion.Kind.ANSWER: lambda one: (_answer(one, facts), {}),
    }
    return [
        Finding(
            criterion.kind,
            criterion.label,
            *_worded(criterion, *checks[criterion.kind](criterion), programme),
            key=key_of(criterion),
            blocking=criterion.blocking,
        )
        for criterion in criteria
    ]


def key_of(criterion):
    """What tells one criterion of a programme from another: those on an answer are several."""
    if criterion.kind == EligibilityCriterion.Kind.ANSWER:
        return f"{criterion.kind}-{criterion.pk}"
    return str(criterion.kind)


def assess_referral(referral, on):
    """The findings for a referral as it is written today, on that day (two queries, four with its form)."""
    programme, criteria = referral.programme, list(referral.programme.criteria.filter(active=True))
    facts = Facts(
        referral.street_since,
        referral.street_since_precision,
        referral.municipality,
        referral.own_request,
        referral.residence_permit,
        **_asked(referral, criteria),
    )
    return assess(programme, criteria, list(programme.territory.all()), facts, on)


def _asked(referral, criteria):
    """What was answered to a form; without one, what the request itself says to the questions of criteria."""
    if referral.submission:
        return {"document": referral.submission.version.document, "answers": referral.submission.answers}
    form = referral.programme.form
    asks = any(criterion.kind == EligibilityCriterion.Kind.ANSWER for criterion in criteria)
    if not asks or form is None or form.current_version is None:
        return {}
    document = form.current_version.document
    return {"document": document, "answers": told_answers(referral, document), "was_asked": False}


def barring_findings(referral):
    """The blocking criteria that are not met, as they stood on the day the request was received.

    Time spent on the waiting list must not shut the door on anybody; what was corrected since counts.
    """
    day = timezone.localdate(referral.received_at)
    return [finding for finding in assess_referral(referral, day) if finding.is_barring]


def _answer(criterion, facts):
    if not facts.was_asked:
        question = find_question(facts.document, criterion.question)
        if question is None or question["key"] not in facts.answers:
            return UNKNOWN
    return compare(criterion, facts.document, facts.answers)


def _street(programme, facts, on):
    clock = street_clock(facts.street_since, facts.street_since_precision, programme.street_limit_months, on)
    if clock is None:
        return UNKNOWN, {}
    months = "moins d’un" if clock.months == 0 else str(clock.months)
    if on < clock.limit_from:
        return MET, {"mois": months}
    return (NOT_MET if on >= clock.limit_to else UNKNOWN), {"mois": months}


def _territory(places, facts):
    if not facts.municipality.strip() or not places:
        return UNKNOWN, {}
    covered = any(place.covers(facts.municipality) for place in places)
    return (MET if covered else NOT_MET), {}


def _yes_no(answer):
    return {YesNo.YES: MET, YesNo.NO: NOT_MET}.get(answer, UNKNOWN), {}


def _worded(criterion, result, values, programme):
    words = {MET: criterion.words_met, NOT_MET: criterion.words_not_met, UNKNOWN: criterion.words_unknown}[
        result
    ]
    # Words are typed by staff: two known marks are replaced, nothing is evaluated.
    values = {"limite": str(programme.street_limit_months), "mois": "?", **values}
    for name, value in values.items():
        words = words.replace("{" + name + "}", value)
    return result, words
