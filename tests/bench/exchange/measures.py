"""One measure by process, so that each has its own peak of memory: seconds, processor, questions, memory."""

import json
import os
import resource
import sys
import time
from pathlib import Path


class Clock:
    """Seconds passed, and seconds of processor: ours, our children's, and the database's own process."""

    def __init__(self):
        from django.db import connection

        self.backend, self.questions = None, 0
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.backend = cursor.fetchone()[0]
        connection.execute_wrappers.append(self._count)
        self.start()

    def start(self):
        self.questions, self.began, self.busy = 0, time.perf_counter(), self._busy()

    def lap(self):
        """{seconds, processor, questions} since the last one."""
        lap = {
            "seconds": time.perf_counter() - self.began,
            "processor": self._busy() - self.busy,
            "questions": self.questions,
        }
        self.start()
        return lap

    def _busy(self):
        times = os.times()
        return sum(times[:4]) + self._of_the_database()

    def _of_the_database(self):
        if self.backend is None:
            return 0
        told = Path(f"/proc/{self.backend}/stat").read_text().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def _count(self, execute, sql, params, many, context):
        self.questions += 1
        return execute(sql, params, many, context)


def bare(path, user):
    from tests.bench.exchange.baselines import file_to_database

    clock = Clock()
    file_to_database(path, user)
    return {"import": clock.lap()}


def default(path, user):
    from tests.bench.exchange.baselines import default_import

    clock = Clock()
    default_import(path, user)
    laps = {"import": clock.lap()}
    default_import(path, user)
    return laps | {"again": clock.lap()}


def ours(path, user):
    """The whole life of an import: received and announced, written, sent again, taken back."""
    from casefiles.exchange.batches import undo
    from casefiles.models import Contact

    clock, laps = Clock(), {}
    batch = _announced(path, user)
    laps["preview"] = clock.lap()
    _written(batch)
    laps["write"] = clock.lap()
    _expect(batch.results, {"new": Contact.objects.count()})
    clock.start()
    again = _announced(path, user)
    _written(again)
    laps["again"] = clock.lap()
    _expect(again.counts, {"unchanged": Contact.objects.count()})
    clock.start()
    undo.preview_undo(batch)
    laps["undo, preview"] = clock.lap()
    _undone(batch)
    laps["undo"] = clock.lap()
    _expect({"left": Contact.objects.count()}, {"left": 0})
    return laps


def changed(path, user):
    """The same rows with another number of minutes each: announced, corrected, taken back."""
    _written(_announced(path, user))
    clock, laps = Clock(), {}
    batch = _announced(path.with_suffix(".changed.xlsx"), user)
    laps["preview"] = clock.lap()
    _written(batch)
    laps["write"] = clock.lap()
    _expect(batch.results, batch.counts)
    _undone(batch)
    laps["undo"] = clock.lap()
    _expect(batch.undo_results, {"back": sum(batch.counts.values())})
    return laps


def large(path, user):
    """A sheet as large as it may be, and one nearly all wrong: how soon the preview opens, and turns."""
    clock, laps = Clock(), {}
    for name, sheet in (("right", path), ("wrong", path.with_suffix(".wrong.xlsx"))):
        clock.start()
        batch = _announced(sheet, user)
        laps[f"{name}, preview"] = clock.lap()
        laps |= {f"{name}, {page}": lap for page, lap in _pages(batch, user, clock).items()}
        laps[f"{name}, preview"]["stored"] = _megabytes(batch)
    return laps


def _pages(batch, user, clock):
    """The first page once it is warm, the last one, and that of the rows to mend."""
    from django.conf import settings
    from django.test import Client
    from django.test.utils import override_settings

    from tests.support.sign_in import sign_in

    # Nothing was collected here, and a page is the same without.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}).enable()
    client, laps = sign_in(Client(SERVER_NAME="localhost"), user), {}
    address = f"/gestion/echanges/imports/{batch.pk}/"
    last = -(-sum(batch.counts.values()) // 50)
    client.get(address)
    for name, asked in (("first page", ""), ("last page", f"?page={last}"), ("to mend", "?sorte=wrong")):
        clock.start()
        response = client.get(address + asked)
        if response.status_code != 200:
            raise RuntimeError(f"{address}{asked} does not open")
        laps[name] = clock.lap() | {"kB": len(response.content) / 1024}
    return laps


def _megabytes(batch):
    """What its rows weigh in the database."""
    from django.db.models import F, Sum
    from django.db.models.functions import Length

    weigh = Sum(sum((Length(name) for name in ("findings", "keys", "outcomes")), Length(F("content"))))
    return batch.chunks.aggregate(weight=weigh)["weight"] / 2**20


MEASURES = {"bare": bare, "default": default, "ours": ours, "changed": changed, "large": large}


def _announced(path, user):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from casefiles.exchange.batches import receive

    upload = SimpleUploadedFile("contacts.xlsx", path.read_bytes())
    return receive.prepare(user, "contacts", upload, "Mesure de vitesse")


def _written(batch):
    from casefiles.exchange.batches import run
    from portal.sheets.worker import TURN_SECONDS

    if not run.confirm(batch, sha256=batch.sha256, plan=batch.plan):
        raise RuntimeError("the base has moved")
    # As the second process does.
    while batch.is_running:
        run.run_step(batch, seconds=TURN_SECONDS)


def _undone(batch):
    from casefiles.exchange.batches import undo
    from portal.sheets.worker import TURN_SECONDS

    undo.ask_undo(batch)
    while batch.state == "undoing":
        undo.undo_step(batch, seconds=TURN_SECONDS)


def _expect(found, wanted):
    if found != wanted:
        raise RuntimeError(f"{found} instead of {wanted}")


def main():
    import django

    django.setup()
    from portal.accounts.models import User

    name, path = sys.argv[1], Path(sys.argv[2])
    user = User.objects.get(email=sys.argv[3])
    if name == "profile":
        return _profiled(path, user)
    laps = MEASURES[name](path, user)
    # Of this process, in megabytes: the child that reads the file has its own.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"laps": laps, "peak": peak}))
    return None


def _profiled(path, user):
    import cProfile
    import pstats

    profile = cProfile.Profile()
    print(json.dumps(profile.runcall(ours, path, user)))
    pstats.Stats(profile).sort_stats("tottime").print_stats(40)


if __name__ == "__main__":
    main()
