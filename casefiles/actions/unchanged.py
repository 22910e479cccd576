"""Two people edit one record: the second is told before anything is written over."""

from casefiles.actions.base import Refused

CHANGED = "changed"
_WORDS = (
    "Pendant que vous écriviez, quelqu’un a changé ces informations. Rien de ce que vous avez tapé n’est "
    "perdu : ce qui est enregistré maintenant est rappelé sous chaque champ qui diffère. Vérifiez, puis "
    "enregistrez à nouveau."
)


def revision_of(record):
    """What a form hides as `seen`; 0 stands for a record that does not exist yet."""
    return 0 if record is None else record.revision


def refuse_if_changed(record, seen):
    """Raise Refused when the record is no longer the one that was read. Call it once the record is held.

    `seen` is the revision that was read; None when nobody read a form first (an import, the demo).
    """
    if seen is not None and revision_of(record) != seen:
        raise Refused(_WORDS, CHANGED)
