"""The sheet « Mode d’emploi »: how to fill the other one in, and what each question expects."""

from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.document import answerable, text
from forms.outputs.xlsx.layout import EXAMPLE, MAX_ROWS, REFERENCE, SHEET
from forms.outputs.xlsx.styles import choices_in_words, expected
from portal.sheets.limits import in_words
from portal.sheets.writers.safe import write_text

_A4 = 9
_WIDTHS = (46, 20, 40, 62)
_HOW = (
    f"Remplissez la feuille « {SHEET} » : une ligne par situation, {in_words(MAX_ROWS)} au plus.",
    f"La ligne « {EXAMPLE} » montre comment faire. Laissez-la ou effacez-la : elle n’est jamais lue.",
    "Un titre marqué * demande toujours une réponse ; (*) seulement quand la question se pose.",
    "Passez la souris sur un titre : une note dit ce qui est attendu. Dans les cellules à liste, choisissez.",
    f"La colonne « {REFERENCE} » est à vous : elle sert à retrouver une ligne, nous ne la gardons pas.",
    "Vous pouvez déplacer des colonnes, en ajouter pour vous, ou en masquer. Ne changez pas la première "
    "ligne, qui est masquée : c’est à elle que nous reconnaissons les questions.",
    "Ce fichier parle de personnes : ne le laissez pas traîner, envoyez-le par un moyen sûr, effacez-le "
    "ensuite.",
    "Renvoyez-le, au format .xlsx, à l’équipe qui vous l’a donné. Rien n’est enregistré avant qu’elle n’ait "
    "relu chaque ligne.",
)


def fill_guide(sheet, layout, styles):
    document = layout.document
    for position, size in enumerate(_WIDTHS):
        sheet.set_column(position, position, size)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    write_text(sheet, 0, 0, french(text(document["title"])), styles.title)
    sheet.set_row(0, 26)
    line = 1
    for said in (f"Version {document['number']} du formulaire.", french(text(document["intro"]))):
        line = _whole_line(sheet, line, said, styles.wrap)
    line = _heading(sheet, line + 1, "Comment faire", styles)
    for number, said in enumerate(_HOW, start=1):
        line = _whole_line(sheet, line, f"{number}. {french(said)}", styles.wrap)
    line = _questions(sheet, line + 1, layout, styles)
    _files(sheet, line + 1, document, styles)


def _whole_line(sheet, line, said, style):
    if not said:
        return line
    wide = sum(_WIDTHS)
    sheet.merge_range(line, 0, line, len(_WIDTHS) - 1, "", style)
    write_text(sheet, line, 0, said, style)
    lines = sum(len(part) // (wide - 20) + 1 for part in said.split("\n"))
    sheet.set_row(line, _height(lines))
    return line + 1


def _height(lines):
    """A spreadsheet knows no line higher than 409 points."""
    return min(15.5 * lines + 2, 400)


def _heading(sheet, line, said, styles):
    write_text(sheet, line, 0, said, styles.subtitle)
    sheet.set_row(line, 24)
    return line + 1


def _questions(sheet, line, layout, styles):
    line = _heading(sheet, line, "Les questions", styles)
    for position, said in enumerate(("Question", "Réponse nécessaire", "Quand", "Ce qu’on y écrit")):
        write_text(sheet, line, position, said, styles.table)
    line += 1
    for section in layout.document["sections"]:
        asked = [one for one in section["questions"] if one["type"] not in (words.STATEMENT, words.FILE)]
        if asked:
            line = _heading(sheet, line, french(text(section["title"])), styles)
        for question in asked:
            line = _question(sheet, line, layout, question, styles)
            for inner in question.get("questions", ()):
                line = _question(sheet, line, layout, inner, styles, group=question)
    return line


def _question(sheet, line, layout, question, styles, group=None):
    label = french(text(question["label"]))
    cells = (
        f"– {label}" if group else label,
        _needed(layout, question, group),
        "" if group else layout.condition_of(question),
        _what(question),
    )
    for position, said in enumerate(cells):
        write_text(sheet, line, position, said, styles.wrap if position else styles.bold)
    lines = max(len(said) // (size - 4) + 1 for said, size in zip(cells, _WIDTHS, strict=True))
    sheet.set_row(line, _height(lines))
    return line + 1


def _needed(layout, question, group):
    if not question.get("required"):
        return "non"
    if group:
        return "si la ligne est commencée"
    return "si elle se pose" if layout.condition_of(question) else "oui"


def _what(question):
    """What is expected, the choices when they are few, and the help."""
    kind = question["type"]
    said = [expected(question)]
    if kind == words.GROUP:
        said = [f"Jusqu’à {question['rows']} lignes, côte à côte : laissez vides celles qui ne servent pas."]
    elif kind == words.SEVERAL_CHOICES:
        said = ["Une colonne par réponse : un x dans celles qui conviennent, rien dans les autres."]
    if kind in (words.ONE_CHOICE, words.SEVERAL_CHOICES, words.SCALE):
        said.append(f"{choices_in_words(question)}.")
    return french(" ".join(part for part in (*said, text(question["help"])) if part))


def _files(sheet, line, document, styles):
    files = [french(text(one["label"])) for one in answerable(document) if one["type"] == words.FILE]
    if not files:
        return
    line = _heading(sheet, line, "Ce qu’un tableur ne peut pas porter", styles)
    _whole_line(
        sheet,
        line,
        f"Ces documents se joignent en ligne, ou se demandent plus tard : {', '.join(files)}.",
        styles.wrap,
    )
