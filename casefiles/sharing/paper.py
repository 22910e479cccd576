"""What leaves for a service outside, on paper: the parts that were chosen, and never a note."""

from django.template.loader import render_to_string

from casefiles.access import part_rows
from casefiles.models import SharedPart
from casefiles.sharing.reading import read_part
from portal.printing import print_pdf


def outside_pdf(sending):
    """The bytes of the A4, tagged: of the file, what its author may see at this moment."""
    case_file = sending.target
    parts = [
        {"code": part, "label": SharedPart(part).label}
        | read_part(sending.actor, case_file, part, rows=part_rows)
        for part in sending.parts
    ]
    context = {
        "case_file": case_file,
        "shows_name": SharedPart.IDENTITY in sending.parts,
        "sending": sending,
        "to": sending.service or sending.recipient,
        "parts": parts,
    }
    return print_pdf(
        render_to_string("casefiles/pdf/outside.html", context),
        sheet=render_to_string("casefiles/pdf/contract.css"),
    )
