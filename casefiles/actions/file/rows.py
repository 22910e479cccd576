"""What was noted of a file is corrected, or taken away when it was noted by mistake: what all nouns share."""

from dataclasses import dataclass, field
from typing import ClassVar

from casefiles.actions.base import Refused
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.unchanged import refuse_if_changed


class RowAction(FileAction):
    """Its target is a row of a file; `noun` is its name in the journal."""

    noun: ClassVar[str] = ""

    @property
    def case_file(self):
        return self.target.case_file

    def _details(self, result):
        return {self.noun: str(self.target.pk)}


@dataclass(kw_only=True, eq=False, repr=False)
class CorrectRow(RowAction):
    """`changes` is {field: new value}, of `fields`; `seen` the revision that the form was made from."""

    changes: dict = field(default_factory=dict)
    seen: int | None = None

    fields: ClassVar[tuple] = ()

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        self.changes = really_changed(self.target, self.changes, self.fields)
        self._check_changes(self._after())

    def _after(self):
        """{field: what it will hold}."""
        return {name: self.changes.get(name, getattr(self.target, name)) for name in self.fields}

    def _check_changes(self, after):
        """Raise Refused when what the row will hold cannot be."""

    def _perform(self):
        for name, value in self.changes.items():
            setattr(self.target, name, value)
        self.target.save()
        return self.target

    def _details(self, result):
        return {self.noun: str(result.pk), "fields": sorted(self.changes)}


@dataclass(kw_only=True, eq=False, repr=False)
class RemoveRow(RowAction):
    """Returns the key of the row that was."""

    seen: int | None = None

    def _check(self):
        refuse_if_changed(self.target, self.seen)

    def _perform(self):
        key = self.target.pk
        self.target.delete()
        return key

    def _details(self, result):
        return {self.noun: str(result)}


def really_changed(row, changes, fields):
    """The changes that change something, blanks as nothing; Refused when none does."""
    unknown = set(changes) - set(fields)
    if unknown:
        raise Refused("Cette information ne se corrige pas ici.", "unknown_field")
    tidy = {
        name: (value.strip() or None) if isinstance(value, str) else value for name, value in changes.items()
    }
    found = {name: value for name, value in tidy.items() if (getattr(row, name) or None) != (value or None)}
    if not found:
        raise Refused("Rien n’a changé : corrigez au moins une information.", "nothing")
    return found
