"""What else ran on this machine meanwhile: without it, a figure in milliseconds says little."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
BUSY = 0.05


class Share:
    """Take one before, ask `since()` after."""

    def __init__(self, heads):
        self.heads = set(heads)
        self.before = _processes()

    def since(self, seconds):
        """(processors that ours took, processors that others took, how many others were busy)."""
        after = _processes()
        spent = {
            pid: (ticks - self.before.get(pid, (0, 0))[0]) / TICK / seconds
            for pid, (ticks, _parent) in after.items()
        }
        ours = {pid for pid in after if self._is_ours(pid, after)}
        others = [used for pid, used in spent.items() if pid not in ours]
        return (
            sum(used for pid, used in spent.items() if pid in ours),
            sum(others),
            sum(used > BUSY for used in others),
        )

    def _is_ours(self, pid, processes):
        while pid in processes:
            if pid in self.heads:
                return True
            pid = processes[pid][1]
        return False


def _processes():
    """{pid: (ticks of processor time, parent)}."""
    found = {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                fields = (path / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            found[int(path.name)] = (int(fields[11]) + int(fields[12]), int(fields[1]))
    return found
