"""A workbook of contacts as an office keeps it, and the files that it speaks of. All fictional."""

import copy
import datetime
import random
import uuid

import xlsxwriter

from casefiles.models import CaseFile, ContactKind, ContactMedium, LifeAxis, Person
from portal.accounts.roles import Role
from portal.accounts.setup import create_roles
from portal.bulk.rows import insert_rows
from portal.crypto.fields import EncryptedField
from tests.factories import casefiles as make
from tests.factories.accounts import person

HEADINGS = (
    *("Identifiant", "Date", "Dossier", "Nature", "Moyen"),
    *("Déroulement", "Minutes", "Lieu", "Axe de vie", "Note"),
)
FIRST_DAY, DAYS = datetime.date(2025, 1, 1), 600
PLACES = ("Bureau", "Domicile", "Café", "Rue")


def reference(number):
    return f"HT-2025-{number + 1000:04d}"


def fill(files):
    """So many open files in an empty portal; returns the coordinator who imports."""
    create_roles()
    coordinator, manager = person(Role.COORDINATION), person(Role.CASE_MANAGER)
    first = make.opened_file(manager, make.heberge_toit(manager))
    people, rows = [], []
    for number in range(files):
        key = uuid.uuid4()
        people.append(_copied(first.person, key))
        changes = {"reference": reference(number), "search_key": f"ht 2025 {number}", "person": key}
        rows.append(_copied(first, uuid.uuid4(), referral=None, case_manager=None, place=None, **changes))
    insert_rows(Person, _names(Person), people)
    insert_rows(CaseFile, _names(CaseFile), rows)
    return coordinator


def _names(model):
    return [field.name for field in model._meta.concrete_fields]


def _copied(instance, key, **changes):
    row = []
    for field in instance._meta.concrete_fields:
        value = changes.get(field.name, getattr(instance, field.attname))
        if field.name in ("case_manager", "place") and not field.null:
            value = getattr(instance, field.attname)
        if isinstance(field, EncryptedField):
            value = field.close_for(copy.copy(value), key)
        row.append(key if field.primary_key else value)
    return tuple(row)


def write(path, rows, files, *, minutes_more=0, wrong=False):
    """An .xlsx of so many contacts; `minutes_more` is what one corrects in every row.

    `wrong`: nine rows in ten name a kind that no list has, another one each time, and a day that never was.
    """
    chosen = random.Random(1)  # noqa: S311 - the same workbook each time
    words = [
        [line.label for line in model.objects.filter(active=True)]
        for model in (ContactKind, ContactMedium, LifeAxis)
    ]
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet, day = workbook.add_worksheet("Contacts"), workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADINGS)
        for number in range(1, rows + 1):
            kind, medium, axis = map(chosen.choice, words)
            is_wrong = wrong and number % 10
            kind = f"Nature inventée {chosen.randrange(10**9):x}" if is_wrong else kind
            sheet.write_string(number, 0, f"K{number}")
            date = FIRST_DAY + datetime.timedelta(days=chosen.randrange(DAYS))
            if is_wrong:
                sheet.write_string(number, 1, f"31/02/{1900 + number}")
            else:
                sheet.write_datetime(number, 1, datetime.datetime.combine(date, datetime.time()), day)
            sheet.write_string(number, 2, reference(chosen.randrange(files)))
            sheet.write_string(number, 3, kind)
            sheet.write_string(number, 4, medium)
            sheet.write_string(number, 5, "a eu lieu")
            sheet.write_number(number, 6, chosen.randrange(5, 120, 5) + minutes_more)
            sheet.write_string(number, 7, chosen.choice(PLACES))
            sheet.write_string(number, 8, axis)
            sheet.write_string(
                number, 9, f"Rencontre {number} : le logement, les papiers, suite {chosen.randrange(10**6)}."
            )
    return path
