"""What every sliding lease must respect: its days, its yearly reviews, the checks after the slide."""

import datetime

from casefiles.actions.base import Refused, written
from casefiles.eligibility import add_months
from casefiles.models import SlidingLease
from casefiles.models.lease import CHECKS_AFTER, LONGEST_YEARS

LONG_AGO = datetime.date(2000, 1, 1)
# A lease that is signed begins within the year.
FURTHEST_MONTHS = 12
ENDED = ("Ce bail est terminé : il se lit, il ne se change plus.", "ended")


class LeaseOf:
    """For an action whose target is a lease, or something of a lease: the way to its file."""

    @property
    def lease(self):
        return self.target if isinstance(self.target, SlidingLease) else self.target.lease

    @property
    def case_file(self):
        return self.lease.case_file

    def _hold(self):
        super()._hold()
        # Kept and read afresh: the lease decides what may be done with what is of it.
        if self.target is not self.lease:
            self.lease.refresh_from_db()

    def _details(self, result):
        return {"lease": str(self.lease.pk)}


def check_parties(owner, operator, operator_name):
    """Raise Refused unless one knows who owns, and who rents and sub-lets."""
    written(owner, message="Écrivez qui est propriétaire : un nom suffit.", code="owner")
    if operator is None and not (operator_name or "").strip():
        raise Refused("Choisissez le service qui loue et sous-loue, ou écrivez son nom.", "operator")


def check_days(started_on, ends_on, today):
    """Raise Refused for a lease that ends before it begins, or that is longer than the law allows."""
    if started_on < LONG_AGO:
        raise Refused("Cette date est trop ancienne : vérifiez l’année.", "long_ago")
    if started_on > add_months(today, FURTHEST_MONTHS):
        raise Refused("Ce début est à plus d’un an d’ici : vérifiez l’année.", "far")
    if ends_on <= started_on:
        raise Refused(
            "La sous-location se termine avant d’avoir commencé : vérifiez les deux dates.", "order"
        )
    latest = add_months(started_on, 12 * LONGEST_YEARS)
    if ends_on > latest:
        raise Refused(
            f"Une sous-location dure trois ans au plus : celle-ci peut aller jusqu’au {latest:%d/%m/%Y}.",
            "too_long",
        )


def check_after_others(case_file, started_on, but=None):
    """Raise Refused when another lease of this file was not over on that day."""
    for other in SlidingLease.objects.filter(case_file=case_file).exclude(pk=but):
        if other.is_running:
            raise Refused(
                f"Un bail glissant est déjà en cours depuis le {other.started_on:%d/%m/%Y} : "
                "dites d’abord comment il s’est terminé.",
                "running",
            )
        if started_on < other.ended_on:
            raise Refused(
                f"Le bail précédent s’est terminé le {other.ended_on:%d/%m/%Y} : celui-ci commence après.",
                "overlap",
            )


def check_objectives(case_file, objectives):
    if any(objective.case_file_id != case_file.pk for objective in objectives):
        raise Refused("Un de ces objectifs est d’un autre dossier.", "objectives")


def check_end(lease, on, today):
    """Raise Refused unless a lease under way may end on this day."""
    if not lease.is_running:
        raise Refused(*ENDED)
    if on > today:
        raise Refused("Cette date est dans le futur : notez ce qui a déjà eu lieu.", "future")
    if on < lease.started_on:
        raise Refused(
            f"La sous-location a commencé le {lease.started_on:%d/%m/%Y} : cette date est avant.", "before"
        )


def review_days(started_on, ends_on):
    """Every year on the same day, as long as the sub-lease lasts."""
    days = (add_months(started_on, 12 * year) for year in range(1, LONGEST_YEARS + 1))
    return [day for day in days if day < ends_on]


def check_days_after(slid_on):
    """[(months, day)]: when one asks whether the person is still in her home."""
    return [(months, add_months(slid_on, months)) for months in CHECKS_AFTER]


def make_reviews(lease):
    """The reviews that the days of the lease ask for; one that took place stays, whatever its day."""
    held = lease.reviews.filter(held_on__isnull=False)
    days = review_days(lease.started_on, lease.ends_on)
    # As many years as were reviewed are settled, even if the days of the lease were corrected since.
    wanted = set(days[held.count() :])
    lease.reviews.filter(held_on__isnull=True).exclude(due_on__in=wanted).delete()
    there = set(lease.reviews.values_list("due_on", flat=True))
    for day in sorted(wanted - there):
        lease.reviews.create(due_on=day)
