"""`make bench-casefiles ARGS="--seconds 20 --think 0"`: see docs/performance.md for how to read it."""

import argparse
import os
import shutil
import time
from pathlib import Path

from deploy.local import machine
from deploy.local.console import Stop
from tests.bench.casefiles.cluster import FILLING, SERVING, Cluster, folder_for

ROOT = Path(__file__).resolve().parents[3]


def main():
    asked = _arguments()
    programs = machine.postgres_programs()
    if programs is None:
        raise Stop("PostgreSQL n’est pas installé : ce banc d’essai en a besoin.")
    folder = folder_for(asked.folder)
    if asked.rebuild:
        shutil.rmtree(folder, ignore_errors=True)
    cluster = Cluster(folder, programs)
    if not (folder / "filled").exists():
        _fill(cluster, folder, asked)
    with cluster.running(SERVING) as url:
        _set_up(folder, url)
        _migrate()
        from tests.bench.casefiles.report import report

        report(asked, folder)


def _arguments():
    parser = argparse.ArgumentParser(prog="make bench-casefiles", description=__doc__)
    parser.add_argument("--users", type=int, default=20, help="people at once")
    parser.add_argument("--seconds", type=float, default=20, help="how long the load lasts")
    parser.add_argument("--think", type=float, default=0, help="seconds between two pages of one person")
    parser.add_argument("--alone", type=int, default=15, help="how many times each page is asked alone")
    parser.add_argument("--no-load", action="store_true", help="only each page alone")
    parser.add_argument("--no-alone", action="store_true", help="only the load")
    parser.add_argument("--rebuild", action="store_true", help="make the data again")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "bench")
    for name, size in (("files", 10_000), ("contacts", 200_000), ("entries", 1_000_000)):
        parser.add_argument(f"--{name}", type=int, default=size, help="when the data are made")
    return parser.parse_args()


def _fill(cluster, folder, asked):
    began = time.perf_counter()
    cluster.create()
    with cluster.running(FILLING, fresh=True) as url:
        _set_up(folder, url)
        _migrate()
        from tests.bench.casefiles.filling import fill
        from tests.bench.casefiles.rows import Sizes

        print(f"{'migrations':28}{'':>15}{time.perf_counter() - began:>8.1f} s", flush=True)
        sizes = Sizes(asked.files, max(asked.files // 10, 20), asked.contacts, asked.entries)
        pace = fill(sizes)
        (folder / "filled").write_text("\n".join(pace.lines) + "\n")
        _close()


def _set_up(folder, url):
    """This process becomes a portal on that database; its keys stay beside the data."""
    os.environ |= {
        "PORTAL_DATA_DIR": str(folder / "portal"),
        "PORTAL_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }
    (folder / "portal").mkdir(parents=True, exist_ok=True)
    import django
    from django.apps import apps

    if apps.ready:
        _close()
        _point_to(url)
    else:
        django.setup()


def _point_to(url):
    from django.conf import settings
    from django.db import connections

    from portal.settings.production import env

    port = env.db_url_config(url)["PORT"]
    settings.DATABASES["default"]["PORT"] = port
    connections["default"].settings_dict["PORT"] = port


def _migrate():
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _close():
    from django.db import connections

    connections.close_all()


if __name__ == "__main__":
    main()
