"""`make bench-kills ARGS="--imports 50 --rows 20000"`: imports killed at random instants, then resumed."""

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.exchange.places import places


def main():
    parser = argparse.ArgumentParser(prog="make bench-kills", description=__doc__)
    parser.add_argument("--imports", type=int, default=50)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311
    parser.add_argument("--on", nargs="+", default=["sqlite", "postgresql"])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-kills-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with places(folder, asked.on) as found:
            for place in found:
                place.filled(asked.files, folder, ())
                _run(place, asked)


def _run(place, asked):
    """In a process of the portal: what it does is `inside`."""
    options = (place.email, *map(str, (asked.imports, asked.rows, asked.seed)))
    with place.copied() as url:
        process = place.start("-u", "-m", "tests.bench.exchange.kills", "inside", *options, url=url)
        for line in process.stdout:
            print(f"{place.kind}: {line}", end="", flush=True)
        if process.wait():
            raise SystemExit(f"{place.kind}: failed with seed {asked.seed}")


def inside(email, imports, rows, seed):
    import django

    django.setup()
    from casefiles.exchange.batches import undo
    from casefiles.models import CaseFile
    from portal.accounts.models import User
    from tests.casefiles.exchange.engine.lives import check_whole, claims_end, confirmed, go_on, sheet, tables
    from tests.support.killed import run_until_killed

    user, instants = User.objects.get(email=email), random.Random(seed)  # noqa: S311
    files = list(CaseFile.objects.filter(closed_on__isnull=True).order_by("reference"))
    before, began, killed = tables(), time.perf_counter(), 0

    def until_done():
        kills = 0
        # A few kills for each import: it asks some fifteen questions for each thousand rows.
        while run_until_killed(go_on, instants.randrange(1, 12 * rows // 1000)):
            kills += 1
            claims_end()
        claims_end()
        go_on()
        return kills

    for number in range(1, imports + 1):
        batch = confirmed(user, sheet(files, rows, name=f"K{number}-"))
        killed += until_done()
        check_whole(batch, rows)
        undo.ask_undo(batch)
        killed += until_done()
        batch.refresh_from_db()
        if batch.undo_results != {"back": rows} or tables() != before:
            raise SystemExit(f"import {number} was not taken back whole: {batch.undo_results}")
        if number % 5 == 0 or number == imports:
            seconds = time.perf_counter() - began
            print(f"{number} imports of {rows} rows, {killed} kills, all whole, {seconds:.0f} s", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
        inside(sys.argv[2], *map(int, sys.argv[3:]))
    else:
        main()
