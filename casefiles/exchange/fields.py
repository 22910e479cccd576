"""A column of a spreadsheet: the import-export Field, with what a newcomer and a template need to know."""

from import_export.fields import Field

from casefiles.text import normalise


class SheetField(Field):
    """`confidential` values are not shown back to someone who may import into a file without reading it."""

    def __init__(
        self,
        column_name,
        *,
        attribute=None,
        widget=None,
        required=False,
        synonyms=(),
        help_text="",
        example="",
        confidential=False,
        width=18,
    ):
        super().__init__(attribute=attribute, column_name=column_name, widget=widget)
        self.required, self.synonyms = required, synonyms
        self.help_text, self.example = help_text, example
        self.confidential, self.width = confidential, width

    def words(self):
        """The headings that mean this field, normalised."""
        return {normalise(word) for word in (self.column_name, *self.synonyms)}
