"""The sliding lease and the home that is kept. Meetings and visits are contacts, told as such."""

from casefiles.admin.timeline.moment import LEASE, Moment
from casefiles.admin.timeline.noun import Noun
from casefiles.models import HomeAlert, HomeService, LeaseCheck, LeaseReview, SlidingLease


class Leases(Noun):
    kind = LEASE
    model = SlidingLease
    sides = {"lease": "started_on", "lease-ended": "ended_on"}
    related = ("operator", "author")

    def tell(self, row, side):
        if side == "lease":
            facts = [row.place, f"jusqu’au {row.ends_on:%d/%m/%Y} au plus tard"]
            title = f"Bail glissant : la sous-location commence, avec {row.operator_words}"
            return Moment(title, by=row.author, facts=facts, url="#bail")
        if row.has_slid:
            title = "Le bail passe au nom de la personne"
            return Moment(title, tag="à son nom", tag_tone="is-reached", note=row.ended_note, url="#bail")
        title = f"Le bail glissant s’arrête : {row.get_reason_display()}"
        return Moment(title, note=row.ended_note, url="#bail")


class LeaseReviews(Noun):
    kind = LEASE
    model = LeaseReview
    sides = {"lease-review": "held_on"}
    related = ("author",)

    def tell(self, row, side):
        return Moment("Point annuel du bail", by=row.author, note=row.decided, url="#bail")


class LeaseChecks(Noun):
    kind = LEASE
    model = LeaseCheck
    sides = {"lease-check": "answered_on"}
    related = ("author",)

    def tell(self, row, side):
        title = f"{row.months} mois après le passage du bail : {row.get_answer_display()}"
        tone = "is-reached" if row.answer == row.Answer.HOUSED else ""
        tag = "logement gardé" if tone else ""
        return Moment(title, by=row.author, tag=tag, tag_tone=tone, note=row.note, url="#bail")


class HomeAlerts(Noun):
    kind = LEASE
    model = HomeAlert
    sides = {"home-alert": "opened_on", "home-alert-closed": "closed_on"}
    related = ("author",)

    def tell(self, row, side):
        if side == "home-alert":
            title = f"Alerte sur le logement : {row.get_topic_display()}"
            return Moment(title, by=row.author, note=row.words, url="#bail")
        title = f"Alerte réglée : {row.get_topic_display()}"
        return Moment(title, tag="réglée", tag_tone="is-reached", note=row.closed_how, url="#bail")


class HomeServices(Noun):
    kind = LEASE
    model = HomeService
    sides = {"home-service": "called_on"}
    related = ("service", "author")

    def tell(self, row, side):
        title = f"Service activé : {row.service}"
        facts = [f"pour {row.get_topic_display()}", row.get_answer_display()]
        return Moment(title, by=row.author, facts=facts, note=row.note, url="#bail")
