"""The assessments of a file, as its pages ask for them: a number of queries that never grows."""

from casefiles.access import rows_of
from casefiles.grid.comparison import compared
from casefiles.models import Assessment
from forms.outputs.printed import parts_of

COMPARED = 6


def assessments_of(user, case_file):
    """Every assessment of the file, oldest first."""
    rows = rows_of(user, case_file, Assessment)
    return list(with_all(rows).order_by("held_on", "created_at"))


def finished_of(user, case_file):
    return [row for row in assessments_of(user, case_file) if not row.is_draft]


def previous_of(user, assessment):
    """The finished assessment of the same form that came just before this one, or None."""
    rows = [row for row in finished_of(user, assessment.case_file) if row.form_id == assessment.form_id]
    if assessment.is_draft:
        return rows[-1] if rows else None
    place = [row.pk for row in rows].index(assessment.pk)
    return rows[place - 1] if place else None


def comparisons(finished, most=None):
    """[(form, assessments oldest first, rows)] of the forms that have steps to compare."""
    by_form = {}
    for row in finished:
        by_form.setdefault(row.form, []).append(row)
    kept = [(form, rows[-(most or len(rows)) :]) for form, rows in by_form.items()]
    return [(form, rows, table) for form, rows in kept if (table := compared(rows))]


def section_of(user, case_file):
    """What the section « Bilans » of the file shows."""
    rows = assessments_of(user, case_file)
    finished = [row for row in rows if not row.is_draft]
    return {
        "drafts": [row for row in rows if row.is_draft],
        "finished": finished[::-1],
        "comparisons": comparisons(finished, most=COMPARED),
        "has_more": len(finished) > COMPARED,
    }


def last_on_paper(section):
    """The answers of the last finished assessment, part by part; nothing when there is none."""
    if not section["finished"]:
        return {"parts": []}
    row = section["finished"][0]
    return {"row": row, "parts": parts_of(row.version.document, row.given)}


def with_all(rows):
    # Versions are few and their documents long: each is read once, however many assessments lean on it.
    return rows.select_related("author", "saved_by", "submission").prefetch_related("version", "form")
