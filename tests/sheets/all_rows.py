"""Every line of a sheet, blank ones too, as the person sees them in her spreadsheet."""

from portal.sheets.sheet import read_sheet


def rows_of(content):
    sheet = read_sheet(content)
    rows = [[None] * sheet.width for _line in range(sheet.height)]
    for chunk in sheet.chunks():
        for number, cells in chunk:
            rows[number - 1] = cells
    return rows
