"""One line of a spreadsheet → clean answers, with what is wrong in each cell and what had to be guessed."""

from dataclasses import dataclass, field

from django.utils import timezone

from content.typography import french
from forms.definition import vocabulary as words
from forms.definition.answers import validate
from forms.definition.columns import flat_name, gather
from forms.definition.conditions import keys_in
from forms.definition.document import answerable, text
from forms.outputs.xlsx.layout import EXAMPLE
from forms.readers.xlsx.cells import CellTrouble, known_in, typed, typed_several
from portal.sheets.cells import is_blank, shown

_NOT_ASKED = "Cette réponse ne sera pas gardée : d’après les autres, la question ne se pose pas."
_FREE = {words.SHORT_TEXT, words.LONG_TEXT, words.EMAIL, words.TELEPHONE, words.NATIONAL_NUMBER}
STILL_MARKED = (
    f"Cette ligne porte encore la marque « {EXAMPLE} », mais elle a été remplie. Si c’est une vraie "
    "situation, effacez la marque et déposez à nouveau le fichier."
)
DOUBTFUL = (
    "Cette ligne se trouve à la place des titres. Si c’est une situation, remettez au-dessus la ligne des "
    "titres du modèle."
)


@dataclass
class ReadRow:
    """`errors` and `warnings` go by flat name; "" is the line as a whole."""

    answers: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)
    warnings: dict = field(default_factory=dict)

    def wrong(self, name, message):
        self.errors[name] = f"{self.errors[name]} {message}" if name in self.errors else message


class RowReader:
    """Reads the lines of one sheet; `names` maps a position to a flat name."""

    def __init__(self, layout, names, *, today=None):
        self.layout, self.names = layout, names
        # Asked once for all lines.
        self.today = today or timezone.localdate()
        self.present = set(names.values())
        self.known, self.several = {}, set()
        for column in layout.columns:
            if column.name in self.present:
                self.known[column.name] = known_in(column, layout.services)
            whole = flat_name(column.question, column.group, column.row)
            if column.code and whole in self.present and whole not in self.known:
                self.known[whole] = known_in(column)
                self.several.add(whole)
        self.order = {name: place for place, name in enumerate(layout.by_name)}
        self.leans = _leans(layout.document)
        self.files = [one for one in answerable(layout.document) if one["type"] == words.FILE]

    def read(self, cells):
        """The ReadRow of the cells of a line."""
        row, values = ReadRow(), {}
        for position, name in self.names.items():
            cell = cells[position] if position < len(cells) else None
            if not is_blank(cell):
                self._read_cell(row, values, name, cell)
        raw = gather(self.layout.document, values)
        row.answers, errors = validate(self.layout.document, raw, today=self.today)
        for question in self.files:
            # A spreadsheet carries no file: it is asked for afterwards.
            if errors.pop(question["key"], None):
                row.warnings[""] = f"Il restera à demander : « {french(text(question['label']))} »."
        for name, message in errors.items():
            self._place(row, name, message)
        self._warn_of_dropped(row, values)
        row.errors = dict(sorted(row.errors.items(), key=lambda error: self.order.get(error[0], -1)))
        return row

    def _read_cell(self, row, values, name, cell):
        try:
            if name in self.several:
                values[name] = typed_several(cell, self.known[name])
                return
            found = typed(self.layout.by_name[name], cell, self.known[name])
        except CellTrouble as trouble:
            row.wrong(name, str(trouble))
            return
        values[name] = found.value
        if found.warning:
            row.warnings[name] = found.warning

    def _place(self, row, name, message):
        """An error beside the cell that it is about; one of a column that is not there says its question."""
        own = [name] if name in self.present else []
        boxes = [one for one in self.present if one.startswith(f"{name}__")]
        places = own or sorted(boxes, key=lambda one: self.order.get(one, 0))
        if any(place in row.errors for place in places):
            return  # the cell itself could not be read: that says it better
        if places:
            row.wrong(places[0], message)
        else:
            row.wrong("", f"« {self._label(name)} » : {message}")

    def _label(self, name):
        if name in self.layout.by_name:
            return self.layout.headings[name]
        label = next(
            (text(one["label"]) for one in answerable(self.layout.document) if one["key"] == name), name
        )
        return french(label)

    def _warn_of_dropped(self, row, values):
        """What was written for questions that are not asked, once nothing else is wrong with them."""
        doubtful = {name.split("__")[0] for name in row.errors}
        for key, others in self.leans.items() if doubtful else ():
            if others & doubtful:
                # Whether it is asked will be known once the answers that it leans on are right.
                doubtful.add(key)
        for name, value in values.items():
            key = name.split("__")[0]
            if value not in (False, "", []) and key not in row.answers and key not in doubtful:
                row.warnings[name] = _NOT_ASKED


def _leans(document):
    """{key: the keys of the questions before it that decide whether it is asked}, in order."""
    return {
        question["key"]: keys_in(section.get("visible_if")) | keys_in(question.get("visible_if"))
        for section in document["sections"]
        for question in section["questions"]
    }


class Example:
    """Knows the example line again, wherever it stands and whatever was moved around it."""

    def __init__(self, layout, names, expected):
        self.names = names
        # As a cell is compared: a label may begin with the space that goes before its sign.
        self.expected = {name: said.strip() for name, said in expected.items() if name in names.values()}
        # A line of boxes and lists alone may well be somebody's: without its mark it is one.
        free = {name for name, column in layout.by_name.items() if column.question["type"] in _FREE}
        self.is_telling = not free.isdisjoint(self.expected)

    def is_it(self, cells, marked):
        """Whether this line is the example, as it was: nothing of it is an answer."""
        if not (marked or self.is_telling):
            return False
        for position, name in self.names.items():
            cell = cells[position] if position < len(cells) else None
            said = "" if is_blank(cell) else shown(cell).strip()
            expected = self.expected.get(name, "")
            # With its mark, cells that were emptied say nothing; one that was filled in says it all.
            if said != expected and not (marked and (not said or is_mark(cell))):
                return False
        return True


def is_marked(cells):
    return any(is_mark(cell) for cell in cells)


def is_mark(cell):
    return isinstance(cell, str) and cell.lstrip().startswith(EXAMPLE)
