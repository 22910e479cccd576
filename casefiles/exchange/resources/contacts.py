"""Contacts: date, file, kind, minutes, place, note. Each row passes the action of a typed contact."""

import uuid

from django.db.models import Exists, OuterRef, Q

from casefiles.access import exportable_by, may_work_on
from casefiles.actions.base import Refused
from casefiles.actions.contact.correct import CorrectContact
from casefiles.actions.contact.lock import lock_words, locked_by_hand
from casefiles.actions.contact.log import LogContact, check_contact_date, check_minutes
from casefiles.exchange import widgets
from casefiles.exchange.fields import SheetField
from casefiles.exchange.resources.base import SheetResource
from casefiles.exchange.results import Outcome
from casefiles.models import Contact, ContactCorrection, ContactKind, ContactMedium, LifeAxis
from portal.accounts.roles import Role
from portal.crypto.blind_index import blind_index

_CONTENT = ("date", "kind", "medium", "outcome", "minutes", "place", "axis", "note")
# The columns that tell a contact without an identifier from another: all that may be written of it.
_TELLING = ("date", "kind", "medium", "outcome", "minutes", "place", "axis", "note")


class ContactResource(SheetResource):
    code = "contacts"
    title = "Contacts"
    roles = frozenset({Role.CASE_MANAGER, Role.COORDINATION, Role.DATA_OFFICER})

    identifier = SheetField(
        "Identifiant",
        widget=widgets.TextWidget(max_length=100, one_line=True),
        synonyms=["id", "identifiant du contact", "numéro", "n°"],
        help_text="Facultatif. Un numéro à vous, différent à chaque ligne : "
        "il permet de renvoyer une ligne corrigée.",
        example="Exemple (à effacer)",
        width=20,
    )
    date = SheetField(
        "Date",
        widget=widgets.DateWidget(),
        required=True,
        synonyms=["date du contact", "jour", "le"],
        help_text="Jour/mois/année, par exemple 04/03/2026.",
        example="04/03/2026",
        width=12,
    )
    reference = SheetField(
        "Dossier",
        widget=widgets.ReferenceWidget(),
        required=True,
        synonyms=[
            "référence",
            "référence du dossier",
            "réf",
            "réf dossier",
            "référence dossier",
            "n° de dossier",
            "n° dossier",
            "numéro de dossier",
        ],
        help_text="La référence du dossier, par exemple HT-2026-0012. Jamais un nom.",
        example="HT-2026-0012",
        width=16,
    )
    kind = SheetField(
        "Nature",
        widget=widgets.ListWidget(ContactKind.objects),
        required=True,
        synonyms=["nature du contact", "type", "type de contact", "prestation"],
        help_text="Choisissez dans la liste.",
        width=26,
    )
    medium = SheetField(
        "Moyen",
        widget=widgets.ListWidget(ContactMedium.objects),
        synonyms=["moyen de contact", "canal", "mode"],
        help_text="Facultatif. Choisissez dans la liste.",
        width=26,
    )
    outcome = SheetField(
        "Déroulement",
        widget=widgets.ChoiceWidget(Contact.Outcome.choices),
        synonyms=["issue", "statut"],
        help_text="Facultatif. Vide : le contact a eu lieu.",
        width=24,
    )
    minutes = SheetField(
        "Minutes",
        widget=widgets.MinutesWidget(),
        synonyms=["durée", "durée en minutes", "durée (min)", "temps", "temps en minutes", "min"],
        help_text="Facultatif. La durée en minutes, par exemple 45. « 1h30 » est lu aussi.",
        example="45",
        width=10,
    )
    place = SheetField(
        "Lieu",
        widget=widgets.TextWidget(max_length=160, one_line=True),
        synonyms=["endroit", "lieu du contact"],
        help_text="Facultatif.",
        example="Bureau",
        confidential=True,
        width=22,
    )
    axis = SheetField(
        "Axe de vie",
        widget=widgets.ListWidget(LifeAxis.objects),
        synonyms=["axe"],
        help_text="Facultatif. Choisissez dans la liste.",
        width=24,
    )
    note = SheetField(
        "Note",
        widget=widgets.TextWidget(),
        synonyms=["note partageable", "commentaire", "remarque", "remarques", "contenu"],
        help_text="Facultatif. Ce que l’équipe peut lire ; la note confidentielle ne s’importe pas.",
        example="Premier rendez-vous, visite prévue lundi.",
        confidential=True,
        width=60,
    )

    def identify(self, row):
        """The person's own identifier within the file or, without one, all that the row says."""
        values = row.values
        if values.get("identifier"):
            return f"{values['reference']}|id:{values['identifier'].casefold()}"
        said = [self.fields[name].widget.render(values.get(name)) for name in _TELLING]
        told = blind_index("contact.row", chr(31).join([values["reference"], *said]))
        return f"{values['reference']}|row:{told}"

    def resolve(self, rows):
        references = {row.values["reference"] for row in rows}
        self.files = {
            file.reference: file
            for file in exportable_by(self.user).select_related("programme").filter(reference__in=references)
        }
        origins = {row.key.partition("|")[2] for row in rows}
        ids = {key for row in rows if (key := _as_uuid(row.values.get("identifier")))}
        others = exportable_by(self.user, ContactCorrection).filter(~Q(by=self.user), contact=OuterRef("pk"))
        found = (
            exportable_by(self.user, Contact)
            .filter(case_file__in=[file.pk for file in self.files.values()])
            .filter(Q(origin_key__in=origins) | Q(pk__in=ids))
            .select_related("kind", "medium", "axis")
            .annotate(corrected_by_others=Exists(others))
        )
        self.existing = {}
        for contact in found:
            self.existing[contact.case_file_id, contact.origin_key] = contact
            self.existing[contact.case_file_id, f"id:{contact.pk}"] = contact

    def decide(self, row):
        case_file = self.files.get(row.values["reference"])
        if case_file is None:
            row.wrong(
                "Dossier",
                f"Colonne « Dossier » : {row.values['reference']} n’existe pas, ou n’est pas à votre portée. "
                "Vérifiez la référence.",
            )
            return
        if case_file.is_closed:
            row.wrong(
                "Dossier",
                f"Colonne « Dossier » : {case_file.reference} est fermé "
                f"depuis le {case_file.closed_on:%d/%m/%Y}. "
                "Un import ne rouvre pas un dossier : rouvrez-le d’abord, ou retirez la ligne.",
            )
            return
        row.subject = case_file
        self._check_values(row)
        if not row.is_settled:
            self._settle(row, case_file)

    def _check_values(self, row):
        checks = (("Date", check_contact_date, "date"), ("Minutes", check_minutes, "minutes"))
        for column, check, name in checks:
            try:
                if row.values.get(name) is not None:
                    check(row.values[name])
            except Refused as refused:
                row.wrong(column, f"Colonne « {column} » : {refused.message}")

    def _settle(self, row, case_file):
        origin = row.key.partition("|")[2]
        contact = self.existing.get((case_file.pk, origin))
        if contact is None:
            row.settle(Outcome.NEW)
            return
        row.instance, row.object_id, contact.case_file = contact, contact.pk, case_file
        if origin.startswith("row:"):
            # The same words were imported before; a correction made in the portal since then stands.
            row.settle(Outcome.UNCHANGED)
            return
        works_on_it = may_work_on(self.user, case_file)
        stored = {name: getattr(contact, name) for name in _CONTENT}
        if "outcome" in row.values:
            row.values["outcome"] = row.values["outcome"] or Contact.Outcome.HELD
        row.differences = self.differences(row, stored, hide_confidential=not works_on_it)
        if not row.differences:
            row.settle(Outcome.UNCHANGED)
        elif locked_by_hand(contact):
            row.wrong("Identifiant", lock_words(contact))
        elif works_on_it or (contact.origin == Contact.Origin.IMPORTED and not contact.corrected_by_others):
            row.settle(Outcome.CHANGED)
            if contact.corrected_by_others or contact.origin == Contact.Origin.TYPED:
                row.warnings.append(
                    "Ce contact a été écrit ou corrigé dans le portail : l’import le remplacera."
                )
        else:
            row.wrong(
                "Identifiant",
                "Ce contact a été écrit ou corrigé dans le portail : "
                "seule la personne référente peut le changer.",
            )

    def write(self, row):
        if row.outcome == Outcome.CHANGED:
            contact = row.instance
            contact.case_file = row.subject
            changes = {
                name: "" if name == "place" and value is None else value
                for name, value in row.changes.items()
            }
            reason = f"Import : {self.reason}"
            CorrectContact(self.user, contact, changes=changes, reason=reason, imported=True).execute()
            return contact.pk
        values = {name: row.values[name] for name in _CONTENT if row.values.get(name) is not None}
        contact = LogContact(
            self.user,
            row.subject,
            origin=Contact.Origin.IMPORTED,
            origin_key=row.key.partition("|")[2],
            **values,
        ).execute()
        return contact.pk


def _as_uuid(text):
    try:
        return uuid.UUID(text) if text and len(text) >= 32 else None
    except ValueError:
        return None
