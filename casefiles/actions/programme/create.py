"""A new programme: from scratch with the shortest path there is, or with what another one has."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from casefiles.actions.base import Refused
from casefiles.actions.programme.on_programme import ProgrammeAction
from casefiles.actions.programme.parts import ENGAGEMENTS, check_name, check_prefix
from casefiles.models import (
    EligibilityCriterion,
    FollowUpRhythm,
    LifeAxis,
    Programme,
    Stage,
    TerritoryPlace,
)

# What may be taken from another programme. Its orientation form is its own: a request goes to one programme.
TAKES = {
    "limits": "les limites et le rythme",
    "stages": "les étapes",
    "criteria": "les critères",
    "territory": "le territoire",
    "lists": "les axes de vie et les natures de contact",
    "engagements": "les engagements du contrat",
    "forms": "la grille de bilan, le bilan de sortie et la satisfaction",
}
_LIMITS = (
    "capacity_per_case_manager",
    "street_limit_months",
    "contact_alert_days",
    "contact_lock_days",
    "lease_reminder_days",
    "first_rhythm",
)
_FORMS = ("assessment_form", "exit_form", "satisfaction_form")
_FIELDS_OF = {"limits": _LIMITS, "forms": _FORMS, "engagements": ENGAGEMENTS}
_SHORTEST = (
    (Stage.Kind.INTAKE, "Accueil"),
    (Stage.Kind.MONITORING, "Accompagnement"),
    (Stage.Kind.EXIT, "Sortie"),
)


@dataclass(kw_only=True, eq=False, repr=False)
class CreateProgramme(ProgrammeAction):
    """`take` names what is copied from `model`, another programme, if any. The target is None."""

    name: str
    file_prefix: str
    model: Any = None
    take: tuple = ()

    journal_code = "programme.created"

    def _hold(self):
        """Nothing exists yet; the unique names hold against each other."""

    def _check(self):
        check_name(self.name)
        check_prefix(self.file_prefix)
        if not slugify(self.name):
            raise Refused("Ce nom doit contenir des lettres : il sert aussi d’identifiant.", "name")

    def _perform(self):
        programme = Programme.objects.create(
            name=self.name.strip(),
            slug=free_slug(self.name),
            file_prefix=self.file_prefix,
            first_rhythm=FollowUpRhythm.objects.filter(active=True).order_by("order").first(),
        )
        taken = set(self.take) if self.model is not None else set()
        names = [name for part, fields in _FIELDS_OF.items() if part in taken for name in fields]
        if names:
            for name in names:
                setattr(programme, name, getattr(self.model, name))
            programme.save()
        _copy_stages(self.model, programme) if "stages" in taken else _shortest_path(programme)
        if "criteria" in taken:
            _copy_criteria(self.model, programme)
        if "territory" in taken:
            _copy_territory(self.model, programme)
        if "lists" in taken:
            programme.life_axes.set(self.model.life_axes.all())
            programme.contact_kinds.set(self.model.contact_kinds.all())
        else:
            programme.life_axes.set(LifeAxis.objects.filter(active=True))
        self.target = programme
        return programme

    def _details(self, result):
        return {"from": self.model.slug if self.model else None, "take": sorted(self.take)}


def free_slug(name):
    """An identifier made from the name, that no other programme has."""
    stem = slugify(name)[:50]
    slug, number = stem, 2
    while Programme.objects.filter(slug=slug).exists():
        slug, number = f"{stem}-{number}", number + 1
    return slug


def _shortest_path(programme):
    for order, (kind, name) in enumerate(_SHORTEST, start=1):
        Stage.objects.create(programme=programme, kind=kind, name=name, order=order)


def _copy_stages(model, programme):
    for stage in model.stages.order_by("order"):
        stage.pk, stage.programme = None, programme
        stage._state.adding = True
        stage.save()


def _copy_criteria(model, programme):
    """Not those on a question: it belongs to the form of the other programme."""
    for criterion in model.criteria.exclude(kind=EligibilityCriterion.Kind.ANSWER):
        criterion.pk, criterion.programme = None, programme
        criterion._state.adding = True
        criterion.save()


def _copy_territory(model, programme):
    TerritoryPlace.objects.bulk_create(
        TerritoryPlace(programme=programme, postal_code=place.postal_code, name=place.name)
        for place in model.territory.all()
    )
