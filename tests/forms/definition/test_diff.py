# ruff: noqa: E501 (one change a line)
import copy
import time

import pytest

from forms.definition.diff import BLOCKS, HARD, SOFT, changes, is_soft
from forms.definition.document import questions
from forms.shipped.orientation import document
from tests.factories import every_type


def changed(alter, base=every_type.document):
    """[(code, effect)] and the sentences after `alter` changed a copy of the document."""
    old, new = base(), copy.deepcopy(base())
    alter(new)
    found = changes(old, new)
    return [(change.code, change.effect) for change in found], [change.sentence for change in found]


def the(new, key):
    """The question (or the question in a group) of this key."""
    for question in questions(new):
        for one in (question, *question.get("questions", ())):
            if one["key"] == key:
                return one
    raise KeyError(key)


def put(key, **values):
    return lambda new: the(new, key).update(values)


def take(key):
    def alter(new):
        for section in new["sections"]:
            section["questions"] = [one for one in section["questions"] if one["key"] != key]

    return alter


def test_nothing_changed():
    assert changes(document(), document()) == []
    assert is_soft([])


def test_says_what_changes_and_matches_by_identity_not_by_words():
    old, new = document(), copy.deepcopy(document())
    asked = new["sections"][1]["questions"]
    asked[0]["label"] = {"fr": "Prénoms"}
    asked[1]["required"] = False
    removed = asked.pop(2)
    situation = new["sections"][2]["questions"][0]
    situation["choices"] = situation["choices"][1:]
    found = changes(old, new)
    assert [change.code for change in found] == ["label", "optional", "choice_removed", "removed"]
    assert removed["label"]["fr"] in found[-1].sentence
    assert not is_soft(found)


def test_everything_is_new_at_first():
    found = changes(None, every_type.document())
    assert {change.code for change in found} == {"section_added", "added", "required_added"}


@pytest.mark.parametrize(
    ("alter", "code", "effect", "said"),
    [
        (put("mail", label={"fr": "Courriel"}), "label", SOFT, "« Adresse e-mail » devient « Courriel »."),
        (put("mail", required=True), "required", HARD, "devient obligatoire"),
        (put("short", required=False), "optional", SOFT, "n’est plus obligatoire"),
        (put("mail", type="short_text"), "type", BLOCKS, "« Adresse e-mail » devient « Texte court »"),
        (put("mail", data_class="C4"), "data_class", SOFT, "C4"),
        (put("mail", purpose="Répondre"), "purpose", SOFT, "« Répondre »"),
        (put("mail", retention_months=60), "retention", SOFT, "60 mois (avant : 24 mois)"),
        (put("mail", maps_to="referral.sender_email"), "maps_to", SOFT, "Orientation : e-mail de qui oriente"),
        (put("day", help={"fr": "Autrement."}), "help", SOFT, "L’aide de « Un jour » est réécrite."),
        (put("note", help={"fr": "Autrement."}), "help", SOFT, "Le texte de « À savoir » est réécrit."),
        (put("count", bounds={"min": 1, "max": 30}), "min", HARD, "au moins 1 (avant : 0)"),
        (put("count", bounds={"min": 0}), "max", SOFT, "au plus sans limite (avant : 30)"),
        (put("short", bounds={"max_length": 50}), "max_length", HARD, "50 (avant : 120)"),
        (put("short", bounds={"max_length": 120, "format": "iban"}), "format", HARD, "IBAN"),
        (put("account", bounds={}), "format", SOFT, "libre"),
        (put("day", bounds={"period": "future"}), "period", HARD, "aujourd’hui ou à venir"),
        (put("month", bounds={}), "day_allowed", HARD, "n’accepte plus un jour précis"),
        (put("feeling", ends={"low": {"fr": "Mal"}, "high": {"fr": "Très bien"}}), "ends", SOFT, "1 veut dire « Mal »"),
        (put("debts", rows=2), "rows", HARD, "2 lignes (avant : 3)"),
        (put("debts", rows=4), "rows", SOFT, "4 lignes (avant : 3)"),
        (put("owed", required=True), "required", HARD, "« Dettes », « Montant dû » devient obligatoire"),
        (put("proof", visible_if=None), "condition_removed", SOFT, "apparaît désormais toujours"),
        (put("mail", visible_if={"empty": ["short"]}), "condition_added", HARD, "si « Texte court » est sans réponse"),
        (put("proof", visible_if={"empty": ["debts"]}), "condition", HARD, "(avant : si « Dettes » a une réponse)"),
        (put("several", condition={"fr": "Si vous voulez"}), "condition_wording", SOFT, "dite autrement"),
        (put("mail", visible_if={"eq": ["proof", "x"]}), "hanging", BLOCKS, "ne vient pas avant"),
        (take("long"), "removed", HARD, "Question retirée : « Texte long »."),
        (take("note"), "removed", SOFT, "Texte retiré : « À savoir »."),
        (lambda new: new.update(title={"fr": "Autre"}), "title", SOFT, "« Autre »"),
        (lambda new: new.update(intro={"fr": "Autre"}), "intro", SOFT, "introduction"),
        (lambda new: new.update(paged=True), "paged", SOFT, "une partie à la fois"),
        (lambda new: new["sections"][0].update(title={"fr": "Mots"}), "section_title", SOFT, "« Mots »"),
    ],
)  # fmt: skip
def test_each_change_has_its_words_and_its_effect(alter, code, effect, said):
    found, sentences = changed(alter)
    assert (code, effect) in found
    assert any(said in sentence for sentence in sentences), sentences


def test_a_removed_question_leaves_a_condition_hanging():
    found, sentences = changed(take("agree"))
    assert ("removed", HARD) in found
    assert ("hanging", BLOCKS) in found
    assert any("« Plusieurs »" in sentence for sentence in sentences)


def test_only_what_moved_is_said_to_move():
    def first_goes_last(new):
        asked = new["sections"][0]["questions"]
        asked.append(asked.pop(0))

    found, sentences = changed(first_goes_last)
    assert found == [("moved", SOFT)]
    assert "« Texte court » change de place" in sentences[0]


def test_a_question_that_changes_section_is_not_removed_and_added():
    def to_the_last_section(new):
        new["sections"][-1]["questions"].append(new["sections"][0]["questions"].pop(1))

    found, sentences = changed(to_the_last_section)
    assert found == [("moved", SOFT)]
    assert sentences == ["« Texte long » passe de « Des mots » à « Des lignes »."]


def test_a_question_that_joins_a_section_with_a_condition_asks_for_thought():
    def to_a_section_with_a_condition(new):
        _texts, numbers, choices, _lines = new["sections"]
        choices["questions"].append(numbers["questions"].pop(0))

    found, sentences = changed(to_a_section_with_a_condition)
    assert found == [("moved", HARD)]
    assert "passe de « Des nombres et des dates » à « Des choix », et n’apparaît plus que si " in sentences[0]

    def out_of_it(new):
        _texts, _numbers, choices, lines = new["sections"]
        lines["questions"].append(choices["questions"].pop(1))

    found, sentences = changed(out_of_it)
    assert ("moved", HARD) in found
    assert any("et ne suit plus la condition de sa section" in sentence for sentence in sentences)


def test_choices_are_matched_by_identity():
    def turn(new):
        choices = the(new, "one")["choices"]
        choices.reverse()
        choices[0]["label"] = {"fr": "Rien du tout"}
        choices.append({"uid": "neuf", "code": "more", "label": {"fr": "Davantage"}})

    found, _sentences = changed(turn)
    assert [code for code, _effect in found] == ["choice_label", "choice_added", "choice_order"]


def test_questions_of_a_line_come_and_go():
    def alter(new):
        lines = the(new, "debts")
        gone = lines["questions"].pop(2)
        lines["questions"].append({**gone, "uid": "neuf", "label": {"fr": "Jusqu’à"}, "required": True})

    found, _sentences = changed(alter)
    assert [code for code, _effect in found] == ["row_required_added", "row_removed"]


def test_sixty_questions_are_compared_quickly():
    old = every_type.document()
    asked = [one for one in old["sections"][0]["questions"] if one["type"] == "short_text"]
    for turn in range(60):
        old["sections"][0]["questions"].append({**asked[0], "uid": f"q{turn}", "key": f"q{turn}"})
    new = copy.deepcopy(old)
    for question in new["sections"][0]["questions"]:
        question["label"] = {"fr": question["label"]["fr"] + " ?"}
    new["sections"][0]["questions"].reverse()
    times = []
    for _turn in range(5):
        start = time.perf_counter()
        changes(old, new)
        times.append(time.perf_counter() - start)
    # Measured at about 0.5 ms; the room left is for a busy machine.
    assert min(times) < 0.005
