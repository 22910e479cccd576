"""What leans on a row: a line of a list, a stage, a person of the team is not taken away under a file."""

from django.db.models import PROTECT

from casefiles.models import Assessment, CaseFile


def protecting_relations(model):
    """The relations towards a model that refuse its deletion."""
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and getattr(relation, "on_delete", None) is PROTECT
    ]


def usages(row):
    """How many records use this row and would lose it."""
    return sum(
        relation.related_model._base_manager.filter(**{relation.field.name: row}).count()
        for relation in protecting_relations(type(row))
    )


def uses_of(version):
    """[(how many, of what)] that lean on a version of a form, for forms.usage."""
    drafts = Assessment.objects.filter(version=version, state=Assessment.State.DRAFT).count()
    files = CaseFile.objects.filter(referral__submission__version=version, closed_on__isnull=True).count()
    return [
        (files, "dossiers ouverts" if files > 1 else "dossier ouvert"),
        (drafts, "bilans en cours" if drafts > 1 else "bilan en cours"),
    ]
