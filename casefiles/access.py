"""Who may see what. The only place that says so; all that is shown comes through `visible_to` or `rows_of`.

================  ===========================================================================================
case manager      the files she holds, and those she held last once they are closed; those where she stands
                  in, on the days of the cover, with the notes that were ticked; the requests of her
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
    CaseDocument,
    CaseFile,
    Contact,
    ContactTemplate,
    Handover,
    HandoverNote,
    Letter,
    PartnerAccount,
    Referral,
    SharedSection,
    SharingAgreement,
)
from casefiles.models.handover import covers_on
from casefiles.ways import (
    HANDED_OVER,
    IN_AGENDA,
    OWN,
    PART_OF,
    TO_CONTACT,
    TO_FILE,
    TO_HANDOVER,
    TO_PERSON,
    TO_REFERRAL,
)
from forms.models import FormDefinition, Submission
from portal.accounts.models import User
from portal.accounts.roles import CASE_WORK, Role

_NOTHING = Q(pk__in=[])
_CONFIDENTIAL = (CaseDocument, Letter)
_FORMS_OF_FILES = ("referral", "assessment", "exit")


def visible_to(user, model):
    """The rows of `model` that this person may see. A model without a rule raises: nothing is guessed."""
    rule = next((rule for nouns, rule in _RULES if model in nouns), None)
    if rule is None:
        raise LookupError(f"casefiles.access has no rule for {model.__name__}")
    return model._default_manager.filter(rule(user, model))


def rows_of(user, case_file, model):
    """`visible_to(user, model)` of one file that was just read: the same rows, for a third of the work.

    Who holds the file or stands in is told from the file itself, instead of a join for each noun of it.
    """
    if model not in TO_FILE and model not in IN_AGENDA:
        raise LookupError(f"casefiles.access has no way from {model.__name__} to its file")
    path = TO_FILE.get(model, "case_file__").removesuffix("__")
    if not may_work_on(user, case_file):
        return model._default_manager.none()
    if model in TO_CONTACT and not (_has(user, Role.COORDINATION) or holds(user, case_file)):
        return visible_to(user, model).filter(**{path: case_file})
    rows = model._default_manager.filter(**{path: case_file})
    if model in TO_CONTACT:
        return rows.filter(_not_kept_from(user, TO_CONTACT[model]))
    if model in _CONFIDENTIAL and not may_read_confidential(user, case_file):
        return rows.filter(confidential=False)
    return rows


def may_see(user, record):
    """Whether this person may see this one record, asked of the database now."""
    return visible_to(user, type(record)).filter(pk=record.pk).exists()


def may_work_on(user, case_file):
    """Whether this person may write in this file: who holds it, who stands in today, and coordination."""
    return _has(user, Role.COORDINATION) or holds(user, case_file) or stands_in(user, case_file)


def stands_in(user, case_file):
    """Whether this person covers for the case manager of this file today."""
    return _has(user, Role.CASE_MANAGER) and case_file.is_covered and case_file.covered_by_id == user.pk


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
    if model not in TO_FILE:
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
    if model not in {**TO_FILE, **TO_REFERRAL, **TO_PERSON}:
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
    part, path = PART_OF[model]
    if part not in parts_shared(user, case_file):
        return model._default_manager.none()
    return model._default_manager.filter(**{path: case_file}).exclude(_never_shared(model))


def part_rows(user, case_file, model):
    """The rows of this noun, of a part of the file that may leave it, as who sends them sees them."""
    _part, path = PART_OF[model]
    return visible_to(user, model).filter(**{path: case_file}).exclude(_never_shared(model))


def _never_shared(model):
    """What no agreement opens, even where its part is shared."""
    return Q(confidential=True) if model is CaseDocument else _NOTHING


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
        return _held(user, path) | _covered(user, path)
    return _NOTHING


def _held(user, path):
    return Q(**{f"{path}case_manager": user.pk})


def _covered(user, path):
    """The files where this person stands in today: the calendar ends it, no job has to."""
    today = timezone.localdate()
    days = {f"{path}covered_from__lte": today, f"{path}covered_until__gte": today}
    return Q(**{f"{path}covered_by": user.pk}, **days)


def _contacts(user, model):
    """Of the files in sight, what nobody kept for herself; of a file that one covers, what was ticked."""
    path = TO_CONTACT[model]
    mine = _not_kept_from(user, path)
    if _has(user, Role.COORDINATION) or not _has(user, Role.CASE_MANAGER):
        return _files(user, TO_FILE[model]) & mine
    told = Q(**{f"{path}author": user.pk}) | _without_words(path) | _ticked_for(user, path)
    return (_held(user, TO_FILE[model]) | (_covered(user, TO_FILE[model]) & told)) & mine


def _not_kept_from(user, path):
    return Q(**{f"{path}kept_by__isnull": True}) | Q(**{f"{path}kept_by": user.pk})


def _without_words(path):
    """A contact that is only its date, its place and how long it took."""
    return Q(**{f"{path}{name}__isnull": True for name in ("note", "confidential_note", "people_present")})


def _ticked_for(user, path):
    """The notes that go along with the covers of this person that run, and what completes them."""
    running = covers_on(timezone.localdate(), "handover__")
    ticked = HandoverNote._default_manager.filter(running, handover__receiver=user.pk).values("contact")
    return Q(**{f"{path}pk__in": ticked}) | Q(**{f"{path}completes__in": ticked})


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
    path = HANDED_OVER[model]
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
    if model in TO_CONTACT:
        return _contacts(user, model)
    rows = _files(user, TO_FILE[model])
    if model in _CONFIDENTIAL:
        rows &= _readable_documents(user)
    return rows


def _of_referral(user, model):
    return _referrals(user, TO_REFERRAL[model])


def _of_person(user, model):
    files = CaseFile._default_manager.filter(_files(user, "")).values("person")
    return Q(**{f"{path}pk__in": files for path in TO_PERSON[model]})


def _of_handover(user, model):
    """Those of files in sight, and the one that is proposed to this person until she answers.

    Who stands in sees her own cover as long as it runs, and no other of the file.
    """
    path = TO_HANDOVER[model]
    if _has(user, Role.COORDINATION) or not _has(user, Role.CASE_MANAGER):
        return _files(user, f"{path}case_file__")
    asked = Q(**{f"{path}state": Handover.State.PROPOSED}) | covers_on(timezone.localdate(), path)
    return _held(user, f"{path}case_file__") | (asked & Q(**{f"{path}receiver": user.pk}))


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
    return undecided | refused | _files(user, f"{path}case_file__") | _files(user, f"{path}reopened_file__")


# Which rule a noun falls under; the nouns of each stand at the top of this file.
_RULES = (
    (TO_FILE, _of_file),
    (TO_REFERRAL, _of_referral),
    (TO_PERSON, _of_person),
    (IN_AGENDA, _in_agenda),
    (OWN, _own),
    (TO_HANDOVER, _of_handover),
    ((PartnerAccount,), _tied),
)
