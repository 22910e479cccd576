"""Stages, exits, the rhythm of meetings, who holds the file, and where the person sleeps."""

from casefiles.admin.timeline.moment import HOLDER, HOUSING, PATH, Moment
from casefiles.admin.timeline.noun import Noun
from casefiles.models import Assignment, Closure, HousingPeriod, RhythmChange, Stage, StageMove


class StageMoves(Noun):
    kind = PATH
    model = StageMove
    sides = {"stage": "moved_on"}
    related = ("from_stage", "to_stage", "by")

    def rows(self):
        # An exit tells more than the step into the last stage; without one, the step stays.
        told = {"to_stage__kind": Stage.Kind.EXIT, "case_file__closures__closed_on__isnull": False}
        return super().rows().exclude(**told)

    def tell(self, row, side):
        if row.from_stage is None:
            title, tag = f"Dossier ouvert : {row.to_stage}", ""
        elif row.from_stage.is_exit:
            title, tag = f"Dossier rouvert : {row.to_stage}", ""
        else:
            title, tag = f"Étape : {row.to_stage}", "retour" if row.is_back else ""
        return Moment(title, by=row.by, tag=tag, note=row.reason, url="#parcours")


class Closures(Noun):
    kind = PATH
    model = Closure
    sides = {"exit": "closed_on"}
    related = ("exit_reason", "housing_outcome", "oriented_to", "closed_by")

    def tell(self, row, side):
        facts = [str(row.exit_reason), row.housing_outcome and str(row.housing_outcome)]
        if row.oriented_to:
            facts.append(f"relais : {row.oriented_to}")
        return Moment("Dossier fermé", by=row.closed_by, facts=facts, note=row.note, url="#parcours")


class Rhythms(Noun):
    kind = PATH
    model = RhythmChange
    sides = {"rhythm": "since"}
    related = ("rhythm", "by")

    def tell(self, row, side):
        return Moment(f"Rythme de suivi : {row.rhythm}", by=row.by, note=row.reason, url="#parcours")


class Assignments(Noun):
    kind = HOLDER
    model = Assignment
    sides = {"holder": "started_on"}
    related = ("case_manager", "assigned_by")

    def tell(self, row, side):
        facts = [f"place {row.place}/{row.capacity}"]
        if row.over_capacity_reason:
            facts.append(f"au-delà de la limite : {row.over_capacity_reason}")
        return Moment(
            f"Confié à {row.case_manager}", by=row.assigned_by, facts=facts, note=row.reason, url="#parcours"
        )


class Housing(Noun):
    kind = HOUSING
    model = HousingPeriod
    sides = {"housing": "started_on"}
    related = ("author",)

    def tell(self, row, side):
        tone = "is-reached" if row.is_home else ""
        facts = [row.place, "" if row.precision == "day" else row.get_precision_display()]
        title = f"La personne dort {row.get_situation_display()}"
        return Moment(title, by=row.author, tag_tone=tone, facts=facts, url="#logement")
