"""Objectives set and settled, actions done, the contract and its signatures."""

from django.db.models import Q

from casefiles.admin.timeline.moment import CONTRACT, PLAN, Moment
from casefiles.admin.timeline.noun import Noun
from casefiles.models import ContractSignature, EngagementContract, Objective, PlannedAction

_TONES = {"reached": "is-reached", "partly": "is-partly"}


class Objectives(Noun):
    kind = PLAN
    model = Objective
    sides = {"objective": "opened_on", "objective-settled": "closed_on"}
    axis = "axis"
    related = ("axis", "author")

    def tell(self, row, side):
        if side == "objective":
            return Moment(
                f"Objectif fixé : {row.statement}",
                by=row.author,
                note=row.own_words and f"«\u202f{row.own_words.strip(' «»')}\u202f»",
                axis=row.axis,
                url="#plan",
            )
        return Moment(
            f"Objectif terminé : {row.statement}",
            tag=row.get_state_display(),
            tag_tone=_TONES.get(row.state, ""),
            note=row.result,
            axis=row.axis,
            url="#plan",
        )


class Actions(Noun):
    kind = PLAN
    model = PlannedAction
    sides = {"action": "done_on"}
    axis = "objective__axis"
    related = ("objective__axis", "partner")

    def tell(self, row, side):
        done = row.state == PlannedAction.State.DONE
        who = str(row.partner) if row.partner else row.get_who_display()
        return Moment(
            f"Action {row.get_state_display()} : {row.statement}",
            tag_tone="is-reached" if done else "",
            facts=[f"par {who}" if done else ""],
            note=row.result,
            axis=row.objective.axis,
            url="#plan",
        )


class Contracts(Noun):
    kind = CONTRACT
    model = EngagementContract
    sides = {"contract": "made_on", "contract-ended": "ended_on"}
    related = ("made_by",)

    def of_side(self, rows, side):
        # A version that a new one replaced says so by the new one.
        return rows if side == "contract" else rows.filter(state=EngagementContract.State.DISCARDED)

    def tell(self, row, side):
        if side == "contract-ended":
            return Moment(f"Contrat d’engagement, version {row.number} : abandonné", url="#plan")
        return Moment(
            f"Contrat d’engagement, version {row.number}, établi",
            by=row.made_by,
            tag=row.get_state_display(),
            tag_tone="is-reached" if row.state == EngagementContract.State.SIGNED else "",
            facts=[f"à revoir le {row.review_on:%d/%m/%Y}"],
            url="#plan",
        )


class Signatures(Noun):
    kind = CONTRACT
    model = ContractSignature
    sides = {"signature": "signed_on"}
    related = ("contract", "recorded_by")

    def rows(self):
        return super().rows().filter(~Q(contract__state=EngagementContract.State.DISCARDED))

    def tell(self, row, side):
        who = row.get_party_display()
        return Moment(
            f"Contrat d’engagement, version {row.contract.number}, signé par {row.name or who}",
            by=row.recorded_by,
            facts=[who if row.name else ""],
            url="#plan",
        )
