"""An export's life: asked for, made once into the vault, downloaded by its author, forgotten after a day."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from casefiles.access import exportable_by
from casefiles.actions.base import Refused
from casefiles.exchange.exports import EXPORTS, exports_for
from casefiles.exchange.exports.base import ALL_FORMATS, Choices
from casefiles.models import PreparedExport
from casefiles.models.export import KEPT_FOR
from portal.audit.journal import record
from portal.vault.making import store_made
from portal.vault.storage import delete_stored

logger = logging.getLogger(__name__)
State = PreparedExport.State
# Up to here it is made while one waits; beyond, the second process makes it.
MADE_AT_ONCE = 20_000
CLAIM = timedelta(minutes=2)
RENEWED_EACH = 50_000
EXCEL_ROWS = 1_048_575
# How long the list still says what was taken away; the journal says it for longer.
LISTED_FOR = timedelta(days=30)
TOO_MANY = (
    "Un classeur ne tient que 1 048 575 lignes : choisissez un format .csv ou .json, ou affinez les filtres."
)
NOT_YOURS_ANY_MORE = (
    "Un dossier de cet export n’est plus à votre portée : le fichier ne peut plus être téléchargé. "
    "Préparez-en un autre."
)


def exports_of(user):
    """The exports that this person may see and download: their own."""
    return PreparedExport.objects.filter(user=user)


def export_of(prepared):
    """The list behind a prepared export, as its author may take it away now. Raises Refused."""
    kind = exports_for(prepared.user).get(prepared.export)
    if kind is None:
        raise Refused("Votre rôle ne permet plus cet export.", "role")
    export = kind(prepared.user, Choices.of(prepared.choices), level=prepared.level)
    if prepared.level not in export.levels():
        raise Refused("Votre rôle ne permet plus ce niveau d’export.", "level")
    return export


def prepare(user, export, *, file_format, reason):
    """Ask for the file of an Export; made at once when it is small. Raises Refused."""
    count = export.queryset().count()
    if file_format == "xlsx" and count > EXCEL_ROWS:
        raise Refused(TOO_MANY, "file_format")
    prepared = PreparedExport.objects.create(
        user=user,
        export=export.code,
        level=export.level,
        file_format=file_format,
        reason=reason,
        choices=export.choices.as_dict(),
    )
    if count <= MADE_AT_ONCE:
        make(prepared)
    return prepared


def make(prepared, *, seconds=None):
    """Write the file into the vault; True when this process held the export, False when another one does."""
    if not _claim(prepared):
        return False
    try:
        export = export_of(prepared)
        _label, content_type, extension = ALL_FORMATS[prepared.file_format]
        name = f"{export.file_stem}-{timezone.localdate():%Y-%m-%d}.{extension}"
        # Read without a transaction: on SQLite one would keep everybody else from writing.
        stored = store_made(
            _renewing(prepared, export, export.parts(prepared.file_format)),
            name=name,
            content_type=content_type,
            extension=extension,
            stored_by=prepared.user,
        )
    except Exception as error:
        PreparedExport.objects.filter(pk=prepared.pk).update(state=State.FAILED, claimed_until=None)
        prepared.refresh_from_db()
        if not isinstance(error, Refused):
            raise
        return True
    _finish(prepared, export, stored)
    return True


def _claim(prepared):
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    waiting = PreparedExport.objects.filter(free, pk=prepared.pk, state=State.WAITING)
    return bool(waiting.update(claimed_until=now + CLAIM))


def _renewing(prepared, export, parts):
    """The same bytes; a long export says from time to time that somebody is at it."""
    renewed = 0
    for part in parts:
        if export.count - renewed >= RENEWED_EACH:
            renewed = export.count
            until = timezone.now() + CLAIM
            PreparedExport.objects.filter(pk=prepared.pk).update(claimed_until=until, count=renewed)
        yield part


def _finish(prepared, export, stored):
    """Journalled before anything can leave; if it cannot be, nothing leaves."""
    with transaction.atomic():
        prepared.file, prepared.state, prepared.claimed_until = stored, State.READY, None
        prepared.count, prepared.kept_back = export.count, export.kept_back
        prepared.made_at = timezone.now()
        prepared.expires_at = prepared.made_at + KEPT_FOR
        prepared.choices = {**prepared.choices, "files": sorted(map(str, export.touched))}
        prepared.save()
        export.journal(prepared)


def check_download(prepared):
    """Raises Refused when this file may not, or no longer, be taken by its author."""
    if not prepared.is_ready:
        raise Refused("Ce fichier n’est plus gardé : préparez-en un autre.", "gone")
    export_of(prepared)
    files = prepared.choices.get("files", [])
    for start in range(0, len(files), 500):
        asked = files[start : start + 500]
        if exportable_by(prepared.user).filter(pk__in=asked).count() != len(asked):
            raise Refused(NOT_YOURS_ANY_MORE, "moved")


def journal_download(prepared, *, how="page"):
    """Each time the file leaves."""
    with transaction.atomic():
        PreparedExport.objects.filter(pk=prepared.pk).update(downloads=F("downloads") + 1)
        record(
            "exchange.export_downloaded",
            actor=prepared.user,
            target=prepared.short_id,
            reason=prepared.reason,
            details={"export": prepared.export, "level": prepared.level, "rows": prepared.count, "how": how},
        )


def forget(prepared):
    """Erase the file; what was taken away, when and why stays listed for a while."""
    with transaction.atomic():
        stored, prepared.file, prepared.state = prepared.file, None, State.EXPIRED
        prepared.choices = {}
        prepared.save()
        if stored is not None:
            delete_stored(stored)


def purge_expired():
    """Erase files past their day, and the lines that nobody needs any more; returns how many files."""
    now, count = timezone.now(), 0
    for prepared in PreparedExport.objects.filter(state=State.READY, expires_at__lte=now):
        forget(prepared)
        count += 1
    stuck = PreparedExport.objects.filter(state=State.WAITING, confirmed_at__lt=now - KEPT_FOR)
    stuck.update(state=State.FAILED)
    PreparedExport.objects.filter(confirmed_at__lt=now - LISTED_FOR, file__isnull=True).delete()
    return count


def title_of(prepared):
    return EXPORTS[prepared.export].title if prepared.export in EXPORTS else prepared.export
