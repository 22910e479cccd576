"""The filters of a list are kept under a name, renamed, or let go. They are one's own."""

from dataclasses import dataclass
from typing import Any

from casefiles.access import visible_to
from casefiles.actions.base import Action, Refused, written
from casefiles.models import SavedFilter
from portal.accounts.roles import CASE_WORK

MOST = 30
NAME_LENGTH, QUERY_LENGTH = 60, 1000
TAKEN = "Vous avez déjà un filtre de ce nom : choisissez-en un autre."


class FilterAction(Action):
    def _hold(self):
        """One's own working tool: nobody else changes it."""

    def _name(self, name):
        name = written(
            " ".join((name or "").split()),
            least=1,
            message="Donnez un nom à ce filtre, par exemple « Mes bilans ».",
            code="name_needed",
        )
        if len(name) > NAME_LENGTH:
            raise Refused(f"{NAME_LENGTH} caractères au plus pour un nom.", "too_long")
        return name

    def _entry(self, result):
        return {"details": {"list": self.target if isinstance(self.target, str) else self.target.list}}


@dataclass(kw_only=True, eq=False, repr=False)
class KeepFilter(FilterAction):
    """`KeepFilter(user, "files", name="Mes bilans", query="stage=2").execute()`; returns the SavedFilter."""

    name: str = ""
    query: str = ""

    journal_code = "filter.kept"

    def _check(self):
        if not self.actor.has_role(*CASE_WORK) or self.target not in SavedFilter.List.values:
            raise Refused("Cette liste n’est pas à votre portée.", "not_yours")
        name = self._name(self.name)
        if not self.query:
            raise Refused("Choisissez d’abord un filtre dans la liste, puis gardez-le.", "nothing_chosen")
        if len(self.query) > QUERY_LENGTH:
            raise Refused("Ces filtres sont trop nombreux pour être gardés.", "too_long")
        own = visible_to(self.actor, SavedFilter).filter(list=self.target)
        if own.filter(name__iexact=name).exists():
            raise Refused(TAKEN, "name_taken")
        if own.count() >= MOST:
            raise Refused(f"{MOST} filtres au plus : supprimez-en un d’abord.", "too_many")

    def _perform(self):
        return SavedFilter.objects.create(
            owner=self.actor, list=self.target, name=self._name(self.name), query=self.query
        )


class OwnFilterAction(FilterAction):
    def _check(self):
        if self.target.owner_id != self.actor.pk:
            raise Refused("Ce filtre n’est pas le vôtre.", "not_yours")


@dataclass(kw_only=True, eq=False, repr=False)
class RenameFilter(OwnFilterAction):
    name: Any = ""

    journal_code = "filter.renamed"

    def _check(self):
        super()._check()
        others = visible_to(self.actor, SavedFilter).filter(list=self.target.list).exclude(pk=self.target.pk)
        if others.filter(name__iexact=self._name(self.name)).exists():
            raise Refused(TAKEN, "name_taken")

    def _perform(self):
        self.target.name = self._name(self.name)
        self.target.save()
        return self.target


@dataclass(kw_only=True, eq=False, repr=False)
class DeleteFilter(OwnFilterAction):
    journal_code = "filter.deleted"

    def _perform(self):
        self.target.delete()
