"""Days and hours as people say them in Brussels, and the instants they are."""

import datetime

from django.utils import timezone


class NoSuchHour(ValueError):
    """An hour that the clock skips: from 2 to 3 on the last Sunday of March."""


def local_moment(day, time):
    """The instant of this day and hour here. The hour that comes twice in October is its first coming."""
    zone = timezone.get_current_timezone()
    moment = datetime.datetime.combine(day, time.replace(fold=0), tzinfo=zone)
    back = moment.astimezone(datetime.UTC).astimezone(zone)
    if back.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise NoSuchHour(f"{day} {time}")
    return moment


def day_bounds(first, last):
    """[start, end[ of the days from `first` to `last`, both included."""
    zone = timezone.get_current_timezone()
    midnight = datetime.time()
    return (
        datetime.datetime.combine(first, midnight, tzinfo=zone),
        datetime.datetime.combine(last + datetime.timedelta(days=1), midnight, tzinfo=zone),
    )


def monday_of(day):
    return day - datetime.timedelta(days=day.weekday())
