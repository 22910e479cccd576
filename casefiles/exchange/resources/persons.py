"""A caseload kept in a spreadsheet until now: each row is a person with a file in a programme."""

from casefiles.access import comparable, may_exceed_capacity, may_work_on, visible_to
from casefiles.actions.base import Refused
from casefiles.actions.file.assign import Assign
from casefiles.actions.file.move_stage import MoveStage
from casefiles.actions.file.places import active_places, full_message
from casefiles.actions.people.correct_person import FIELDS as OF_PERSON
from casefiles.actions.people.correct_person import CorrectPerson
from casefiles.actions.people.take_back_file import revisions_of
from casefiles.actions.referral.admit import AdmitReferral
from casefiles.actions.referral.receive import ReceiveReferral
from casefiles.exchange.resources.persons_columns import PersonColumns
from casefiles.exchange.resources.persons_known import AsksWhoItIs, People, identity_of
from casefiles.exchange.resources.persons_rows import (
    as_kept,
    check_dates,
    merge_precision,
    moment_of,
    notes_on_criteria,
    origin_of,
    programmes_of,
    request_data,
    unsaved_request,
    visible_person,
)
from casefiles.exchange.resources.persons_taken_back import FilesTakenBack
from casefiles.exchange.resources.persons_widgets import Since
from casefiles.exchange.results import Outcome
from casefiles.models import CaseFile, Referral, Stage
from casefiles.recognised import person_of_number
from casefiles.text import normalise
from portal.accounts.roles import Role

_IDENTITY = ("last_name", "first_name", "birth_date", "gender", "national_number", "phone", "email")


class PersonResource(AsksWhoItIs, PersonColumns):
    """Who opens files and reads them may import some: case managers for themselves, coordination for all.

    casefiles/access.py gives the data officer no file and no name. She imports contacts, for which a
    reference is enough; here each row is an identity, and its preview says whom it resembles and what a file
    holds of her.
    """

    code = "persons"
    title = "Personnes et dossiers"
    page_title = "Import de dossiers"
    page = "casefiles:file"
    roles = frozenset({Role.CASE_MANAGER, Role.COORDINATION})
    same_words = "C’est bien elle ou lui :"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.people, self.programmes = People(self.user), programmes_of(self.user)
        # Places that rows of this very file will take: {(case manager, programme): how many}.
        self.wanted = {}

    def identify(self, row):
        merge_precision(row.values)
        if row.values.get("reference"):
            return f"reference|{row.values['reference']}"
        return f"{row.values['programme'].pk}|{origin_of('file', self.user, row.values)}"

    def notes(self, rows):
        return notes_on_criteria(self, rows)

    # --- what the rows speak of ----------------------------------------------------------------------------
    def resolve(self, rows):
        files = comparable(CaseFile).select_related(
            "person", "programme", "stage", "case_manager", "referral"
        )
        references = {row.values["reference"] for row in rows if row.values.get("reference")}
        origins = {row.key.partition("|")[2] for row in rows}
        readable = visible_to(self.user, CaseFile).values("pk")
        self.by_reference = {file.reference: file for file in files.filter(reference__in=references)}
        self.by_origin = {
            f"{file.programme_id}|{file.referral.origin_key}": file
            for file in files.filter(referral__origin_key__in=origins)
        }
        found = [file.pk for file in (*self.by_reference.values(), *self.by_origin.values())]
        self.readable = set(readable.filter(pk__in=found).values_list("pk", flat=True))
        self.stages = {
            (stage.programme_id, normalise(stage.name)): stage
            for stage in Stage.objects.filter(programme__in=self.programmes)
        }
        if new := [row for row in rows if not self._file_of(row)]:
            self.people.look_up([identity_of(row.values) for row in new])

    def _file_of(self, row):
        reference = row.values.get("reference")
        return self.by_reference.get(reference) if reference else self.by_origin.get(row.key)

    # --- what becomes of them ------------------------------------------------------------------------------
    def decide(self, row):
        values = row.values
        if values["programme"].pk not in self.programmes:
            row.wrong(
                "Dispositif",
                f"Colonne « Dispositif » : vous n’accompagnez personne dans « {values['programme']} ».",
            )
            return
        check_dates(row, self.fields, past=("opened_on",))
        self._check_stage(row)
        if row.is_settled:
            return
        case_file = self._file_of(row)
        if case_file is not None:
            self._decide_known(row, case_file)
        elif values.get("reference"):
            self._say_unknown(row)
        elif not self._is_the_same(row) and not self.settle_who(row, identity_of(values)):
            self._decide_new(row)

    def _check_stage(self, row):
        name, programme = row.values.get("stage"), row.values["programme"]
        row.stage = self.stages.get((programme.pk, normalise(name))) if name else None
        if name and row.stage is None:
            row.wrong("Étape", f"Colonne « Étape » : « {name} » n’est pas une étape de « {programme} ».")

    @staticmethod
    def _say_unknown(row):
        row.wrong(
            "Dossier",
            f"Colonne « Dossier » : {row.values['reference']} n’existe pas, ou n’est pas à votre portée. "
            "Vérifiez la référence, ou videz la cellule pour ouvrir un dossier.",
        )

    def _is_the_same(self, row):
        """Somebody surely known whose open file already says all this: there is nothing to ask."""
        for known, like in self.people.like(identity_of(row.values), but=row.number):
            if known.person is None or not known.visible or like.level != "sure":
                continue
            case_file = self._open_file(known.person, row)
            if case_file is not None and not self._differences(row, case_file):
                row.object_id, row.subject = case_file.pk, case_file
                row.settle(Outcome.UNCHANGED)
                return True
        return False

    def _open_file(self, person, row):
        found = visible_to(self.user, CaseFile).filter(
            person=person, programme=row.values["programme"], closed_on__isnull=True
        )
        return found.select_related("person", "programme", "stage", "case_manager").first()

    def _decide_new(self, row):
        """Somebody new, or somebody known who has no open file here yet; otherwise her file is updated."""
        if row.person is not None and (case_file := self._open_file(row.person, row)):
            self._decide_changes(row, case_file)
            return
        holder = row.values.get("case_manager") or self.user
        try:
            self._admission(row, unsaved_request(row)).check_beforehand()
            self._check_places(row, holder)
        except Refused as refused:
            row.wrong(_COLUMN_OF.get(refused.code, ""), refused.message)
            return
        row.settle(Outcome.NEW)

    def _check_places(self, row, holder):
        """The rows above take places too; once the import is written, the action counts what there is."""
        beyond = row.values.get("exception") and may_exceed_capacity(self.user)
        if beyond or (self.batch and self.batch.is_running):
            return
        programme = row.values["programme"]
        wanted = self.wanted.get((holder.pk, programme.pk), 0) + 1
        taken, capacity = len(active_places(holder, programme)), programme.capacity_per_case_manager
        if taken + wanted > capacity:
            held = max(taken + wanted - 1, capacity)
            raise Refused(full_message(self.user, holder, held, capacity), "full")
        self.wanted[holder.pk, programme.pk] = wanted

    def _decide_known(self, row, case_file):
        if case_file.pk not in self.readable:
            if row.values.get("reference"):
                self._say_unknown(row)
            else:
                row.wrong("", "Cette ligne a déjà été importée, et son dossier n’est plus à votre portée.")
            return
        if case_file.is_closed:
            row.is_closed = True
            row.wrong(
                "Dossier" if row.values.get("reference") else "",
                f"{case_file.reference} est fermé depuis le {case_file.closed_on:%d/%m/%Y}. "
                "Un import ne rouvre pas un dossier : rouvrez-le d’abord, ou retirez la ligne.",
            )
        elif case_file.programme_id != row.values["programme"].pk:
            row.wrong(
                "Dispositif",
                f"Colonne « Dispositif » : {case_file.reference} est de « {case_file.programme} ».",
            )
        elif ":row:" in row.key:
            # The same words were imported before; what was corrected in the portal since then stands.
            row.object_id = case_file.pk
            row.settle(Outcome.UNCHANGED)
        else:
            self._decide_changes(row, case_file)

    def _decide_changes(self, row, case_file):
        row.instance, row.object_id, row.subject = case_file, case_file.pk, case_file
        row.differences = self._differences(row, case_file)
        self._warn_unchangeable(row, case_file)
        if not row.differences:
            row.settle(Outcome.UNCHANGED)
            return
        try:
            for action in self._changes(row):
                action.check()
        except Refused as refused:
            row.differences = []
            row.wrong(_COLUMN_OF.get(refused.code, ""), refused.message)
            return
        row.settle(Outcome.CHANGED)

    def _differences(self, row, case_file):
        """Only for the cells that say something: an empty one erases nothing."""
        stored = {name: getattr(case_file.person, name) for name in _IDENTITY}
        stored |= {"stage": case_file.stage.name, "case_manager": case_file.case_manager}
        given = {name: value for name, value in stored.items() if row.values.get(name) is not None}
        return self.differences(row, given, hide_confidential=not may_work_on(self.user, case_file))

    def _warn_unchangeable(self, row, case_file):
        since = Since(case_file.street_since, case_file.street_since_precision)
        for name, stored in (("opened_on", case_file.opened_on), ("street_since", since)):
            field, given = self.fields[name], row.values.get(name)
            if given is not None and not field.widget.same(stored, given):
                row.warn(f"« {field.column_name} » reste comme dans le dossier : un import ne le change pas.")

    # --- writing -------------------------------------------------------------------------------------------
    def write(self, row):
        return self._open(row) if row.outcome == Outcome.NEW else self._update(row)

    def _open(self, row):
        user, values = self.user, row.values
        is_new_person = (row.person or person_of_number(values.get("national_number"))) is None
        referral = ReceiveReferral(
            user,
            values["programme"],
            at=moment_of(values.get("opened_on")),
            data=request_data(values),
            channel=Referral.Channel.XLSX,
            origin_key=row.key.partition("|")[2],
            note=f"Import : {self.reason}",
        ).execute()
        case_file = self._admission(row, referral).execute()
        if values.get("email") and case_file.person.email != values["email"]:
            CorrectPerson(user, case_file, changes={"email": values["email"]}).execute()
        case_file = visible_to(self.user, CaseFile).select_related("person").get(pk=case_file.pk)
        row.object_id = case_file.pk
        return [row.number, str(case_file.pk), [*revisions_of(case_file), is_new_person], None]

    def _admission(self, row, referral):
        values = row.values
        exception = values.get("exception") or ""
        return AdmitReferral(
            self.user,
            referral,
            at=moment_of(values.get("opened_on")),
            case_manager=values.get("case_manager"),
            person=visible_person(self.user, row.person.pk) if row.person else None,
            stage=row.stage,
            note=f"Import : {self.reason}",
            over_capacity_reason=exception,
            criteria_reason=exception,
        )

    def _update(self, row):
        case_file, before = row.instance, {}
        for name in row.changes:
            stored = case_file if name in ("stage", "case_manager") else case_file.person
            before[name] = as_kept(getattr(stored, name))
        for action in self._changes(row):
            action.execute()
        case_file = visible_to(self.user, CaseFile).select_related("person").get(pk=case_file.pk)
        return [row.number, str(case_file.pk), [*revisions_of(case_file), False], before]

    def _changes(self, row):
        """The actions that bring a file to what the row says."""
        case_file, reason = row.instance, f"Import : {self.reason}"
        identity = {name: value for name, value in row.changes.items() if name in OF_PERSON}
        if identity:
            yield CorrectPerson(self.user, case_file, changes=identity)
        if "stage" in row.changes:
            yield MoveStage(self.user, case_file, to_stage=row.stage, reason=reason)
        if "case_manager" in row.changes:
            yield Assign(
                self.user,
                case_file,
                case_manager=row.changes["case_manager"],
                reason=reason,
                over_capacity_reason=row.values.get("exception") or "",
            )

    def take_back(self, records):
        return FilesTakenBack(self, records)


# Beside which cell a refusal of an action is said.
_COLUMN_OF = {
    "full": "Référent·e",
    "not_case_manager": "Référent·e",
    "already_held": "Référent·e",
    "criteria": "Motif de dépassement",
    "criteria_reason": "Motif de dépassement",
    "national_number": "Numéro national",
    "stage": "Étape",
    "stage_asks": "Étape",
    "one_at_a_time": "Étape",
    "use_close": "Étape",
}
