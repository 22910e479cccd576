"""What a word stands for is said once, kept with the matching, and proposed for the next file."""

import pytest

from casefiles.exchange.column_forms import likely_label
from casefiles.models import ColumnMatching
from tests.casefiles.exchange.sheets import csv_bytes

pytestmark = pytest.mark.django_db


def at(batch, path=""):
    return f"/gestion/echanges/imports/{batch.pk}/{path}"


@pytest.fixture
def send(case_manager, case_file, preview):
    def send(*kinds, key="K"):
        lines = [
            (f"{key}{n}", "04/03/2026", case_file.reference, kind, "", "", "", "")
            for n, kind in enumerate(kinds)
        ]
        return preview(case_manager, csv_bytes(*lines))

    return send


def proposed(client, batch):
    words = client.get(at(batch)).context["words"]
    return {word.word: field.value() for word, field, _is_proposed in words.lines()}


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("Entretient", "Entretien"),
        ("entretiens", "Entretien"),
        ("Papote", ""),
        ("", ""),
        ("Visites à domicile", "Visite à domicile"),
    ],
)
def test_a_likely_spelling(word, label):
    assert likely_label(word, ["Entretien", "Visite à domicile", "Accompagnement"]) == label


def test_a_likely_spelling_is_chosen_beforehand_and_waits_for_a_yes(send):
    client, batch = send("Entretient", "Papote")
    assert proposed(client, batch) == {"Entretient": "Entretien", "Papote": ""}
    assert "Ce qui est proposé attend votre accord" in client.get(at(batch)).content.decode()
    batch.refresh_from_db()
    assert batch.counts == {"wrong": 2}
    client.post(at(batch, "valeurs/"), {"mot-kind-Entretient": "Entretien", "mot-kind-Papote": ""})
    batch.refresh_from_db()
    assert batch.counts == {"new": 1, "wrong": 1}


def test_words_go_with_the_named_matching_to_the_next_file(send, client_for, colleague):
    client, batch = send("Papote", "Maraude")
    client.post(at(batch, "valeurs/"), {"mot-kind-Papote": "Entretien", "keep_as": "carnet de rue"})
    kept = ColumnMatching.objects.get()
    assert (kept.name, kept.words) == ("carnet de rue", {"kind": {"papote": "Entretien"}})
    # From now on they follow without being asked.
    words = client.get(at(batch)).context["words"]
    assert "keep_as" not in words.fields
    client.post(at(batch, "valeurs/"), {"mot-kind-Maraude": "Prise de nouvelles"})
    kept.refresh_from_db()
    assert kept.words == {"kind": {"papote": "Entretien", "maraude": "Prise de nouvelles"}}

    client, following = send("papote", "Maraude", "Entretien", key="N")
    assert following.counts == {"new": 1, "wrong": 2}
    assert proposed(client, following) == {"papote": "Entretien", "Maraude": "Prise de nouvelles"}
    # The columns kept again under the same name forget no word.
    columns = {f"col{p}": name for p, name in following.columns.items()}
    client.post(at(following, "colonnes/"), {**columns, "keep_as": "carnet de rue"})
    kept.refresh_from_db()
    assert set(kept.words["kind"]) == {"papote", "maraude"}
    # What is taken back is no longer proposed.
    client.post(at(following, "valeurs/"), {"mot-kind-papote": "Entretien"})
    client.post(at(following, "valeurs/"), {"reprendre": "kind|papote"})
    kept.refresh_from_db()
    assert kept.words == {"kind": {"maraude": "Prise de nouvelles"}}


def test_a_word_kept_for_a_label_that_is_gone_is_asked_again(send):
    client, batch = send("Papote")
    client.post(at(batch, "valeurs/"), {"mot-kind-Papote": "Entretien", "keep_as": "carnet"})
    kept = ColumnMatching.objects.get()
    kept.words = {"kind": {"papote": "Nature disparue"}}
    kept.save()
    client, following = send("Papote", key="N")
    assert proposed(client, following) == {"Papote": ""}
