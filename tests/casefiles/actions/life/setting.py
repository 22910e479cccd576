"""What stands around the files: the programme they are in, and each one's own tools."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casefiles.actions import (
    ChangeProgramme,
    CloseCalendarFeed,
    DeleteContactTemplate,
    OpenCalendarFeed,
    SaveContactTemplate,
)
from casefiles.actions.programme import stages
from casefiles.actions.programme.parts import FORM_KINDS, IDENTITY
from casefiles.models import (
    ContactKind,
    ContactTemplate,
    FollowUpRhythm,
    LifeAxis,
)
from tests.casefiles.actions.life.core import CAPACITY, PICK, REASON, WHO, WORKERS

# Coordination sets programmes: who else tries is refused, once in a while.
BY = st.sampled_from([*["coordination"] * 5, "case_manager", "dpo"])
PART = st.sampled_from(["identite", "formulaires", "axes", "equipe", "etapes", "etapes"])


class Setting:
    # --- the programme -------------------------------------------------------------------------------------
    @precondition(lambda self: self.open_files().exists())
    @rule(who=BY, pick=PICK, part=PART)
    def set_programme(self, who, pick, part):
        """One part of it, set otherwise while files are in it."""
        getattr(self, f"_set_{part}")(who, self.programme_now(), pick)

    def _set_identite(self, who, programme, pick):
        rhythms = list(FollowUpRhythm.objects.order_by("order"))
        places = 1 + pick % (CAPACITY + 1)
        data = {field: getattr(programme, field) for field in IDENTITY} | {
            "name": f"Un nom, puis {pick}",
            "capacity_per_case_manager": places,
            "first_rhythm": rhythms[pick % len(rhythms)],
        }
        if self._change(who, "identite", data) is not None:
            self.most = max(self.most, places)

    def _set_formulaires(self, who, programme, pick):
        data = {field: getattr(programme, field) for field in FORM_KINDS}
        self._change(who, "formulaires", data | {"assessment_form": self.grid if pick % 3 else None})

    def _set_axes(self, who, programme, pick):
        """Axes that files already use are no longer proposed: what stands in the files stays."""
        axes = list(LifeAxis.objects.all()[: pick % 4])
        self._change(who, "axes", {"life_axes": axes, "contact_kinds": ContactKind.objects.all()})

    def _set_equipe(self, who, programme, pick):
        team = [name for place, name in enumerate(("case_manager", "colleague", "dpo")) if pick >> place & 1]
        self._change(who, "equipe", {"case_managers": [self.people[name] for name in team]})

    def _set_etapes(self, who, programme, pick):
        rows = [
            {"stage": stage, **{field: getattr(stage, field) for field in stages.FIELDS}}
            for stage in programme.stages.order_by("order")
        ]
        middle = 1 + pick % (len(rows) - 2) if len(rows) > 2 else 0
        verb = ("add", "remove", "swap", "ask", "lose the exit")[pick % 5]
        if verb == "add":
            added = {"name": f"Étape {pick}", "stage": None, "asks_form": None, "kind": "planning"}
            rows.insert(middle, rows[0] | added)
        elif verb == "swap":
            rows[middle], rows[0] = rows[0], rows[middle]
        elif verb == "ask":
            rows[middle]["asks_contact"] = not rows[middle]["asks_contact"]
        else:
            del rows[middle if verb == "remove" else -1]
        self._change(who, "etapes", rows)

    def _change(self, who, part, data):
        """What did not change is not written in the journal either."""
        codes = ["programme.changed?"]
        return self.attempt(ChangeProgramme, who, self.programme_now(), part=part, data=data, writes=codes)

    # --- one's own tools -----------------------------------------------------------------------------------
    @precondition(lambda self: self.open_files().exists())
    @rule(who=WHO, of=st.sampled_from([None, None, *WORKERS]), pick=PICK, label=REASON)
    def change_templates(self, who, of, pick, label):
        self.attempt(
            SaveContactTemplate,
            who,
            self.people[of] if of else None,
            label=label,
            kind=ContactKind.objects.first(),
            minutes=30 if pick % 5 else 9999,
            writes=["contact_template.made"],
        )
        target = self.one(ContactTemplate, pick)
        if target and pick % 2:
            self.attempt(DeleteContactTemplate, who, target, writes=["contact_template.deleted"])

    @precondition(lambda self: self.open_files().exists())
    @rule(who=WHO, of=WHO, pick=PICK)
    def change_feed(self, who, of, pick):
        """Another address in place of one's own; nobody's but one's own."""
        of = of if pick % 3 == 0 else who
        self.attempt(OpenCalendarFeed, who, self.people[of], writes=["calendar_feed.made"])
        if pick % 2:
            self.attempt(CloseCalendarFeed, who, self.people[of], writes=["calendar_feed.ended"])
