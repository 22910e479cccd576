"""Two people edit one record: the second is told before anything is written over."""

from casefiles.actions.base import Refused

CHANGED = "changed"
_WORDS = (
    "Pendant que vous écriviez, quelqu’un a changé ces informations. Rien de ce que vous avez tapé n’est "
    "perdu : ce qui est enregistré maintenant est rappelé sous chaque champ qui diffère. Vérifiez, puis "
    "enregistrez à nouveau."
)


_MOVED = (
    "Pendant que vous écriviez, ce dossier a changé d’étape, de mains ou d’état. Rien de ce que vous avez "
    "tapé n’est perdu : relisez l’en-tête et le parcours, puis renvoyez si cela vaut toujours."
)


def state_of(case_file):
    """Where the file stands: its stage, who holds it, whether it is closed. A form hides it."""
    return f"{case_file.stage_id}:{case_file.case_manager_id or ''}:{case_file.closed_on or ''}"


def refuse_if_moved(case_file, seen_state):
    """Raise Refused when the file no longer stands where the form showed it; None: nobody read a form."""
    if seen_state is not None and state_of(case_file) != seen_state:
        raise Refused(_MOVED, CHANGED)


def revision_of(record):
    """What a form hides as `seen`; 0 stands for a record that does not exist yet."""
    return 0 if record is None else record.revision


def refuse_if_changed(record, seen):
    """Raise Refused when the record is no longer the one that was read. Call it once the record is held.

    `seen` is the revision that was read; None when nobody read a form first (an import, the demo).
    """
    if seen is not None and revision_of(record) != seen:
        raise Refused(_WORDS, CHANGED)
