"""The collective debt settlement on the page of the debts."""

from casefiles.access import rows_of
from casefiles.admin.forms.settlement import (
    SettlementEditForm,
    SettlementEndForm,
    SettlementForm,
    SettlementRemoveForm,
    SettlementStopPlansForm,
    SettlementTakeBackForm,
)
from casefiles.models import DebtSettlement


def settlements_of(user, case_file):
    """Those of the file, the latest first: one query."""
    rows = rows_of(user, case_file, DebtSettlement).select_related("author")
    return list(rows.order_by("-filed_on", "-created_at"))


def new_settlement_form(user, case_file, running, bound):
    """The form of a petition; None while a settlement runs, unless it was just refused."""
    if isinstance(bound, SettlementForm):
        return bound
    return None if running else SettlementForm(user=user, case_file=case_file)


def forms_of_settlements(user, case_file, settlements, bound, *, plans_run):
    """Beside each, what one may do with it; a refused form stands in its place."""
    running = any(one.is_running for one in settlements)
    for one in settlements:
        wanted = {"edit": SettlementEditForm}
        if one.is_running:
            wanted["end"] = SettlementEndForm
        elif not running:
            wanted["take_back"] = SettlementTakeBackForm
        if one.binds and plans_run:
            wanted["stop_plans"] = SettlementStopPlansForm
        if not one.admissible_on:
            wanted["remove"] = SettlementRemoveForm
        one.forms = {
            name: bound
            if type(bound) is form and bound.item.pk == one.pk
            else form(user=user, case_file=case_file, item=one)
            for name, form in wanted.items()
        }
