from forms.models.artefact import Artefact
from forms.models.definition import FormDefinition
from forms.models.minted_key import MintedKey
from forms.models.sending_count import SendingCount
from forms.models.submission import Submission
from forms.models.version import FormVersion

__all__ = ["Artefact", "FormDefinition", "FormVersion", "MintedKey", "SendingCount", "Submission"]
