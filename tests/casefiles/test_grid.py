"""The grid's plain functions: merging what two people typed, what changed, several dates side by side."""

import copy
import datetime
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from casefiles.grid.changes import answers_by_uid, before_of, change_of
from casefiles.grid.comparison import compared
from casefiles.grid.documents import without_files
from casefiles.grid.merging import mark, marks, merge
from casefiles.grid.page import grid_of
from forms.definition.document import questions
from forms.shipped import assessment, orientation
from forms.shipped.builder import Builder, question, section

_KEYS = st.sampled_from(["a", "b", "c", "d"])
_TYPED = st.one_of(st.text(max_size=3), st.lists(st.sampled_from(["x", "y"]), max_size=2), st.none())
_ANSWERS = st.dictionaries(_KEYS, _TYPED, max_size=4)


@given(_ANSWERS, _ANSWERS, _ANSWERS)
def test_merging_loses_nothing_that_anybody_changed(before, mine, theirs):
    result = merge(mine, theirs, marks(before))
    for key in "abcd":
        was, own, other = mark(before.get(key)), mark(mine.get(key)), mark(theirs.get(key))
        kept = mark(result.answers.get(key))
        if own == was:
            assert kept == other
        else:
            assert kept == own
        # What they changed and I replace is shown to me first.
        if own != was and other not in (was, own):
            assert mark(result.conflicts[key]) == other
        else:
            assert key not in result.conflicts


@given(_ANSWERS, _ANSWERS)
def test_alone_what_i_typed_is_what_is_kept(before, mine):
    result = merge(mine, before, marks(before))
    assert marks(result.answers) == marks(mine)
    assert result.conflicts == {}


def test_nothing_in_any_shape_is_nothing():
    assert {mark(empty) for empty in (None, "", "  ", [], {}, [{}], [{"a": ""}])} == {""}


# --- changes ---------------------------------------------------------------------------------------------
def ask(key, kind, label, **more):
    return question(key, kind, label, data_class="C2", purpose="Essayer", **more)


def document(*asked, number=1):
    built = Builder("essai").document("Essai", "", [section("one", "Une", *asked)])
    return {**built, "number": number}


STEP = ask("step", "scale", "Où en est-on ?", ends=("Mal", "Bien"))
NOTE = ask("note", "long_text", "Une note")
WORK = ask("work", "yes_no", "Un travail ?")


def test_a_step_says_from_where_to_where():
    (asked,) = questions(document(STEP))
    earlier = answers_by_uid(document(STEP), {"step": 2})
    assert (change_of(asked, 4, earlier).words, change_of(asked, 4, earlier).direction) == ("2 → 4", "up")
    assert change_of(asked, 1, earlier).direction == "down"
    assert change_of(asked, 2, earlier) is None
    assert change_of(asked, None, earlier) is None
    assert change_of(asked, 4, {}) is None


def test_a_text_says_only_that_it_changed():
    asked = questions(document(NOTE, WORK))
    earlier = answers_by_uid(document(NOTE, WORK), {"note": "Avant", "work": "no"})
    assert change_of(asked[0], "Après", earlier).words == "changé depuis"
    assert change_of(asked[1], "yes", earlier).words == "Non → Oui"


def test_last_time_is_found_under_other_words_and_another_key():
    renamed = copy.deepcopy(document(STEP))
    renamed["sections"][0]["questions"][0] |= {"label": {"fr": "Aujourd’hui ?"}, "key": "today"}
    before = before_of(questions(renamed)[0], answers_by_uid(document(STEP), {"step": 2}))
    assert (before.words, before.label.replace("\u202f", " ")) == ("2 sur 5", "Où en est-on ?")


# --- side by side -----------------------------------------------------------------------------------------
def row(doc, answers, day=1):
    version = SimpleNamespace(document=doc)
    return SimpleNamespace(version=version, given=answers, held_on=datetime.date(2026, 1, day))


def test_axes_stand_side_by_side_over_versions():
    other = ask("other", "scale", "Et la suite ?", ends=("Mal", "Bien"))
    rows = compared(
        [
            row(document(STEP, other), {"step": 1, "other": 3}),
            row(document(STEP, number=2), {}),
            row(document(STEP, number=2), {"step": 4}),
        ]
    )
    assert [one.label for one in rows] == ["Une", "Et la suite ?"]
    assert [(point.step, point.asked) for point in rows[0].points] == [(1, True), (None, True), (4, True)]
    assert [(point.step, point.asked) for point in rows[1].points] == [
        (3, True),
        (None, False),
        (None, False),
    ]
    assert rows[0].change.words == "1 → 4"
    assert rows[1].change is None
    assert not rows[1].is_stable
    assert rows[0].points[2].percent == 80


def test_the_shipped_grid_compares_eight_axes_by_their_names():
    rows = compared([row(assessment.document(), {})])
    assert [one.label for one in rows] == [axis.title for axis in assessment.AXES]


# --- the page ---------------------------------------------------------------------------------------------
def test_files_belong_to_documents_and_not_to_a_grid():
    kinds = {one["type"] for one in questions(without_files(orientation.document()))}
    assert "file" not in kinds
    assert "file" in {one["type"] for one in questions(orientation.document())}


def test_what_somebody_else_wrote_is_shown_as_it_can_be_read():
    version = SimpleNamespace(document=document(STEP, NOTE, WORK))
    grid = grid_of(version, {"step": "9"}, theirs={"step": "8", "work": "yes", "note": None})
    shown = {one.question.name: one.theirs for one in grid.sections[0].questions}
    assert shown == {"step": "8", "work": "Oui", "note": "rien"}
