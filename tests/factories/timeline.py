"""One row of every noun of a file, straight to the database: what the line shows, however it was made."""

import datetime
import secrets

from casefiles.models import (
    AidRequest,
    Appointment,
    Assessment,
    BudgetMonth,
    CaseDocument,
    Closure,
    Contact,
    ContactKind,
    ContractSignature,
    Debt,
    DebtLetter,
    DebtSettlement,
    DocumentKind,
    EngagementContract,
    ExitReason,
    FollowUpRhythm,
    HousingPeriod,
    Instalment,
    Involvement,
    LifeAxis,
    Objective,
    OutsideHandover,
    OutwardReferral,
    PlannedAction,
    ReferralEvent,
    RepaymentPlan,
    RhythmChange,
    SharingAgreement,
    StageMove,
    UnmetNeed,
    UnmetNeedKind,
)
from portal.vault.models import StoredFile
from tests.factories import casefiles as make
from tests.factories.content import ServiceFactory
from tests.factories.home import whole_home


def one_of_each(case_file, user, *, days_ago=10, secret=None):
    """One day with a moment of each noun, on each of its sides; the assignment is the file’s own."""
    on, at = make.day(days_ago), make.moment(days_ago)
    axis = LifeAxis.objects.get(code="home")
    here = {"case_file": case_file}
    signed = here | {"author": user}
    Contact.objects.create(
        **signed,
        date=on,
        kind=ContactKind.objects.first(),
        axis=axis,
        note="Note partagée",
        confidential_note=secret,
        parts_present=["person", "landlord"],
        minutes=30,
    )
    goal = Objective.objects.create(
        **signed, axis=axis, statement="Un toit", state="reached", opened_on=on, closed_on=on
    )
    PlannedAction.objects.create(
        objective=goal, statement="Une visite", who="person", state="done", done_on=on, author=user
    )
    UnmetNeed.objects.create(
        **signed, kind=UnmetNeedKind.objects.first(), axis=axis, noted_on=on, met_on=on, note="Rien trouvé"
    )
    _path(case_file, user, on)
    Appointment.objects.create(**here, owner=user, made_by=user, starts_at=at, place="Un parc")
    whole_home(case_file, user, on)
    _papers(case_file, user, on)
    sharing_agreement(case_file, user, on)
    outside_handover(case_file, user, on, at)
    debt_repaid(case_file, user, on)
    aid_appealed(case_file, user, on)
    settlement_over(case_file, user, on)
    # One for each month, however many days of it are told.
    month = on.replace(day=1)
    BudgetMonth.objects.get_or_create(case_file=case_file, month=month, defaults={"author": user})
    if case_file.referral:
        ReferralEvent.objects.create(referral=case_file.referral, kind="informed", happened_at=at, by=user)


def _path(case_file, user, on):
    intake, assessment = case_file.programme.stages.order_by("order")[:2]
    StageMove.objects.create(
        case_file=case_file, from_stage=intake, to_stage=assessment, moved_on=on, by=user, reason="Raison"
    )
    housing_period(case_file, user, on)
    Involvement.objects.create(
        case_file=case_file, role="friend", name="Camille Fictive", started_on=on, ended_on=on, author=user
    )
    OutwardReferral.objects.create(
        case_file=case_file,
        service=ServiceFactory(),
        referred_on=on,
        reason="Des soins",
        outcome="refused",
        outcome_on=on,
        author=user,
    )
    RhythmChange.objects.create(case_file=case_file, rhythm=FollowUpRhythm.objects.first(), since=on, by=user)
    Closure.objects.create(
        case_file=case_file,
        closed_on=on,
        closed_by=user,
        exit_reason=ExitReason.objects.first(),
        reopened_on=on,
        reopened_by=user,
        note="Au revoir",
    )


def housing_period(case_file, user, on, **changes):
    """One night in a shelter, unless said otherwise; the nights of one file never overlap."""
    given = {"situation": "shelter", "started_on": on, "ended_on": on + datetime.timedelta(days=1)}
    return HousingPeriod.objects.get_or_create(
        case_file=case_file, started_on=on, defaults=given | {"author": user} | changes
    )[0]


def debt_repaid(case_file, user, on):
    """A debt, a letter about it, and a plan of one instalment, paid the day it was agreed."""
    amount = {"amount": 50, "paid": 50, "paid_on": on}
    debt = Debt.objects.create(
        case_file=case_file,
        author=user,
        kind="rent",
        creditor="Propriétaire Exemple",
        amount=50,
        noted_on=on,
        procedure="notice",
    )
    DebtLetter.objects.create(debt=debt, author=user, dated_on=on, procedure="notice", note="Sous huitaine")
    plan = RepaymentPlan.objects.create(
        debt=debt, author=user, agreed_on=on, total=50, monthly=50, state="paid", ended_on=on
    )
    Instalment.objects.create(plan=plan, number=1, due_on=on, **amount)
    return debt


def aid_appealed(case_file, user, on, **changes):
    """Asked, refused and appealed on the same day."""
    given = {"kind": "integration", "to_name": "CPAS Exemple", "asked_on": on, "decided_on": on}
    given |= {"state": "refused", "because": "Revenus trop élevés", "appeal": "lodged", "appealed_on": on}
    given |= {"appeal_until": on + datetime.timedelta(days=90)}
    return AidRequest.objects.create(case_file=case_file, author=user, **given | changes)


def settlement_over(case_file, user, on, **changes):
    """Filed, admitted and abandoned on the same day, with a plan of a year."""
    given = {"filed_on": on, "admissible_on": on, "ended_on": on, "outcome": "abandoned"}
    given |= {"plan_kind": "amicable", "plan_from": on, "plan_until": on + datetime.timedelta(days=365)}
    return DebtSettlement.objects.create(case_file=case_file, author=user, monthly=900, **given | changes)


def _papers(case_file, user, on):
    number = EngagementContract.objects.filter(case_file=case_file).count() + 1
    contract = EngagementContract.objects.create(
        case_file=case_file,
        number=number,
        made_on=on,
        made_by=user,
        review_on=on,
        state="replaced",
        ended_on=on,
    )
    ContractSignature.objects.create(contract=contract, party="person", signed_on=on, recorded_by=user)
    stored = StoredFile.objects.create(
        name="carte.pdf", content_type="application/pdf", size=1, sha256="0" * 64
    )
    CaseDocument.objects.create(
        case_file=case_file,
        stored_file=stored,
        kind=DocumentKind.objects.first(),
        title="Une carte",
        added_on=on,
        added_by=user,
    )
    if not Assessment.objects.filter(case_file=case_file).exists():
        make.assessment(user, case_file)


def sharing_agreement(case_file, user, on, **changes):
    """Half a year of nothing yet: its parts are rows of their own."""
    service = changes.pop("service", None) or ServiceFactory()
    days = {"informed_on": on, "agreed_on": on, "started_on": on, "until": on + datetime.timedelta(days=180)}
    given = {"case_file": case_file, "service": service, "author": user, "agreed_how": "orally"}
    words = {"bound": "L’équipe", "mission": "Un logement"}
    return SharingAgreement.objects.create(**given | days | words | changes)


def outside_handover(case_file, user, on, at):
    """Taken back: a row without its PDF, which would take a moment to draw."""
    words = {"recipient": "Un service fictif", "why": "Un relais", "parts": ["plan"]}
    days = {"informed_on": on, "agreed_on": on, "made_at": at, "expires_at": at + datetime.timedelta(days=7)}
    keys = {"token_hash": secrets.token_hex(32), "code_hash": secrets.token_hex(32)}
    back = {"withdrawn_at": at, "withdrawn_by": user}
    return OutsideHandover.objects.create(case_file=case_file, author=user, **words, **days, **keys, **back)
