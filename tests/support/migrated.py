"""The databases that `make test` migrated once. Typed by hand, pytest finds none and migrates its own."""

import os
import shutil

from deploy.local.migrated import POSTGRESQL, SQLITE


def copy_sqlite(target):
    """Puts a migrated database there; says whether there was one to copy."""
    if SQLITE not in os.environ:
        return False
    shutil.copyfile(os.environ[SQLITE], target)
    return True


def postgresql_url():
    """A migrated database, on a server where others may be made after it; or None."""
    return os.environ.get(POSTGRESQL)


def postgresql_name():
    url = postgresql_url()
    return url and url.rsplit("/", 1)[1]
