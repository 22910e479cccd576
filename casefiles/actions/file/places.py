"""Taking and giving back a numbered place.

The partial unique constraint on (case manager, programme, place) makes one of two simultaneous requests win;
the other sees the place taken and tries the next; when none is left it is refused. A place beyond the
capacity exists only with the signature and the reason of coordination.

A place offered to somebody who waits is kept until they answer: for whoever else asks, it is taken. As an
offer has no number, whoever takes or keeps a place holds the programme first (`hold_list`), then the file.
Whoever goes past it with a signature stands beyond the capacity and leaves its number free: the person it was
promised to takes it without another signature.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from casefiles.access import may_exceed_capacity
from casefiles.actions.base import Refused, written
from casefiles.actions.file.cover import uncover
from casefiles.free_places import is_promised, kept_places_of
from casefiles.models import Assignment, Handover

# Each try that fails means that somebody else got a place meanwhile.
ATTEMPTS = 60


def active_places(case_manager, programme):
    """The numbers of the places taken now."""
    return set(
        Assignment.objects.filter(
            case_manager=case_manager, programme=programme, ended_on__isnull=True
        ).values_list("place", flat=True)
    )


def choose_place(taken, capacity, *, kept=0, may_exceed=False, promised=False):
    """The first free number, or None when there is none left.

    `kept` places wait for somebody else: who exceeds leaves as many numbers to them. A place that was
    `promised` is taken when its number is free, whoever went past it meanwhile.
    """
    free = [number for number in range(1, len(taken) + kept + 2) if number not in taken]
    if promised and free[0] <= capacity:
        return free[0]
    if len(taken) + kept < capacity:
        return free[0]
    return free[kept] if may_exceed else None


def full_message(actor, case_manager, taken, capacity):
    """Why there is no place, and what to do."""
    if taken < capacity:
        return _kept_message(actor, case_manager, capacity - taken)
    who = "Vous accompagnez" if actor == case_manager else f"{case_manager} accompagne"
    way_out = (
        "écrivez le motif du dépassement"
        if may_exceed_capacity(actor)
        else "demandez à la coordination d’autoriser un dépassement, avec un motif écrit"
    )
    held = f"{taken} situation{'s' if taken > 1 else ''}"
    places = f"{capacity} place{'s' if capacity > 1 else ''}"
    return f"{who} déjà {held} pour {places}. Mettez la personne en liste d’attente, ou {way_out}."


def _kept_message(actor, case_manager, left):
    """The places left are all offered to people who wait."""
    told, answer, offer = (
        (f"La place libre chez {case_manager} est déjà proposée à quelqu’un", "sa réponse", "la proposition")
        if left == 1
        else (
            f"Les {left} places libres chez {case_manager} sont déjà proposées à des personnes",
            "leur réponse",
            "une proposition",
        )
    )
    way_out = (
        f"retirez {offer}, ou écrivez le motif du dépassement"
        if may_exceed_capacity(actor)
        else f"ou retirez {offer}"
    )
    return f"{told} de la liste d’attente : attendez {answer}, {way_out}."


def check_place(actor, case_manager, programme, over_capacity_reason="", *, referral=None):
    """Raise Refused when this person cannot take one more file of this programme.

    `referral` is the request that asks for the place: one that is kept for it is its own.
    """
    taken, capacity = active_places(case_manager, programme), programme.capacity_per_case_manager
    kept = kept_places_of(case_manager, programme, but=referral)
    if choose_place(taken, capacity, kept=kept, promised=is_promised(case_manager, referral)) is not None:
        return
    if not over_capacity_reason.strip() or not may_exceed_capacity(actor):
        raise Refused(full_message(actor, case_manager, len(taken), capacity), "full")
    written(
        over_capacity_reason,
        least=10,
        message="Un dépassement se motive en une phrase : elle reste dans le journal.",
    )


def check_dates(case_file, on):
    """Raise Refused when somebody held the file after that day: two people never hold it at once."""
    if on < case_file.opened_on:
        raise Refused(
            f"Le dossier n’est ouvert que depuis le {case_file.opened_on:%d/%m/%Y} : choisissez ce jour ou "
            "un jour suivant.",
            "before_opening",
        )
    taken = case_file.assignments.select_related("case_manager").order_by("-started_on", "-created_at")
    for held in taken:
        until = held.started_on if held.ended_on is None else held.ended_on
        if on < until:
            raise Refused(
                f"{held.case_manager} accompagnait encore cette personne le {until:%d/%m/%Y} : choisissez ce "
                "jour ou un jour suivant.",
                "overlap",
            )


def take_place(case_file, case_manager, *, by, on, reason="", over_capacity_reason="", referral=None):
    """Make the assignment, on the first free place; raises Refused when there is none.

    Who goes past a place that is kept goes beyond the capacity, and signs for it, as past a place held.
    """
    programme = case_file.programme
    check_dates(case_file, on)
    for _attempt in range(ATTEMPTS):
        check_place(by, case_manager, programme, over_capacity_reason, referral=referral)
        taken, capacity = active_places(case_manager, programme), programme.capacity_per_case_manager
        kept = kept_places_of(case_manager, programme, but=referral)
        place = choose_place(taken, capacity, kept=kept, promised=is_promised(case_manager, referral))
        beyond = place is None
        if beyond:
            place = choose_place(taken, capacity, kept=kept, may_exceed=bool(over_capacity_reason.strip()))
        if place is None:
            continue
        try:
            with transaction.atomic():
                return Assignment.objects.create(
                    case_file=case_file,
                    case_manager=case_manager,
                    programme=programme,
                    place=place,
                    capacity=capacity,
                    started_on=on,
                    reason=reason.strip() or None,
                    assigned_by=by,
                    over_capacity_by=by if beyond else None,
                    over_capacity_reason=over_capacity_reason.strip() if beyond else None,
                )
        except IntegrityError:
            if Assignment.objects.filter(case_file=case_file, ended_on__isnull=True).exists():
                raise Refused(
                    "Ce dossier vient d’être confié à quelqu’un : relisez-le.", "already_held"
                ) from None
    raise Refused("Beaucoup de demandes en même temps : réessayez dans un instant.", "busy")


def give_back(assignment, *, on, end):
    """End an assignment; whoever stood beyond the capacity moves to the place that is freed.

    A handover that was proposed by who held the file falls with it, and so does a cover.
    """
    uncover(assignment.case_file, on)
    proposed = Handover.objects.filter(case_file=assignment.case_file_id, state=Handover.State.PROPOSED)
    proposed.update(state=Handover.State.CANCELLED, answered_at=timezone.now())
    assignment.ended_on = max(on, assignment.started_on)
    assignment.end = end
    assignment.save()
    last = (
        Assignment.objects.filter(
            case_manager=assignment.case_manager, programme=assignment.programme, ended_on__isnull=True
        )
        .order_by("-place")
        .first()
    )
    if last is not None and last.place > last.capacity and last.place > assignment.place:
        # Only if it still stands where we saw it: it may have ended meanwhile.
        Assignment.objects.filter(pk=last.pk, place=last.place, ended_on__isnull=True).update(
            place=assignment.place
        )
