"""What is sent to a service outside, by the action."""

from casefiles.actions import SendOutside
from tests.factories import casefiles as make


def send(user, case_file, *parts, ago=0, **changes):
    """(row, token, code), to a service that is not in the directory, for a week."""
    given = {
        "recipient": "La Maison fictive, Namur",
        "parts": list(parts) or ["path"],
        "why": "Elle déménage (exemple)",
        "informed_on": make.day(ago),
        "agreed_on": make.day(ago),
    }
    at = make.moment(ago) if ago else None
    if "service" in changes:
        given["recipient"] = ""
    return SendOutside(user, case_file, at=at, **(given | changes)).execute()
