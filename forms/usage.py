"""Who leans on a version. Rooms that this one may not know say it themselves, when the portal starts.

from forms import usage
usage.register(lambda version: [(12, "dossiers ouverts")])
"""

_counters = []


def register(counter):
    """Add a function of a version that gives [(how many, of what in French)]; twice is once."""
    if counter not in _counters:
        _counters.append(counter)
    return counter


def uses(version):
    """[(how many, of what)] told by every registered room, without what nobody uses."""
    return [(count, what) for counter in _counters for count, what in counter(version) if count]
