"""The list of files as it is filtered; without names unless the role allows it and the person asks for it."""

from django.db.models import Case, DateField, F, When
from django.utils import timezone

from casefiles.access import exportable_by, may_read_names, visible_to
from casefiles.admin.lists.files import FileFilterSet
from casefiles.eligibility import street_clock
from casefiles.exchange.exports.base import Export
from casefiles.models import CaseFile
from casefiles.text import normalise
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.journal import fingerprint, record
from portal.sheets.writers.columns import OutColumn

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
    with_names_label = "Ajouter le prénom et le nom des personnes"
    _named = None
    filters = ("status", "stage", "case_manager", "programme", "silent", "opened_after", "opened_before")

    @property
    def may_have_names(self):
        return may_read_names(self.user)

    def _filterset(self):
        heard = Case(
            When(last_contact_on__isnull=True, then=F("opened_on")),
            default=F("last_contact_on"),
            output_field=DateField(),
        )
        files = exportable_by(self.user).annotate(heard_on=heard)
        # Names are no matter for who may not read them: searching them would tell.
        if self.may_have_names:
            for word in normalise(self.request.GET.get("q", "")).split()[:MAX_WORDS]:
                files = files.filter(search_key__contains=word)
        return ExportFilterSet(self.request.GET, queryset=files, request=self.request)

    def filter_form(self):
        return self._filterset().form

    def queryset(self):
        filterset = self._filterset()
        files = filterset.qs if filterset.form.is_valid() else filterset.queryset.none()
        related = ["programme", "stage", "case_manager", "exit_reason", "housing_outcome"]
        if self.with_names:
            related.append("person")
        files = files.select_related(*related).prefetch_related("programme__report_codes")
        return files.order_by("reference")

    def columns(self):
        names = [OutColumn("Prénom", self._first_name, 18), OutColumn("Nom", self._last_name, 22)]
        return [
            OutColumn("Référence", lambda file: file.reference, 15),
            *(names if self.with_names else []),
            OutColumn("Dispositif", lambda file: file.programme.name, 20),
            OutColumn("Codes de rapport", _report_codes, 22),
            OutColumn("Étape", lambda file: file.stage.name, 22),
            OutColumn("Code de l’étape", lambda file: file.stage.report_code or None, 14),
            OutColumn("Dans l’étape depuis", lambda file: file.stage_since, 14),
            OutColumn("Référent·e", lambda file: str(file.case_manager) if file.case_manager else None, 24),
            OutColumn("Ouvert le", lambda file: file.opened_on, 12),
            OutColumn("Mois en rue", _months_in_street, 10),
            OutColumn("Dernier contact", lambda file: file.last_contact_on, 14),
            OutColumn("Fermé le", lambda file: file.closed_on, 12),
            OutColumn("Motif de sortie", lambda file: file.exit_reason and file.exit_reason.label, 30),
            OutColumn(
                "Logement à la sortie", lambda file: file.housing_outcome and file.housing_outcome.label, 30
            ),
        ]

    def _first_name(self, file):
        return file.person.first_name if self._may_be_named(file) else None

    def _last_name(self, file):
        return file.person.last_name if self._may_be_named(file) else None

    def _may_be_named(self, file):
        """Two roles together do not add names: only files that this person may open carry one."""
        return file.pk in self._named_keys()

    def _named_keys(self):
        if self._named is None:
            self._named = set(visible_to(self.user, CaseFile).values_list("pk", flat=True))
        return self._named

    def journal_filters(self):
        filters = super().journal_filters()
        if self.may_have_names and (words := normalise(self.request.GET.get("q", ""))):
            filters["search"] = fingerprint(words)
        return filters

    def journal(self, keys, *, reason, file_format):
        super().journal(keys, reason=reason, file_format=file_format)
        if not self.with_names:
            return
        # Whoever asks who read this file finds the export there too.
        for pk, reference in self.queryset().values_list("pk", "reference"):
            if pk in self._named_keys():
                record("exchange.named", actor=self.user, subject=pk, target=reference, reason=reason)


def _months_in_street(file):
    # The limit of the programme changes nothing to the months; some programmes have none.
    clock = street_clock(
        file.street_since, file.street_since_precision, 1, file.closed_on or timezone.localdate()
    )
    return clock.months if clock else None


def _report_codes(file):
    """« IWEPS : 4.2 ; SPW : LA »: under which code each authority counts the programme."""
    return " ; ".join(map(str, file.programme.report_codes.all())) or None
