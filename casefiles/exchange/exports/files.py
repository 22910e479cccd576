"""The list of files as it is filtered; names leave at the full level only."""

from django.db.models import Case, DateField, F, When
from django.utils import timezone

from casefiles.access import exportable_by, may_read_names, visible_to
from casefiles.admin.lists.files import FileFilterSet
from casefiles.eligibility import street_clock
from casefiles.exchange.exports.base import Export
from casefiles.exchange.exports.columns import (
    DATE_BANDS,
    NAMED,
    TOLD_APART,
    Column,
    filled,
    labelled,
    number_band,
    opened,
    wide_age_band,
)
from casefiles.models import CaseFile, Gender, HousingBefore, Income, Person, ReportCode
from casefiles.statistics.bands import age_band, age_on
from casefiles.text import normalise
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.journal import fingerprint

MAX_WORDS = 6


class ExportFilterSet(FileFilterSet):
    """The filters of the list, over the files that may be exported."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        holders = exportable_by(self.request.user).order_by().values("case_manager")
        self.filters["case_manager"].queryset = User.objects.filter(pk__in=holders)


class FileExport(Export):
    code = "dossiers"
    title = "Dossiers"
    noun = "dossier"
    icon = "folder-open-1"
    roles = frozenset({Role.CASE_MANAGER, Role.COORDINATION, Role.DATA_OFFICER})
    file_stem = "dossiers"
    adds = "le nom des personnes et, si vous les cochez, leur naissance, leur téléphone et leur e-mail"
    filters = (
        "status",
        "stage",
        "case_manager",
        "programme",
        "silent",
        "due",
        "rhythm",
        "opened_after",
        "opened_before",
    )
    file_path, person_path = "pk", "person"

    def _filterset(self):
        heard = Case(
            When(last_contact_on__isnull=True, then=F("opened_on")),
            default=F("last_contact_on"),
            output_field=DateField(),
        )
        files = visible_to(self.user, CaseFile) if self.with_names else exportable_by(self.user)
        files = files.annotate(heard_on=heard)
        # Names are no matter for who may not read them: searching them would tell.
        if may_read_names(self.user):
            for word in normalise(self.request.GET.get("q", "")).split()[:MAX_WORDS]:
                files = files.filter(search_key__contains=word)
        return ExportFilterSet(self.request.GET, queryset=files, request=self.request)

    def filter_form(self):
        return self._filterset().form

    def scope(self):
        filterset = self._filterset()
        files = filterset.qs if filterset.form.is_valid() else filterset.queryset.none()
        return files.order_by("reference")

    def tick_label(self):
        return ("reference", "stage__name")

    def all_columns(self):
        manager = ("case_manager", "case_manager__first_name", "case_manager__last_name")
        street = ("street_since", "street_since_precision", "closed_on")
        return [
            Column("reference", "Référence", ("reference",), width=15, levels=TOLD_APART),
            Column("first_name", "Prénom", ("person__first_name",), filled, 18, NAMED),
            Column("last_name", "Nom", ("person__last_name",), filled, 22, NAMED),
            Column("programme", "Dispositif", ("programme__name",), width=20),
            Column("report_codes", "Codes de rapport", ("programme",), _ReportCodes(), 22),
            Column("stage", "Étape", ("stage__name",), width=22),
            Column("stage_code", "Code de l’étape", ("stage__report_code",), filled, 14),
            Column("stage_since", "Dans l’étape depuis", ("stage_since",), width=14, bands=DATE_BANDS),
            Column("case_manager", "Référent·e", manager, _staff, 24, TOLD_APART),
            Column("rhythm", "Rythme de suivi", ("rhythm__label",), width=20),
            Column("opened_on", "Ouvert le", ("opened_on",), width=12, bands=DATE_BANDS),
            Column("months_in_street", "Mois en rue", street, _months_in_street, 10, bands=(number_band,)),
            Column("last_contact", "Dernier contact", ("last_contact_on",), width=14, bands=DATE_BANDS),
            Column("closed_on", "Fermé le", ("closed_on",), width=12, bands=DATE_BANDS),
            Column("exit_reason", "Motif de sortie", ("exit_reason__label",), width=30),
            Column("housing_outcome", "Logement à la sortie", ("housing_outcome__label",), width=30),
            Column(
                "oriented_to",
                "Service qui prend le relais",
                ("oriented_to__name",),
                width=30,
                levels=TOLD_APART,
            ),
            Column("birth_date", "Date de naissance", ("person__birth_date",), None, 14, NAMED, ticked=False),
            Column("phone", "Téléphone", ("person", "person__phone"), _open_phone, 18, NAMED, ticked=False),
            Column("email", "E-mail", ("person", "person__email"), _open_email, 26, NAMED, ticked=False),
            *_of_the_person("person__"),
        ]

    def journal_filters(self):
        filters = super().journal_filters()
        if may_read_names(self.user) and (words := normalise(self.request.GET.get("q", ""))):
            filters["search"] = fingerprint(words)
        return filters


def _of_the_person(path):
    """What the region counts by; unticked at first: a list of files rarely needs it."""
    return [
        Column("gender", "Genre", (f"{path}gender",), labelled(Gender.choices), 20, ticked=False),
        Column(
            "age",
            "Âge",
            (f"{path}birth_date",),
            age_on,
            10,
            bands=(age_band, wide_age_band),
            ticked=False,
        ),
        Column("income", "Revenu principal", (f"{path}income",), labelled(Income.choices), 26, ticked=False),
        Column(
            "housing_before",
            "Logement avant",
            (f"{path}housing_before",),
            labelled(HousingBefore.choices),
            30,
            ticked=False,
        ),
    ]


class _ReportCodes:
    """« IWEPS : 4.2 ; SPW : LA »: under which code each authority counts the programme; read once."""

    def __init__(self):
        self.known = None

    def __call__(self, programme):
        if self.known is None:
            self.known = {}
            for code in ReportCode.objects.all():
                self.known.setdefault(code.programme_id, []).append(str(code))
        return " ; ".join(self.known.get(programme, ())) or None


_open_phone, _open_email = opened(Person, "phone"), opened(Person, "email")


def _staff(key, first_name, last_name):
    return f"{first_name} {last_name}".strip() or None if key else None


def _months_in_street(since, precision, closed_on):
    # The limit of the programme changes nothing to the months; some programmes have none.
    clock = street_clock(since, precision, 1, closed_on or timezone.localdate())
    return clock.months if clock else None
