"""Who may see what. The only place that says so; everything that is shown comes through `visible_to`.

================  ===========================================================================================
case manager      the files she holds, and those she held last once they are closed; the requests of her
                  programmes that wait for a decision, those that she refused, those whose file she holds
coordination      every file and every request; confidential notes and documents only of files she holds
data officer      no file and no request: a list without names to export, and contacts to import
partner           of the files shared with its service, the parts that are shared today; of its own requests,
                  what may be told (see the end of this file)
every other role  nothing
================  ===========================================================================================

A case manager who has handed a file over no longer sees it, from that moment. A role that is not named here,
an account that is closed or a person without a role sees nothing.
"""

from django.db.models import Count, Q
from django.utils import timezone

from casefiles.models import (
    Appointment,
    Assessment,
    Assignment,
    BudgetLine,
    BudgetMonth,
    CalendarFeed,
    CaseDocument,
    CaseFile,
    Closure,
    Contact,
    ContactCorrection,
    ContactTemplate,
    ContractSignature,
    Debt,
    DebtLetter,
    DistinctPersons,
    EngagementContract,
    Handover,
    HandoverNote,
    HomeAlert,
    HomeService,
    HomeVisit,
    Household,
    HouseholdMember,
    HousingPeriod,
    Instalment,
    Involvement,
    LeaseCheck,
    LeaseMeeting,
    LeaseReview,
    Letter,
    Objective,
    OutwardReferral,
    PartnerAccount,
    Person,
    PersonMerge,
    PlaceOffer,
    PlannedAction,
    Referral,
    ReferralEvent,
    Reminder,
    RepaymentPlan,
    RhythmChange,
    SavedFilter,
    SharedPart,
    SharedSection,
    SharingAgreement,
    SlidingLease,
    StageMove,
    UnmetNeed,
    WaitingEntry,
    WaitingMove,
)
from forms.models import FormDefinition, Submission
from portal.accounts.models import User
from portal.accounts.roles import CASE_WORK, Role

_NOTHING = Q(pk__in=[])
_FORMS_OF_FILES = ("referral", "assessment", "exit")

# The way from each noun to its file or to its request.
_TO_FILE = {
    CaseFile: "",
    Assessment: "case_file__",
    Assignment: "case_file__",
    BudgetLine: "budget__case_file__",
    BudgetMonth: "case_file__",
    CaseDocument: "case_file__",
    Closure: "case_file__",
    Contact: "case_file__",
    ContactCorrection: "contact__case_file__",
    ContractSignature: "contract__case_file__",
    Debt: "case_file__",
    DebtLetter: "debt__case_file__",
    EngagementContract: "case_file__",
    HomeAlert: "case_file__",
    HomeService: "case_file__",
    HomeVisit: "contact__case_file__",
    HousingPeriod: "case_file__",
    LeaseCheck: "lease__case_file__",
    LeaseMeeting: "lease__case_file__",
    LeaseReview: "lease__case_file__",
    Involvement: "case_file__",
    Letter: "case_file__",
    Instalment: "plan__debt__case_file__",
    Objective: "case_file__",
    OutwardReferral: "case_file__",
    PlannedAction: "objective__case_file__",
    RepaymentPlan: "debt__case_file__",
    RhythmChange: "case_file__",
    SharedSection: "agreement__case_file__",
    SharingAgreement: "case_file__",
    SlidingLease: "case_file__",
    StageMove: "case_file__",
    UnmetNeed: "case_file__",
}
# What somebody may have kept when she handed the file over, and the way to who kept it.
_KEPT_BY = {Contact: "kept_by", ContactCorrection: "contact__kept_by"}
_TO_HANDOVER = {Handover: "", HandoverNote: "handover__"}
_HANDED_OVER = {
    Appointment: "case_file",
    HousingPeriod: "case_file",
    Objective: "case_file",
    PlannedAction: "objective__case_file",
}
_TO_REFERRAL = {
    Referral: "",
    PlaceOffer: "entry__referral__",
    ReferralEvent: "referral__",
    WaitingEntry: "referral__",
    WaitingMove: "entry__referral__",
}
# What a partner reads under an agreement: the part that each noun is of, and the way to its file.
_PART_OF = {
    Appointment: (SharedPart.AGENDA, "case_file"),
    CaseDocument: (SharedPart.DOCUMENTS, "case_file"),
    Contact: (SharedPart.CONTACTS, "case_file"),
    Debt: (SharedPart.DEBTS, "case_file"),
    HouseholdMember: (SharedPart.HOUSEHOLD, "household__person__case_files"),
    HousingPeriod: (SharedPart.HOUSING, "case_file"),
    Instalment: (SharedPart.DEBTS, "plan__debt__case_file"),
    LeaseReview: (SharedPart.LEASE, "lease__case_file"),
    Objective: (SharedPart.PLAN, "case_file"),
    PlannedAction: (SharedPart.PLAN, "objective__case_file"),
    RepaymentPlan: (SharedPart.DEBTS, "debt__case_file"),
    SlidingLease: (SharedPart.LEASE, "case_file"),
    StageMove: (SharedPart.PATH, "case_file"),
}
# What no agreement opens, even where its part is shared.
_NEVER_SHARED = {CaseDocument: Q(confidential=True)}
# Of two persons compared, both are in sight, or the pair is not.
_TO_PERSON = {
    DistinctPersons: ("first__", "second__"),
    Person: ("",),
    Household: ("person__",),
    HouseholdMember: ("household__person__",),
    PersonMerge: ("kept__",),
}
_IN_AGENDA = (Appointment, Reminder)
# One's own working tools; a template without an owner is for everyone in case work.
_OWN = (CalendarFeed, ContactTemplate, SavedFilter)


def visible_to(user, model):
    """The rows of `model` that this person may see. A model without a rule raises: nothing is guessed."""
    rule = next((rule for nouns, rule in _RULES if model in nouns), None)
    if rule is None:
        raise LookupError(f"casefiles.access has no rule for {model.__name__}")
    return model._default_manager.filter(rule(user, model))


def may_see(user, record):
    """Whether this person may see this one record, asked of the database now."""
    return visible_to(user, type(record)).filter(pk=record.pk).exists()


def may_work_on(user, case_file):
    """Whether this person may write in this file: who holds it, and coordination."""
    return _has(user, Role.COORDINATION) or holds(user, case_file)


def holds(user, case_file):
    """Whether this person is the case manager of this file, now or (once closed) last."""
    return _has(user, Role.CASE_MANAGER) and case_file.case_manager_id == user.pk


def may_read_confidential(user, case_file):
    """Confidential notes and documents are for who holds the file, whatever other role they have."""
    return holds(user, case_file)


def may_decide_on(user, referral):
    """Whether this person may decide on this request."""
    return _has(user, Role.CASE_MANAGER, Role.COORDINATION) and may_see(user, referral)


def may_exceed_capacity(user):
    return _has(user, Role.COORDINATION)


def may_distribute(user):
    """Whether this person may confide a file to somebody, or take it back."""
    return _has(user, Role.COORDINATION)


def may_configure(user):
    """Whether this person sets the programmes: their stages, criteria, territory, forms and team."""
    return _has(user, Role.COORDINATION)


def may_have_calendar(user):
    """An account that is closed, or that lost its role, has no calendar any more. Asked without a sign-in."""
    return user.is_active and user.has_role(*CASE_WORK)


def may_read_names(user):
    """Whether exports made by this person may carry names."""
    return _has(user, Role.CASE_MANAGER, Role.COORDINATION)


def export_levels(user):
    """How much of a person may leave in an export made by this person: the most that each role allows."""
    offered = set()
    if _has(user, Role.CASE_MANAGER):
        offered |= {"full", "pseudonymised"}
    if _has(user, Role.COORDINATION):
        offered |= {"full", "pseudonymised", "anonymised"}
    if _has(user, Role.DATA_OFFICER):
        offered |= {"pseudonymised", "anonymised"}
    return offered


def exportable_requests(user):
    """The requests that this person may export without names: hers or, to manage data, those with a file."""
    if _has(user, Role.COORDINATION):
        return Referral._default_manager.all()
    if _has(user, Role.DATA_OFFICER):
        of_files = Referral._default_manager.filter(case_file__isnull=False)
        return (of_files | visible_to(user, Referral)).distinct()
    return visible_to(user, Referral)


def exportable_by(user, model=CaseFile):
    """The files, or their rows of another noun, that this person may export without names.

    With names, only what is `visible_to` this person.
    """
    if model not in _TO_FILE:
        raise LookupError(f"casefiles.access does not export {model.__name__}")
    if _has(user, Role.DATA_OFFICER):
        return model._default_manager.all()
    return visible_to(user, model)


def exportable_forms(user):
    """The forms whose answers this person may export: all of them, or those that are filled for a file."""
    if _has(user, Role.DATA_OFFICER, Role.COORDINATION):
        return FormDefinition.objects.filter(versions__isnull=False).distinct()
    if _has(user, Role.CASE_MANAGER):
        return FormDefinition.objects.filter(versions__isnull=False, kind__in=_FORMS_OF_FILES).distinct()
    return FormDefinition.objects.none()


def exportable_answers(user, form, *, with_names=False):
    """The submissions of this form that this person may export: those of her files, or of no file at all.

    With names, only what belongs to what is `visible_to` this person. A request becomes exportable without
    names once it has a file.
    """
    answers = Submission.objects.filter(version__definition=form)
    if form is None or not exportable_forms(user).filter(pk=form.pk).exists():
        return answers.none()
    if form.kind == "referral" and with_names:
        return answers.filter(referral__in=visible_to(user, Referral))
    if form.kind == "referral":
        return answers.filter(referral__case_file__in=exportable_by(user))
    if form.kind in _FORMS_OF_FILES:
        rows = visible_to(user, Assessment) if with_names else exportable_by(user, Assessment)
        return answers.filter(assessment__in=rows)
    return answers.filter(assessment__isnull=True, referral__isnull=True)


def comparable(model):
    """The rows of a noun as what somebody brings is compared with them: to recognise, never to show.

    A request or a row of a spreadsheet may speak of somebody out of sight; what is said of them comes through
    `visible_to`.
    """
    if model not in {**_TO_FILE, **_TO_REFERRAL, **_TO_PERSON}:
        raise LookupError(f"casefiles.access compares nothing with {model.__name__}")
    return model._default_manager.all()


def importable_by(user):
    """The open files into which this person may import contacts."""
    return exportable_by(user).filter(closed_on__isnull=True)


def case_managers_of(programme):
    """Who may be given files of this programme."""
    return may_be_case_manager().filter(programmes=programme)


def may_be_case_manager():
    """Everyone who has the role, whatever the programme."""
    return User.objects.filter(is_active=True, groups__name=Role.CASE_MANAGER.value)


def may_tie_partners(user):
    """Whether this person says for which service the account of a partner is."""
    return _has(user, Role.COORDINATION)


def agreements_with(user):
    """The agreements that run at this very moment with the service of this partner."""
    if not _has(user, Role.PARTNER):
        return SharingAgreement._default_manager.none()
    today = timezone.localdate()
    return SharingAgreement._default_manager.filter(
        service__in=_service_of(user),
        withdrawn_at__isnull=True,
        started_on__lte=today,
        until__gte=today,
        case_file__closed_on__isnull=True,
    )


def parts_shared(user, case_file):
    """The parts of this file that this partner may read now: asked of the database at each request."""
    agreements = agreements_with(user).filter(case_file=case_file)
    rows = SharedSection._default_manager.filter(agreement__in=agreements)
    return frozenset(rows.values_list("part", flat=True))


def shared_with(user, case_file, model):
    """The rows of this noun that this partner may read of this file; none when their part is not shared."""
    part, path = _PART_OF[model]
    if part not in parts_shared(user, case_file):
        return model._default_manager.none()
    rows = model._default_manager.filter(**{path: case_file})
    return rows.exclude(_NEVER_SHARED[model]) if model in _NEVER_SHARED else rows


def own_orientations(user):
    """The requests that came from the service of this partner; what may be told of them is in feedback.py."""
    if not _has(user, Role.PARTNER):
        return Referral._default_manager.none()
    return Referral._default_manager.filter(orienting_service__in=_service_of(user))


def partner_service(user):
    """The service of this partner, or None while coordination has not said which."""
    if not _has(user, Role.PARTNER):
        return None
    tie = PartnerAccount._default_manager.filter(user=user.pk).select_related("service").first()
    return tie.service if tie else None


def _service_of(user):
    return PartnerAccount._default_manager.filter(user=user.pk).values("service")


def _has(user, *roles):
    return bool(user.is_authenticated and user.has_role(*roles))


def _files(user, path):
    if _has(user, Role.COORDINATION):
        return Q()
    if _has(user, Role.CASE_MANAGER):
        return Q(**{f"{path}case_manager": user.pk})
    return _NOTHING


def _left_to(user, path):
    """What nobody kept for herself, or this very person."""
    return Q(**{f"{path}__isnull": True}) | Q(**{path: user.pk})


def released_to(user, handover):
    """The notes that go along with a handover, for who is asked to take it; read before answering."""
    if not may_see(user, handover):
        return Contact._default_manager.none()
    rows = Contact._default_manager.filter(case_file=handover.case_file_id)
    rows = rows.filter(Q(kept_by__isnull=True) | Q(kept_by=handover.giver_id))
    ticked = handover.notes.values("contact")
    return rows.filter(Q(pk__in=ticked) | Q(completes__in=ticked))


def handed_over(user, handover, model):
    """What is under way in a file, for who is asked to take it."""
    path = _HANDED_OVER[model]
    if not may_see(user, handover):
        return model._default_manager.none()
    return model._default_manager.filter(**{path: handover.case_file_id})


def kept_from(user, case_file):
    """[(who kept them, how many)]: the contacts of this file that this person does not read."""
    rows = Contact._default_manager.filter(case_file=case_file, kept_by__isnull=False)
    counts = rows.exclude(kept_by=user.pk).values("kept_by").annotate(count=Count("pk")).order_by()
    people = User.objects.in_bulk([row["kept_by"] for row in counts])
    return [(people[row["kept_by"]], row["count"]) for row in counts]


def _of_file(user, model):
    """What goes with its file; of it, what is confidential or was kept back is for fewer people."""
    rows = _files(user, _TO_FILE[model])
    if model in (CaseDocument, Letter):
        rows &= _readable_documents(user)
    if model in _KEPT_BY:
        rows &= _left_to(user, _KEPT_BY[model])
    return rows


def _of_referral(user, model):
    return _referrals(user, _TO_REFERRAL[model])


def _of_person(user, model):
    files = CaseFile._default_manager.filter(_files(user, "")).values("person")
    return Q(**{f"{path}pk__in": files for path in _TO_PERSON[model]})


def _of_handover(user, model):
    """Those of files in sight, and the one that is proposed to this person until she answers."""
    path = _TO_HANDOVER[model]
    of_files = _files(user, f"{path}case_file__")
    if _has(user, Role.COORDINATION) or not _has(user, Role.CASE_MANAGER):
        return of_files
    return of_files | Q(**{f"{path}receiver": user.pk, f"{path}state": Handover.State.PROPOSED})


def _tied(user, model):
    return Q() if may_tie_partners(user) else _NOTHING


def _in_agenda(user, model):
    """What concerns a file or a request goes with it; the rest is seen by whose agenda it is in."""
    rows = Q(case_file__isnull=False) & _files(user, "case_file__")
    alone = Q(case_file__isnull=True, owner=user.pk) if _has(user, *CASE_WORK) else _NOTHING
    if model is not Appointment:
        return rows | alone
    about_requests = Q(case_file__isnull=True, referral__isnull=False) & _referrals(user, "referral__")
    return rows | about_requests | (alone & Q(referral__isnull=True))


def _own(user, model):
    if not _has(user, *CASE_WORK):
        return _NOTHING
    shared = Q(owner__isnull=True) if model is ContactTemplate else _NOTHING
    return Q(owner=user.pk) | shared


def _readable_documents(user):
    own = Q(case_file__case_manager=user.pk) if _has(user, Role.CASE_MANAGER) else _NOTHING
    return Q(confidential=False) | own


def _referrals(user, path):
    if _has(user, Role.COORDINATION):
        return Q()
    if not _has(user, Role.CASE_MANAGER):
        return _NOTHING
    undecided = Q(
        **{f"{path}programme__in": user.programmes.values("pk"), f"{path}status__in": Referral.UNDECIDED}
    )
    # An admitted request is read by who holds its file: it must not stay open behind a file handed over.
    refused = Q(**{f"{path}decided_by": user.pk, f"{path}status": Referral.Status.REFUSED})
    of_file = Q(**{f"{path}case_file__case_manager": user.pk})
    return undecided | refused | of_file | Q(**{f"{path}reopened_file__case_manager": user.pk})


# Which rule a noun falls under; the nouns of each stand at the top of this file.
_RULES = (
    (_TO_FILE, _of_file),
    (_TO_REFERRAL, _of_referral),
    (_TO_PERSON, _of_person),
    (_IN_AGENDA, _in_agenda),
    (_OWN, _own),
    (_TO_HANDOVER, _of_handover),
    ((PartnerAccount,), _tied),
)
