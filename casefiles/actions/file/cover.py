"""Who stands in for the case manager of a file for some days: set, and taken away."""

from casefiles.models import CaseFile, Handover


def cover(case_file, colleague, covers_from, covers_until):
    """The colleague reads and writes in the file on these days; it stays who holds it's, with its place."""
    case_file.covered_by = colleague
    case_file.covered_from, case_file.covered_until = covers_from, covers_until
    case_file.save(update_fields=["covered_by", "covered_from", "covered_until"])


def uncover(case_file, on):
    """Nobody stands in from this moment; a cover that runs or is to come is over."""
    standing = Handover.objects.filter(
        case_file=case_file, state=Handover.State.ACCEPTED, covers_until__gte=on, cover_ended_on__isnull=True
    )
    standing.update(cover_ended_on=on)
    case_file.covered_by = case_file.covered_from = case_file.covered_until = None
    # Not by saving it: who calls may still be changing it.
    nobody = {"covered_by": None, "covered_from": None, "covered_until": None}
    CaseFile.objects.filter(pk=case_file.pk).update(**nobody)
