"""What an import wrote through actions, undone row by row: said before, done, or kept with why."""


class RecordsTakenBack:
    """Records are [line, key, mark, before]. A subclass says `_found`, `_why_kept` and `_undo`."""

    def __init__(self, resource, records):
        self.resource, self.user, self.records = resource, resource.user, records
        self.reason = f"Import {resource.batch.short_id} repris" if resource.batch else "Import repris"

    def reasons(self):
        """{key: why it is kept} of those that stay; changes nothing."""
        found = self._found()
        return {
            pk: why
            for _line, pk, mark, before in self.records
            if (why := self._why_kept(found.get(pk), mark, before))
        }

    def execute(self):
        """Take the others back; the same as `reasons`, with what an action refused meanwhile."""
        kept, found = self.reasons(), self._found()
        for _line, pk, mark, before in self.records:
            if pk not in kept and (why := self._undo(found[pk], mark, before)):
                kept[pk] = why
        return kept
