"""A sheet as they come: some thirty things that are wrong, row by row, and a few that only look so."""

import datetime
import io

import xlsxwriter

HEADINGS = (
    "Numéro",
    "Le jour",
    "Dossier n°",
    "Type de contact",
    "Durée en minute",
    "Endroit",
    "Remarque",
    "Humeur",
)
WORKBOOK = {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}


def rows(reference, closed):
    """(what is wrong or "", the cells). `reference` is an open file, `closed` one that is not."""
    spaced = reference.replace("-", " ").lower()

    def row(day="04/03/2026", file=reference, kind="Entretien", minutes="45", place="Bureau", note=""):
        return [day, file, kind, minutes, place, note]

    yield "", row(datetime.date.today(), note="Une vraie date, celle du jour")
    yield "", row("4/3/2026", spaced, "entretien", note="Une référence écrite autrement")
    yield "", row("2026-03-05", note="Une date à l’anglaise, lue sans se tromper")
    yield "", row("5 mars 2026", minutes="1h30", note="Une durée en heures")
    yield "", row("06/03/2026", minutes=60.0, note="=1+1, du texte et rien d’autre")
    yield "", row("06/03/2026", note="Très bien 🏠 — « שלום », l’été, un cœur")
    yield "Date", row("29/02/2025", note="29 février d’une année qui n’en a pas")
    yield "Date", row("31/02/2026", note="31 février")
    yield "Date", row("12/13/2026", note="mois et jour échangés")
    yield "Date", row("01/01/1900", note="le premier jour d’Excel")
    yield "Date", row("31/12/9999", note="la fin des temps")
    yield "Date", row("04/03/26", note="une année à deux chiffres")
    yield "Date", row("hier", note="un mot")
    yield "Date", row("", note="une date oubliée")
    yield "Date", row(12, note="un nombre")
    yield "Date", row("#REF!", note="une formule en erreur")
    yield "Dossier", row(file="HT-1999-0001", note="un dossier qui n’existe pas")
    yield "Dossier", row(file="Camille Fictive", note="un nom au lieu d’une référence")
    yield "Dossier", row(file=12.0, note="un nombre")
    yield "Dossier", row(file="", note="une référence oubliée")
    yield "Dossier", row(file=closed, note="un dossier fermé")
    yield "Nature", row(kind="Entretient", note="une faute de frappe")
    yield "Nature", row(kind="Papote", note="un mot de la maison")
    yield "Nature", row(kind="papote", note="le même mot")
    yield "Nature", row(kind="", note="une nature oubliée")
    yield "Nature", row(kind="'; DROP TABLE contacts --", note="du code")
    yield "Minutes", row(minutes="12,7", note="une virgule")
    yield "Minutes", row(minutes="-5", note="moins que rien")
    yield "Minutes", row(minutes="beaucoup", note="un mot pour une durée")
    yield "Minutes", row(minutes="1441", note="plus d’un jour")
    yield "Minutes", row(minutes="#VALEUR!", note="une autre formule en erreur")
    yield "Minutes", row(minutes="1\u202f234,5", note="un nombre écrit avec une espace fine")
    yield "Lieu", row(place="x" * 161, note="un lieu trop long")
    yield "Lieu", row(place="y" * 400, note="un lieu bien trop long")


def messy(reference, closed):
    """(the workbook, how many rows are wrong, how many are not)."""
    output, wrong, right = io.BytesIO(), 0, 0
    with xlsxwriter.Workbook(
        output, {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}
    ) as book:
        sheet = book.add_worksheet("Mars")
        sheet.write(0, 0, "Relevé de mars, fictif")
        sheet.write_row(2, 0, HEADINGS)
        for place, (column, cells) in enumerate(rows(reference, closed)):
            line = 3 + place
            sheet.write_row(line, 0, [f"A{place:02d}", *cells[:6], ""])
            wrong, right = wrong + bool(column), right + (not column)
        # Twice the same line, and a blank one before it.
        sheet.write_row(line + 2, 0, ["A00", *next(iter(rows(reference, closed)))[1], ""])
        book.add_worksheet("Brouillon").write(0, 0, "À ne pas lire")
    return output.getvalue(), wrong, right
