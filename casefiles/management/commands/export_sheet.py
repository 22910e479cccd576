"""A list taken away from the command line, by the rules of the page."""

from urllib.parse import urlencode

from django.core.management.base import BaseCommand, CommandError

from casefiles.actions.base import Refused
from casefiles.exchange import command_line as line
from casefiles.exchange.exports import EXPORTS, exports_for
from casefiles.exchange.exports.base import ALL_FORMATS, Choices
from casefiles.exchange.exports.columns import Level
from casefiles.exchange.exports.prepare import check_download, journal_download, make, prepare
from portal.vault.storage import open_stored

_SUFFIXES = {"xlsx": "xlsx", "csv": "csv", "json": "json"}


class Command(BaseCommand):
    help = (
        "Exporte une liste dans un fichier, au nom d’un compte : même portée, mêmes niveaux, même journal "
        "qu’à l’écran. Code de sortie : 0 fait ; 1 refusé ; 2 mauvais appel."
    )

    def add_arguments(self, parser):
        parser.add_argument("liste", choices=sorted(EXPORTS), help="la liste à exporter")
        parser.add_argument("fichier", help="le fichier à écrire ; son extension dit le format")
        parser.add_argument("--user", required=True, metavar="E-MAIL", help="le compte au nom de qui")
        parser.add_argument("--reason", required=True, metavar="MOTIF", help="pourquoi, sans nom de personne")
        parser.add_argument("--level", choices=list(Level.values), help="full, pseudonymised ou anonymised")
        parser.add_argument("--format", choices=sorted(ALL_FORMATS), help="csv-standard par exemple")
        parser.add_argument(
            "--columns", default="", metavar="CODES", help="codes des colonnes, avec des virgules"
        )
        parser.add_argument(
            "--filter",
            action="append",
            default=[],
            metavar="NOM=VALEUR",
            help="un filtre de l’écran, répétable",
        )
        parser.add_argument("--json", action="store_true", help="le résultat en JSON, pour un programme")

    def handle(self, *args, **options):
        user = line.account(options["user"])
        why = line.reason(options["reason"])
        kind = exports_for(user).get(options["liste"])
        if kind is None:
            raise CommandError("Le rôle de ce compte ne permet pas cet export.", returncode=line.NOT_ALLOWED)
        export = self._export(kind, user, options)
        try:
            prepared = prepare(user, export, file_format=self._format(options), reason=why)
            make(prepared)
            prepared.refresh_from_db()
            check_download(prepared)
        except Refused as refused:
            raise CommandError(refused.message, returncode=line.NOT_ALLOWED) from refused
        journal_download(prepared, how="command")
        line.write_private(options["fichier"], open_stored(prepared.file))
        self._say(prepared, options)

    def _export(self, kind, user, options):
        query = urlencode([pair.partition("=")[::2] for pair in options["filter"]])
        columns = [code.strip() for code in options["columns"].split(",") if code.strip()]
        export = kind(user, Choices(query, columns), level=options["level"])
        if options["level"] and options["level"] not in export.levels():
            raise CommandError("Le rôle de ce compte ne permet pas ce niveau.", returncode=line.NOT_ALLOWED)
        form = export.filter_form()
        if form is not None and not form.is_valid():
            said = " ".join(message for messages in form.errors.values() for message in messages)
            raise CommandError(f"Filtre refusé : {said}")
        known = {column.code for column in export.all_columns() if export.level in column.levels}
        if unknown := sorted(set(columns) - known):
            offered = ", ".join(sorted(known))
            raise CommandError(f"Colonnes inconnues à ce niveau : {', '.join(unknown)}. Connues : {offered}.")
        return export

    @staticmethod
    def _format(options):
        if options["format"]:
            return options["format"]
        suffix = options["fichier"].rpartition(".")[2].lower()
        if suffix not in _SUFFIXES:
            raise CommandError("Dites le format : un fichier en .xlsx, .csv ou .json, ou --format.")
        return _SUFFIXES[suffix]

    def _say(self, prepared, options):
        facts = {
            "export": prepared.export,
            "level": prepared.level,
            "format": prepared.file_format,
            "rows": prepared.count,
            "kept_back": prepared.kept_back,
            "file": options["fichier"],
            "id": prepared.short_id,
        }
        sentences = [f"{prepared.count} lignes écrites dans {options['fichier']} ({prepared.short_id})."]
        if prepared.kept_back:
            sentences.append(
                f"{prepared.kept_back} lignes retenues : trop peu de personnes disent la même chose."
            )
        sentences.append("Effacez ce fichier quand il ne sert plus : le portail ne le protège pas.")
        line.summary(self.stdout, options["json"], facts, sentences)
