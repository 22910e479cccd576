"""A collective debt settlement: the petition, what the court decides, the plan, its end."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from casefiles.actions.base import Refused, hold
from casefiles.actions.file.on_file import FileAction
from casefiles.actions.file.rows import CorrectRow, RemoveRow, RowAction
from casefiles.actions.money.repayment import StopPlan
from casefiles.actions.money.rules import check_past, running_plans, running_settlement
from casefiles.actions.unchanged import refuse_if_changed
from casefiles.eligibility import add_months
from casefiles.models import DebtSettlement
from casefiles.models.settlement import LONGEST_YEARS

FIELDS = (
    "filed_on",
    "admissible_on",
    "mediator",
    "court_number",
    "monthly",
    "plan_kind",
    "plan_from",
    "plan_until",
    "note",
)
Outcome = DebtSettlement.Outcome


def check_settlement(after, today):
    """Raise Refused when its days or amounts cannot be; `after` is {field: what it will hold}."""
    check_past(after["filed_on"], today)
    admissible_on = after["admissible_on"]
    if admissible_on is not None and admissible_on > today:
        raise Refused("Cette décision est dans le futur : notez-la quand elle est rendue.", "admissible_on")
    if admissible_on is not None and admissible_on < after["filed_on"]:
        raise Refused("Le tribunal l’aurait admis avant la requête : vérifiez les dates.", "admissible_on")
    if after["monthly"] is not None and after["monthly"] <= 0:
        raise Refused("Écrivez un pécule plus grand que zéro, sans signe moins.", "monthly")
    _check_plan(after)


def _check_plan(after):
    begins, ends = after["plan_from"], after["plan_until"]
    if not (after["plan_kind"] or begins or ends):
        return
    if not after["plan_kind"]:
        raise Refused("Dites si le plan est amiable ou judiciaire.", "plan_kind")
    if begins is None:
        raise Refused("Écrivez à partir de quand le plan court.", "plan_from")
    if after["admissible_on"] is None:
        raise Refused("Un plan vient après la décision du tribunal : notez d’abord sa date.", "admissible_on")
    if begins < after["filed_on"]:
        raise Refused("Le plan commencerait avant la requête : vérifiez les deux dates.", "plan_from")
    check_plan_days(begins, ends)


def check_plan_days(begins, ends):
    """Raise Refused for a plan that ends before it begins, or of more than seven years."""
    if ends is None:
        return
    if ends <= begins:
        raise Refused("Le plan finirait avant d’avoir commencé : vérifiez les deux dates.", "plan_until")
    latest = add_months(begins, 12 * LONGEST_YEARS)
    if ends > latest:
        raise Refused(
            f"Un plan dure sept ans au plus : celui-ci peut aller jusqu’au {latest:%d/%m/%Y}.", "plan_until"
        )


@dataclass(kw_only=True, eq=False, repr=False)
class FileSettlement(FileAction):
    """`FileSettlement(user, case_file, filed_on=day).execute()`; what the court decides may come later."""

    filed_on: datetime.date
    admissible_on: datetime.date | None = None
    mediator: str = ""
    court_number: str = ""
    monthly: Decimal | None = None
    plan_kind: str = ""
    plan_from: datetime.date | None = None
    plan_until: datetime.date | None = None
    note: str = ""

    journal_code = "settlement.filed"

    def _check(self):
        if running_settlement(self.target):
            raise Refused(
                "Un règlement collectif est déjà en cours : complétez-le, ou dites d’abord comment il s’est "
                "terminé.",
                "running",
            )
        check_settlement(self.__dict__, self.day)

    def _perform(self):
        given = {name: getattr(self, name) for name in FIELDS}
        for name in ("mediator", "court_number", "note"):
            given[name] = given[name].strip() or None
        return DebtSettlement.objects.create(
            case_file=self.target, author=self.actor, created_at=self.at, **given
        )

    def _details(self, result):
        return {"settlement": str(result.pk)}


class CorrectSettlement(CorrectRow):
    """`CorrectSettlement(user, settlement, changes={"admissible_on": day}).execute()`."""

    journal_code, noun, fields = "settlement.corrected", "settlement", FIELDS

    def _check_changes(self, after):
        if "plan_kind" in self.changes and self.changes["plan_kind"] is None:
            self.changes["plan_kind"] = ""
        check_settlement(after, self.day)
        ended_on = self.target.ended_on
        if ended_on and ended_on < max(after["filed_on"], after["admissible_on"] or after["filed_on"]):
            raise Refused("Il s’est terminé avant cette date : vérifiez-la.", "admissible_on")


@dataclass(kw_only=True, eq=False, repr=False)
class EndSettlement(RowAction):
    """`EndSettlement(user, settlement, outcome="discharged", ended_on=day).execute()`."""

    outcome: str
    ended_on: datetime.date | None = None
    seen: int | None = None

    journal_code = "settlement.ended"

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        if not self.target.is_running:
            raise Refused("Ce règlement collectif est déjà terminé.", "ended")
        if self.outcome not in Outcome.values:
            raise Refused("Dites comment il s’est terminé.", "outcome")
        admitted = self.target.admissible_on
        if self.outcome == Outcome.REJECTED and admitted:
            raise Refused("Le tribunal l’avait admis : choisissez une autre issue.", "outcome")
        if self.outcome in (Outcome.DISCHARGED, Outcome.PAID) and not admitted:
            raise Refused("Notez d’abord quand le tribunal l’a admis.", "outcome")
        self.ended_on = self.ended_on or self.day
        if self.ended_on > self.day:
            raise Refused("Cette fin est dans le futur : notez-la quand elle est là.", "ended_on")
        if self.ended_on < (admitted or self.target.filed_on):
            raise Refused("Il finirait avant d’avoir commencé : vérifiez la date.", "ended_on")

    def _perform(self):
        self.target.outcome, self.target.ended_on = self.outcome, self.ended_on
        self.target.save()
        return self.target

    def _details(self, result):
        return {"settlement": str(result.pk), "outcome": result.outcome}


@dataclass(kw_only=True, eq=False, repr=False)
class TakeBackSettlementEnd(RowAction):
    """`TakeBackSettlementEnd(user, settlement).execute()`: its end was noted by mistake."""

    seen: int | None = None

    journal_code = "settlement.end_taken_back"
    noun = "settlement"

    def _check(self):
        refuse_if_changed(self.target, self.seen)
        if self.target.is_running:
            raise Refused("Ce règlement collectif est en cours.", "running")
        if running_settlement(self.case_file):
            raise Refused("Un autre règlement collectif est en cours.", "running")

    def _perform(self):
        self.target.outcome, self.target.ended_on = "", None
        self.target.save()
        return self.target


@dataclass(kw_only=True, eq=False, repr=False)
class StopPlansOfSettlement(RowAction):
    """`StopPlansOfSettlement(user, settlement).execute()`: creditors are no longer paid one by one.

    Returns the plans that ran; what was paid of them stays.
    """

    journal_code = "settlement.plans_stopped"
    noun = "settlement"

    def _hold(self):
        # A plan before its file, as whoever stops or pays only one of them.
        for plan in running_plans(self.case_file).order_by("pk"):
            hold(plan)
        super()._hold()

    def _check(self):
        if not self.target.binds:
            raise Refused("Ces plans s’arrêtent quand le tribunal a admis la requête.", "not_binding")
        self.plans = list(running_plans(self.case_file).order_by("pk"))
        if not self.plans:
            raise Refused("Aucun plan ne court plus.", "none")

    def _perform(self):
        because = f"Règlement collectif de dettes admis le {self.target.admissible_on:%d/%m/%Y}"
        for plan in self.plans:
            StopPlan(self.actor, plan, reason=because, at=self.at).execute()
        return self.plans

    def _details(self, result):
        return super()._details(result) | {"count": len(result)}


class RemoveSettlement(RemoveRow):
    """`RemoveSettlement(user, settlement).execute()`: noted by mistake. What the court admitted stays."""

    journal_code, noun = "settlement.removed", "settlement"

    def _check(self):
        super()._check()
        if self.target.admissible_on:
            raise Refused(
                "Le tribunal l’a admis : il reste au dossier. Dites plutôt comment il s’est terminé.",
                "admitted",
            )
