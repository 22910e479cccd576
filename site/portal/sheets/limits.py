"""How much of a stranger's spreadsheet we take. Plain Python: the child process reads it too."""

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_CELL_CHARACTERS = 32_767
MAX_TEXT_CHARACTERS = 30_000_000

# A header is looked for in the first rows, under a title perhaps.
HEADER_SEARCH_ROWS = 10

# The archive that an .xlsx file is.
MAX_MEMBERS = 1_000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 150
RATIO_FREE_BYTES = 5 * 1024 * 1024
# A filled cell further right than this is an accident or a trap, and would cost memory for every row.
FAR_COLUMN = 256
