"""The worker goes on with what no process holds, lets the failing rest, and ends between two chunks."""

import itertools
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from casefiles.models import ImportBatch
from portal.sheets import steps
from portal.sheets.worker import FIRST_REST_SECONDS, Steps, Worker, registered
from tests.factories import casefiles as make

ROOT = Path(__file__).resolve().parents[2]
State = ImportBatch.State


@pytest.fixture
def work(case_manager):
    """`work()`: a confirmed import that needs `chunks` more chunks, counted in its results."""

    def create(state=State.RUNNING, **values):
        times = {"confirmed_at": make.moment()}
        if state == State.UNDOING:
            times["undo_asked_at"] = make.moment()
        return ImportBatch.objects.create(
            target="contacts", user=case_manager, reason="Essai", state=state, **times | values
        )

    return create


def stepping(left):
    """A step that writes `left` chunks and finishes the work."""

    def write_some(held):
        done = held.results.get("new", 0)
        if done == left:
            held.state = State.DONE
            held.save()
            return False
        held.results = {"new": done + 1}
        held.save(update_fields=["results"])
        return True

    return lambda work, *, seconds: steps.run_step(work, write_some, seconds=seconds)


def worker(step, **options):
    return Worker([Steps(ImportBatch.objects, {State.RUNNING: step})], **options)


def test_every_model_that_goes_by_steps_is_registered():
    rooms = {room.works.model: room for room in registered()}
    for model in steps.WorkInSteps.__subclasses__():
        assert {"running", "undoing"} & set(model.State.values) == set(rooms[model].steps)


@pytest.mark.django_db
def test_a_work_is_done_to_its_end(work):
    batch = work()
    assert worker(stepping(3)).turn()
    batch.refresh_from_db()
    assert batch.is_done
    assert batch.results == {"new": 3}
    assert batch.claim is None
    assert not worker(stepping(3)).turn()


@pytest.mark.django_db
def test_what_another_process_holds_is_left_to_it_until_its_claim_ends(work):
    batch = work()
    ImportBatch.objects.filter(pk=batch.pk).update(claim=batch.pk, claimed_until=make.moment(-1))
    assert not worker(stepping(1)).turn()
    ImportBatch.objects.filter(pk=batch.pk).update(claimed_until=make.moment(1))
    assert worker(stepping(1)).turn()


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.MATCHING, State.PREVIEWED, State.DONE])
def test_what_nobody_confirmed_or_is_done_is_not_touched(work, state):
    times = {} if state == State.DONE else {"confirmed_at": None}
    work(state, **times)
    assert not worker(stepping(1)).turn()


@pytest.mark.django_db
def test_nothing_is_written_in_the_name_of_somebody_who_has_left(work, case_manager):
    case_manager.is_active = False
    case_manager.save()
    work()
    room = next(room for room in registered() if room.works.model is ImportBatch)
    assert not room.works.all().exists()


@pytest.mark.django_db
def test_a_work_that_fails_rests_longer_each_time_and_keeps_no_other_back(work, caplog):
    broken, sound, now = work(), work(), [0]

    def step(batch, *, seconds):
        if batch.pk == broken.pk:
            raise ValueError("ce que disait une ligne")
        return stepping(1)(batch, seconds=seconds)

    tried = worker(step, clock=lambda: now[0])
    assert tried.turn()
    sound.refresh_from_db()
    assert sound.is_done
    caplog.clear()
    for moment, expected in [(0, 0), (FIRST_REST_SECONDS, 1), (2 * FIRST_REST_SECONDS, 0), (90, 1)]:
        now[0] = moment
        tried.turn()
        assert len(caplog.records) == expected, moment
        caplog.clear()


@pytest.mark.django_db
def test_its_lines_say_what_became_of_a_work_and_nothing_of_its_content(work, caplog):
    batch = work()
    with caplog.at_level(logging.INFO, "portal.sheets.worker"):
        worker(stepping(1)).turn()
    (record,) = caplog.records
    assert record.getMessage().startswith(f"Import I-{str(batch.pk)[:8]} : en cours, puis importé après")


@pytest.mark.django_db
def test_asked_to_end_it_stops_between_two_chunks_and_holds_nothing(work):
    batch, asked = work(), itertools.chain([False, False], itertools.repeat(True))
    with steps.ending_when(lambda: next(asked)):
        stepping(50)(batch, seconds=60)
    batch.refresh_from_db()
    assert batch.results == {"new": 3}
    assert batch.claim is None


@pytest.mark.django_db
def test_the_command_ends_when_nothing_waits(work):
    call_command("work", "--once")


def test_the_process_ends_cleanly_on_sigterm(tmp_path):
    """Started for real, on an empty portal; the database it cannot read yet is asked again, not fatal."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "PORTAL_DATA_DIR": str(tmp_path),
        "PORTAL_DATABASE_URL": f"sqlite:///{tmp_path / 'portal.sqlite3'}",
    }
    command = [sys.executable, "manage.py", "work"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        for line in process.stderr:
            if "poursuivis" in line:
                break
        process.send_signal(signal.SIGTERM)
        said = process.stderr.read()
        assert process.wait() == 0
    assert "rien n’est à moitié écrit" in said
