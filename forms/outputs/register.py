"""The record of processing of one version: each question with its class, its purpose, how long, who reads."""

from django.template.loader import render_to_string

from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.document import text
from forms.outputs.described import asked_in
from portal.printing import print_pdf

HEADINGS = [
    "Section",
    "Question",
    "Nom dans les fichiers",
    "Classe de données",
    "À quoi sert la réponse",
    "Conservée (mois)",
    "Qui la lit",
    "Obligatoire",
    "Remplit au dossier",
]
WIDTHS = [24, 44, 26, 30, 46, 12, 46, 12, 34]

# Who opens the answers, by what the form is for. The rows themselves are scoped in case work.
_IN_A_FILE = "La personne référente du dossier et la coordination"
_READERS = {
    "referral": "Les personnes référentes du dispositif et la coordination, puis qui tient le dossier",
    "assessment": _IN_A_FILE,
    "exit": _IN_A_FILE,
    "satisfaction": "La coordination",
    "other": "La coordination",
}
_CLOSED = {
    words.YES_NO,
    words.ONE_CHOICE,
    words.SEVERAL_CHOICES,
    words.SCALE,
    words.WHOLE_NUMBER,
    words.AMOUNT,
    words.YEAR_MONTH,
    words.MUNICIPALITY,
}


def leaves_without_names(question):
    """Whether the answers to this question may leave in an export without names.

    What somebody wrote freely can hold a name, and a birth date names as well as a name does.
    """
    if question["data_class"] == "C4":
        return False
    return question["type"] in _CLOSED or (question["type"] == words.DATE and question["data_class"] != "C1")


def readers(kind, question):
    """« La personne référente…; sans nom, la gestion des données » for one question of such a form."""
    said = _READERS.get(kind, _READERS["other"])
    return f"{said} ; sans nom, la gestion des données" if leaves_without_names(question) else said


def rows(document, kind):
    """One line for each question."""
    for asked in asked_in(document):
        question = asked.question
        yield [
            asked.title,
            asked.label,
            asked.key,
            french(words.DATA_CLASSES[question["data_class"]]),
            french(question["purpose"]),
            question["retention_months"],
            french(readers(kind, question)),
            "oui" if question.get("required") else "non",
            french(words.MAP_TARGETS.get(question.get("maps_to"), "")),
        ]


def register_pdf(version):
    """The bytes of the sheet, tagged."""
    kind = version.definition.kind
    lines = [dict(zip(_NAMES, row, strict=True)) for row in rows(version.document, kind)]
    sections = {}
    for line in lines:
        sections.setdefault(line["section"], []).append(line)
    context = {
        "kind": "Registre des traitements",
        "title": french(text(version.document["title"])),
        "version": version,
        "form_kind": words.FORM_KINDS[kind],
        "public": version.definition.public,
        "longest": max((line["months"] for line in lines), default=0),
        "classes": sorted({line["data_class"] for line in lines}),
        "sections": list(sections.items()),
    }
    return print_pdf(render_to_string("forms/pdf/documents/register.html", context))


_NAMES = (
    "section",
    "label",
    "key",
    "data_class",
    "purpose",
    "months",
    "readers",
    "required",
    "maps_to",
)
