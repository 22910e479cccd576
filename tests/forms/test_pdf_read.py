"""A PDF filled by anybody's program comes back whole; a bad one is refused in French, and nothing is run."""

import contextlib
import io
import json

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, String

from forms.definition.answers import validate
from forms.definition.columns import columns, gather
from forms.definition.document import choices_of, stamp_of
from forms.outputs.pdf.document import make_pdf
from forms.outputs.pdf.fields import RADIO_TYPES
from forms.readers.pdf import child as pdf_child
from forms.readers.pdf.pages import draw
from forms.shipped import orientation
from portal.sandbox import SandboxFailure, run_limited
from portal.sandbox.child import Refusal
from tests.factories import every_type
from tests.factories.forms import VALID
from tests.support.pdf_filling import (
    blank_pdf,
    fill_with_pdfium,
    fill_with_pypdf,
    flatten_to_pictures,
    written,
)

FORMS = {"every type": (every_type, every_type.ANSWERS), "orientation": (orientation, VALID)}
FILLERS = {"pypdf": fill_with_pypdf, "pdfium": fill_with_pdfium}


@pytest.fixture(params=FORMS)
def form(request):
    """(document, clean answers, its blank PDF)."""
    module, answers = FORMS[request.param]
    document = module.document()
    clean, errors = validate(document, answers)
    assert not errors
    return document, clean, blank_pdf(document)


@pytest.fixture
def blank():
    return blank_pdf(every_type.document())


def read(content):
    return json.loads(pdf_child.read(content, {}))


def read_answers(document, content):
    return validate(document, gather(document, read(content)["values"]))


# --- whole -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("filler", FILLERS)
def test_answers_filled_by_a_program_come_back(form, filler):
    document, answers, blank = form
    filled = FILLERS[filler](blank, written(document, answers))
    assert read_answers(document, filled) == (answers, {})


@pytest.mark.parametrize("filler", FILLERS)
def test_not_one_field_is_lost(form, filler):
    """The canary: every field of the form filled, the last option of every group, or the build fails."""
    document, _answers, blank = form
    wanted = {}
    for column in columns(document):
        if column.question["type"] == "file":
            continue
        if column.code:
            wanted[column.name] = True
        elif column.question["type"] in RADIO_TYPES:
            wanted[column.name] = f"/{choices_of(column.question)[-1][0]}"
        else:
            wanted[column.name] = f"é œ € ’ {column.name}"[:40]
    found = read(FILLERS[filler](blank, wanted))
    plain = {name: value if value is True else value.removeprefix("/") for name, value in wanted.items()}
    assert len(wanted) > 30
    assert found["values"] == plain


def test_a_prefilled_form_comes_back_as_it_was(form):
    document, answers, _blank = form
    assert read_answers(document, make_pdf(document, stamp_of(document), answers)) == (answers, {})


def test_what_was_typed_is_prefilled_even_when_it_is_wrong():
    document = every_type.document()
    raw = {
        **every_type.ANSWERS,
        "day": "31/02/24",
        "count": "sept",
        "mail": "à demander",
        "agree": "peut-être",
    }
    values = read(make_pdf(document, stamp_of(document), raw))["values"]
    assert (values["day"], values["count"], values["mail"]) == ("31/02/24", "sept", "à demander")
    assert "agree" not in values


def test_a_prefilled_form_goes_on_in_a_program():
    document = every_type.document()
    half = {"short": "Moitié", "agree": "no", "several": ["house"]}
    begun = make_pdf(document, stamp_of(document), half)
    for filler in FILLERS.values():
        filled = filler(begun, {"agree": "/yes", "several__health": True, "phone": "0470 00 00 00"})
        answers, errors = read_answers(document, filled)
        assert not errors
        assert (answers["agree"], answers["several"]) == ("yes", ["house", "health"])
        assert (answers["short"], answers["phone"]) == ("Moitié", "0470 00 00 00")


def test_the_stamp_is_read_from_the_field_then_the_file_then_the_page(blank):
    stamp = stamp_of(every_type.document())
    assert read(blank)["stamp"] == stamp
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if str(field.T) == "_stamp":
                del field.V
        assert read(saved(pdf))["stamp"] == stamp
        del pdf.docinfo["/Stamp"]
        assert read(saved(pdf))["stamp"] == stamp
        for page in pdf.pages:
            page.Contents = pdf.make_stream(b"")
        assert read(saved(pdf))["stamp"] is None


def saved(pdf):
    output = io.BytesIO()
    pdf.save(output)
    return output.getvalue()


# --- as other programs write -------------------------------------------------------------------------------
def changed(content, change):
    """The same PDF after `change(pdf, {name: field})`."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf, {str(field.T): field for field in pdf.Root.AcroForm.Fields})
        return saved(pdf)


def test_a_radio_button_is_read_however_it_was_written(blank):
    def as_text(pdf, fields):
        fields["one"].V = String("/second")

    def boxes_only(pdf, fields):
        fields["one"].Kids[1].AS = Name("/second")

    def by_position(pdf, fields):
        group = fields["one"]
        group.Opt = Array([String(code) for code in ("first", "second", "third")])
        for place, kid in enumerate(group.Kids):
            kid.AP.N = Dictionary({f"/{place}": pdf.make_stream(b""), "/Off": pdf.make_stream(b"")})
        group.V = Name("/1")

    for change in (as_text, boxes_only, by_position):
        assert read(changed(blank, change))["values"] == {"one": "second"}, change.__name__


def test_texts_are_read_in_every_encoding(blank):
    def fill(pdf, fields):
        fields["short"].V = pikepdf.String("é œ".encode("utf-16").decode("latin-1"))
        fields["mail"].V = pikepdf.Object.parse(b"<efbbbf6d6f6e40c3a9>")
        fields["phone"].V = pikepdf.Object.parse(b"<feff00e90020d83dde42>")
        fields["long"].V = pdf.make_stream("deux\rlignes".encode("utf-16"))

    values = read(changed(blank, fill))["values"]
    assert values["mail"] == "mon@é"
    assert values["phone"] == "é 🙂"
    assert values["long"] == "deux\nlignes"


@pytest.mark.filterwarnings("ignore:This document has")
def test_fields_that_only_the_pages_know_are_read(blank):
    def fill(pdf, fields):
        fields["short"].V = String("Encore là")
        fields["one"].V = Name("/third")
        del pdf.Root.AcroForm

    assert read(changed(blank, fill))["values"] == {"short": "Encore là", "one": "third"}


# --- nothing to read ---------------------------------------------------------------------------------------
def test_a_flattened_pdf_says_so_and_keeps_its_stamp(blank):
    stamp = stamp_of(every_type.document())
    found = read(flatten_to_pictures(blank, stamp))
    assert found == {"stamp": stamp, "values": None, "flattened": True, "pages": 3}
    assert read(flatten_to_pictures(blank))["stamp"] is None


def test_a_flattened_pdf_with_words_has_its_stamp_on_the_page(blank):
    def flatten(pdf, fields):
        del pdf.Root.AcroForm, pdf.docinfo["/Stamp"]
        for page in pdf.pages:
            del page.Annots

    found = read(changed(blank, flatten))
    assert (found["stamp"], found["flattened"]) == (stamp_of(every_type.document()), True)


def test_a_pdf_that_was_written_over_is_not_taken_for_an_empty_one(blank):
    def write_over(pdf, fields):
        page = pdf.pages[0]
        note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[0, 0, 9, 9], Contents=String("Zoé"))
        page.Annots.append(pdf.make_indirect(note))

    assert read(blank)["flattened"] is False
    assert read(changed(blank, write_over))["flattened"] is True


def test_a_page_is_drawn_with_what_was_written(blank):
    filled = fill_with_pypdf(blank, {"short": "Zoé d’Œuvre", "agree": "/yes"})
    pictures = {content: draw(content, {"page": 0}) for content in (blank, filled)}
    assert all(picture.startswith(b"\xff\xd8\xff") for picture in pictures.values())
    assert pictures[blank] != pictures[filled]
    with pytest.raises(Refusal):
        draw(blank, {"page": 99})


def drawn_words(content, *, fills_forms):
    """The words of the first page once its fields are part of it."""
    with pypdfium2.PdfDocument(content) as pdf:
        if fills_forms:
            pdf.init_forms()
        assert pdfium.FPDFPage_Flatten(pdf[0], pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS
        flat = io.BytesIO()
        pdf.save(flat)
    with pypdfium2.PdfDocument(flat.getvalue()) as pdf:
        return pdf[0].get_textpage().get_text_range()


def test_what_is_written_is_drawn_in_its_own_letters():
    """A field written with the printer's own numbering of letters would show other letters in Chrome."""
    document = every_type.document()
    raw = {"short": "Zoé (d’Œuvre) \\ 1234 €", "long": "un deux trois " * 30 + "\nfin"}
    made = make_pdf(document, stamp_of(document), raw)
    assert "Zoé" in drawn_words(made, fills_forms=True)
    # And by a program that fills no form: the words are in the file.
    assert raw["short"] in drawn_words(made, fills_forms=False)


# --- refused -----------------------------------------------------------------------------------------------
def with_action(action):
    def change(pdf, fields):
        pdf.Root.OpenAction = pdf.make_indirect(Dictionary(action))

    return change


def hidden_in_a_chain(pdf, fields):
    last = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    fields["short"].AA = Dictionary(K=Dictionary(S=Name.Named, N=Name.NextPage, Next=last))


def script_by_name(pdf, fields):
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([])))


def launched_by_a_link(pdf, fields):
    link = Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.Launch, F=String("calc.exe")))
    pdf.pages[0].Annots.append(pdf.make_indirect(link))


def with_a_file_inside(pdf, fields):
    pdf.attachments["virus.exe"] = b"MZ"


def with_a_file_on_a_page(pdf, fields):
    pdf.pages[0].Annots.append(pdf.make_indirect(Dictionary(Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9])))


def for_another_program(pdf, fields):
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")


HARMFUL = [
    (with_action({"/S": Name.JavaScript, "/JS": String("app.alert(1)")}), pdf_child.SCRIPT),
    (hidden_in_a_chain, pdf_child.SCRIPT),
    (script_by_name, pdf_child.SCRIPT),
    (with_action({"/S": Name.Launch}), pdf_child.LAUNCH),
    (launched_by_a_link, pdf_child.LAUNCH),
    (with_a_file_inside, pdf_child.EMBEDDED),
    (with_a_file_on_a_page, pdf_child.EMBEDDED),
    (for_another_program, pdf_child.XFA),
]


@pytest.mark.parametrize(("change", "message"), HARMFUL)
def test_what_could_harm_who_opens_it_is_refused(blank, change, message):
    with pytest.raises(Refusal, match=message[:30]):
        read(changed(blank, change))


def encrypted(content, **passwords):
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(output, encryption=pikepdf.Encryption(**passwords))
    return output.getvalue()


def test_a_protected_pdf_is_refused_with_what_to_do(blank):
    for passwords in ({"owner": "x", "user": "y"}, {"owner": "x", "user": ""}):
        with pytest.raises(Refusal, match="protégé"):
            read(encrypted(blank, **passwords))


NOT_PDFS = {
    "nothing": b"",
    "words": b"Ceci n'est pas un PDF.",
    "picture": b"\xff\xd8\xff\xe0" + b"x" * 500,
    "a name and no more": b"%PDF-1.7\n",
    "noise": b"%PDF-1.7\n" + bytes(range(256)) * 50 + b"\nstartxref\n99999\n%%EOF",
    "no pages": b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R/Size 2>>\n%%EOF",
}


@pytest.mark.parametrize("name", NOT_PDFS)
def test_what_is_no_pdf_is_refused(name):
    with pytest.raises(Refusal):
        read(NOT_PDFS[name])


def test_a_pdf_cut_in_the_middle_is_refused_or_read_but_never_crashes(blank):
    for length in range(200, len(blank), len(blank) // 7):
        with contextlib.suppress(Refusal):
            assert read(blank[:length])["pages"] > 0


def test_a_million_objects_are_refused_at_once():
    with pytest.raises(Refusal, match="compliqué"):
        read(b"%PDF-1.7\n" + b"1 0 obj\n" * 1_000_000)


def test_objects_hidden_in_streams_are_counted(blank):
    def crowd(pdf, fields):
        pdf.Root.Crowd = Array([pdf.make_indirect(Dictionary(N=number)) for number in range(21_000)])

    with pikepdf.open(io.BytesIO(blank)) as pdf:
        crowd(pdf, {})
        output = io.BytesIO()
        pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with pytest.raises(Refusal, match="compliqué"):
        read(output.getvalue())


LOOPED = b"""%PDF-1.7
1 0 obj
<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R 4 0 R]>>/OpenAction 6 0 R>>
endobj
2 0 obj
<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 9>>
endobj
3 0 obj
<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[5 0 R]>>
endobj
4 0 obj
<</T(a)/Kids[4 0 R 5 0 R]/Parent 4 0 R>>
endobj
5 0 obj
<</T(b)/FT/Tx/V(c)/Parent 4 0 R/Subtype/Widget/Kids[4 0 R 5 0 R]>>
endobj
6 0 obj
<</S/Named/Next 6 0 R>>
endobj
trailer
<</Root 1 0 R/Size 7>>
startxref
0
%%EOF"""


def test_a_pdf_that_bites_its_tail_ends():
    found = read(LOOPED)
    assert found["pages"] == 1
    assert found["stamp"] is None


def test_a_form_of_too_many_pages_is_refused():
    with pikepdf.new() as pdf:
        for _ in range(61):
            pdf.add_blank_page()
        with pytest.raises(Refusal, match="plus de 60 pages"):
            read(saved(pdf))


def test_the_reader_runs_in_the_limited_process(blank):
    assert json.loads(run_limited("forms.readers.pdf.child:read", blank))["values"] == {}
    with pytest.raises(SandboxFailure) as failure:
        run_limited("forms.readers.pdf.child:read", b"rien")
    assert (failure.value.reason, failure.value.message) == ("refused", pdf_child.NOT_A_PDF)
