"""The contract of the form document: whatever the way, what went in comes out."""

import json
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from forms.compiling import Keys, body_of, compile_document, keys_of
from forms.definition.answers import validate
from forms.definition.checks import document_problems
from forms.definition.columns import gather, spread
from forms.definition.document import canonical
from forms.models import FormDefinition
from tests.support.form_strategies import TODAY, answers_for, documents


def through_the_editor(document):
    """The document compiled from the blocks made of it, as the editor would save them."""
    definition = FormDefinition(
        slug=document["form"],
        title=document["title"]["fr"],
        intro=document["intro"]["fr"],
        paged=document["paged"],
        body=json.dumps(body_of(document)),
    )
    keys = Keys([SimpleNamespace(**row) for row in keys_of(document)])
    return compile_document(definition, keys, document["number"]), keys.new


@given(documents())
def test_random_documents_can_be_published(document):
    assert document_problems(document) == []


@given(documents())
def test_document_to_editor_to_document(document):
    again, minted = through_the_editor(document)
    assert canonical(again) == canonical(document)
    assert minted == []


@given(st.data())
def test_answers_spread_over_cells_are_gathered_whole(data):
    document = data.draw(documents())
    answers = data.draw(answers_for(document))
    raw = gather(document, spread(document, answers))
    assert validate(document, raw, today=TODAY)[0] == answers
