"""Requests for accompaniment: what was received and what became of it; names at the full level only."""

from django.utils import timezone

from casefiles.access import exportable_requests, visible_to
from casefiles.admin.lists.referrals import ReferralFilterSet
from casefiles.exchange.exports.base import Export
from casefiles.exchange.exports.columns import (
    DATE_BANDS,
    NAMED,
    TOLD_APART,
    Column,
    filled,
    labelled,
    opened,
    wide_age_band,
)
from casefiles.models import Gender, Referral, YesNo
from casefiles.statistics.bands import age_band, age_on
from casefiles.text import normalise
from portal.accounts.roles import Role
from portal.audit.journal import fingerprint

MAX_WORDS = 6


class RequestExport(Export):
    code = "requests"
    title = "Orientations"
    noun = "orientation"
    icon = "mail"
    roles = frozenset({Role.CASE_MANAGER, Role.COORDINATION, Role.DATA_OFFICER})
    file_stem = "orientations"
    adds = "le nom de la personne, celui de qui oriente, leurs numéros et le message"
    filters = ("status", "programme", "received_after", "received_before")
    file_path, person_path = "case_file", "case_file__person"
    named_code = "exchange.request_named"

    def _filterset(self):
        rows = visible_to(self.user, Referral) if self.with_names else exportable_requests(self.user)
        if self.user.has_role(Role.CASE_MANAGER, Role.COORDINATION):
            for word in normalise(self.request.GET.get("q", "")).split()[:MAX_WORDS]:
                rows = rows.filter(search_key__contains=word)
        return ReferralFilterSet(self.request.GET, queryset=rows, request=self.request)

    def filter_form(self):
        return self._filterset().form

    def scope(self):
        filterset = self._filterset()
        rows = filterset.qs if filterset.form.is_valid() else filterset.queryset.none()
        return rows.order_by("received_at", "reference")

    def tick_label(self):
        return ("reference", "received_at")

    def lines(self, columns):
        """Without a file, a request is somebody of its own."""
        for number, (cells, file, person) in enumerate(super().lines(columns)):
            yield cells, file, person or f"request {number}"

    def all_columns(self):
        sealed = {
            name: ((("pk", name)), opened(Referral, name))
            for name in ("phone", "sender_phone", "sender_email", "situation", "message")
        }
        named = (
            ("phone", "Téléphone", 18),
            ("sender_phone", "Téléphone de qui oriente", 18),
            ("sender_email", "E-mail de qui oriente", 26),
            ("situation", "Situation", 30),
            ("message", "Message", 60),
        )
        return [
            Column("reference", "Référence", ("reference",), width=15, levels=TOLD_APART),
            Column("first_name", "Prénom", ("first_name",), filled, 18, NAMED),
            Column("last_name", "Nom", ("last_name",), filled, 22, NAMED),
            Column("birth_date", "Date de naissance", ("birth_date",), width=12, levels=NAMED),
            Column("received_at", "Reçue le", ("received_at",), _day, 12, bands=DATE_BANDS),
            Column("channel", "Reçue par", ("channel",), labelled(Referral.Channel.choices), 20),
            Column("programme", "Dispositif", ("programme__name",), width=20),
            Column("status", "État", ("status",), labelled(Referral.Status.choices), 22),
            Column("decided_at", "Décidée le", ("decided_at",), _day, 12, bands=DATE_BANDS),
            Column("refusal_reason", "Motif de refus", ("refusal_reason__label",), width=30),
            Column("case_file", "Dossier", ("case_file__reference",), width=16, levels=TOLD_APART),
            Column("sender_kind", "Qui oriente", ("sender_kind",), labelled(Referral.SenderKind.choices), 22),
            Column(
                "sender_service",
                "Service qui oriente",
                ("orienting_service__name", "sender_service"),
                # As the directory calls it: an import then finds the same one.
                lambda linked, said: linked or said or None,
                28,
                TOLD_APART,
            ),
            Column("sender_name", "Nom de qui oriente", ("sender_name",), filled, 24, NAMED),
            Column("street_since", "En rue depuis", ("street_since",), width=12, bands=DATE_BANDS),
            Column("municipality", "Commune", ("municipality",), filled, 20, TOLD_APART),
            Column("own_request", "Demande de la personne", ("own_request",), labelled(YesNo.choices), 14),
            Column("gender", "Genre", ("gender",), labelled(Gender.choices), 20, ticked=False),
            Column("age", "Âge", ("birth_date",), age_on, 10, bands=(age_band, wide_age_band), ticked=False),
            *[
                Column(name, heading, sealed[name][0], sealed[name][1], width, NAMED, ticked=False)
                for name, heading, width in named
            ],
        ]

    def journal_filters(self):
        filters = super().journal_filters()
        words = normalise(self.request.GET.get("q", ""))
        return {**filters, "search": fingerprint(words)} if words else filters


def _day(moment):
    return timezone.localdate(moment) if moment else None
