"""The secrets of a developer's machine: several commands may make them in the same moment."""

import stat
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from portal.crypto.keys import local_environment

TOGETHER = 16


def test_commands_that_start_together_share_the_same_whole_secrets(tmp_path):
    start = Barrier(TOGETHER)

    def first_command(_):
        start.wait()
        return tuple(local_environment(tmp_path / "data").items())

    with ThreadPoolExecutor(TOGETHER) as pool:
        seen = set(pool.map(first_command, range(TOGETHER)))
    assert len(seen) == 1
    assert len(dict(seen.pop())) == 3
    (kept,) = (tmp_path / "data").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
