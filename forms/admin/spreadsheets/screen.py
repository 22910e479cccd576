"""A line of a dropped spreadsheet as the preview draws it: who it is about, what it says, what is wrong."""

from dataclasses import dataclass, field

from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.answers import display
from forms.definition.document import answerable, text
from forms.models import FormVersion, SheetImportRow
from forms.outputs.web.form import answers_in_words
from forms.outputs.xlsx.layout import Layout
from portal.sheets.cells import is_blank, shown, unpack
from portal.sheets.writers.workbook import letters

Outcome = SheetImportRow.Outcome
ICONS = {Outcome.READY: "check", Outcome.WRONG: "warning", Outcome.TWIN: "copy", Outcome.CREATED: "check"}
# The colours of the exchange room: what is new is green, what is wrong is brick.
COLORS = {Outcome.READY: "new", Outcome.WRONG: "wrong", Outcome.TWIN: "unchanged", Outcome.CREATED: "new"}
# Who a request is about, in this order; without them the first answers say it.
_TELLING = ("person.first_name", "person.last_name", "referral.sender_service")
_FEW, _SHORT, _LONG = 3, 60, 300


@dataclass
class SheetOnScreen:
    """One sheet of the file, with the layout of its version."""

    index: int
    name: str
    version: FormVersion
    layout: Layout
    names: dict
    extra: dict
    headings: dict
    told: list
    to_mend: int = 0

    @property
    def title(self):
        return french(text(self.version.document["title"]))


def sheets_of(batch):
    """[SheetOnScreen] of a batch, each with how many lines are to be corrected."""
    read = batch.reading.get("sheets", [])
    versions = FormVersion.objects.select_related("definition").in_bulk([one["version"] for one in read])
    wrong = list(batch.rows.filter(outcome=Outcome.WRONG).values_list("sheet", flat=True))
    return [
        SheetOnScreen(
            index=index,
            name=one["name"],
            version=versions[one["version"]],
            layout=Layout(versions[one["version"]].document, versions[one["version"]].stamp),
            names={int(position): name for position, name in one["names"].items()},
            extra={int(position): heading for position, heading in one["extra"].items()},
            headings={int(position): heading for position, heading in one["headings"].items()},
            told=one["told"],
            to_mend=wrong.count(index),
        )
        for index, one in enumerate(read)
    ]


@dataclass
class RowOnScreen:
    row: SheetImportRow
    sheet: SheetOnScreen
    problems: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    sections: list = field(default_factory=list)
    written: list = field(default_factory=list)

    def __post_init__(self):
        content = self.row.content
        self.number, self.outcome = self.row.number, self.row.outcome
        self.icon, self.color = ICONS[self.outcome], COLORS[self.outcome]
        self.outcome_label = self.row.get_outcome_display()
        self.reference, self.twin = content.get("reference", ""), content.get("twin", "")
        self.receipt = self.row.submission.receipt_code if self.row.submission else ""
        self.cells = [unpack(cell) for cell in content.get("cells", [])]
        self.places = {name: position for position, name in self.sheet.names.items()}
        self.problems = [self._said(name, message) for name, message in content.get("errors", {}).items()]
        self.warnings = [self._said(name, message) for name, message in content.get("warnings", {}).items()]
        answers = content.get("answers", {})
        if answers:
            self.sections = answers_in_words(self.sheet.version.document, answers)
            self.summary = _summary(self.sheet.version.document, answers)
        else:
            self.written = self._written()
            self.summary = self._summary_of_cells()

    def _said(self, name, message):
        """A message with its question, its cell as « C7 », and what stands there."""
        position = self.places.get(name)
        return {
            "label": self.sheet.layout.headings.get(name, "") if name else "",
            "place": f"{letters(position + 1)}{self.number}" if position is not None else "",
            "text": _short(shown(self._cell(position)), _SHORT),
            "message": french(message),
        }

    def _cell(self, position):
        return self.cells[position] if position is not None and position < len(self.cells) else None

    def _summary_of_cells(self):
        found = {one["name"]: one["text"] for one in self.written}
        telling = [found.get(key, "") for key in _telling(self.sheet.version.document)]
        return _joined(telling) or " · ".join(_short(said, _SHORT) for said in list(found.values())[:_FEW])

    def _written(self):
        """What stands in the cells of a line that is not understood, in the order of the questions."""
        wrong = self.row.content.get("errors", {})
        found = []
        for name, heading in self.sheet.layout.headings.items():
            cell = self._cell(self.places.get(name))
            if not is_blank(cell):
                said = _short(shown(cell), _LONG)
                found.append({"name": name, "label": heading, "text": said, "is_wrong": name in wrong})
        return found


def rows_on_screen(rows, sheets):
    return [RowOnScreen(row, sheets[row.sheet]) for row in rows]


def _summary(document, answers):
    """« Personne Exemple · Service Exemple »: enough to know which line this is."""
    asked = {one["key"]: one for one in answerable(document)}
    telling = [display(asked[key], answers[key]) if key in answers else "" for key in _telling(document)]
    few = [display(one, answers[key]) for key, one in asked.items() if key in answers and not _is_long(one)]
    return _joined(telling) or " · ".join(_short(said, _SHORT) for said in few[:_FEW])


def _is_long(question):
    return question["type"] in (words.GROUP, words.LONG_TEXT)


def _telling(document):
    """The keys of the questions that say who a request is about: first name, last name, service."""
    mapped = {one.get("maps_to"): one["key"] for one in answerable(document)}
    return [mapped.get(target, "") for target in _TELLING]


def _joined(telling):
    """« Personne Exemple · Service Exemple » of the three; "" when nothing is there."""
    first, last, service = (_short(said, _SHORT) for said in telling)
    return " · ".join(part for part in (f"{first} {last}".strip(), service) if part)


def _short(said, most):
    return said if len(said) <= most else f"{said[: most - 1]}…"
