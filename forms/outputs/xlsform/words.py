"""What our document and an XLSForm have in common, for the writer and for the reader.

A standard cell says what it can; an `x_` column beside it carries the rest. The `x_` column is believed as
long as the standard cell still says the same: whoever changes a cell in a spreadsheet is heard.
"""

import json
import re

from forms.definition import vocabulary as words

# Our type → (type of the standard, appearance).
SHAPES = {
    words.SHORT_TEXT: ("text", ""),
    words.LONG_TEXT: ("text", "multiline"),
    words.EMAIL: ("text", ""),
    words.TELEPHONE: ("text", ""),
    words.DATE: ("date", ""),
    words.YEAR_MONTH: ("date", "month-year"),
    words.WHOLE_NUMBER: ("integer", ""),
    words.AMOUNT: ("decimal", ""),
    words.YES_NO: ("select_one", ""),
    words.ONE_CHOICE: ("select_one", ""),
    words.SEVERAL_CHOICES: ("select_multiple", ""),
    words.SCALE: ("select_one", "likert"),
    words.NATIONAL_NUMBER: ("text", "numbers"),
    words.MUNICIPALITY: ("select_one", "minimal autocomplete"),
    words.PARTNER_SERVICE: ("text", ""),
    words.FILE: ("file", ""),
    words.STATEMENT: ("note", ""),
    words.GROUP: ("begin_repeat", ""),
}
# Lists that belong to no question in particular: no key holds « __ ».
YES_NO_LIST, MUNICIPALITY_LIST = "oui__non", "communes__be"
# Rows of the standard that are no question of ours: a section's introduction, how many lines a group has.
INTRO_NAME, HELP_SUFFIX, ROWS_SUFFIX = "form__intro", "__help", "__rows"

SURVEY_COLUMNS = (
    *("type", "name", "label", "hint", "required", "required_message", "relevant", "appearance"),
    *("constraint", "constraint_message", "repeat_count"),
    *("x_type", "x_uid", "x_data_class", "x_purpose", "x_retention_months", "x_maps_to"),
    *("x_bounds", "x_choices", "x_visible_if", "x_condition", "x_exact"),
)
CHOICE_COLUMNS = ("list_name", "name", "label")
SETTING_COLUMNS = (
    *("form_title", "form_id", "version", "style"),
    *("x_schema_version", "x_number", "x_exact"),
)
PAGED_STYLE = "pages"

# No file of ours holds these in a cell: lone halves of a sign, and values that are no sign at all.
_UNSHOWN = re.compile("[\ud800-\udfff\ufffe\uffff]")


def shown(text):
    """How a cell shows a text: « ${ » would be read as the name of a question."""
    return _UNSHOWN.sub("", text).replace("${", "$ {").replace("\r\n", "\n").replace("\r", "\n").strip()


def packed(value):
    """A value in a cell: JSON in plain ASCII, without « $ », so that no program on the way touches it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).replace("$", "\\u0024")


def unpacked(cell):
    """The value of a packed cell, or None when it is not one."""
    try:
        return json.loads(cell) if cell else None
    except (ValueError, RecursionError):
        return None


def exact_of(texts):
    """The packed texts that a cell cannot show as they are, or nothing."""
    odd = {name: text for name, text in texts.items() if text != shown(text)}
    return packed(odd) if odd else ""
