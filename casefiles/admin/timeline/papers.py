"""Assessments, documents, needs without an answer, and what happened to the request before the file."""

from django.db.models.functions import TruncDate
from django.urls import reverse

from casefiles.access import visible_to
from casefiles.admin.timeline.moment import ASSESSMENT, DOCUMENT, NEED, REFERRAL, Moment
from casefiles.admin.timeline.noun import Noun
from casefiles.models import Assessment, CaseDocument, ReferralEvent, UnmetNeed


class Assessments(Noun):
    kind = ASSESSMENT
    model = Assessment
    sides = {"assessment": "held_on"}
    related = ("form", "author", "saved_by")

    def rows(self):
        return super().rows().defer("answers")

    def tell(self, row, side):
        return Moment(
            f"{row.form}",
            by=row.saved_by or row.author,
            tag=row.get_state_display(),
            tag_tone="" if row.is_draft else "is-reached",
            url=reverse("casefiles:assessment", args=[row.case_file_id, row.pk]),
        )


class Documents(Noun):
    kind = DOCUMENT
    model = CaseDocument
    sides = {"document": "added_on"}
    related = ("kind", "added_by")

    def rows(self):
        return super().rows().filter(confidential=False) if self.reader.print_out else super().rows()

    def tell(self, row, side):
        facts = [str(row.kind)]
        if row.valid_until:
            facts.append(f"valable jusqu’au {row.valid_until:%d/%m/%Y}")
        return Moment(
            f"Document ajouté : {row.title}",
            by=row.added_by,
            tag="confidentiel" if row.confidential else "",
            facts=facts,
            url=reverse("casefiles:document_page", args=[row.case_file_id, row.pk]),
        )


class Needs(Noun):
    kind = NEED
    model = UnmetNeed
    sides = {"need": "noted_on", "need-met": "met_on"}
    axis = "axis"
    related = ("kind", "axis", "author")

    def tell(self, row, side):
        if side == "need-met":
            return Moment(f"Une solution : {row.kind}", tag="répondu", tag_tone="is-reached", axis=row.axis)
        return Moment(f"Besoin sans solution : {row.kind}", by=row.author, note=row.note, axis=row.axis)


_TITLES = {
    "received": "Demande reçue",
    "asked_more": "Complément demandé",
    "waiting": "Mise en liste d’attente",
    "left_waiting": "Sortie de la liste d’attente",
    "admitted": "Demande admise",
    "refused": "Demande refusée",
    "edited": "Demande corrigée",
    "moved": "Déplacée dans la liste d’attente",
    "offered": "Place proposée",
    "answered": "Réponse à la place proposée",
    "feedback": "Retour permis au service qui oriente",
    "informed": "Service qui oriente informé",
    "meeting": "Première rencontre",
}


class RequestEvents(Noun):
    kind = REFERRAL
    model = ReferralEvent
    sides = {"request": TruncDate("happened_at")}
    at = "happened_at"
    related = ("by",)

    def rows(self):
        return visible_to(self.reader.user, ReferralEvent).filter(referral__case_file=self.reader.case_file)

    def tell(self, row, side):
        return Moment(
            _TITLES.get(row.kind, f"Demande : {row.get_kind_display()}"),
            by=row.by,
            note=row.note,
            url="#demande",
        )
