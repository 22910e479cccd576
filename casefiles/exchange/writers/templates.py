"""The empty workbook to fill: drop-down lists, checked dates, text that keeps its zeros, one example."""

import datetime

import xlsxwriter

from casefiles.exchange import widgets
from casefiles.exchange.resources import persons_widgets
from portal.sheets.writers.safe import AUTHOR, BRICK, GREY, HEADER, workbook_bytes

ROWS = 2_000
_LISTS = "Listes"


def template_bytes(resource):
    """A .xlsx for this target; it holds no data of the base but its lists."""

    def fill(workbook):
        workbook.set_properties({"title": f"Modèle : {resource.title}", "company": AUTHOR})
        formats = _formats(workbook)
        sheet = workbook.add_worksheet(resource.title[:31])
        guide = workbook.add_worksheet("Mode d’emploi")
        lists = workbook.add_worksheet(_LISTS)
        lists.hide()
        _fill_sheet(sheet, lists, resource, formats)
        _fill_guide(guide, resource, formats)

    return workbook_bytes(fill)


def _formats(workbook):
    return {
        "header": workbook.add_format(HEADER),
        "required": workbook.add_format({**HEADER, "bg_color": BRICK}),
        "text": workbook.add_format({"num_format": "@", "valign": "top"}),
        "date": workbook.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
        "number": workbook.add_format({"num_format": "0", "valign": "top"}),
        "example": workbook.add_format(
            {"italic": True, "font_color": GREY, "valign": "top", "num_format": "@"}
        ),
        "title": workbook.add_format({"bold": True, "font_size": 14}),
        "wrap": workbook.add_format({"text_wrap": True, "valign": "top"}),
        "bold": workbook.add_format({"bold": True, "valign": "top"}),
    }


def _fill_sheet(sheet, lists, resource, formats):
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 24)
    for position, field in enumerate(resource.sheet_fields().values()):
        heading = f"{field.column_name} *" if field.required else field.column_name
        sheet.write_string(0, position, heading, formats["required" if field.required else "header"])
        if field.help_text:
            sheet.write_comment(0, position, field.help_text, {"author": AUTHOR, "x_scale": 2})
        sheet.set_column(position, position, field.width, _column_format(field, formats))
        choices = _choices(field)
        example = field.example or (choices[0] if choices else "")
        if example:
            sheet.write_string(1, position, example, formats["example"])
        _validate(sheet, lists, position, field, choices)


def _is_date(field):
    """A month typed in a cell of dates would become its first day: such a column holds text."""
    return isinstance(field.widget, widgets.DateWidget) and not isinstance(
        field.widget, persons_widgets.SinceWidget
    )


def _column_format(field, formats):
    if _is_date(field):
        return formats["date"]
    return formats["number" if isinstance(field.widget, widgets.MinutesWidget) else "text"]


def _choices(field):
    widget = field.widget
    if isinstance(widget, widgets.ListWidget):
        return widget.labels()
    if isinstance(widget, widgets.ChoiceWidget):
        return list(widget.labels.values())
    return ["oui", "non"] if isinstance(widget, widgets.YesNoWidget) else []


def _validate(sheet, lists, position, field, choices):
    """What the spreadsheet itself refuses; of a list that may be left, or hold several values, nothing is."""
    place = (1, position, ROWS, position)
    if choices:
        # A list written in the cell stops at 255 signs: it stands in a sheet of its own.
        lists.write_column(0, position, [field.column_name, *choices])
        letter = xlsxwriter.utility.xl_col_to_name(position)
        holds_several = (widgets.ManyWidget, widgets.ManyChoicesWidget)
        is_open = isinstance(field.widget, (*holds_several, persons_widgets.ServiceWidget))
        sheet.data_validation(
            *place,
            {
                "validate": "list",
                "source": f"={_LISTS}!${letter}$2:${letter}${len(choices) + 1}",
                "show_error": not is_open,
                "error_title": field.column_name[:32],
                "error_message": "Choisissez dans la liste.",
            },
        )
    elif _is_date(field):
        sheet.data_validation(
            *place,
            {
                "validate": "date",
                "criteria": "between",
                "minimum": field.widget.oldest,
                "maximum": datetime.date(2100, 12, 31),
                "error_type": "warning",
                "error_title": field.column_name[:32],
                "error_message": "Écrivez une date : jour/mois/année, par exemple 04/03/2026.",
            },
        )


def _fill_guide(guide, resource, formats):
    guide.set_column(0, 0, 26)
    guide.set_column(1, 1, 14)
    guide.set_column(2, 2, 90)
    guide.write_string(0, 0, f"Remplir la feuille « {resource.title} »", formats["title"])
    lines = (
        "Une ligne par élément. Gardez les titres ; les colonnes facultatives peuvent partir.",
        "La deuxième ligne est un exemple : effacez-la ou laissez-la, elle n’est jamais importée.",
        "Le même fichier peut être renvoyé : ce qui n’a pas changé reste tel quel.",
    )
    for number, line in enumerate(lines, start=1):
        guide.write_string(number, 0, line)
    guide.write_row(len(lines) + 2, 0, ["Colonne", "Obligatoire", "Ce qu’on y écrit"], formats["header"])
    for number, field in enumerate(resource.sheet_fields().values(), start=len(lines) + 3):
        guide.write_string(number, 0, field.column_name, formats["bold"])
        guide.write_string(number, 1, "oui" if field.required else "non", formats["wrap"])
        guide.write_string(number, 2, field.help_text or "Texte libre.", formats["wrap"])
