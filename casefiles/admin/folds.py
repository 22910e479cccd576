"""The forms of a file: those that stand folded are made when somebody unfolds them, not before."""

from casefiles.access import may_distribute, may_work_on
from casefiles.admin.forms import FILE_ACTS

CLOSED_FILE_ACTS = ("rouvrir",)


class Folded:
    """Stands in the place of a form that is not made yet: where it is asked from, nothing more."""

    is_folded = True
    is_bound = is_open = False

    def __init__(self, form_class):
        self.slot, self.fold_id = form_class.slot, form_class.fold_id()


def slots_of(user, case_file):
    """The acts that this person may do on this file now."""
    if not may_work_on(user, case_file):
        return []
    if case_file.is_closed:
        return list(CLOSED_FILE_ACTS)
    return [
        slot
        for slot in FILE_ACTS
        if slot not in CLOSED_FILE_ACTS and (slot != "confier" or may_distribute(user))
    ]


def forms_of(user, case_file, *, bound=None, asked=()):
    """{slot: form or Folded} of what this person may write now; `bound` stands in its own slot.

    `asked` are the slots that stand unfolded.
    """
    forms = {}
    for slot in slots_of(user, case_file):
        form_class = FILE_ACTS[slot]
        if slot in asked and (bound is None or bound.slot != slot):
            forms[_name(slot)] = form_class(user=user, case_file=case_file)
            forms[_name(slot)].is_asked = True
        else:
            forms[_name(slot)] = Folded(form_class)
    if bound is not None:
        forms[_name(bound.slot)] = bound
    return {"forms": forms, "bound": bound, "problems": bound.problems if bound is not None else []}


def blank_form(user, case_file, slot, *, stands=""):
    """The form of one act, or None when it is not this person's to do now.

    `stands` is where the file stood on the page that asks: whoever moved it since is then told of.
    """
    if slot not in slots_of(user, case_file):
        return None
    form = FILE_ACTS[slot](user=user, case_file=case_file)
    if stands and "state" in form.fields:
        form.initial["state"] = stands
    return form


def _name(slot):
    return slot.replace("-", "_")
