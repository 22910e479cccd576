"""An XLSForm as a document of ours. A file of ours comes back exactly; a stranger's as far as it can.

`read` runs in the limited child process; `read_xlsform` asks for it. What could not be taken over is told
line by line: [{"sheet", "row", "name", "said"}].
"""

import json
import re

from forms.compiling import french, slug_of
from forms.definition import vocabulary as words
from forms.definition.document import elementary, questions
from forms.outputs.xlsform.words import PAGED_STYLE
from forms.readers.definition.reading import Imported, ask_child, checked_document
from forms.readers.xlsform.archive import MAX_BYTES, read_sheets
from forms.readers.xlsform.choices import lists_of
from forms.readers.xlsform.questions import Names, Notes
from forms.readers.xlsform.sheets import Sheet
from forms.readers.xlsform.survey import MAX_TITLE, Survey, nested
from forms.readers.xlsform.xpath import Unreadable
from portal.sandbox.child import Refusal

_SHEETS = ("survey", "choices", "settings")
MAX_SURVEY_ROWS = 2000


def read_xlsform(payload):
    """Imported, from the bytes of a workbook. Raises UnreadableDefinition."""
    found = ask_child("forms.readers.xlsform.reading:read", payload, MAX_BYTES)
    return Imported(checked_document(found["document"]), found["notes"], origin="xlsform")


def read(payload, options):
    """The child's side: {"document", "notes"} as JSON bytes. Raises Refusal in French."""
    sheets, aside = read_sheets(payload, _SHEETS)
    document, notes = document_from(sheets, aside)
    return json.dumps({"document": document, "notes": notes}).encode()


def document_from(sheets, aside=()):
    """(document, notes) from the texts of the sheets."""
    notes = Notes()
    settings = _settings(sheets.get("settings"))
    survey = _survey_sheet(sheets.get("survey"), settings)
    choices = Sheet(sheets["choices"], _default_language(settings)) if sheets.get("choices") else None
    _note_file(survey, choices, aside, notes)
    title = settings.text("form_title", called="title") if settings else ""
    reading = Survey(lists_of(choices, notes), Names(notes), notes, title[:MAX_TITLE])
    try:
        sections = reading.read(nested(survey.rows, notes))
    except Unreadable as why:
        raise Refusal(f"{why} Simplifiez ce fichier et renvoyez-le.") from why
    document = _document(settings, title, reading.intro, sections)
    _refuse_too_many(document)
    return document, notes.in_order()


def _settings(rows):
    sheet = Sheet(rows) if rows else None
    return sheet.rows[0] if sheet and sheet.rows else None


def _default_language(settings):
    return settings.get("default_language") if settings else ""


def _survey_sheet(rows, settings):
    sheet = Sheet(rows, _default_language(settings)) if rows else None
    if sheet is None or not {"type", "name"} <= sheet.columns:
        raise Refusal(
            "Ce classeur n’est pas un XLSForm : il lui faut une feuille « survey » avec les colonnes "
            "« type » et « name »."
        )
    if not sheet.rows:
        raise Refusal("La feuille « survey » de ce classeur ne contient aucune question.")
    if len(sheet.rows) > MAX_SURVEY_ROWS:
        raise Refusal(
            f"Ce formulaire a plus de {MAX_SURVEY_ROWS} lignes. Partagez-le et renvoyez les parties."
        )
    _refuse_newer(settings)
    return sheet


def _refuse_newer(settings):
    schema = settings.get("x_schema_version") if settings else ""
    if schema and schema != str(words.SCHEMA_VERSION):
        raise Refusal(
            f"Ce fichier suit la version {schema[:10]} de nos formulaires ; ce portail lit la version "
            f"{words.SCHEMA_VERSION}. Mettez le portail à jour, ou exportez le formulaire depuis celui-ci."
        )


def _note_file(survey, choices, aside, notes):
    for sheet, name in ((survey, "survey"), (choices, "choices")):
        if sheet and sheet.languages_aside:
            languages = ", ".join(sheet.languages_aside)[:300]
            notes.add(
                None, f"les intitulés dans une autre langue ne sont pas repris : {languages}", sheet=name
            )
    for name in aside[:20]:
        notes.add(None, "cette feuille n’est pas lue", sheet=name[:60])


def _document(settings, title, intro, sections):
    get = settings.get if settings else (lambda column: "")
    slug = get("form_id") or slug_of(title).replace("_", "-")
    number = get("x_number") or get("version")
    return {
        "schema_version": words.SCHEMA_VERSION,
        "form": re.sub(r"[^A-Za-z0-9_-]+", "-", slug)[:40].strip("-") or "formulaire",
        "number": int(number) if re.fullmatch(r"[1-9][0-9]{0,5}", number, re.ASCII) else 1,
        "title": french((title or "Formulaire importé")[:MAX_TITLE]),
        "intro": french(intro),
        "paged": PAGED_STYLE in get("style"),
        "sections": sections,
    }


def _refuse_too_many(document):
    count = len(questions(document)) + sum(1 for _question, group in elementary(document) if group)
    if not count:
        raise Refusal("Aucune ligne de ce fichier n’a pu devenir une question de nos formulaires.")
    if count > words.MAX_QUESTIONS:
        raise Refusal(
            f"Ce formulaire a {count} questions, un formulaire en a {words.MAX_QUESTIONS} au plus. "
            "Partagez le fichier en deux et importez chaque partie."
        )
