"""A table that is on the screen, taken away as a spreadsheet for a reason that the journal keeps."""

from django import forms
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from casefiles.admin.forms.base import CaseForm
from casefiles.exchange.exports.base import FORMATS
from portal.sheets.writers import comma, workbook


class TakeAwayForm(CaseForm):
    """A subclass gives its slot and its `reason`."""

    file_format = forms.ChoiceField(
        label="Format",
        choices=[(code, label) for code, (label, _type, _extension) in FORMATS.items()],
        initial="xlsx",
    )


def sheet_response(lines, file_format, *, headings, widths, sheet, name):
    """A download of these lines; `name` is the file's, without its extension."""
    _label, content_type, extension = FORMATS[file_format]
    if file_format == "xlsx":
        content = workbook.stream(headings, widths, iter(lines), sheet=sheet, row_count=len(lines))
    else:
        content = comma.stream(headings, iter(lines), french=file_format == "csv")
    response = StreamingHttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{extension}")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
