"""What was typed is cleaned alike by the browser and by us, wherever a condition may read it."""

import datetime
from pathlib import Path

from forms.definition import municipalities
from forms.definition.cleaners import Refusal, clean_answer
from tests.support.node import needs_node, node_process

SCRIPT = Path(__file__).resolve().parents[2] / "forms" / "static" / "forms" / "typed.js"
pytestmark = needs_node
TYPED = {
    "whole_number": [
        "03",
        " 3 ",
        "+3",
        "-3",
        "1 000",
        "-0",
        "3,5",
        "trois",
        "9999999999999",
        "1000000001",
        "31",
    ],
    "amount": [
        *("1234,5", "1.234,50", "1 234,50 €", "12", "012", "+12", "-12,5", "1.234", "1.23", "12 EUR"),
        *("12,345", "1,2,3", "abc", ",5", "0", "-0", "1.234.567"),
    ],
    "date": [
        *("14/09/2026", "2026-09-14", "14 septembre 2026", "1er août 2026", "14.9.2026", "14-09-2026"),
        *("31/02/2026", "29/02/2024", "09/2026", "2026-09-14T00:00:00", "14/13/2026", "14/09/1899", "demain"),
        *("14 SEPTEMBRE 2026", "00/01/2020", "1/1/20", "14 / 09 / 2026", "mars", "14 marsupial 2026"),
    ],
    "year_month": ["09/2026", "2026-09", "septembre 2026", "14/09/2026", "13/2026", "31/02/2026", "2026"],
    "short_text": [
        "  deux   mots ",
        "ligne\nautre",
        "œ € 🙂",
        "x" * 200,
        "x" * 201,
        "🙂" * 200,
        "a\x00b",
        "a\x1fb",
    ],
    "long_text": [" un\r\ndeux\rtrois ", "x  y", "\t", "x" * 4001],
    "email": [
        "a.b@example.org",
        "a@b",
        "a b@example.org",
        "a@example..org",
        "é@example.org",
        "<a@example.org>",
    ],
    "telephone": ["064 00 00 00", "+32 470/00.00.00", "12", "064-00-00-00", "(064) 00 00 00", "064000000a"],
    "national_number": ["85.07.30-033.28", "85073003328", "85073003329", "123", ""],
    "municipality": [
        *("7100", "la louviere", "7100 La Louvière", "LE ROEULX", "Trivières", "71000", "Ailleurs", "7100x"),
        *("Fontaine-l'Évêque", "ecaussinnes", "7110"),
    ],
    "partner_service": ["service exemple", "L'ETOILE  exemple", "Autre"],
    "yes_no": ["yes", "no"],
    "one_choice": ["first", "second"],
    "scale": ["1", "5"],
    "several_choices": [["first"], [], ["first", "second"]],
}
BOUNDS = {
    "whole_number": [{}, {"min": 0}, {"max": 30}],
    "amount": [{}, {"min": 0}, {"max": 100}],
    "date": [{}, {"period": "past"}, {"period": "future"}],
    "year_month": [{}, {"day_allowed": True}, {"period": "past"}],
    "short_text": [{}, {"max_length": 5}],
}
FORMATS = {
    "postal_code": ["7100", "B-7100", "0100", "71000"],
    "iban": ["BE68 5390 0754 7034", "be68539007547034", "BE68 5390 0754 7035", "x"],
    "enterprise_number": ["0403.019.261", "BE 0403019261", "403019261", "0403.019.262"],
}
SERVICES = ["Service Exemple", "L’Étoile Exemple"]


def cases():
    choices = [{"code": code, "label": {"fr": code}} for code in ("first", "second")]
    ends = {"low": {"fr": "Mal"}, "high": {"fr": "Bien"}}
    for kind, texts in TYPED.items():
        for bounds in BOUNDS.get(kind, [{}]):
            question = {"type": kind, "bounds": bounds, "choices": choices, "ends": ends}
            yield from ((question, typed) for typed in texts)
    for name, texts in FORMATS.items():
        yield from (({"type": "short_text", "bounds": {"format": name}}, typed) for typed in texts)


def ours(question, typed):
    if question["type"] == "partner_service":
        known = {municipalities.folded(name): name for name in SERVICES}
        typed = known.get(municipalities.folded(typed), typed)
    try:
        return clean_answer(question, typed, datetime.date.today())
    except Refusal:
        return None


def told(question):
    """What the page tells the browser of a question."""
    names = {
        "municipality": municipalities.known_names(),
        "partner_service": {municipalities.folded(name): name for name in SERVICES},
    }
    codes = list(municipalities.MUNICIPALITIES) if question["type"] == "municipality" else []
    more = {"names": names.get(question["type"], {}), "codes": codes}
    return {"type": question["type"], "bounds": question["bounds"], **more}


def test_the_browser_cleans_what_was_typed_as_we_do():
    pairs = list(cases())
    script = (
        f"const {{ clean }} = require({str(SCRIPT)!r}); function answer(asked) {{ return clean(...asked); }}"
    )
    with node_process(script) as ask:
        theirs = [ask([told(question), typed]) for question, typed in pairs]
    differences = [
        (question["type"], question["bounds"], typed, answer, ours(question, typed))
        for (question, typed), answer in zip(pairs, theirs, strict=True)
        if answer != ours(question, typed) or type(answer) is not type(ours(question, typed))
    ]
    assert differences == []
    assert len(pairs) > 150
