"""The pages of the line: on screen with its filters, and on paper."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from casefiles.access import may_read_confidential
from casefiles.admin.file_page import find
from casefiles.admin.timeline.line import PAGE, Line, stretches
from casefiles.admin.timeline.moment import KINDS
from casefiles.models import LifeAxis
from portal.audit.journal import record

KIND, AXIS, NUMBER = "quoi", "axe", "page"
# What one print holds at most: some hundred pages.
PRINTED_AT_MOST = 2500


class Choice:
    """What was asked in the address; what is not known there is not asked."""

    def __init__(self, query, axes):
        asked = query.getlist(KIND)
        self.kinds = [kind.code for kind in KINDS if kind.code in asked]
        self.axis = next((axis for axis in axes if axis.code == query.get(AXIS)), None)

    def __bool__(self):
        return bool(self.kinds or self.axis)

    def address(self, url, *, kinds=None, axis=False, **more):
        """The same page with another choice; `axis=None` takes the axis away."""
        kinds = self.kinds if kinds is None else kinds
        axis = self.axis if axis is False else axis
        pairs = [(KIND, code) for code in kinds]
        if axis:
            pairs.append((AXIS, axis.code))
        pairs += [(name, value) for name, value in more.items() if value]
        return f"{url}?{urlencode(pairs)}" if pairs else url


class TimelineView(View):
    """Reading the line is reading the file: it is written first."""

    def get(self, request, pk):
        case_file = find(request.user, pk)
        _written("casefile.timeline_read", request, case_file)
        line = Line(request.user, case_file)
        axes = list(LifeAxis.objects.all())
        choice = Choice(request.GET, axes)
        marks = line.chosen(choice.kinds, choice.axis and choice.axis.pk)
        page = Paginator(marks, PAGE).get_page(request.GET.get(NUMBER))
        url = reverse("casefiles:timeline", args=[case_file.pk])
        context = _context(case_file, line.read(page.object_list)) | {
            "page": page,
            "newer": page.has_previous() and choice.address(url, page=page.previous_page_number()),
            "older": page.has_next() and choice.address(url, page=page.next_page_number()),
            "choice": choice,
            "everything": url,
            "kinds": _kinds(line, choice, url),
            "axes": _axes(line, choice, url, axes),
            "years": _years(marks, choice, url),
            "print_url": choice.address(reverse("casefiles:timeline_print", args=[case_file.pk])),
            "may_read_confidential": may_read_confidential(request.user, case_file),
        }
        return render(request, "casefiles/admin/timeline/page.html", context)


class TimelinePrintView(View):
    """The line as it is filtered, on A4, without what is confidential."""

    def get(self, request, pk):
        case_file = find(request.user, pk)
        _written("casefile.printed", request, case_file)
        line = Line(request.user, case_file, print_out=True)
        choice = Choice(request.GET, LifeAxis.objects.all())
        marks = line.chosen(choice.kinds, choice.axis and choice.axis.pk)
        context = _context(case_file, line.read(marks[:PRINTED_AT_MOST])) | {
            "choice": choice,
            "chosen_kinds": [kind.label for kind in KINDS if kind.code in choice.kinds],
            "left_out": max(0, len(marks) - PRINTED_AT_MOST),
            "back": choice.address(reverse("casefiles:timeline", args=[case_file.pk])),
            "printed_at": timezone.now(),
        }
        return render(request, "casefiles/admin/timeline/print.html", context)


def _written(code, request, case_file):
    record(
        code,
        actor=request.user,
        subject=case_file.pk,
        target=case_file.reference,
        details={"screen": "timeline"},
    )


def _context(case_file, moments):
    return {
        "header_title": f"Fil · {case_file.reference}",
        "case_file": case_file,
        "person": case_file.person,
        "file_url": reverse("casefiles:file", args=[case_file.pk]),
        "stretches": stretches(moments),
        "today": timezone.localdate(),
    }


def _kinds(line, choice, url):
    """One link per kind, that adds it to the choice or takes it away."""
    return [
        {
            "kind": kind,
            "count": count,
            "on": kind.code in choice.kinds,
            "url": choice.address(
                url,
                kinds=[code for code in choice.kinds if code != kind.code]
                if kind.code in choice.kinds
                else [*choice.kinds, kind.code],
            ),
        }
        for kind, count in line.count_by_kind()
    ]


def _axes(line, choice, url, axes):
    """One link per axis that is there; one axis at a time."""
    counts = line.count_by_axis()
    return [
        {
            "axis": axis,
            "count": counts[axis.pk],
            "on": axis == choice.axis,
            "url": choice.address(url, axis=None if axis == choice.axis else axis),
        }
        for axis in axes
        if counts[axis.pk] or axis == choice.axis
    ]


def _years(marks, choice, url):
    """{year: [(month, address)]}: one press goes to any month, whatever page it is on."""
    today = timezone.localdate()
    years = {}
    for place, mark in enumerate(marks):
        if mark.day > today:
            continue
        months = years.setdefault(mark.day.year, {})
        first = mark.day.replace(day=1)
        if first not in months:
            number = place // PAGE + 1
            page = choice.address(url, page=number if number > 1 else None)
            months[first] = f"{page}#m-{first:%Y-%m}"
    return [(year, list(months.items())) for year, months in years.items()]
