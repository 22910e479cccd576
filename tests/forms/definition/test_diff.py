import copy

from forms.definition.diff import differences
from forms.shipped.orientation import document


def test_nothing_changed():
    assert differences(document(), document()) == []


def test_says_what_changes_and_matches_by_identity_not_by_words():
    old, new = document(), copy.deepcopy(document())
    questions = new["sections"][1]["questions"]
    questions[0]["label"] = {"fr": "Prénoms"}
    questions[1]["required"] = False
    removed = questions.pop(2)
    situation = new["sections"][2]["questions"][0]
    situation["choices"] = situation["choices"][1:]
    codes = [code for code, _sentence in differences(old, new)]
    assert codes == ["label", "optional", "choice_removed", "removed"]
    assert removed["label"]["fr"] in differences(old, new)[-1][1]
