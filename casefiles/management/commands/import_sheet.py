"""A spreadsheet imported from the command line, by the rules of the page."""

import time
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError

from casefiles.exchange import command_line as line
from casefiles.exchange.batches import chunks as stored
from casefiles.exchange.batches.common import is_text
from casefiles.exchange.batches.receive import prepare
from casefiles.exchange.batches.run import confirm, run_step
from casefiles.exchange.resources import RESOURCES, resources_for
from casefiles.exchange.results import TO_MEND, TO_WRITE, Outcome
from casefiles.exchange.writers.errors import errors_bytes
from portal.audit.journal import record
from portal.sheets.formulas import unguarded
from portal.sheets.limits import TABLE
from portal.sheets.sheet import Unreadable

STEP_SECONDS = 60


class Command(BaseCommand):
    help = (
        "Importe un tableur au nom d’un compte : même aperçu, mêmes règles, même journal qu’à l’écran. "
        "Sans --confirm, rien n’est écrit : l’import attend dans « Échanges » de ce compte. "
        "Code de sortie : 0 tout est bon ; 1 refusé ou illisible ; 2 mauvais appel ; 3 lignes à corriger."
    )

    def add_arguments(self, parser):
        parser.add_argument("fichier", help="un .xlsx, .ods ou .csv")
        parser.add_argument(
            "--target", required=True, choices=sorted(RESOURCES), help="ce que contient le fichier"
        )
        parser.add_argument("--user", required=True, metavar="E-MAIL", help="le compte au nom de qui")
        parser.add_argument("--reason", required=True, metavar="MOTIF", help="pourquoi, sans nom de personne")
        parser.add_argument("--confirm", action="store_true", help="importer les lignes bonnes")
        parser.add_argument("--errors", metavar="FICHIER.xlsx", help="où écrire les lignes à corriger")
        parser.add_argument("--json", action="store_true", help="le résultat en JSON, pour un programme")

    def handle(self, *args, **options):
        user = line.account(options["user"])
        why = line.reason(options["reason"])
        if options["target"] not in resources_for(user):
            raise CommandError("Le rôle de ce compte ne permet pas cet import.", returncode=line.NOT_ALLOWED)
        batch = self._received(user, options["target"], self._upload(options["fichier"]), why)
        if options["confirm"]:
            self._write(batch)
        counts = {kind: count for kind, count in stored.counts_of(batch).items() if count}
        to_mend = sum(counts.get(kind, 0) for kind in TO_MEND)
        if to_mend and options["errors"]:
            self._write_errors(batch, options["errors"])
        self._say(batch, counts, to_mend, options)

    @staticmethod
    def _upload(path):
        path = Path(path)
        try:
            if path.stat().st_size > TABLE.max_bytes:
                raise CommandError(
                    f"Ce fichier est trop lourd : {TABLE.megabytes} Mo au plus.", returncode=line.NOT_ALLOWED
                )
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"Impossible de lire {path} : {error.strerror}.", returncode=1) from error
        if not content:
            raise CommandError("Ce fichier est vide.", returncode=line.NOT_ALLOWED)
        return SimpleUploadedFile(path.name, content)

    @staticmethod
    def _received(user, target, upload, why):
        try:
            batch = prepare(user, target, upload, why)
        except Unreadable as unreadable:
            raise CommandError(unreadable.message, returncode=line.NOT_ALLOWED) from unreadable
        if batch.state == batch.State.MATCHING:
            said = " ".join(batch.reading["problems"])
            raise CommandError(
                f"{said} Ouvrez « Échanges » avec ce compte pour faire correspondre les colonnes "
                f"({batch.short_id}).",
                returncode=line.NOT_ALLOWED,
            )
        return batch

    @staticmethod
    def _write(batch):
        if not any(batch.counts.get(kind) for kind in TO_WRITE):
            return
        if not confirm(batch, sha256=batch.sha256, plan=batch.plan):
            raise CommandError(
                "La base a changé pendant la lecture : recommencez.", returncode=line.NOT_ALLOWED
            )
        while batch.is_running:
            if not run_step(batch, seconds=STEP_SECONDS):
                time.sleep(1)  # another process is at it
            batch.refresh_from_db()

    @staticmethod
    def _write_errors(batch, path):
        fields = RESOURCES[batch.target].sheet_fields()
        by_position = {position: fields[name] for position, name in batch.columns.items()}
        rows = list(stored.rows_of(batch, TO_MEND))
        record(
            "exchange.rejects_read",
            actor=batch.user,
            target=batch.short_id,
            reason=batch.reason,
            details={"target": batch.target, "count": len(rows), "how": "command"},
        )
        clean = unguarded if is_text(batch) else str
        line.write_private(path, [errors_bytes(batch.reading["labels"], by_position, rows, clean=clean)])

    def _say(self, batch, counts, to_mend, options):
        facts = {
            "id": batch.short_id,
            "target": batch.target,
            "state": batch.state,
            "counts": counts,
            "written": sum(batch.results.values()) if batch.results else 0,
            "to_mend": to_mend,
        }
        listed = ", ".join(f"{Outcome(kind).label.lower()} : {count}" for kind, count in counts.items())
        state = "importé" if batch.is_done else "rien n’est écrit, l’import attend une confirmation"
        if options["confirm"] and not batch.is_done:
            state = "rien à écrire"
        sentences = [f"{batch.short_id}, {RESOURCES[batch.target].title} : {state}.", f"Lignes : {listed}."]
        if to_mend and options["errors"]:
            sentences.append(f"Lignes à corriger : {options['errors']}.")
        line.summary(self.stdout, options["json"], facts, sentences)
        if to_mend:
            raise CommandError(f"{to_mend} lignes sont à corriger.", returncode=line.TO_MEND)
