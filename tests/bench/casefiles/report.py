"""Runs the measures and prints them as the tables of docs/performance.md."""

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from deploy.local import machine
from deploy.local.children import bound
from portal.accounts.models import User
from tests.bench.casefiles.alone import measure, percentile
from tests.bench.casefiles.machine_share import Share
from tests.bench.casefiles.pages import BASELINE, Page, pages_alone, round_of
from tests.support.sign_in import open_session

ROOT = Path(__file__).resolve().parents[3]


def report(asked, folder):
    call_command("collectstatic", interactive=False, verbosity=0)
    _say_how_much()
    if not asked.no_alone:
        _alone(asked.alone)
    if not asked.no_load:
        with _gunicorn(folder) as (process, port):
            _load(asked, process, port, folder)


def _say_how_much():
    from casefiles.models import CaseFile, Contact
    from portal.audit.models import JournalEntry

    counts = [f"{model.objects.count()} {model._meta.verbose_name_plural}" for model in (CaseFile, Contact)]
    print(f"\n{', '.join(counts)}, {JournalEntry.objects.count()} écritures au journal\n")


def _alone(runs):
    print("| page alone | ms | of which ours in Python | in SQL | queries | kB |\n|---|--:|--:|--:|--:|--:|")
    sessions = {}
    for page in pages_alone():
        if page.user not in sessions:
            sessions[page.user] = open_session(User.objects.get(email=page.user))
        found = measure(page, sessions[page.user], runs)
        print(
            f"| {page.name} | {found.median_ms:.0f} | {found.cpu_ms:.0f} | {found.sql_ms:.0f} "
            f"| {found.queries} | {found.kilobytes:.0f} |",
            flush=True,
        )
        if os.environ.get("BENCH_SQL"):
            print("    " + found.slowest[:600])


@contextlib.contextmanager
def _gunicorn(folder):
    """The web server as production starts it, on this database."""
    port = machine.free_port()
    log = (folder / "gunicorn.log").open("w")
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
    process = subprocess.Popen(  # noqa: S603
        [*command, "--bind", f"127.0.0.1:{port}", "--pythonpath", "site", "portal.wsgi"],
        cwd=ROOT,
        env=dict(os.environ),
        stdout=log,
        stderr=log,
        **bound(),
    )
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}{BASELINE}", timeout=5).close()
                break
            time.sleep(0.2)
        yield process, port
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def _load(asked, process, port, folder):
    people = [round_of(number) for number in range(asked.users)]
    plan = {
        "port": port,
        "think": asked.think,
        "people": [
            {
                "cookie": f"{settings.SESSION_COOKIE_NAME}={open_session(User.objects.get(email=email))}",
                "pages": [(page.name, page.path) for page in pages],
            }
            for email, pages in people
        ],
    }
    # Each worker reads its templates once: that is no page's time.
    _ask_all(plan | {"seconds": 3, "think": 0})
    only = [(Page("baseline", "", BASELINE).name, BASELINE)]
    alone = {"people": [person | {"pages": only} for person in plan["people"]], "seconds": 3, "think": 0}
    base = _ask_all(plan | alone)
    heads = [os.getpid(), process.pid, _postgres(folder)]
    share, began = Share(heads), time.monotonic()
    found = _ask_all(plan | {"seconds": asked.seconds})
    seconds = time.monotonic() - began
    _table(asked, found, percentile([line[1] for line in base], 50), len(base) / 3, seconds)
    ours, others, busy = share.since(seconds)
    each = ours * seconds * 1000 / max(len(found), 1)
    print(
        f"\nOurs took {ours:.2f} of {os.cpu_count()} processors ({each:.0f} ms of processor time for a page, "
        f"PostgreSQL and the people included); {busy} other busy processes took {others:.2f}."
    )


def _ask_all(plan):
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.casefiles.load"],
        cwd=ROOT,
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def _table(asked, found, base_ms, base_rate, seconds):
    failed = sum(status != 200 for _name, _ms, status, _size in found)
    print(
        f"\n{asked.users} people for {asked.seconds:.0f} s, {asked.think:g} s between two pages: "
        f"{len(found) / seconds:.1f} pages/s, {failed} failed. "
        f"Baseline {BASELINE}: {base_ms:.1f} ms at the median, {base_rate:.0f}/s.\n"
    )
    print("| page under load | pages | p50 ms | p95 ms | × baseline (p50) |\n|---|--:|--:|--:|--:|")
    by_name = defaultdict(list)
    for name, milliseconds, status, _size in found:
        if status == 200:
            by_name[name].append(milliseconds)
    for name, spent in by_name.items():
        half = percentile(spent, 50)
        print(
            f"| {name} | {len(spent)} | {half:.0f} | {percentile(spent, 95):.0f} "
            f"| {half / max(base_ms, 0.01):.1f} |"
        )


def _postgres(folder):
    return int((folder / "pg" / "postmaster.pid").read_text().split()[0])
