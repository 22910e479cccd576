"""Which tests one process runs together: those that share a portal of their own, long to make.

By path: the mark xdist_group, written in the name of a test, is lost on the way since pytest 9.2.
"""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/journeys/": "journeys",
    "tests/deploy/test_backup.py": "portals",
}


class Sharing(LoadScopeScheduling):
    """Gives out the tests one by one, these groups whole and first, since they are the largest."""

    def _split_scope(self, nodeid):
        return next((group for path, group in TOGETHER.items() if nodeid.startswith(path)), nodeid)
