"""Requests from a spreadsheet: each row is received, or corrected, by the same actions as a typed one."""

from django.utils import timezone

from casefiles.access import comparable, visible_to
from casefiles.actions.base import Refused
from casefiles.actions.referral.edit import EditReferral, mark_of
from casefiles.actions.referral.receive import ReceiveReferral
from casefiles.actions.referral.take_back import TakeBackReferral, why_kept
from casefiles.exchange.resources.persons_known import AsksWhoItIs, People, identity_of
from casefiles.exchange.resources.persons_rows import (
    as_kept,
    check_dates,
    from_kept,
    merge_precision,
    moment_of,
    notes_on_criteria,
    origin_of,
    programmes_of,
    request_data,
)
from casefiles.exchange.resources.persons_widgets import OrientingService, Since
from casefiles.exchange.resources.referrals_columns import ReferralColumns
from casefiles.exchange.resources.taken_back import RecordsTakenBack
from casefiles.exchange.results import Outcome
from casefiles.exchange.widgets import TextWidget
from casefiles.models import Referral, ReferralEvent
from content.directory.models import Service
from portal.accounts.roles import Role

_STORED = (
    "first_name",
    "last_name",
    "birth_date",
    "gender",
    "national_number",
    "phone",
    "municipality",
    "own_request",
    "residence_permit",
    "situation",
    "sender_kind",
    "sender_name",
    "sender_phone",
    "sender_email",
)


class ReferralResource(AsksWhoItIs, ReferralColumns):
    """Who decides on requests may import some: case managers in their programmes, coordination in all.

    The data officer sees no request (casefiles/access.py), and could neither check nor mend these rows.
    """

    code = "referrals"
    title = "Orientations"
    page_title = "Import d’orientations"
    roles = frozenset({Role.CASE_MANAGER, Role.COORDINATION})
    subject_model = Referral
    page = "casefiles:referral"
    same_words = "C’est bien elle ou lui : une nouvelle orientation pour"
    asks_about_requests = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.people, self.programmes = People(self.user), programmes_of(self.user)

    def identify(self, row):
        merge_precision(row.values)
        if row.values.get("reference"):
            return f"reference|{row.values['reference']}"
        return f"{row.values['programme'].pk}|{origin_of('request', self.user, row.values)}"

    def notes(self, rows):
        return notes_on_criteria(self, rows)

    # --- what the rows speak of ----------------------------------------------------------------------------
    def resolve(self, rows):
        origins = {row.key.partition("|")[2] for row in rows}
        found = comparable(Referral).filter(origin_key__in=origins)
        found = found.values_list("programme_id", "origin_key", "pk")
        self.known = {f"{programme}|{origin}": pk for programme, origin, pk in found}
        references = {row.values["reference"] for row in rows if row.values.get("reference")}
        named = comparable(Referral).filter(reference__in=references).values_list("reference", "pk")
        self.known |= {f"reference|{reference}": pk for reference, pk in named}
        readable = visible_to(self.user, Referral).filter(pk__in=self.known.values())
        self.readable = readable.select_related("programme", "orienting_service").in_bulk()
        events = visible_to(self.user, ReferralEvent)
        edits = events.filter(kind=ReferralEvent.Kind.EDITED, referral__in=self.readable)
        self.edited = set(edits.exclude(by=self.user).values_list("referral", flat=True))
        new = [row for row in rows if row.key not in self.known]
        if new:
            self.people.look_up([identity_of(row.values) for row in new])

    # --- what becomes of them ------------------------------------------------------------------------------
    def decide(self, row):
        values = row.values
        if values["programme"].pk not in self.programmes:
            row.wrong(
                "Dispositif",
                f"Colonne « Dispositif » : vous n’accompagnez personne dans « {values['programme']} ».",
            )
            return
        check_dates(row, self.fields, past=("received_on",))
        if row.is_settled:
            return
        if row.key in self.known:
            self._decide_known(row)
        elif values.get("reference"):
            self._say_unknown(row)
        elif not self.settle_who(row, identity_of(values)):
            self._warn_service(row)
            row.settle(Outcome.NEW)

    def _decide_known(self, row):
        if ":row:" in row.key:
            # The same words were imported before; what was corrected in the portal since then stands.
            row.settle(Outcome.UNCHANGED)
            return
        referral = self.readable.get(self.known[row.key])
        if referral is None:
            self._say_unknown(row)
            return
        if referral.programme_id != row.values["programme"].pk:
            row.wrong(
                "Dispositif",
                f"Colonne « Dispositif » : {referral.reference} est de « {referral.programme} ».",
            )
            return
        row.instance, row.object_id, row.subject = referral, referral.pk, referral
        row.differences = self.differences(row, self._comparable(row, referral))
        self._warn_unchangeable(row, referral)
        if not row.differences:
            row.settle(Outcome.UNCHANGED)
            return
        try:
            self._edit(row).check()
        except Refused as refused:
            row.differences = []
            row.wrong("", refused.message)
            return
        if referral.pk in self.edited:
            row.warn("Cette orientation a été corrigée dans le portail : l’import la remplacera.")
        row.settle(Outcome.CHANGED)

    @staticmethod
    def _say_unknown(row):
        if row.values.get("reference"):
            row.wrong(
                "Référence",
                f"Colonne « Référence » : {row.values['reference']} n’existe pas, ou n’est pas "
                "à votre portée. Vérifiez-la, ou videz la cellule pour recevoir une nouvelle orientation.",
            )
            return
        row.wrong(
            "Identifiant",
            "Colonne « Identifiant » : cette ligne a déjà été importée, "
            "et son orientation n’est plus à votre portée.",
        )

    def _comparable(self, row, referral):
        """What is stored, for the cells that say something: an empty one erases nothing."""
        stored = {name: getattr(referral, name) for name in _STORED}
        stored["street_since"] = Since(referral.street_since, referral.street_since_precision)
        given = row.values.get("orienting_service")
        if given is not None and given.service is not None:
            stored["orienting_service"] = OrientingService("", referral.orienting_service)
        return {name: value for name, value in stored.items() if row.values.get(name) is not None}

    @staticmethod
    def _warn_unchangeable(row, referral):
        message, received = row.values.get("message"), row.values.get("received_on")
        if message and not TextWidget().same(referral.message, message):
            row.warn(
                "Le message reste celui de la demande reçue : ce que quelqu’un a écrit ne se réécrit pas."
            )
        if received and received != timezone.localdate(referral.received_at):
            row.warn(
                f"« Reçue le » reste le {timezone.localdate(referral.received_at):%d/%m/%Y} : "
                "les critères et les délais ont été comptés depuis ce jour."
            )

    @staticmethod
    def _warn_service(row):
        given = row.values.get("orienting_service")
        if given is not None and given.service is not None and not given.is_sure:
            row.warn(f"« {given.text} » a été lu comme « {given.service.name} », du réseau.")

    # --- writing -------------------------------------------------------------------------------------------
    def write(self, row):
        return self._receive(row) if row.outcome == Outcome.NEW else self._correct(row)

    def _receive(self, row):
        given = row.values.get("orienting_service")
        referral = ReceiveReferral(
            self.user,
            row.values["programme"],
            at=moment_of(row.values.get("received_on")),
            data=request_data(row.values),
            channel=Referral.Channel.XLSX,
            origin_key=row.key.partition("|")[2],
            orienting_service=given and given.service,
            note=self._note(row),
        ).execute()
        row.object_id = referral.pk
        return [row.number, str(referral.pk), mark_of(referral), None]

    @staticmethod
    def _note(row):
        if row.person is None:
            return ""
        references = ", ".join(file.reference for file in row.person.case_files.all())
        return f"À l’import, la personne a été reconnue : {references or 'déjà connue'}."

    def _correct(self, row):
        edit = self._edit(row)
        before = {name: as_kept(getattr(row.instance, name)) for name in edit.changes}
        referral = edit.execute()
        return [row.number, str(referral.pk), mark_of(referral), before]

    def _edit(self, row):
        changes = dict(row.changes)
        since = changes.pop("street_since", None)
        if since is not None:
            changes |= {"street_since": since.day, "street_since_precision": since.precision}
        if "orienting_service" in changes:
            changes["orienting_service"] = changes["orienting_service"].service
        return EditReferral(self.user, row.instance, changes=changes, reason=f"Import : {self.reason}")

    def take_back(self, records):
        return ReferralsTakenBack(self, records)


class ReferralsTakenBack(RecordsTakenBack):
    """What an import received or corrected, undone: {key: why it is kept} of those that stay."""

    def _found(self):
        keys = [pk for _line, pk, *_rest in self.records]
        readable = visible_to(self.user, Referral).filter(pk__in=keys).select_related("programme")
        return {str(referral.pk): referral for referral in readable}

    def _why_kept(self, referral, mark, before):
        if referral is None:
            return "Cette orientation n’existe plus, ou n’est plus à votre portée."
        if before is None:
            return why_kept(referral, mark)
        if referral.is_decided:
            return f"Cette orientation est {referral.get_status_display()} : elle est gardée."
        if mark_of(referral) != mark:
            return "Cette orientation a été corrigée depuis : elle est gardée telle qu’elle est."
        return None

    def _undo(self, referral, mark, before):
        try:
            if before is None:
                TakeBackReferral(self.user, referral, seen=mark, reason=self.reason).execute()
            else:
                changes = {name: self._restored(name, value) for name, value in before.items()}
                EditReferral(self.user, referral, changes=changes, reason=self.reason, seen=mark).execute()
        except Refused as refused:
            return refused.message
        return None

    @staticmethod
    def _restored(name, value):
        if name == "orienting_service":
            return value and Service.objects.filter(pk=value).first()
        return from_kept(name, value)
