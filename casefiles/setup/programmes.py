"""From the words of a shipped programme to its rows, once; afterwards it is the coordination's."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from casefiles.models import (
    ContactKind,
    EligibilityCriterion,
    FollowUpRhythm,
    LifeAxis,
    Programme,
    Stage,
    TerritoryPlace,
)
from casefiles.setup import heberge_toit, logement_accompagne
from casefiles.setup.registers import LIFE_AXES
from forms.models import FormDefinition

SHIPPED = (heberge_toit, logement_accompagne)


def create_programme(shipped):
    """The programme as it is shipped, unless it exists: what staff changed stays."""
    programme, created = Programme.objects.get_or_create(
        slug=shipped.SLUG,
        defaults={"name": shipped.NAME, "file_prefix": shipped.PREFIX, **shipped.LIMITS},
    )
    if created:
        furnish(programme, shipped)
    _give_what_is_missing(programme, shipped)
    return programme


def furnish(programme, shipped=heberge_toit):
    """Give a new programme the axes, stages, criteria and territory of a shipped one."""
    if not programme.life_axes.exists():
        programme.life_axes.set(LifeAxis.objects.filter(code__in=LIFE_AXES))
    if shipped.CONTACT_KINDS:
        programme.contact_kinds.set(ContactKind.objects.filter(code__in=shipped.CONTACT_KINDS))
    programme.first_rhythm = FollowUpRhythm.objects.filter(code=shipped.RHYTHM).first()
    programme.save(update_fields=["first_rhythm"])
    for order, fields in enumerate(shipped.STAGES, start=1):
        fields = {**fields, "asks_form": form_of(fields.get("asks_form"))}
        Stage.objects.create(programme=programme, order=order, **fields)
    for order, criterion in enumerate(shipped.CRITERIA, start=1):
        EligibilityCriterion.objects.create(programme=programme, order=order, **_criterion(criterion))
    for postal_code, names in shipped.TERRITORY.items():
        for name in names:
            TerritoryPlace.objects.create(programme=programme, postal_code=postal_code, name=name)


def form_of(slug):
    return FormDefinition.objects.filter(slug=slug).first() if slug else None


def _criterion(given):
    if isinstance(given, dict):
        return given
    names = ("kind", "label", "words_met", "words_not_met", "words_unknown")
    return dict(zip(names, given, strict=True))


def _give_what_is_missing(programme, shipped):
    """The shipped forms and public page, wherever the programme has none and nobody else has taken them."""
    found = {name: form_of(slug) for name, slug in shipped.FORMS.items() if getattr(programme, name) is None}
    taken = Programme.objects.exclude(pk=programme.pk).filter(active=True, form__isnull=False).values("form")
    if found.get("form") and programme.active and taken.filter(form=found["form"]).exists():
        del found["form"]
    if programme.public_page_id is None:
        found["public_page"] = _public_page(shipped.PAGE)
    found = {name: value for name, value in found.items() if value is not None}
    for name, value in found.items():
        setattr(programme, name, value)
    if found:
        programme.save(update_fields=list(found))


def _public_page(slug):
    kinds = ContentType.objects.filter(app_label="content")
    return Page.objects.filter(slug=slug, content_type__in=kinds).first()
