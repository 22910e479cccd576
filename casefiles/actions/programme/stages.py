"""The stages of a programme: their order, what each one asks for, and what makes a path one can walk."""

from django.db.models import F

from casefiles.actions.base import Refused
from casefiles.models import Stage
from casefiles.usage import usages

MAX_STAGES = 20
FIELDS = (
    "name",
    "kind",
    "usual_days",
    "purpose",
    "report_code",
    "asks_form",
    "asks_contact",
    "asks_objective",
    "asks_actions",
    "asks_results",
)
# Far above any order in use, so that stages change places without meeting.
_ASIDE = 10_000
_COLUMNS = ("id", "order", *(Stage._meta.get_field(name).attname for name in FIELDS))


def read(programme):
    return [list(row) for row in programme.stages.order_by("order").values_list(*_COLUMNS)]


def write(programme, rows):
    """`rows`, in their order: the fields of each stage, and its `stage` when it exists already."""
    check_path(rows)
    kept = {row["stage"].pk for row in rows if row.get("stage")}
    for stage in programme.stages.exclude(pk__in=kept):
        _remove(stage)
    existing = {stage.pk: stage for stage in programme.stages.all()}
    stages = [existing[row["stage"].pk] if row.get("stage") else Stage(programme=programme) for row in rows]
    for stage, row in zip(stages, rows, strict=True):
        _check_kind(stage, row["kind"])
    # Neither two stages of one order nor two exits, not even between two rows.
    programme.stages.update(order=F("order") + _ASIDE)
    programme.stages.filter(kind=Stage.Kind.EXIT).update(kind=Stage.Kind.EVALUATION)
    for order, (stage, row) in enumerate(zip(stages, rows, strict=True), start=1):
        for name in FIELDS:
            setattr(stage, name, row[name])
        stage.order = order
        stage.save()


def check_path(rows):
    """Raise Refused when nobody could walk this path from its first stage to its exit."""
    kinds = [row["kind"] for row in rows]
    if len(rows) > MAX_STAGES:
        raise Refused(f"Pas plus de {MAX_STAGES} étapes : regroupez-en.", "rows")
    if kinds.count(Stage.Kind.EXIT) != 1:
        raise Refused("Il faut une étape de sortie, et une seule : c’est là que se ferme un dossier.", "rows")
    if kinds[-1] != Stage.Kind.EXIT:
        raise Refused(
            "L’étape de sortie est la dernière du parcours : donnez-lui l’ordre le plus grand.", "rows"
        )
    if len(rows) < 2:
        raise Refused(
            "Il faut au moins une étape avant la sortie : c’est là que commence un dossier.", "rows"
        )
    if kinds[0] == Stage.Kind.EVALUATION:
        raise Refused("On n’évalue pas avant d’avoir commencé : mettez une autre étape d’abord.", "rows")
    if Stage.Kind.INTAKE in kinds[1:] and _last(kinds, Stage.Kind.INTAKE) > _first_of_work(kinds):
        raise Refused("L’accueil vient avant la mise en œuvre et l’évaluation : changez l’ordre.", "rows")
    names = [row["name"].strip().casefold() for row in rows]
    twice = next((row["name"] for row in rows if names.count(row["name"].strip().casefold()) > 1), None)
    if twice:
        raise Refused(f"Deux étapes s’appellent « {twice} » : on ne les distinguerait pas.", "rows")


def _last(kinds, kind):
    return len(kinds) - 1 - kinds[::-1].index(kind)


def _first_of_work(kinds):
    work = (Stage.Kind.MONITORING, Stage.Kind.EVALUATION)
    return next((place for place, kind in enumerate(kinds) if kind in work), len(kinds))


def _remove(stage):
    if usages(stage):
        raise Refused(
            f"« {stage} » a servi à des dossiers : elle reste dans leur histoire et ne se supprime pas. "
            "Vous pouvez changer son nom ou son ordre.",
            "rows",
        )
    stage.delete()


def _check_kind(stage, kind):
    if stage.pk and stage.kind != kind and Stage.Kind.EXIT in (stage.kind, kind) and usages(stage):
        raise Refused(
            f"« {stage} » a servi à des dossiers : elle ne devient ni ne cesse d’être une sortie.",
            "rows",
        )
