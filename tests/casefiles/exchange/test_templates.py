"""The workbooks to fill: lists, example, help; what is typed in them comes back through the same door."""

import io

import openpyxl
import pytest

from casefiles.exchange.resources import RESOURCES
from casefiles.exchange.writers.templates import template_bytes
from casefiles.models import Referral
from tests.casefiles.exchange.lives import write
from tests.factories.content import ServiceFactory

pytestmark = pytest.mark.django_db


def opened(target):
    return openpyxl.load_workbook(io.BytesIO(template_bytes(RESOURCES[target])))


def lists_of(book):
    """{heading: what may be chosen}"""
    columns = ([cell.value for cell in column if cell.value] for column in book["Listes"].iter_cols())
    return {column[0]: column[1:] for column in columns if column}


def headings_of(sheet):
    return {cell.value.removesuffix(" *"): cell for cell in sheet[1]}


@pytest.mark.parametrize("target", ["referrals", "persons"])
def test_every_column_has_its_help_and_every_list_its_values(programme, case_manager, target):
    ServiceFactory(name="Maison d’accueil Exemple")
    book = opened(target)
    headings = headings_of(book.worksheets[0])
    fields = RESOURCES[target].sheet_fields().values()
    assert list(headings) == [field.column_name for field in fields]
    guide = {row[0].value: row[2].value for row in book["Mode d’emploi"].iter_rows()}
    for field in fields:
        assert headings[field.column_name].comment.text == field.help_text == guide[field.column_name]
    lists = lists_of(book)
    assert "Héberge Toit" in lists["Dispositif"]
    assert "femme" in lists["Genre"]
    assert lists["Demande de la personne"] == ["oui", "non"]


def test_the_lists_of_each_target(programme, case_manager):
    ServiceFactory(name="Maison d’accueil Exemple")
    stages = list(programme.stages.exclude(kind="exit").values_list("name", flat=True))
    files, requests = opened("persons"), opened("referrals")
    assert set(stages) <= set(lists_of(files)["Étape"])
    assert programme.exit_stage().name not in lists_of(files)["Étape"]
    assert case_manager.email in lists_of(files)["Référent·e"]
    assert "Maison d’accueil Exemple" in lists_of(requests)["Service qui oriente"]
    # A service that is not in the directory may be written.
    column = headings_of(requests.worksheets[0])["Service qui oriente"].column_letter
    rules = requests.worksheets[0].data_validations.dataValidation
    assert [rule.showErrorMessage for rule in rules if str(rule.sqref).startswith(f"{column}2:")] == [False]


def test_a_birth_date_of_the_last_century_is_taken_and_a_month_stays_a_month(programme):
    sheet = opened("referrals").worksheets[0]
    headings, rules = headings_of(sheet), sheet.data_validations.dataValidation
    first_row = {str(rule.sqref).partition(":")[0]: rule for rule in rules}
    assert first_row[f"{headings['Date de naissance'].column_letter}2"].formula1 == "1"
    assert f"{headings['Situation depuis'].column_letter}2" not in first_row


def test_a_filled_template_is_imported_without_its_example(preview, case_manager, programme):
    book = opened("referrals")
    sheet = book.worksheets[0]
    headings = headings_of(sheet)
    for heading, value in {
        "Dispositif": "Héberge Toit",
        "Nom": "Remplie",
        "Situation depuis": "09/2026",
    }.items():
        sheet.cell(row=3, column=headings[heading].column, value=value)
    output = io.BytesIO()
    book.save(output)
    batch = write(preview(case_manager, output.getvalue(), "o.xlsx", target="referrals")[1])
    assert batch.results == {"new": 1}
    assert Referral.objects.get().last_name == "Remplie"
