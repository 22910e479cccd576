"""From a form to an action and back: what was typed never gets lost, and a refusal stands beside it."""

from casefiles.actions.base import Refused
from casefiles.actions.unchanged import CHANGED


def attempt(form, build):
    """Run the action made by `build(cleaned_data)`: (True, result) or (False, None)."""
    if not form.is_valid():
        return False, None
    try:
        try:
            return True, build(form.cleaned_data).execute()
        except Refused as refused:
            # Somebody saved meanwhile, but nothing that stands in this form: it goes through.
            if refused.code != CHANGED or not form.reconcile():
                raise
        return True, build(form.cleaned_data).execute()
    except Refused as refused:
        form.add_error(form.field_for(refused.code), refused.message)
        form.refused_with = refused.code
        return False, None
