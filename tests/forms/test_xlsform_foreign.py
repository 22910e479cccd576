"""A stranger’s XLSForm: as much as fits becomes a draft of ours, the rest is told line by line in French."""

import contextlib
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definition.checks import document_problems
from forms.definition.document import questions
from forms.readers.definition.reading import UnreadableDefinition, checked_document
from forms.readers.xlsform.archive import read_sheets
from forms.readers.xlsform.reading import document_from, read_xlsform
from portal.sandbox.child import Refusal

SURVEY = ["type", "name", "label"]


def workbook(survey, choices=(), settings=(), extra=(), header=SURVEY):
    book = openpyxl.Workbook()
    book.active.title = "survey"
    sheets = {"survey": [header, *survey], "choices": choices, "settings": settings, **dict(extra)}
    for name, rows in sheets.items():
        if not rows:
            continue
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(saved := io.BytesIO())
    return saved.getvalue()


def taken(survey, choices=(), settings=(), header=SURVEY, **more):
    """(document, {name: [what was said]}); the document always follows our grammar."""
    if choices:
        choices = [["list_name", "name", "label"], *choices]
    payload = workbook(survey, choices, settings, header=header, **more)
    document, notes = document_from(*read_sheets(payload, ("survey", "choices", "settings")))
    checked_document(document)
    told = {}
    for note in notes:
        told.setdefault(note["name"], []).append(f"{note['row']}: {note['said']}")
    return document, told


def by_key(document):
    return {question["key"]: question for question in questions(document)}


CHOICES = [
    ["ouinon", "1", "Oui"],
    ["ouinon", "0", "Non"],
    ["villes", "la louviere", "La Louvière"],
    ["villes", "mons", "Mons"],
    ["villes", "autre", "Autre"],
]
FULL = ["type", "name", "label", "hint", "required", "relevant", "constraint", "appearance", "default"]


def row(*cells, **named):
    cells = dict(zip(FULL, cells, strict=False)) | named
    return [cells.get(column, "") for column in FULL]


def test_a_usual_form_comes_in():
    document, told = taken(
        [
            row("start", "start"),
            row("begin group", "identite", "Identité"),
            row("text", "Nom complet", "Comment vous appelez-vous ?", "Prénom et nom", "yes"),
            row("integer", "age", "Âge", constraint=". >= 0 and . < 120", required="true()"),
            row("select_one ouinon", "logement", "Avez-vous un logement ?"),
            row("select_one villes", "ville", "Où ?", relevant="${logement} = '1' and ${age} > 17"),
            row("text", "ville_autre", "Laquelle ?", relevant="selected(${ville}, 'autre')"),
            row("select_multiple villes", "connues", "Villes connues"),
            row("text", "mots", "Dites-nous", appearance="multiline", relevant="not(${connues} = '')"),
            row("end group", ""),
            row("begin repeat", "enfants", "Enfants"),
            row("text", "prenom", "Prénom"),
            row("date", "naissance", "Naissance", constraint=". <= today()"),
            row("end repeat", ""),
            row("note", "merci", "Merci de votre patience, ce formulaire est terminé."),
        ],
        CHOICES,
        [["form_title", "form_id", "style"], ["Enquête", "enquete 2024", "theme-grid pages"]],
        header=FULL,
    )
    found = by_key(document)
    assert (document["title"]["fr"], document["form"], document["paged"]) == ("Enquête", "enquete-2024", True)
    assert [section["title"]["fr"] for section in document["sections"]] == ["Identité", "Suite"]
    assert found["nom_complet"]["required"] is True
    assert found["age"]["bounds"] == {"min": 0, "max": 119}
    assert found["logement"]["type"] == "yes_no"
    assert found["ville"]["visible_if"] == {"all": [{"eq": ["logement", "yes"]}, {"gt": ["age", 17]}]}
    assert [choice["code"] for choice in found["ville"]["choices"]] == ["la_louviere", "mons", "autre"]
    assert found["ville_autre"]["visible_if"] == {"eq": ["ville", "autre"]}
    assert found["mots"]["visible_if"] == {"not": {"empty": ["connues"]}}
    assert found["enfants"]["rows"] == 4
    assert found["enfants"]["questions"][1]["bounds"] == {"period": "past"}
    assert found["merci"]["help"]["fr"].startswith("Merci de votre patience")
    assert found["age"]["data_class"] == found["age"]["purpose"] == ""
    assert found["age"]["retention_months"] is None
    assert told == {
        "start": ["2: pas reprise : une donnée que l’appareil ajoute seul, sans question"],
        "Nom complet": ["4: le nom « Nom complet » devient « nom_complet »"],
        "ville": ["7: codes de choix renommés : la louviere → la_louviere"],
        "connues": ["9: codes de choix renommés : la louviere → la_louviere"],
        "enfants": ["12: nombre de lignes inconnu : 4 sont prévues"],
    }
    assert any("choisissez la classe de données" in problem for problem in document_problems(document))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("calculate", "un calcul"),
        ("geopoint", "position géographique"),
        ("audio", "enregistrement sonore"),
        ("video", "vidéo"),
        ("rank villes", "classement"),
        ("select_one_from_file pays.csv", "autre fichier"),
        ("select_one_external pays", "autre fichier"),
        ("select_one inconnue", "ne se trouve pas dans la feuille « choices »"),
        ("telepathie", "« telepathie » n’existe pas chez nous"),
    ],
)
def test_a_type_that_we_do_not_have_is_told(cell, said):
    document, told = taken([[cell, "autre", "Autre chose"], ["text", "nom", "Nom"]], CHOICES)
    assert list(by_key(document)) == ["nom"]
    assert said in told["autre"][0]
    assert told["autre"][0].startswith("2: pas reprise")


@pytest.mark.parametrize(
    ("cell", "kind", "told_something"),
    [
        ("decimal", "amount", True),
        ("range", "whole_number", True),
        ("dateTime", "date", True),
        ("time", "short_text", True),
        ("image", "file", True),
        ("barcode", "short_text", True),
        ("acknowledge", "yes_no", True),
        ("file", "file", False),
        ("date", "date", False),
        ("select one from ouinon", "yes_no", False),
        ("select all that apply from villes", "several_choices", True),
        ("select_one villes or_other", "one_choice", True),
    ],
)
def test_a_type_that_changes_is_told(cell, kind, told_something):
    document, told = taken([[cell, "q", "Question"]], CHOICES)
    assert by_key(document)["q"]["type"] == kind
    assert bool(told) is told_something


@pytest.mark.parametrize(
    ("relevant", "tree"),
    [
        ("${a} = '1'", {"eq": ["a", "yes"]}),
        ("'1' = ${a}", {"eq": ["a", "yes"]}),
        ('${ a }!="0"', {"ne": ["a", "no"]}),
        ("${a}='1' or ${a}='0'", {"in": ["a", ["yes", "no"]]}),
        ("${n} >= 3", {"gt": ["n", 2]}),
        ("3 < ${n}", {"gt": ["n", 3]}),
        ("${n} <= 3", {"lt": ["n", 4]}),
        ("${n} = ''", {"empty": ["n"]}),
        ("${n} != ''", {"not": {"empty": ["n"]}}),
        ("string-length(${t}) > 0", {"not": {"empty": ["t"]}}),
        ("count-selected(${m}) = 0", {"empty": ["m"]}),
        ("count(${r}) > 0", {"not": {"empty": ["r"]}}),
        ("selected(${m}, 'mons')", {"eq": ["m", "mons"]}),
        ("not(selected(${m}, 'mons'))", {"ne": ["m", "mons"]}),
        ("not(not(${a} = '1'))", {"eq": ["a", "yes"]}),
        ("${d} > date('2024-02-29')", {"gt": ["d", "2024-02-29"]}),
        ("${a} = '1' and (${n} > 3 or ${t} = 'x')", {"all": [
            {"eq": ["a", "yes"]}, {"any": [{"gt": ["n", 3]}, {"eq": ["t", "x"]}]}
        ]}),
        ("${a} = '1' and ${n} > 3 and ${t} = 'x'", {"all": [
            {"eq": ["a", "yes"]}, {"gt": ["n", 3]}, {"eq": ["t", "x"]}
        ]}),
    ],
)  # fmt: skip
def test_a_condition_of_the_subset_is_read(relevant, tree):
    document, told = taken([*EARLIER, row("text", "q", "Question", relevant=relevant)], CHOICES, header=FULL)
    assert by_key(document)["q"]["visible_if"] == tree
    assert "q" not in told


EARLIER = [
    row("select_one ouinon", "a", "Oui ou non ?"),
    row("integer", "n", "Combien ?"),
    row("text", "t", "Texte"),
    row("date", "d", "Jour"),
    row("select_multiple villes", "m", "Villes"),
    row("begin repeat", "r", "Lignes"),
    row("text", "ligne", "Ligne"),
    row("end repeat", ""),
]


@pytest.mark.parametrize(
    "relevant",
    [
        "${plus_loin} = 'x'",
        "${q} = 'x'",
        "${a} = '2'",
        "${n} > ${t}",
        "${n} + 1 > 3",
        "${n} > 3 and",
        "(${n} > 3",
        "${n} > 3)",
        "pulldata('pays', 'nom', 'code', ${a}) = 'x'",
        "count(${m}) > 2",
        "${t} > 3",
        "regex(${t}, '(a+)+$')",
        "__import__('os').system('true')",
        "${a}",
        "true()",
        "{{ 7 * 7 }}",
        "${t} = 'é",
        "$" * 100,
        "not(" * 500 + "${a} = '1'" + ")" * 500,
        "(" * 3000,
        "${n} > 3 or " * 300 + "${n} > 3",
        "(${n} > 1 or (${n} > 2 and (${n} > 3 or ${t} = 'x')))",
    ],
)
def test_a_condition_that_we_cannot_read_is_told_whole(relevant):
    document, told = taken([*EARLIER, row("text", "q", "Question", relevant=relevant),
                            row("text", "plus_loin", "Plus loin")], CHOICES, header=FULL)  # fmt: skip
    assert by_key(document)["q"]["visible_if"] is None
    assert "condition n’est pas reprise" in told["q"][0]
    assert relevant[:60] in told["q"][0]


@given(st.text("${}ant =!<>()'\"1.,selctdoruy\n", max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_expression_crashes_the_reader(relevant):
    from forms.readers.xlsform.conditions import bounds_of, condition_of
    from forms.readers.xlsform.xpath import Unreadable

    with contextlib.suppress(Unreadable):
        condition_of(relevant, {})
    with contextlib.suppress(Unreadable):
        bounds_of(relevant, "whole_number")


def test_a_circle_of_conditions_loses_its_first_arrow():
    document, told = taken(
        [row("text", "a", "A", relevant="${b} = 'x'"), row("text", "b", "B", relevant="${a} = 'x'")],
        header=FULL,
    )
    assert by_key(document)["a"]["visible_if"] is None
    assert by_key(document)["b"]["visible_if"] == {"eq": ["a", "x"]}
    assert list(told) == ["a"]


@pytest.mark.parametrize(
    "constraint",
    [
        "regex(., '(x+x+)+y')",
        ". > ${n}",
        ". >= 0.5",
        ". != 3",
        "string-length(.) > 3",
        "count-selected(.) <= 2",
    ],
)
def test_a_rule_that_we_cannot_keep_is_told(constraint):
    document, told = taken([row("integer", "q", "Question", constraint=constraint)], header=FULL)
    assert by_key(document)["q"]["bounds"] == {}
    assert "règle n’est pas reprise" in told["q"][0]
    assert constraint in told["q"][0]


def test_cells_that_we_leave_aside_are_told():
    header = [*FULL, "choice_filter", "calculation", "media::image", "read_only"]
    document, told = taken(
        [
            [*row("select_one villes", "v", "Ville", default="mons"), "pays = ${p}", "", "carte.png", ""],
            [*row("integer", "n", "Nombre", required="${a} = '1'"), "", "1 + 1", "", ""],
            [*row("text", "lu", "Seulement à lire"), "", "", "", "yes"],
        ],
        CHOICES,
        header=header,
    )
    assert set(by_key(document)) == {"v", "n"}
    said = "\n".join(told["v"])
    assert "proposée d’avance" in said
    assert "filtre de ses choix" in said
    assert "image" in said
    assert "calcul n’est pas repris : « 1 + 1 »" in "\n".join(told["n"])
    assert "obligatoire sous condition" in "\n".join(told["n"])
    assert "read_only" in told["lu"][0]


def test_repeats_in_repeats_are_told_row_by_row():
    document, told = taken(
        [
            ["begin_repeat", "menage", "Ménage"],
            ["text", "nom", "Nom"],
            ["image", "photo", "Photo"],
            ["begin_repeat", "enfants", "Enfants"],
            ["text", "prenom", "Prénom"],
            ["end_repeat", "", ""],
            ["end_repeat", "", ""],
        ]
    )
    assert [inner["key"] for inner in by_key(document)["menage"]["questions"]] == ["nom"]
    assert "ne peut pas contenir" in "\n".join(told["photo"])
    assert "répétées dans des lignes répétées" in told["enfants"][0]
    assert "deux fois" in told["prenom"][0]


def test_a_group_in_a_group_gives_its_condition_to_its_questions():
    document, told = taken(
        [
            row("select_one ouinon", "a", "Oui ou non ?"),
            row("begin group", "dehors", "Dehors"),
            row("begin group", "dedans", "Dedans", relevant="${a} = '1'"),
            row("text", "q", "Question"),
            row("text", "p", "Autre question", relevant="${q} != ''"),
            row("end group", ""),
            row("end group", ""),
        ],
        CHOICES,
        header=FULL,
    )
    found = by_key(document)
    assert found["q"]["visible_if"] == {"eq": ["a", "yes"]}
    assert found["p"]["visible_if"] == {"all": [{"eq": ["a", "yes"]}, {"not": {"empty": ["q"]}}]}
    assert "dans un autre" in told["dedans"][0]


def test_french_is_preferred_and_other_languages_are_told():
    document, told = taken(
        [["text", "nom", "Name", "Nom"], ["text", "age", "Age", ""]],
        header=["type", "name", "label::English (en)", "label::Français (fr)"],
    )
    assert [question["label"]["fr"] for question in questions(document)] == ["Nom", "Age"]
    assert "English (en)" in told[""][0]


def test_names_and_labels_that_stand_twice_are_kept_apart():
    document, told = taken([["text", "nom", "Nom"], ["text", "nom", "Nom"], ["text", "jeton", "Jeton"]])
    assert list(by_key(document)) == ["nom", "nom_2", "jeton_2"]
    assert len(told) == 2
    assert any("même intitulé" in problem for problem in document_problems(document))


def test_an_empty_section_is_kept_for_the_editor_to_tell():
    document, _told = taken([["begin_group", "vide", "Vide"], ["end_group", "", ""], ["text", "q", "Q"]])
    assert "La section « Vide » n’a pas de question." in document_problems(document)


def test_texts_too_long_are_cut_and_told_whole():
    document, told = taken([["text", "long", "œ" * 300], ["note", "note", "Bla " * 100]])
    assert len(by_key(document)["long"]["label"]["fr"]) == 200
    assert "œ" * 300 in told["long"][0]
    assert by_key(document)["note"]["help"]["fr"] == ("Bla " * 100).strip()


def test_groups_that_do_not_close_are_told():
    _document, told = taken([["end_group", "f", ""], ["begin_group", "g", "G"], ["text", "q", "Q"]])
    assert "aucun début" in told["f"][0]
    assert "n’a pas de fin" in told["g"][0]


def test_numbers_dates_and_truths_in_cells_are_text_for_us():
    document, _told = taken(
        [["select_one nombres", "q", 12.0], ["text", True, "Vrai"]],
        [["nombres", 1, 1.5], ["nombres", 2, 2]],
    )
    assert [choice["label"]["fr"] for choice in by_key(document)["q"]["choices"]] == ["1.5", "2"]


# --- files that are no XLSForm ------------------------------------------------------------------------------
def refusal_of(payload):
    with pytest.raises(UnreadableDefinition) as refusal:
        read_xlsform(payload)
    return str(refusal.value)


def bomb():
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (70 * 1024 * 1024))
    return zipped.getvalue()


def far_cell():
    book = openpyxl.Workbook()
    book.active.title = "survey"
    book.active["XFD1048576"] = "loin"
    book.save(saved := io.BytesIO())
    return saved.getvalue()


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (b"", "est vide"),
        (b"%PDF-1.7", "est un PDF"),
        (b"PK\x03\x04 rien", "est abîmé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "vieux format Excel"),
        (b"a;b;c", "n’est pas un classeur"),
        (bomb(), "démesuré"),
        (far_cell(), "très loin"),
        (workbook([], header=["a", "b"]), "n’est pas un XLSForm"),
        (workbook([]), "aucune question"),
        (workbook([["calculate", "c", ""]]), "Aucune ligne"),
        (workbook([["text", f"q{n}", f"Question {n}"] for n in range(500)]), "500 questions"),
        (workbook([["text", f"q{n}", "Q"] for n in range(2500)]), "plus de 2000 lignes"),
        (workbook([["begin_group", f"g{n}", "G"] for n in range(100)]), "vingt groupes"),
        (
            workbook([["text", "q", "Q"]], settings=[["form_title", "x_schema_version"], ["T", "7"]]),
            "version 7",
        ),
        (b"PK" * (3 * 1024 * 1024), "trop lourd"),
    ],
)
def test_what_is_no_xlsform_is_refused_in_french(payload, said):
    assert said in refusal_of(payload)


def test_a_workbook_whose_sizes_lie_is_refused():
    payload = bytearray(workbook([["text", "q", "Q"]]))
    # The announced size of the last member, in the central directory.
    place = payload.rindex(b"PK\x01\x02") + 24
    payload[place : place + 4] = (3).to_bytes(4, "little")
    with pytest.raises(Refusal):
        read_sheets(bytes(payload), ("survey",))


def test_nothing_of_the_file_is_ever_evaluated(tmp_path):
    mark = tmp_path / "mark"
    nasty = f"__import__('pathlib').Path({str(mark)!r}).touch()"
    document, _told = taken(
        [row("text", "q", nasty, nasty, nasty, nasty, nasty, nasty, nasty), row("text", "p", "{% now %}")],
        header=FULL,
    )
    assert by_key(document)["q"]["label"]["fr"] == nasty
    assert not mark.exists()
