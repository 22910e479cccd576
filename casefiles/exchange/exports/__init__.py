"""What can be exported: one class per list."""

from casefiles.exchange.exports.answers import AnswersExport
from casefiles.exchange.exports.contacts import ContactExport
from casefiles.exchange.exports.files import FileExport
from casefiles.exchange.exports.housing import HousingExport
from casefiles.exchange.exports.requests import RequestExport
from casefiles.exchange.exports.services import ServiceExport

EXPORTS = {
    export.code: export
    for export in (FileExport, ContactExport, HousingExport, RequestExport, AnswersExport, ServiceExport)
}


def exports_for(user):
    """The lists that this person may take away."""
    return {code: export for code, export in EXPORTS.items() if user.has_role(*export.roles)}
