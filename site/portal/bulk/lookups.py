"""`filter(reference__among=[…])`: thousands of values as one parameter; IN would compile each of them.

On PostgreSQL `= ANY(array)`, on SQLite a list in JSON: both use the index, neither has a limit.
"""

import json
import uuid

from django.db.models import CharField, ForeignKey, Lookup, UUIDField


class Among(Lookup):
    lookup_name = "among"

    def get_prep_lookup(self):
        field = getattr(self.lhs.output_field, "target_field", self.lhs.output_field)
        return [field.to_python(value) for value in self.rhs]

    def as_sql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*parameters, self.rhs]

    def as_sqlite(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        plain = [value.hex if isinstance(value, uuid.UUID) else value for value in self.rhs]
        return f"{column} IN (SELECT value FROM json_each(%s))", [*parameters, json.dumps(plain)]  # noqa: S608


for field in (CharField, UUIDField, ForeignKey):
    field.register_lookup(Among)
