"""What case work needs before its first file: the lists of the field and the two programmes.

Run again and again: it adds what is missing and never undoes what staff changed.
"""

from django.db import transaction

from casefiles.receiving import receive_waiting_submissions
from casefiles.setup import heberge_toit, logement_accompagne
from casefiles.setup.letters import create_letter_templates
from casefiles.setup.programmes import SHIPPED, create_programme, furnish
from casefiles.setup.registers import create_registers

HEBERGE_TOIT, LOGEMENT_ACCOMPAGNE = heberge_toit.SLUG, logement_accompagne.SLUG
CRITERIA, FORMS, STAGES = heberge_toit.CRITERIA, heberge_toit.FORMS, heberge_toit.STAGES

__all__ = [
    "CRITERIA",
    "FORMS",
    "HEBERGE_TOIT",
    "LOGEMENT_ACCOMPAGNE",
    "STAGES",
    "create_reference_data",
    "create_registers",
    "furnish",
]


@transaction.atomic
def create_reference_data():
    """The lists, the programmes and their paths; then the requests that arrived before them."""
    create_registers()
    create_letter_templates()
    for shipped in SHIPPED:
        create_programme(shipped)
    receive_waiting_submissions()
