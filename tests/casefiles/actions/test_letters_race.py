"""However many letters leave at once, no two have one number, none is skipped, each bears its own."""

import pytest

from casefiles.actions import IssueLetter, Refused, StartLetter
from casefiles.models import CaseDocument, Letter, LetterTemplate
from tests.casefiles.actions.test_capacity_race import THREADS, at_once
from tests.casefiles.actions.test_letters import attestation, words_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_letters_that_leave_together(case_file, case_manager):
    template = LetterTemplate.objects.get(title="Attestation d’accompagnement")
    for _number in range(THREADS):
        StartLetter(case_manager, case_file, template=template).execute()
    keys = list(Letter.objects.values_list("pk", flat=True))

    def issue(number, barrier):
        letter = Letter.objects.select_related("case_file").get(pk=keys[number])
        act = IssueLetter(case_manager, letter)
        guessed = act._next_number

        def guess():
            # Everyone has printed for the same number before the first of them takes it.
            found = guessed()
            barrier.wait()
            return found

        act._next_number = guess
        return act.execute()

    outcomes = at_once(issue)

    assert not [outcome for outcome in outcomes if not isinstance(outcome, Letter)]
    issued = Letter.objects.order_by("number").select_related("document__stored_file")
    assert [int(row.number[-4:]) for row in issued] == list(range(1, THREADS + 1))
    assert all(row.number in words_of(row) for row in issued)


def test_one_letter_issued_by_many_at_once(case_file, case_manager):
    draft = attestation(case_manager, case_file)

    def issue(number, barrier):
        return IssueLetter(case_manager, Letter.objects.get(pk=draft.pk)).execute()

    outcomes = at_once(issue)

    assert sum(isinstance(outcome, Letter) for outcome in outcomes) == 1
    assert {outcome.code for outcome in outcomes if isinstance(outcome, Refused)} == {"issued"}
    assert CaseDocument.objects.count() == 1
