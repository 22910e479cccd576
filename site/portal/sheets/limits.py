"""How much of a stranger's spreadsheet we take. Plain Python: the child process reads it too."""

from dataclasses import asdict, dataclass

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_CELL_CHARACTERS = 32_767
MAX_TEXT_CHARACTERS = 30_000_000

# A header is looked for in the first rows, under a title perhaps.
HEADER_SEARCH_ROWS = 10

# The archive that an .xlsx or .ods file is.
MAX_MEMBERS = 1_000
MAX_SHEETS = 200
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 150
RATIO_FREE_BYTES = 5 * 1024 * 1024
# Cells to look at twice: formulas without a result, and errors.
MAX_SUSPECTS = 300_000
# Filled cells on the right of the last column that is read, each looked at by itself.
MAX_BESIDE = 100_000


def in_words(number):
    """« 5 000 », with a space that does not break."""
    return f"{number:,}".replace(",", "\u00a0")


@dataclass(frozen=True)
class Limits:
    """How large a table may be; each room says its own."""

    rows: int = MAX_ROWS
    columns: int = MAX_COLUMNS
    # A filled cell further right than this is an accident or a trap, and would cost memory for every row.
    far_column: int = 256
    # A reader makes room for the whole rectangle down to the furthest cell.
    area: int = (MAX_ROWS + HEADER_SEARCH_ROWS) * 256
    # Characters of all cells together.
    text: int = MAX_TEXT_CHARACTERS
    # The file as it is sent, and as it unpacks.
    max_bytes: int = MAX_BYTES
    max_unpacked: int = MAX_UNPACKED_BYTES

    def as_options(self):
        """As the child process gets them."""
        return {"limits": asdict(self)}

    @property
    def rows_in_words(self):
        return in_words(self.rows)

    @property
    def megabytes(self):
        return self.max_bytes // (1024 * 1024)


# What an exchange of rows takes: the whole registers of a service, once a year.
TABLE = Limits(
    rows=200_000,
    columns=MAX_COLUMNS,
    far_column=1_024,
    area=(200_000 + HEADER_SEARCH_ROWS) * MAX_COLUMNS,
    text=80_000_000,
    max_bytes=20 * 1024 * 1024,
    max_unpacked=400 * 1024 * 1024,
)


def from_options(options):
    return Limits(**options.get("limits", {}))
