from forms.models.artefact import Artefact
from forms.models.attachment import Attachment
from forms.models.definition import FormDefinition
from forms.models.minted_key import MintedKey
from forms.models.partner_access import PartnerAccess
from forms.models.sending_count import SendingCount
from forms.models.sheet_import import SheetImport, SheetImportRow
from forms.models.submission import Submission
from forms.models.version import FormVersion

__all__ = [
    "Artefact",
    "Attachment",
    "FormDefinition",
    "FormVersion",
    "MintedKey",
    "PartnerAccess",
    "SendingCount",
    "SheetImport",
    "SheetImportRow",
    "Submission",
]
