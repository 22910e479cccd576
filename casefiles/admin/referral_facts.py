"""What the team knows of a request today, as corrected: who orients, whom, the situation."""

from casefiles.actions.referral.edit import PERSON, SENDER, SITUATION, label_of, said
from casefiles.models import DatePrecision

_TOLD_OTHERWISE = ("street_since_precision",)


def facts_of(referral):
    """[(title, [(label, value)])]; what nobody has said is left out."""
    groups = (("Qui oriente", SENDER), ("La personne", PERSON), ("La situation", SITUATION))
    return [(title, _rows(referral, names)) for title, names in groups]


def _rows(referral, names):
    rows = []
    for name in names:
        value = said(referral, name)
        if name in _TOLD_OTHERWISE or value in ("rien", "pas précisé"):
            continue
        if name == "street_since":
            if referral.street_since_precision == DatePrecision.MONTH:
                value = f"{referral.street_since:%m/%Y}"
            value = f"{value} ({referral.get_street_since_precision_display()})"
        rows.append((label_of(name), value))
    if names is SENDER and referral.sender_service and referral.orienting_service is None:
        rows.insert(1, ("Service, tel qu’écrit", referral.sender_service))
    return rows
