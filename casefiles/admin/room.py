"""A page under the file that has its own acts: what is refused comes back there, as it was typed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from casefiles.access import may_work_on, visible_to
from casefiles.actions.file.open import OpenFile
from casefiles.admin.acting import attempt
from casefiles.admin.file_page import find


class RoomView(View):
    """A subclass says its address, its forms by slot, and what it shows of the file."""

    address = title = template = ""
    forms = {}
    # {slot: (form, model of the item, way from the item to its file)}
    item_forms = {}
    # What one may still write once the file is closed.
    open_when_closed = ()

    def get(self, request, pk, act=None, item=None):
        if act is not None:
            return redirect(f"casefiles:{self.address}", pk)
        return self.show(request, find(request.user, pk))

    def post(self, request, pk, act=None, item=None):
        case_file = find(request.user, pk)
        form = self.bind(request, case_file, act, item)
        done, result = attempt(form, form.build)
        if not done:
            return self.show(request, find(request.user, pk), bound=form, status=422)
        messages.success(request, form.done, extra_tags=form.anchor)
        return redirect(form.destination(result))

    def bind(self, request, case_file, act, item):
        given = {"user": request.user, "case_file": case_file}
        if item is None:
            if act not in self.forms:
                raise Http404
            return self.forms[act](request.POST, **given)
        if act not in self.item_forms:
            raise Http404
        form_class, model, path = self.item_forms[act]
        row = get_object_or_404(visible_to(request.user, model).filter(**{path: case_file}), pk=item)
        return form_class(request.POST, item=row, **given)

    def show(self, request, case_file, bound=None, status=200):
        OpenFile(request.user, case_file).execute()
        may_write = may_work_on(request.user, case_file)
        context = {
            "header_title": f"{self.title} · {case_file.reference}",
            "case_file": case_file,
            "person": case_file.person,
            "may_write": may_write and not case_file.is_closed,
            "may_answer": may_write,
            "today": timezone.localdate(),
            "bound": bound,
            "problems": bound.problems if bound is not None else [],
            **self.context(request.user, case_file, Forms(self, request, case_file, bound)),
        }
        return render(request, self.template, context, status=status)

    def context(self, user, case_file, forms):
        raise NotImplementedError


class Forms:
    """The forms of a room: each is blank, or the one that was refused."""

    def __init__(self, room, request, case_file, bound):
        self.room, self.bound = room, bound
        self.given = {"user": request.user, "case_file": case_file}
        self.asked = request.GET.getlist("ouvrir")
        may_write = may_work_on(request.user, case_file)
        self.slots = {
            slot
            for slot in (*room.forms, *room.item_forms)
            if may_write and (not case_file.is_closed or slot in room.open_when_closed)
        }

    def of(self, slot, item=None):
        """The form of this act, on this row if it has one; None when it may not be done now."""
        if slot not in self.slots:
            return None
        if self.bound is not None and self.bound.slot == slot and _key(self.bound.item) == _key(item):
            return self.bound
        if item is None:
            form = self.room.forms[slot](**self.given)
        else:
            form = self.room.item_forms[slot][0](item=item, **self.given)
        form.is_asked = slot in self.asked
        return form


def _key(item):
    return item.pk if item is not None else None
