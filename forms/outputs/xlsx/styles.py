"""How the spreadsheet looks: colours of the house, formats that keep zeros, widths, notes on headings."""

from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.document import choices_of, text
from forms.outputs.xlsx.layout import options
from portal.sheets.writers.safe import BRICK, BRICK_PALE, GREY, HEADER, NIGHT, NIGHT_SOFT, PAPER, cell_styles

_CELL = {"valign": "top"}
_NUMBERS = {words.WHOLE_NUMBER: "0", words.AMOUNT: "#,##0.00 [$€-80C]"}
_WIDTHS = {
    words.LONG_TEXT: 52,
    words.EMAIL: 28,
    words.TELEPHONE: 18,
    words.DATE: 13,
    words.YEAR_MONTH: 13,
    words.WHOLE_NUMBER: 11,
    words.AMOUNT: 14,
    words.NATIONAL_NUMBER: 19,
    words.MUNICIPALITY: 26,
    words.SHORT_TEXT: 26,
    words.PARTNER_SERVICE: 28,
}
_BOX_WIDTH, _LEAST_CHOICE, _MOST_CHOICE = 15, 12, 34
_LINE_HEIGHT, _MOST_LINES = 15, 9
EXPECTED = {
    words.SHORT_TEXT: "Du texte, sur une ligne.",
    words.LONG_TEXT: "Du texte, aussi long qu’il le faut.",
    words.EMAIL: "Une adresse : prenom.nom@example.org.",
    words.TELEPHONE: "Un numéro : 0470 00 00 00.",
    words.DATE: "Une date : jour/mois/année.",
    words.YEAR_MONTH: "Un mois : 09/2026.",
    words.WHOLE_NUMBER: "Un nombre entier.",
    words.AMOUNT: "Un montant en euros : 1234,50.",
    words.NATIONAL_NUMBER: "Onze chiffres : 85.07.30-033.28.",
    words.MUNICIPALITY: "Choisissez dans la liste, ou écrivez un autre endroit.",
    words.PARTNER_SERVICE: "Le nom du service ; la liste donne ceux que nous connaissons.",
    words.YES_NO: "Choisissez Oui ou Non.",
    words.ONE_CHOICE: "Choisissez dans la liste.",
    words.SCALE: "Choisissez de 1 à 5.",
    words.SEVERAL_CHOICES: "Mettez un x si oui, laissez vide sinon.",
}
_FORMATS = {
    "postal_code": "Quatre chiffres : 7100.",
    "iban": "Un numéro de compte : BE68 5390 0754 7034.",
    "enterprise_number": "Un numéro d’entreprise : 0403.019.261.",
}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook):
        self._workbook, self._made = workbook, {}
        self.plain = cell_styles(workbook, **_CELL)
        self.text = self.plain["text"]
        self.example = cell_styles(workbook, **_CELL, italic=True, font_color=GREY, bg_color=PAPER)
        self.reference = self._format(**{**HEADER, "bg_color": GREY})
        self.alert = self._format(**{**HEADER, "bg_color": BRICK})
        self.words = self._format(text_wrap=True, font_color=BRICK, valign="top")
        self.title = self._format(bold=True, font_size=16, font_color=NIGHT)
        self.subtitle = self._format(bold=True, font_size=12, font_color=NIGHT, valign="vcenter")
        self.table = self._format(**HEADER)
        self.wrap = self._format(text_wrap=True, valign="top")
        self.bold = self._format(text_wrap=True, valign="top", bold=True)

    def _format(self, **properties):
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]

    def heading(self, layout, column):
        """Brick where an answer is always needed; two blues that change with each part of the form."""
        sections = layout.document["sections"]
        place = sections.index(layout.sections[column.question["uid"]])
        color = BRICK if layout.need(column) == "*" else (NIGHT, NIGHT_SOFT)[place % 2]
        return self._format(**{**HEADER, "bg_color": color, "border": 1, "border_color": "#FFFFFF"})

    def cell(self, column):
        """The format of a whole column: what is typed there stays as it is typed."""
        return self._typed(column, {})

    def typed(self, column, wrong):
        """The styles of one cell that comes back, red when it is wrong."""
        more = {"bg_color": BRICK_PALE} if wrong else {}
        return {
            "text": self._format(**_CELL, **more, num_format="@", text_wrap=_wraps(column)),
            "number": self._format(
                **_CELL, **more, num_format=_NUMBERS.get(column.question["type"], "General")
            ),
            "date": self._format(**_CELL, **more, num_format="dd/mm/yyyy", align="left"),
        }

    def example_number(self, column):
        return self._format(
            **_CELL,
            italic=True,
            font_color=GREY,
            bg_color=PAPER,
            num_format=_NUMBERS.get(column.question["type"], "General"),
        )

    def _typed(self, column, more):
        kind = column.question["type"]
        if kind == words.DATE:
            return self._format(**_CELL, num_format="dd/mm/yyyy", align="left")
        if kind in _NUMBERS:
            return self._format(**_CELL, num_format=_NUMBERS[kind])
        if column.code:
            return self._format(**_CELL, num_format="@", align="center")
        return self._format(**_CELL, num_format="@", text_wrap=_wraps(column))


def _wraps(column):
    return column.question["type"] == words.LONG_TEXT


def width(layout, column):
    """Room for what will be written, within reason."""
    if column.code:
        return _BOX_WIDTH
    kind = column.question["type"]
    if kind in _WIDTHS:
        return _WIDTHS[kind]
    longest = max((len(label) for label, _code in options(column)), default=0)
    return min(max(longest + 3, _LEAST_CHOICE), _MOST_CHOICE)


def heading_height(layout):
    """Enough lines for the longest heading; spreadsheets do not all work it out by themselves."""
    lines = max(
        (
            -(-len(layout.heading(column)) // max(width(layout, column) - 4, 8)) + 1
            for column in layout.columns
        ),
        default=1,
    )
    return _LINE_HEIGHT * min(max(lines, 2), _MOST_LINES)


def note(layout, column):
    """What the note on a heading says: when it is asked, what is expected, the help of the question."""
    question = column.question
    said = [layout.condition(column), expected(question)]
    if layout.need(column):
        said.append(need_in_words(layout, column))
    said += [french(text(one["help"])) for one in (column.group, question) if one and text(one["help"])]
    return french("\n".join(part for part in said if part))


def need_in_words(layout, column):
    if column.code:
        return "Au moins une réponse est nécessaire."
    if column.group:
        return "Nécessaire dès qu’une ligne est commencée."
    return "Nécessaire." if layout.need(column) == "*" else "Nécessaire quand la question se pose."


def expected(question):
    named = _FORMATS.get((question.get("bounds") or {}).get("format"))
    return named or EXPECTED.get(question["type"], "")


def choices_in_words(question):
    """« Femme ; Homme ; … » for the guide; nothing for long lists."""
    return " ; ".join(french(label) for _code, label in choices_of(question))
