"""What each noun says of itself; everything comes through `access`."""

from typing import ClassVar

from django.db.models import BigIntegerField, CharField, F, Value
from django.db.models.functions import Cast

from casefiles.access import rows_of


class Noun:
    """The moments of one model. `sides` are the days one row stands on: {side: field or expression}."""

    kind: ClassVar = None
    model: ClassVar = None
    sides: ClassVar[dict] = {}
    at: ClassVar[str] = "created_at"
    axis: ClassVar[str] = ""
    related: ClassVar[tuple] = ()

    def __init__(self, reader):
        self.reader = reader

    def rows(self):
        return rows_of(self.reader.user, self.reader.case_file, self.model)

    def of_side(self, rows, side):
        """The rows that stand on the line by this side."""
        return rows

    def marks(self):
        """One query per side, each of five columns, to be united with those of the other nouns."""
        axis = F(self.axis) if self.axis else Value(None)
        for side, day in self.sides.items():
            day = F(day) if isinstance(day, str) else day
            yield (
                self.of_side(self.rows(), side)
                .annotate(
                    t_side=Value(side, output_field=CharField()),
                    t_pk=F("pk"),
                    t_day=day,
                    t_at=F(self.at),
                    t_axis=Cast(axis, BigIntegerField()),
                )
                .filter(t_day__isnull=False)
                .order_by()
                .values_list("t_side", "t_pk", "t_day", "t_at", "t_axis")
            )

    def read(self, keys):
        """{key: row} of these rows, whole."""
        return self.rows().select_related(*self.related).in_bulk(keys)

    def tell(self, row, side):
        """The Moment of a row on this side."""
        raise NotImplementedError
