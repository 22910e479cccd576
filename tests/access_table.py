"""Reads access_table.toml, and prints the rows it lacks: `python -m tests.access_table --missing`."""

import sys
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "site"))

from portal.accounts.roles import Role

CODES = {
    "com": Role.COMMUNICATION,
    "ref": Role.CASE_MANAGER,
    "coo": Role.COORDINATION,
    "don": Role.DATA_OFFICER,
    "dpo": Role.DATA_PROTECTION,
    "adm": Role.ADMINISTRATOR,
    "par": Role.PARTNER,
}
TABLE = Path(__file__).with_name("access_table.toml")


@dataclass(frozen=True)
class Row:
    name: str
    kind: str
    get: frozenset
    post: frozenset
    limited: frozenset

    def roles(self, method):
        return self.get if method == "GET" else self.post


def roles_of(text):
    return frozenset(CODES[code] for code in text.split())


def read_table():
    """{name or pattern: Row}; a name that stands twice is an error."""
    rows = {}
    for group in tomllib.loads(TABLE.read_text())["group"]:
        for name in group["names"].split():
            if name in rows:
                raise ValueError(f"{name} stands twice in the access table.")
            rows[name] = Row(
                name,
                group.get("kind", "roles"),
                roles_of(group.get("get", "")),
                roles_of(group.get("post", "")),
                roles_of(group.get("limited", "")),
            )
    return rows


def row_for(rows, name):
    """The row of this address: its own, else that of the pattern it falls under."""
    if name in rows:
        return rows[name]
    return next((row for pattern, row in rows.items() if fnmatchcase(name, pattern)), None)


def missing(rows, addresses):
    return [address for address in addresses if row_for(rows, address.name) is None]


def stale(rows, addresses):
    """Rows that no address answers to any more."""
    names = [address.name for address in addresses]
    return [name for name in rows if not any(name == other or fnmatchcase(other, name) for other in names)]


def print_missing():
    """What to add to the table, with what the gate says today: read it before believing it."""
    from portal.accounts.gate import door_for
    from tests.support.addresses import all_addresses

    codes = {role: code for code, role in CODES.items()}
    for address in missing(read_table(), all_addresses()):
        door = door_for(address.name)
        says = "listed by no room" if door is None else door.kind
        if door is not None and door.kind == "roles":
            says = " ".join(codes[role] for role in Role if role in door.roles) or "closed"
        print(f"{address.name}  # {says}")


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    import django

    django.setup()
    print_missing()
