"""The PDF: fillable to the last field, tagged, small, stamped, made once, and deaf to the network."""

import io

import pikepdf
import pypdf
import pypdfium2
import pytest
import time_machine

from forms.definition.columns import columns
from forms.definition.document import choices_of, questions, stamp_of
from forms.models import Artefact
from forms.outputs.pdf.document import make_pdf, pdf_of
from forms.outputs.pdf.document import recipe as pdf_recipe
from forms.outputs.pdf.fields import RADIO_TYPES
from forms.outputs.recipe import made_of
from forms.outputs.xlsx.workbook import _code as sheet_code
from forms.outputs.xlsx.workbook import recipe as xlsx_recipe
from forms.shipped.orientation import document
from portal import printing
from portal.printing import packed_fonts
from tests.factories import every_type
from tests.factories.forms import orientation_version
from tests.support.pdf_filling import blank_pdf

FORMS = {"every type": every_type.document, "orientation": document}


@pytest.fixture
def made():
    return blank_pdf(document())


@pytest.fixture(params=FORMS)
def either(request):
    """(document, its PDF) of the form with every type, then of the orientation."""
    form = FORMS[request.param]()
    return form, blank_pdf(form)


def fields_of(form):
    """{field name: value to write}: every field of the form, once."""
    for column in columns(form):
        if column.question["type"] == "file":
            continue
        if column.code:
            yield column.name, "/on"
        elif column.question["type"] in RADIO_TYPES:
            yield column.name, f"/{choices_of(column.question)[-1][0]}"
        else:
            yield column.name, f"é œ € ’ « {column.name} »"


def fill(content, values):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    filled = io.BytesIO()
    writer.write(filled)
    return {name: field.get("/V") for name, field in pypdf.PdfReader(filled).get_fields().items()}


def test_every_field_is_there_once(either):
    form, made = either
    assert set(pypdf.PdfReader(io.BytesIO(made)).get_fields()) == {*dict(fields_of(form)), "_stamp"}


def test_every_field_can_be_filled_and_read_back(either):
    form, made = either
    wanted = dict(fields_of(form))
    assert len(wanted) > 30
    read = fill(made, wanted)
    assert {name: str(read[name]) for name in wanted} == wanted


def test_each_option_of_each_radio_group_can_be_chosen(either):
    form, made = either
    groups = {
        column.name: [f"/{code}" for code, _label in choices_of(column.question)]
        for column in columns(form)
        if column.question["type"] in RADIO_TYPES and column.row < 2
    }
    # One filling tries one option of every group; the shorter ones begin again.
    for turn in range(max(map(len, groups.values()))):
        wanted = {name: options[turn % len(options)] for name, options in groups.items()}
        read = fill(made, wanted)
        assert {name: str(read[name]) for name in wanted} == wanted


def test_is_tagged_named_and_in_french(made):
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("fr")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/Title"]) == "Orientation vers Héberge Toit"
        widgets = [one for page in pdf.pages for one in page.get("/Annots", ()) if one.Subtype == "/Widget"]
        assert len(widgets) > 60
        assert all("/StructParent" in widget for widget in widgets)
        assert all(page.Tabs == "/S" for page in pdf.pages)
        assert "pdfuaid" in pdf.open_metadata().__str__()


def test_every_field_says_its_name_and_whether_it_is_needed(made):
    with pikepdf.open(io.BytesIO(made)) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
    assert all("/TU" in field for field in fields.values())
    assert str(fields["first_name"].TU) == "Prénom (obligatoire)"
    assert int(fields["first_name"].Ff) & 2
    assert not int(fields["person_phone"].get("/Ff", 0)) & 2
    assert str(fields["gender"].TU) == "Genre"
    assert str(fields["needs__debts"].TU) == "Pour avancer sur quoi ? · Les dettes"


def test_carries_its_stamp_three_times(made):
    stamp = stamp_of(document())
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert reader.metadata["/Stamp"] == stamp
    assert reader.get_fields()["_stamp"]["/V"] == stamp
    assert int(reader.get_fields()["_stamp"]["/Ff"]) & 1
    assert all(stamp in page.extract_text() for page in reader.pages)


def test_weighs_little_and_holds_no_script(made):
    assert len(made) < 150_000
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert not any("/JS" in one for one in pdf.objects if isinstance(one, pikepdf.Dictionary))


def test_a_radio_group_is_never_split_over_two_pages(either):
    _form, made = either
    with pikepdf.open(io.BytesIO(made)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            pages = {kid.P.objgen for kid in field.get("/Kids", ())}
            assert len(pages) <= 1, field.T


def test_the_same_document_makes_the_same_file_twice(made):
    form = document()
    assert abs(len(made) - len(make_pdf(form, stamp_of(form)))) < 64


@pytest.mark.parametrize("url", ["http://example.org/a.png", "file:///etc/passwd", "data:text/plain,x"])
def test_nothing_is_fetched_but_our_fonts(url):
    with pytest.raises(Exception, match="Refused"):
        packed_fonts().fetch(url)


def test_the_words_of_a_definition_stay_words():
    form = document()
    form["title"]["fr"] = "<img src='http://example.org/x.png'> {{ 7|add:7 }} {% now 'Y' %}"
    form["sections"][0]["questions"][1]["label"]["fr"] = "ש œ € ’ ł 🙂 mot {% include 'x' %}"
    made = make_pdf(form, "x;1;y")
    with pypdfium2.PdfDocument(made) as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert "<imgsrc='http://example.org/x.png'>{{7|add:7}}{%now'Y'%}" in "".join(text.split())
    assert "{%include'x'%}" in "".join(text.split())


def test_a_word_longer_than_the_page_goes_on_below():
    form, word = document(), "mot" * 90
    choices = next(one for one in questions(form) if one["type"] == "one_choice")
    for labelled in (choices["label"], choices["help"], choices["choices"][0]["label"]):
        labelled["fr"] = word
    with pypdfium2.PdfDocument(make_pdf(form, "x;1;y")) as pdf:
        for page in pdf:
            words = page.get_textpage()
            edges = [words.get_charbox(place)[2] for place in range(words.count_chars())]
            assert max(edges) <= page.get_width()


def test_its_words_can_be_copied_and_listened_to(made):
    """A font whose text map lacks the space would give « HébergeçToit »."""
    with pypdfium2.PdfDocument(made) as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert "Dix minutes suffisent. Répondez à ce que vous savez" in text


@pytest.mark.django_db
def test_is_made_once_per_version(monkeypatch):
    version = orientation_version()
    first = pdf_of(version)
    again = lambda *args, **more: pytest.fail("made again")  # noqa: E731
    monkeypatch.setattr("forms.outputs.pdf.document.make_pdf", again)
    assert pdf_of(version) == first
    assert Artefact.objects.filter(version=version).count() == 1


@pytest.mark.django_db
def test_download(client):
    version = orientation_version()
    response = client.get("/orienter/formulaire.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert 'filename="orientation-version-1.pdf"' in response["Content-Disposition"]
    assert response.content == pdf_of(version)
    again = client.get("/orienter/formulaire.pdf", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
def test_download_without_a_published_form(client):
    assert client.get("/orienter/formulaire.pdf").status_code == 404


def test_a_form_of_the_team_names_no_address_of_ours():
    form = document()
    for public in (True, False):
        made = make_pdf(form, stamp_of(form), public=public)
        with pypdfium2.PdfDocument(made) as pdf:
            text = pdf[len(pdf) - 1].get_textpage().get_text_range()
        assert ("/orienter/" in text) is public


def test_lines_too_wide_for_a_table_become_blocks_with_every_field():
    form = every_type.document()
    group = next(question for question in form["sections"][-1]["questions"] if question["type"] == "group")
    extra = [{**group["questions"][0], "key": f"more{n}", "uid": f"u{n}"} for n in range(4)]
    group["questions"] += extra
    made = make_pdf(form, stamp_of(form))
    assert set(pypdf.PdfReader(io.BytesIO(made)).get_fields()) == {*dict(fields_of(form)), "_stamp"}


def test_conditions_are_printed_in_french(either):
    form, made = either
    with pypdfium2.PdfDocument(made) as pdf:
        text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    expected = "Si vous écrivez pour un service" if form["form"] == "orientation" else "Si « D’accord"
    assert expected in " ".join(text.replace("\xa0", " ").replace("\u202f", " ").split())


def test_a_word_put_right_anywhere_makes_the_kept_files_anew(monkeypatch, tmp_path):
    """What a condition says stands in the file too: an old wording must not be handed out for ever."""
    kept = [made_of(), pdf_recipe.__wrapped__(), xlsx_recipe()]
    new = tmp_path / "condition_words.py"
    new.write_text("# another wording")
    monkeypatch.setattr("forms.outputs.recipe._WORDS", [new])
    sheet_code.cache_clear()
    assert not set(kept) & {made_of(), pdf_recipe.__wrapped__(), xlsx_recipe()}
    sheet_code.cache_clear()


def test_another_process_on_another_day_makes_the_same_file():
    form = document()
    made = []
    for day in ("2026-11-22", "2031-03-01"):
        with time_machine.travel(day, tick=False):
            printing._font.cache_clear()
            printing._worn.__dict__.clear()
            made.append(make_pdf(form, stamp_of(form)))
    assert made[0] == made[1]


def test_the_style_sheet_is_read_once(made, monkeypatch):
    form = document()
    monkeypatch.setattr(printing, "_Dress", None)
    make_pdf(form, stamp_of(form))


def test_the_stamp_says_what_it_is(made):
    with pikepdf.open(io.BytesIO(made)) as pdf:
        stamp = next(field for field in pdf.Root.AcroForm.Fields if str(field.T) == "_stamp")
        assert str(stamp.TU) == "Version du formulaire"
