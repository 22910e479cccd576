"""Roles taken and ended around the person, and where she was sent."""

from casefiles.admin.timeline.moment import NETWORK, Moment
from casefiles.admin.timeline.noun import Noun
from casefiles.models import Involvement, OutwardReferral


class Involvements(Noun):
    kind = NETWORK
    model = Involvement
    sides = {"role": "started_on", "role-ended": "ended_on"}
    related = ("service", "author")

    def tell(self, row, side):
        role = row.get_role_display()
        if side == "role-ended":
            return Moment(f"Fin d’un rôle : {role}", facts=[row.who], url="#reseau")
        facts = [row.who, f"prévu jusqu’au {row.until:%d/%m/%Y}" if row.until else ""]
        return Moment(f"Dans le réseau : {role}", by=row.author, facts=facts, note=row.note, url="#reseau")


class OutwardReferrals(Noun):
    kind = NETWORK
    model = OutwardReferral
    sides = {"outward": "referred_on", "outward-answered": "outcome_on"}
    related = ("service", "author")

    def tell(self, row, side):
        if side == "outward-answered":
            tone = "is-reached" if row.outcome == OutwardReferral.Outcome.TAKEN_ON else ""
            return Moment(
                f"Réponse de {row.service}",
                tag=row.get_outcome_display(),
                tag_tone=tone,
                note=row.outcome_note,
                url="#reseau",
            )
        return Moment(f"Orientation vers {row.service}", by=row.author, note=row.reason, url="#reseau")
