"""A contact that comes back is kept as a template: for oneself or, by coordination, for everyone."""

from dataclasses import dataclass
from typing import Any

from casefiles.access import may_see
from casefiles.actions.agenda.on_agenda import hold_subject, known_parts
from casefiles.actions.base import Action, Refused, written
from casefiles.actions.contact.log import check_minutes
from casefiles.models import ContactTemplate
from portal.accounts.roles import CASE_WORK, Role

LONGEST = 60
MOST = 40
FIELDS = ("kind", "medium", "axis", "minutes", "place")


@dataclass(kw_only=True, eq=False, repr=False)
class SaveContactTemplate(Action):
    """Its target is whose template it is, or None for a shared one. Under the same name it is replaced."""

    label: str
    kind: Any
    medium: Any = None
    axis: Any = None
    minutes: int | None = None
    place: str = ""
    parts: tuple = ()

    journal_code = "contact_template.made"

    @classmethod
    def of_contact(cls, actor, contact, *, label="", shared=False):
        """Made from a contact in one press, without its note and its place: it tells nothing of anyone."""
        return cls(
            actor,
            None if shared else actor,
            label=label or _label_of(contact),
            kind=contact.kind,
            medium=contact.medium,
            axis=contact.axis,
            minutes=contact.minutes,
            parts=tuple(contact.parts_present or ()),
        )

    def _hold(self):
        hold_subject(self.target or self.actor)

    def _check(self):
        if self.target is None and not self.actor.has_role(Role.COORDINATION):
            raise Refused("Seule la coordination partage un modèle avec l’équipe.", "shared")
        if self.target is not None and self.target.pk != self.actor.pk:
            raise Refused("Ce modèle n’est pas le vôtre.", "not_yours")
        if not self.actor.has_role(*CASE_WORK):
            raise Refused("Les modèles servent à qui accompagne.", "not_yours")
        label = written(self.label, least=2, message="Donnez un nom au modèle.", code="label")
        if len(label) > LONGEST:
            raise Refused(f"Le nom du modèle tient en {LONGEST} caractères.", "label")
        check_minutes(self.minutes)
        known_parts(self.parts)
        if self._before() is None and self._siblings().count() >= MOST:
            raise Refused(f"Il y a déjà {MOST} modèles : supprimez-en un.", "too_many")

    def _perform(self):
        template = self._before() or ContactTemplate(owner=self.target, label=self.label.strip())
        template.parts_present = known_parts(self.parts) or []
        for name in FIELDS:
            setattr(template, name, getattr(self, name))
        template.place = self.place.strip()
        template.save()
        return template

    def _siblings(self):
        if self.target is None:
            return ContactTemplate.objects.filter(owner__isnull=True)
        return ContactTemplate.objects.filter(owner=self.target.pk)

    def _before(self):
        return self._siblings().filter(label__iexact=self.label.strip()).first()

    def _entry(self, result):
        return {"details": {"template": str(result.pk), "shared": self.target is None}}


@dataclass(kw_only=True, eq=False, repr=False)
class DeleteContactTemplate(Action):
    """Contacts made from it stay as they are."""

    journal_code = "contact_template.deleted"

    def _check(self):
        if not may_see(self.actor, self.target):
            raise Refused("Ce modèle n’est pas le vôtre.", "not_yours")
        if self.target.owner_id is None and not self.actor.has_role(Role.COORDINATION):
            raise Refused("Ce modèle est partagé : seule la coordination le supprime.", "shared")

    def _perform(self):
        self.deleted, self.shared = str(self.target.pk), self.target.owner_id is None
        self.target.delete()

    def _entry(self, result):
        return {"details": {"template": self.deleted, "shared": self.shared}}


def _label_of(contact):
    """« Entretien · Rendez-vous à domicile », cut where a name must end."""
    words = " · ".join(str(part) for part in (contact.kind, contact.medium) if part)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
