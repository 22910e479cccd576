"""Templates count as French does."""

import pytest
from django.template import engines


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "dossier"), (1, "dossier"), (1.5, "dossier"), (2, "dossiers"), ([], "dossier"), ("x", "")],
)
def test_below_two_is_singular(count, said):
    template = engines["django"].from_string("{% if n != 'x' %}dossier{% endif %}{{ n|pluralize }}")
    assert template.render({"n": count}) == said


def test_endings_may_be_given():
    template = engines["django"].from_string('reste{{ n|pluralize:",nt" }} cheva{{ n|pluralize:"l,ux" }}')
    assert template.render({"n": 0}) == "reste cheval"
    assert template.render({"n": 3}) == "restent chevaux"
