"""The agenda: the week, the day, the team's week. Showing names is written in the journal first."""

import datetime

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from casefiles.access import visible_to
from casefiles.admin.agenda.layout import week_of
from casefiles.admin.agenda.rows import appointments_of, reminders_of, to_report
from casefiles.models import CaseFile
from casefiles.moments import monday_of
from portal.audit.journal import record

YEARS = range(2000, 2100)
SHOWN = 20


class WeekView(View):
    """`?semaine=2026-W48`; without it, this week."""

    template_name = "casefiles/admin/agenda/week.html"
    team = False

    def get(self, request):
        today = timezone.localdate()
        monday = asked_monday(request.GET.get("semaine"), today)
        if monday is None:
            return redirect(request.path)
        sunday = monday + datetime.timedelta(days=6)
        rows = list(appointments_of(request.user, monday, sunday, team=self.team))
        reminders, late = [], []
        if not self.team:
            # What is late is shown this week only: it has no place in weeks gone or to come.
            this_week = monday <= today <= sunday
            reminders = list(reminders_of(request.user, since=None if this_week else monday, until=sunday))
            late = list(to_report(request.user)[:SHOWN])
        write_down(request.user, "team_agenda" if self.team else "agenda", len(rows) + len(reminders))
        week = week_of(monday, rows, reminders, today)
        context = {
            "week": week,
            "monday": monday,
            "sunday": sunday,
            "today": today,
            "this_week": monday_of(today) == monday,
            "before": week_code(monday - datetime.timedelta(days=7)),
            "after": week_code(monday + datetime.timedelta(days=7)),
            "to_report": late,
            "count": len(rows),
            "team": self.team,
            "tab": "team" if self.team else "week",
        }
        return render(request, self.template_name, context)


class TeamView(WeekView):
    """Coordination sees who meets whom and when; never what was noted about it."""

    team = True


class DayView(View):
    """`?jour=2026-11-23`; without it, today: what is planned, what is due, what to tell about."""

    def get(self, request):
        today = timezone.localdate()
        day = asked_day(request.GET.get("jour"), today)
        if day is None:
            return redirect(request.path)
        appointments = list(appointments_of(request.user, day, day))
        reminders = list(reminders_of(request.user, since=None if day == today else day, until=day))
        late = [row for row in to_report(request.user)[:SHOWN] if row not in appointments]
        files = held_files(request.user)
        write_down(request.user, "day", len(appointments) + len(reminders) + len(late) + len(files))
        context = {
            "day": day,
            "today": today,
            "now": timezone.now(),
            "appointments": appointments,
            "reminders": reminders,
            "to_report": late,
            "files": files,
            "before": day - datetime.timedelta(days=1),
            "after": day + datetime.timedelta(days=1),
            "week": week_code(day),
            "tab": "day",
        }
        return render(request, "casefiles/admin/agenda/day.html", context)


def held_files(user):
    """The open files of this person, to note a contact in one press; nobody holds many."""
    rows = visible_to(user, CaseFile).filter(case_manager=user, closed_on__isnull=True)
    return list(rows.select_related("person").order_by("search_key")[:50])


def write_down(user, screen, count):
    record("casefile.list", actor=user, details={"screen": screen, "count": count})


def asked_monday(text, today):
    """The Monday of « 2026-W48 »; None when that is no week."""
    if not text:
        return monday_of(today)
    try:
        year, week = text.upper().split("-W")
        monday = datetime.date.fromisocalendar(int(year), int(week), 1)
    except (ValueError, OverflowError):
        return None
    return monday if monday.year in YEARS else None


def asked_day(text, today):
    """The day of « 2026-11-23 »; None when that is no day."""
    if not text:
        return today
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def week_code(day):
    """« 2026-W48 »."""
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02d}"
