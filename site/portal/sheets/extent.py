"""How far the filled cells of a sheet reach: a reader makes room for the whole rectangle."""

from portal.sandbox.child import Refusal
from portal.sheets import limits as bounds

FAR = (
    "Une cellule remplie se trouve très loin du tableau (en {place}). "
    "Effacez-la, ou copiez les lignes utiles dans un nouveau classeur, puis renvoyez-le."
)
TOO_MANY_ROWS = "Ce fichier a plus de {rows} lignes. Coupez-le en plusieurs fichiers."
TOO_MANY_COLUMNS = (
    "Ce fichier a {columns} colonnes ; {limit} au plus sont lues. Gardez les colonnes utiles et renvoyez-le."
)


class Extent:
    """Grows as filled cells are seen; refuses as soon as they reach too far."""

    def __init__(self, limits):
        self.limits = limits
        self.last_row = limits.rows + bounds.HEADER_SEARCH_ROWS
        self._height = self._width = self._beside = 0
        self._furthest = ""

    def reach_row(self, row):
        """A filled cell in this row, within the columns that are read."""
        if row > self.last_row:
            self.refuse_row(row)
        self._height = max(self._height, row)
        self._refuse_area()

    def reach_beside(self, row, column):
        """A filled cell on the right of the columns that are read."""
        self._furthest = f"{column_letters(column)}{row}"
        if column > self.limits.far_column:
            raise Refusal(FAR.format(place=self._furthest))
        self._beside += 1
        self._width = max(self._width, column)
        if self._beside > bounds.MAX_BESIDE:
            self._refuse_columns()
        self.reach_row(row)

    def refuse_row(self, row):
        if row > self.limits.rows * 5:
            raise Refusal(FAR.format(place=f"ligne {row}"))
        raise Refusal(TOO_MANY_ROWS.format(rows=self.limits.rows_in_words))

    def _refuse_area(self):
        if self._height * self._width <= self.limits.area:
            return
        if self._beside > self._width:
            self._refuse_columns()  # so many are no accident: the table itself is that wide
        raise Refusal(FAR.format(place=self._furthest))

    def _refuse_columns(self):
        raise Refusal(TOO_MANY_COLUMNS.format(columns=self._width, limit=self.limits.columns))


def column_number(letters):
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def column_letters(number):
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
