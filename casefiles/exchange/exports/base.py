"""What every export is: the records that this person may take away, the columns, and the traces it leaves."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.http import QueryDict

from casefiles.access import export_levels, exportable_by
from casefiles.exchange.exports.anonymity import Anonymised
from casefiles.exchange.exports.columns import ANONYMISED, FULL, Column, Level
from portal.audit.journal import record, record_many
from portal.sheets.writers import comma, objects, workbook

CHUNK = 2_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# code: (what one reads, content type, extension)
FORMATS = {
    "xlsx": ("Excel (.xlsx)", XLSX, "xlsx"),
    "csv": ("CSV pour Excel en français (point-virgule)", "text/csv; charset=utf-8", "csv"),
    "csv-standard": ("CSV standard (virgule, dates ISO)", "text/csv; charset=utf-8", "csv"),
}
ALL_FORMATS = {**FORMATS, "json": ("JSON (un objet par ligne)", "application/json", "json")}
MAX_TICKED = 500


@dataclass
class Choices:
    """What one asked for: the filters as in the address, the columns and the rows that were ticked."""

    query: str = ""
    columns: list = field(default_factory=list)
    ticked: list = field(default_factory=list)

    @classmethod
    def of(cls, kept):
        """As a prepared export keeps them."""
        return cls(kept.get("query", ""), kept.get("columns", []), kept.get("ticked", []))

    def as_dict(self):
        return {"query": self.query, "columns": self.columns, "ticked": self.ticked}


class Export:
    """One list that can be taken away. A subclass says `scope`, `all_columns` and where its people stand."""

    # A template would call a class that it meets.
    do_not_call_in_templates = True
    code = ""
    title = ""
    noun = "ligne"
    icon = "download"
    # What leaves case files in one go asks for a code given a moment ago: a session left open is not enough.
    of_files = True
    roles = frozenset()
    file_stem = "export"
    # What the full level adds, said beside its choice.
    adds = ""
    # What the list is about when its title does not say it, and whether one chooses that first.
    subject = ""
    opens_filters = False
    # The names of filters written in the journal: never what was typed in a search.
    filters = ()
    # The ways to the key of the file and to that of the person of a row.
    file_path, person_path = "", ""
    # What is said of a file whose rows left with names.
    named_code = "exchange.named"

    def __init__(self, user, choices=None, *, level=None):
        self.user, self.choices = user, choices or Choices()
        self.level = level or next(iter(self.levels()), Level.PSEUDONYMISED)
        self.request = SimpleNamespace(user=user, GET=QueryDict(self.choices.query))
        # Filled while the rows go by.
        self.count, self.kept_back, self.touched = 0, 0, set()

    # --- what a subclass says ------------------------------------------------------------------------------
    def scope(self):
        """The records that this person may export at this level, filtered; in order."""
        raise NotImplementedError

    def all_columns(self) -> list[Column]:
        raise NotImplementedError

    def filter_form(self):
        """The form that narrows the list, or None."""
        return None

    def tick_label(self):
        """The ways to what names a row beside its box, without naming anybody."""
        return ("pk",)

    # --- levels --------------------------------------------------------------------------------------------
    def levels(self):
        """The levels offered to this person, the least telling default first."""
        if not self.of_files:
            return [Level.FULL]
        offered = export_levels(self.user)
        order = (Level.PSEUDONYMISED, Level.FULL, Level.ANONYMISED)
        return [level for level in order if level.value in offered]

    @property
    def with_names(self):
        return self.level == FULL

    # --- rows and columns ----------------------------------------------------------------------------------
    def queryset(self):
        records = self.scope()
        return records.filter(pk__in=self.choices.ticked) if self.choices.ticked else records

    def columns(self):
        """The columns that leave: those of this level, ticked, in the order that was chosen."""
        offered = {column.code: column for column in self.all_columns() if self.level in column.levels}
        if self.choices.columns:
            return [offered[code] for code in dict.fromkeys(self.choices.columns) if code in offered]
        return [column for column in offered.values() if column.ticked]

    def columns_key(self):
        """Under which code columns are kept: two forms do not have the same ones."""
        return self.code

    def lines(self, columns) -> Iterable:
        """Yield (cells, key of the file, key of the person): one query, a few thousand records at a time."""
        # Whose row it is matters where few people must not stand alone; elsewhere, which file it speaks of.
        extra = [self.person_path if self.level == ANONYMISED else self.file_path]
        extra = [path for path in extra if path]
        paths = list(dict.fromkeys([path for column in columns for path in column.paths] + extra))
        places = {path: place for place, path in enumerate(paths)}
        readers = [(column.value, [places[path] for path in column.paths]) for column in columns]
        file_at, person_at = places.get(self.file_path), places.get(self.person_path)
        for values in self.queryset().values_list(*paths).iterator(chunk_size=CHUNK):
            cells = [
                values[at[0]] if value is None else value(*[values[place] for place in at])
                for value, at in readers
            ]
            yield (
                cells,
                values[file_at] if file_at is not None else None,
                values[person_at] if person_at is not None else None,
            )

    def rows(self, columns):
        """Yield the cells of each row as they leave, counting them and the files they speak of."""
        if self.level == ANONYMISED and self.of_files:
            anonymised = Anonymised(columns)
            for cells in anonymised.rows(self.lines(columns)):
                self.count += 1
                yield cells
            self.kept_back = anonymised.kept_back
            return
        for cells, file, _person in self.lines(columns):
            self.count += 1
            if file is not None:
                self.touched.add(file)
            yield cells

    def parts(self, file_format):
        """Yield the bytes of the file."""
        columns = self.columns()
        headings, rows = [column.heading for column in columns], self.rows(columns)
        if file_format == "xlsx":
            lists = [column.offers() if column.offers else None for column in columns]
            widths = [column.width for column in columns]
            count = self.queryset().count()
            return workbook.stream(headings, widths, rows, sheet=self.title, lists=lists, row_count=count)
        if file_format == "json":
            return objects.stream(headings, rows)
        return comma.stream(headings, rows, french=file_format == "csv")

    # --- traces --------------------------------------------------------------------------------------------
    def journal_filters(self):
        return {name: value for name in self.filters if (value := self.request.GET.get(name))}

    def journal(self, prepared):
        """What left, by whom, why; and in each file whose names left, for whoever asks who read it."""
        details = {
            "level": str(self.level) if self.of_files else "",
            "format": prepared.file_format,
            "count": self.count,
            "names": self.with_names and self.of_files,
            "filters": self.journal_filters(),
            "columns": [column.code for column in self.columns()][:60],
            "export": prepared.short_id,
        }
        if self.choices.ticked:
            details["ticked"] = len(self.choices.ticked)
        record(
            "exchange.exported", actor=self.user, target=self.code, reason=prepared.reason, details=details
        )
        if self.with_names and self.of_files:
            entries = self.named_files()
            record_many(self.named_code, entries, actor=self.user, reason=prepared.reason)

    def named_files(self):
        """[(key, reference, details)] of the files whose names left."""
        found, touched = [], sorted(self.touched)
        for start in range(0, len(touched), 500):
            files = exportable_by(self.user).filter(pk__in=touched[start : start + 500])
            found += [(pk, reference, {}) for pk, reference in files.values_list("pk", "reference")]
        return found
