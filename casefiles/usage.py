"""How much of case work leans on a version of a form: told before staff publish another."""

from casefiles.models import Assessment, CaseFile


def uses_of(version):
    """[(how many, of what)] for forms.usage."""
    drafts = Assessment.objects.filter(version=version, state=Assessment.State.DRAFT).count()
    files = CaseFile.objects.filter(referral__submission__version=version, closed_on__isnull=True).count()
    return [
        (files, "dossiers ouverts" if files > 1 else "dossier ouvert"),
        (drafts, "bilans en cours" if drafts > 1 else "bilan en cours"),
    ]
