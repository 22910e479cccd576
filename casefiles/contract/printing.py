"""A version of the contract on paper: made from what it holds and from nothing else, so it never changes."""

import datetime

from django.template.loader import render_to_string

from casefiles.contract.content import is_intact
from portal.printing import print_pdf


class Altered(Exception):
    """What the version holds is no longer what was made: it is not shown."""


def contract_pdf(contract):
    """The bytes of the A4, tagged. Who may have it was decided, and journalled, before."""
    return print_pdf(contract_html(contract))


def contract_html(contract):
    return render_to_string("casefiles/pdf/contract.html", {"paper": paper_of(contract)})


def paper_of(contract):
    """What the contract says, its days as days; Altered when it is not what was made."""
    if not is_intact(contract):
        raise Altered
    content = contract.content
    return {
        **content,
        "made_on": _day(content["made_on"]),
        "review_on": _day(content["review_on"]),
        "axes": [
            {**axis, "objectives": [_dated(objective) for objective in axis["objectives"]]}
            for axis in content["axes"]
        ],
        "fingerprint": contract.content_hash[:12],
    }


def _dated(objective):
    return {
        **objective,
        "due_on": _day(objective["due_on"]),
        "actions": [
            {**action, "due_on": _day(action["due_on"]), "done_on": _day(action["done_on"])}
            for action in objective["actions"]
        ],
    }


def _day(text):
    return datetime.date.fromisoformat(text) if text else None
