"""From a form to an action and back: what was typed never gets lost, and a refusal stands beside it."""

import hashlib
import json

from casefiles.actions.base import Refused

STALE = (
    "Quelqu’un a modifié ces informations pendant que vous les corrigiez. Ce qui est enregistré maintenant "
    "est rappelé sous chaque champ ; ce que vous aviez tapé est conservé. Vérifiez, puis renvoyez."
)


def attempt(form, build):
    """Run the action made by `build(cleaned_data)`: (True, result) or (False, None)."""
    if not form.is_valid():
        return False, None
    try:
        return True, build(form.cleaned_data).execute()
    except Refused as refused:
        form.add_error(form.field_for(refused.code), refused.message)
        form.refused_with = refused.code
        return False, None


def version_of(values):
    """A short mark of what was shown, to notice that it changed meanwhile. It tells nothing by itself."""
    text = json.dumps(values, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2s(text.encode(), digest_size=12).hexdigest()
