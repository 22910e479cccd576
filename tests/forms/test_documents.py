"""The code book and the record of processing: complete, over all versions, on tagged paper and as a table."""

import copy
import io

import openpyxl
import pikepdf
import pypdf
import pytest

from forms.models import FormVersion
from forms.outputs import codebook, register
from forms.shipped import assessment, orientation
from tests.factories import every_type
from tests.support import snapshots

pytestmark = pytest.mark.django_db


def address(version, what):
    return f"/gestion/formulaires-documents/{version.definition_id}/{version.number}/{what}/"


@pytest.fixture
def version():
    snapshots.shipped_forms.put()
    return FormVersion.objects.get(definition__slug="orientation")


@pytest.fixture
def second(version):
    """The gender is worded otherwise and loses a choice, the language is no longer asked."""
    document = copy.deepcopy(version.document)
    document["number"] = 2
    for section in document["sections"]:
        section["questions"] = [one for one in section["questions"] if one["key"] != "language"]
        for one in section["questions"]:
            if one["key"] == "gender":
                one["label"] = {"fr": "Genre, si vous le souhaitez"}
                one["choices"] = one["choices"][:3]
    return FormVersion.objects.create(
        definition=version.definition, number=2, schema_version=1, document=document, sha256="2" * 64
    )


def words_of(content):
    """The text of a PDF, its lines put together again."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_versions_are_told_in_short():
    assert codebook.ranges([3, 1, 2, 5]) == "1–3, 5"


def test_every_question_stands_in_the_code_book_with_its_codes_and_versions(version, second):
    entries = {
        one.asked.question["key"]: one for one in codebook.entries([version.document, second.document])
    }
    assert entries["gender"].asked.label == "Genre, si vous le souhaitez"
    assert entries["gender"].versions == "1–2"
    assert [(one.code, one.versions) for one in entries["gender"].codes] == [
        ("woman", "1–2"),
        ("man", "1–2"),
        ("x", "1–2"),
        ("undisclosed", "1"),
    ]
    assert (entries["language"].versions, entries["language"].is_current) == ("1", False)
    assert entries["own_request"].codes[0].code == "yes"
    assert entries["member_age"].asked.conditions == ["Si elle ne vit pas seule"]
    assert [code.code for code in entries["urgency"].codes] == ["1", "2", "3", "4", "5"]


def test_a_code_book_knows_no_later_version(version, second, coordination, client_for):
    client = client_for(coordination)
    assert "si vous le souhaitez" not in words_of(client.get(address(version, "codes")).content)
    assert "si vous le souhaitez" in words_of(client.get(address(second, "codes")).content)
    assert "Questions qui ne sont plus posées" in words_of(client.get(address(second, "codes")).content)


@pytest.mark.parametrize("what", ["codes", "registre"])
def test_both_are_tagged_paper_with_their_stamp(version, coordination, client_for, what):
    response = client_for(coordination).get(address(version, what))
    assert response["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(response.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "fr-BE"
        assert "pdfuaid" in str(pdf.Root.Metadata.read_bytes())
    assert version.stamp in words_of(response.content)


@pytest.mark.parametrize("what", ["codes", "registre"])
def test_both_are_tables_in_which_nothing_becomes_a_formula(version, coordination, client_for, what):
    response = client_for(coordination).get(address(version, what) + "?format=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    lines = list(sheet.iter_rows(values_only=True))
    assert lines[0] == tuple((codebook if what == "codes" else register).HEADINGS)
    assert len(lines) > 35
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_the_record_says_class_purpose_time_and_readers_of_every_question(version, coordination, client_for):
    rows = {row[2]: row for row in register.rows(orientation.document(), "referral")}
    assert len(rows) == 41
    phone, needs, words = rows["person_phone"], rows["needs"], rows["own_words"]
    assert phone[3].startswith("C1")
    assert phone[5] == 24
    assert "sans nom" not in phone[6]
    assert "sans nom" in needs[6]
    assert "sans nom" not in words[6]
    assert all(row[4] and row[5] and row[6] for row in rows.values())
    said = words_of(client_for(coordination).get(address(version, "registre")).content)
    assert "Ne pas mettre la personne en danger" in said


def test_what_a_case_file_holds_is_read_by_who_holds_the_file():
    rows = list(register.rows(assessment.document(), "assessment"))
    assert all(row[6].startswith("La personne référente du dossier et la coordination") for row in rows)


def test_every_type_is_described():
    rows = list(codebook.rows([every_type.document()]))
    assert {row[3] for row in rows} >= {"Échelle de 1 à 5", "Numéro national", "Service partenaire"}
    assert list(register.rows(every_type.document(), "other"))


def test_data_protection_reads_them_and_case_managers_do_not(version, dpo, case_manager, client_for):
    client = client_for(dpo)
    page = client.get("/gestion/formulaires-documents/").content.decode()
    assert address(version, "registre") in page
    assert "/gestion/formulaires-documents/" in client.get("/gestion/").content.decode()
    assert client.get(address(version, "registre")).status_code == 200
    assert client_for(case_manager).get(address(version, "registre")).status_code in (302, 403, 404)


@pytest.mark.parametrize(
    "where", ["99999/1/codes/", "1/99/registre/", f"{10**30}/1/codes/", f"1/{10**30}/codes/"]
)
def test_a_version_that_does_not_exist_is_not_found(version, coordination, client_for, where):
    assert client_for(coordination).get(f"/gestion/formulaires-documents/{where}").status_code == 404
