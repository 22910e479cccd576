"""What a sheet of requests and a sheet of files say alike: what tells a row, dates, data of a request."""

import datetime
import uuid

from django.utils import timezone

from casefiles.access import visible_to
from casefiles.exchange.resources.persons_widgets import Since
from casefiles.models import (
    DatePrecision,
    EligibilityCriterion,
    Gender,
    Person,
    Programme,
    Referral,
    YesNo,
)
from casefiles.text import normalise
from portal.accounts.roles import Role
from portal.crypto.blind_index import blind_index
from portal.sheets.cells import shown

# Older than that, a date is what a spreadsheet writes when it knows none.
MOST_YEARS = 120
_NOON = datetime.time(12)


def origin_of(kind, user, values):
    """What finds the row of a sheet again in the base: the number that its author gave it, or all it says.

    Two colleagues may both number their rows from 1: an identifier is that of who imports it.
    """
    if values.get("identifier"):
        said = f"{user.pk}|{values['identifier'].casefold()}"
        return f"{kind}:id:{blind_index('exchange.row', said)}"
    said = "\x1f".join(f"{name}={_told(values[name])}" for name in sorted(values) if values[name] is not None)
    return f"{kind}:row:{blind_index('exchange.row', said)}"


def _told(value):
    return f"{value.pk}" if hasattr(value, "pk") else str(tuple(value) if isinstance(value, tuple) else value)


def merge_precision(values):
    """The column of the precision, when it is filled, says how well the date is known."""
    precision, since = values.pop("precision", None), values.get("street_since")
    if precision and since:
        day = since.day.replace(day=1) if precision == DatePrecision.MONTH else since.day
        values["street_since"] = Since(day, precision)


def check_dates(row, fields, *, past=()):
    """Say which dates cannot be: still to come, or older than anybody (`past`: of our own records)."""
    today = timezone.localdate()
    oldest = today.replace(year=today.year - MOST_YEARS, day=1)
    for name in ("birth_date", "street_since", *past):
        value = row.values.get(name)
        if value is None:
            continue
        day = value.day if isinstance(value, Since) else value
        least = datetime.date(2000, 1, 1) if name in past else oldest
        column = fields[name].column_name
        if day > today:
            row.wrong(column, f"Colonne « {column} » : le {day:%d/%m/%Y} est dans le futur : vérifiez.")
        elif day < least:
            row.wrong(
                column,
                f"Colonne « {column} » : le {day:%d/%m/%Y} est trop ancien. "
                "C’est souvent ce qu’un tableur écrit pour une date vide : corrigez-la, ou videz la cellule.",
            )


def moment_of(day):
    """When an act that a sheet only dates took place: at noon of that day, and never later than now."""
    now = timezone.now()
    if day is None or day >= timezone.localdate(now):
        return now
    return timezone.make_aware(datetime.datetime.combine(day, _NOON))


def programmes_of(user):
    """The keys of the programmes into which this person may import: hers or, to coordinate, all of them."""
    found = Programme.objects.filter(active=True)
    if not user.has_role(Role.COORDINATION):
        found = found.filter(case_managers=user)
    return set(found.values_list("pk", flat=True))


def notes_on_criteria(resource, rows):
    """[sentence] when criteria of the programmes of these rows read answers that a sheet does not give."""
    kind, known = EligibilityCriterion.Kind.ANSWER, resource.fields["programme"].widget.known()
    position = next((p for p, name in resource.batch.columns.items() if name == "programme"), None)
    said = {normalise(shown(row.cells[position])) for row in rows} if position is not None else ()
    programmes = {known[word].pk for word in said if word in known}
    if not programmes:
        return []
    asking = EligibilityCriterion.objects.filter(kind=kind, active=True, programme__in=programmes)
    names = sorted(set(asking.values_list("programme__name", flat=True)))
    return [
        f"Des critères de « {name} » se lisent dans les réponses au formulaire d’orientation : ceux dont vos "
        "colonnes ne disent rien resteront « à vérifier »."
        for name in names
    ]


def request_data(values):
    """What ReceiveReferral reads, from the columns."""
    since = values.get("street_since")
    service = values.get("orienting_service")
    data = {
        f"person.{name}": values.get(name)
        for name in ("first_name", "last_name", "birth_date", "gender", "phone", "national_number")
    }
    data |= {
        f"referral.{name}": values.get(name)
        for name in (
            "sender_kind",
            "sender_name",
            "sender_phone",
            "sender_email",
            "situation",
            "municipality",
            "own_request",
            "residence_permit",
            "message",
        )
    }
    if service is not None:
        data["referral.sender_service"] = service.text
        data["referral.sender_kind"] = values.get("sender_kind") or "service"
    if since is not None:
        data["referral.street_since"] = since.day
        data["referral.street_since_precision"] = since.precision
    return {key: value for key, value in data.items() if value is not None}


def unsaved_request(row):
    """The request that a row would become, for the rules that read one."""
    values, since = row.values, row.values.get("street_since")
    return Referral(
        programme=values["programme"],
        received_at=moment_of(values.get("opened_on")),
        last_name=values["last_name"],
        first_name=values.get("first_name") or "",
        national_number=values.get("national_number"),
        birth_date=values.get("birth_date"),
        gender=values.get("gender") or Gender.UNKNOWN,
        municipality=values.get("municipality") or "",
        street_since=since and since.day,
        street_since_precision=since.precision if since else DatePrecision.DAY,
        own_request=values.get("own_request") or YesNo.UNKNOWN,
        residence_permit=values.get("residence_permit") or YesNo.UNKNOWN,
    )


def visible_person(user, pk):
    """A person as she stands now, read whole; None when she is not in sight any more."""
    return visible_to(user, Person).filter(pk=pk, merged_into__isnull=True).first()


def as_kept(value):
    """A value as the record of an import keeps it."""
    value = getattr(value, "pk", value)
    if isinstance(value, uuid.UUID):
        return str(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def from_kept(name, value):
    """The same, read back; dates are known by their field."""
    if name in ("birth_date", "street_since") and value:
        return datetime.date.fromisoformat(value)
    return value
