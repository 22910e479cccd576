"""The editor of forms in a browser: conditions are chosen in words, and stay right when questions move."""

import pytest
from playwright.sync_api import expect

ASKED = "body-0-value-questions-0"
CONDITIONED = "body-0-value-questions-1"
RULE = f"{CONDITIONED}-value-shown_if-rules-0-value"


@pytest.fixture
def editor(person):
    """The orientation form in the editor; nothing is saved."""
    someone = person("coordination@example.org")
    someone.go("/gestion/formulaires/")
    page = someone.page
    page.get_by_role("link", name="Orientation vers Héberge Toit").first.click()
    expect(page.locator(".fe-mark").first).to_be_attached(timeout=30_000)
    return page


def field(page, name):
    return page.locator(f'[name="{name}"]')


def press(page, name, action):
    """A button of the block whose fields start with this name, folded or not."""
    block = page.locator("[data-streamfield-child]", has=page.locator(f'> [name="{name}-id"]'))
    block.locator(f'[data-streamfield-action="{action}"]').first.dispatch_event("click")


def test_folded_questions_tell_what_they_are(editor):
    block = editor.locator("[data-streamfield-child]", has=editor.locator(f'> [name="{CONDITIONED}-id"]'))
    expect(block.locator(".fe-marks").first).to_have_text("obligatoiresous condition")


def test_a_rule_shows_words_and_keeps_identities(editor):
    question, answer = field(editor, f"{RULE}-question"), field(editor, f"{RULE}-value")
    chosen = editor.locator(f'[name="{RULE}-question"] + select')
    expect(chosen.locator("option:checked")).to_have_text("Qui remplit ce formulaire ?")
    assert question.input_value() == field(editor, f"{ASKED}-id").input_value()
    field(editor, f"{ASKED}-value-label").evaluate(
        "field => { field.value = 'Qui écrit ?'; field.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    expect(chosen.locator("option:checked")).to_have_text("Qui écrit ?")

    field(editor, f"{RULE}-operator").select_option("in", force=True)
    boxes = editor.locator(f'[name="{RULE}-value"] + fieldset input')
    expect(boxes).to_have_count(3)
    boxes.nth(2).dispatch_event("click")
    expect(answer).to_have_value(" ; ".join(boxes.nth(turn).get_attribute("value") for turn in (0, 2)))


def test_a_question_that_moves_after_its_condition_is_told(editor):
    chosen = editor.locator(f'[name="{RULE}-question"] + select option:checked')
    press(editor, ASKED, "MOVE_DOWN")
    expect(chosen).to_contain_text("ne vient pas avant")
    press(editor, ASKED, "MOVE_UP")
    expect(chosen).to_have_text("Qui remplit ce formulaire ?")


def test_a_copied_section_has_its_own_identities_and_its_own_conditions(editor):
    before = editor.locator('input[name^="body-"][name$="-id"]').count()
    inside = editor.locator('input[name^="body-0-"][name$="-id"]').count()
    press(editor, "body-0", "DUPLICATE")
    identities = editor.locator('input[name^="body-"][name$="-id"]')
    expect(identities).to_have_count(before + inside)
    found = identities.evaluate_all("fields => fields.map(field => field.value)")
    assert len(set(found)) == len(found)
    # The last section made has the highest number, wherever it stands.
    numbers = editor.locator('input[name^="body-"][name$="-value-questions-count"]').evaluate_all(
        "fields => fields.map(field => Number(field.name.split('-')[1]))"
    )
    copy = max(numbers)
    leans_on = field(editor, f"body-{copy}-value-questions-1-value-shown_if-rules-0-value-question")
    expect(leans_on).to_have_value(field(editor, f"body-{copy}-value-questions-0-id").input_value())
