"""What every export is: the records that this person may take away, the columns, and the traces it leaves."""

from itertools import islice

from portal.audit.journal import record
from portal.sheets.writers import comma, workbook
from portal.sheets.writers.columns import OutColumn

CHUNK = 500
FORMATS = {
    "xlsx": ("Excel (.xlsx)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "csv": ("CSV pour Excel en français (point-virgule)", "text/csv; charset=utf-8", "csv"),
    "csv-standard": ("CSV standard (virgule, dates ISO)", "text/csv; charset=utf-8", "csv"),
}


class Export:
    """One list that can be taken away. A subclass says `queryset`, `columns` and `codes`."""

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
    with_names_label = ""
    # What the list is about when its title does not say it, and whether one chooses that first.
    subject = ""
    opens_filters = False
    # The names of filters written in the journal: never what was typed in a search.
    filters = ()

    def __init__(self, user, request, *, with_names=False):
        self.user, self.request = user, request
        self.with_names = bool(with_names and self.may_have_names)

    @property
    def may_have_names(self):
        return False

    def queryset(self):
        raise NotImplementedError

    def columns(self) -> list[OutColumn]:
        raise NotImplementedError

    def filter_form(self):
        """The form that narrows the list, or None."""
        return None

    def journal_filters(self):
        return {name: value for name in self.filters if (value := self.request.GET.get(name))}

    # --- taking away ---------------------------------------------------------------------------------------
    def keys(self):
        """The keys of what leaves, in order: counted, journalled and written from the same list."""
        return list(self.queryset().values_list("pk", flat=True))

    def journal(self, keys, *, reason, file_format):
        record(
            "exchange.exported",
            actor=self.user,
            target=self.code,
            reason=reason,
            details={
                "format": file_format,
                "count": len(keys),
                "names": self.with_names,
                "filters": self.journal_filters(),
            },
        )

    def rows(self, keys):
        """Yield the rows, reading a few hundred records at a time."""
        columns, left = self.columns(), iter(keys)
        while chunk := list(islice(left, CHUNK)):
            found = {item.pk: item for item in self.queryset().filter(pk__in=chunk)}
            for key in chunk:
                if key in found:
                    yield [column.value(found[key]) for column in columns]

    def stream(self, keys, file_format):
        """Yield the bytes of the file."""
        columns = self.columns()
        headings = [column.heading for column in columns]
        if file_format == "xlsx":
            widths = [column.width for column in columns]
            return workbook.stream(headings, widths, self.rows(keys), sheet=self.title, row_count=len(keys))
        return comma.stream(headings, self.rows(keys), french=file_format == "csv")
