"""Export, import, export: nothing changes on the way, whatever the words, in each format read back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casefiles.exchange.batches.receive import prepare
from casefiles.exchange.exports.base import Choices
from casefiles.exchange.exports.contacts import ContactExport
from casefiles.exchange.exports.files import FileExport
from casefiles.exchange.exports.housing import HousingExport
from casefiles.exchange.exports.requests import RequestExport
from casefiles.exchange.exports.services import ServiceExport
from casefiles.models import Contact, HousingPeriod, HousingSituation
from content.directory.models import Service
from portal.sheets.cells import is_formula_error
from portal.sheets.sheet import read_sheet
from tests.factories import casefiles as make
from tests.factories.content import ServiceFactory
from tests.sheets.open_documents import saved_as

pytestmark = pytest.mark.django_db
# Nobody exports .ods: an office opens our .xlsx, and saves it as such before it sends it back.
FORMATS = {"xlsx": "c.xlsx", "csv": "c.csv", "csv-standard": "c.csv", "ods": "c.ods"}
# An archive tells when it was made.
_DATED = ("xlsx", "ods")
# What people write, and what makes spreadsheets stumble. A text field holds no control sign but these.
_WORDS = st.sampled_from(
    [
        "l’été à Écaussinnes",
        "🏠👩‍👧",
        "שלום",
        "مرحبا",
        "=1+1",
        "+32 64 00 00 00",
        "@SUM(A1)",
        "-5 degrés",
        "00123",
        "0",
        "1,50",
        "04/03/2026",
        "oui",
        "'apostrophe",
        "\t",
        "\n",
        " ; ",
        '"',
        ",",
        "_x000D_",
        "&amp;",
    ]
)
_LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=30)
texts = (
    st.lists(st.one_of(_WORDS, _LETTERS), max_size=6).map("".join).filter(lambda t: not is_formula_error(t))
)
# As much as one cell of a workbook holds, the one that an .ods is made from included.
_FULL = 32_000
long_texts = st.one_of(texts, st.builds(lambda text: ((text or "x") * 400)[:_FULL], texts))


names = texts.map(lambda text: f"Fictif {' '.join(text.split())}".strip()[:200])
hours = st.one_of(st.none(), st.times().map(lambda hour: hour.replace(second=0, microsecond=0)))
parts = st.one_of(st.none(), st.sets(st.sampled_from(Contact.Part.values), min_size=1))
EVERYTHING = (
    "situation",
    "message",
    "phone",
    "sender_phone",
    "sender_email",
    "gender",
    "email",
    "birth_date",
)


def exported(kind, user, file_format, level):
    every = kind(user, level=level)
    codes = [column.code for column in every.all_columns() if column.ticked or column.code in EVERYTHING]
    export = kind(user, Choices("", codes), level=level)
    if file_format == "ods":
        return saved_as(read_sheet(b"".join(export.parts("xlsx"))))
    return b"".join(export.parts(file_format))


def unchanged(user, target, content, name):
    batch = prepare(user, target, SimpleUploadedFile(name, content), "aller et retour")
    assert batch.state == "previewed", batch.reading
    counted = {kind: count for kind, count in batch.counts.items() if count}
    assert set(counted) == {"unchanged"}, (counted, [chunk.findings for chunk in batch.chunks.all()])
    return counted["unchanged"]


@given(
    notes=st.lists(long_texts, min_size=1, max_size=4),
    places=st.lists(texts, min_size=4, max_size=4),
    there=st.lists(st.tuples(hours, parts, texts), min_size=4, max_size=4),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@pytest.mark.parametrize("file_format", FORMATS)
def test_contacts(case_manager, case_file, file_format, notes, places, there):
    Contact.objects.all().delete()
    for number, note in enumerate(notes):
        contact = make.contact(case_manager, case_file, days_ago=number + 1, minutes=number * 15)
        contact.note, contact.place = note or None, " ".join(places[number].split())[:160]
        contact.time, present, others = there[number]
        contact.parts_present = present and [part for part in Contact.Part.values if part in present]
        contact.people_present = " ".join(others.split())[:300] or None
        contact.save()
    content = exported(ContactExport, case_manager, file_format, "full")
    assert unchanged(case_manager, "contacts", content, FORMATS[file_format]) == len(notes)
    assert exported(ContactExport, case_manager, file_format, "full") == content or file_format in _DATED


@given(said=st.lists(st.tuples(texts, long_texts), min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@pytest.mark.parametrize("file_format", FORMATS)
def test_services(data_officer, file_format, said):
    Service.objects.all().delete()
    for number, (short, long) in enumerate(said):
        ServiceFactory(
            name=f"Service Fictif {number}",
            summary=" ".join(short.split())[:240],
            perimeter=long,
            telephone="064 00 00 00",
        )
    content = exported(ServiceExport, data_officer, file_format, "full")
    assert unchanged(data_officer, "services", content, FORMATS[file_format]) == len(said)
    assert exported(ServiceExport, data_officer, file_format, "full") == content or file_format in _DATED


@given(places=st.lists(st.one_of(st.none(), texts), min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@pytest.mark.parametrize("file_format", FORMATS)
def test_housing_periods(case_manager, case_file, file_format, places):
    HousingPeriod.objects.all().delete()
    for number, place in enumerate(places):
        HousingPeriod.objects.create(
            case_file=case_file,
            author=case_manager,
            situation=HousingSituation.values[number],
            started_on=make.day(90 - 10 * number),
            ended_on=make.day(85 - 10 * number) if number < 2 else make.day(80 - 10 * number),
            precision=("day", "month", "estimate")[number % 3],
            place=(place and " ".join(place.split())[:200]) or None,
        )
    content = exported(HousingExport, case_manager, file_format, "full")
    assert unchanged(case_manager, "housing", content, FORMATS[file_format]) == len(places)
    assert exported(HousingExport, case_manager, file_format, "full") == content or file_format in _DATED


@pytest.fixture
def requests(programme):
    return [make.received_referral(programme) for _number in range(3)]


@pytest.fixture
def files(case_manager, programme):
    return [make.opened_file(case_manager, programme) for _number in range(3)]


@given(said=st.lists(st.tuples(names, long_texts, texts, texts), min_size=3, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@pytest.mark.parametrize("file_format", FORMATS)
def test_requests(case_manager, requests, file_format, said):
    for number, (name, situation, sender, first) in enumerate(said):
        referral = requests[number]
        referral.last_name, referral.first_name = name, " ".join(first.split())[:200]
        referral.situation = situation.strip() or None
        referral.sender_name = " ".join(sender.split())[:200]
        referral.sender_service, referral.sender_phone = f"Service {name}"[:200], "064 00 00 00"
        referral.phone, referral.sender_email = f"0470 00 00 0{number}", "accueil@example.org"
        referral.street_since_precision = ("day", "month", "estimate")[number % 3]
        referral.gender, referral.own_request = ("woman", "unknown")[number % 2], ("yes", "no")[number % 2]
        referral.save()
    content = exported(RequestExport, case_manager, file_format, "full")
    assert unchanged(case_manager, "referrals", content, FORMATS[file_format]) == len(said)
    assert exported(RequestExport, case_manager, file_format, "full") == content or file_format in _DATED


@given(said=st.lists(st.tuples(names, texts), min_size=3, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@pytest.mark.parametrize("file_format", FORMATS)
def test_persons(case_manager, files, file_format, said):
    for number, (name, first) in enumerate(said):
        person = files[number].person
        person.last_name, person.first_name = name, " ".join(first.split())[:200]
        person.phone, person.email = f"0470 00 00 0{number}", ("personne@example.org", None)[number % 2]
        person.gender = ("man", "x", "unknown")[number % 3]
        person.save()
    content = exported(FileExport, case_manager, file_format, "full")
    assert unchanged(case_manager, "persons", content, FORMATS[file_format]) == len(said)
    assert exported(FileExport, case_manager, file_format, "full") == content or file_format in _DATED
