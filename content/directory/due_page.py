"""« À vérifier »: the entries nobody has read for a year, the links sent out, what services answered."""

from smtplib import SMTPException

from django.contrib import messages
from django.core.mail import send_mail
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views import View
from wagtail.admin.ui.components import Component

from content.directory.checking import (
    CheckRefused,
    close_links,
    decide,
    make_link,
    mark_of,
    refuse,
    say_checked,
)
from content.directory.entry import LISTS, in_words, label_of, standing
from content.directory.models import CheckLink, Service, ServiceProposal

PAGE = 40
MAY_KEEP = "directory.change_service"


class DueView(View):
    """What is to be read again."""

    def get(self, request):
        return show_due(request)


def show_due(request, made=None):
    """The page; `made` is a link just made: {service, address, sent}."""
    links = CheckLink.objects.filter(
        used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now()
    ).select_related("made_by")
    due = Service.objects.due().select_related("category")
    due = due.prefetch_related(Prefetch("check_links", queryset=links, to_attr="open_links"))
    page = Paginator(due, PAGE).get_page(request.GET.get("p"))
    pending = ServiceProposal.objects.filter(state=ServiceProposal.State.PENDING).select_related("service")
    answered = ServiceProposal.objects.exclude(state=ServiceProposal.State.PENDING)
    context = {
        "header_title": "Fiches à vérifier",
        "page": page,
        "pending": list(pending[:PAGE]),
        "answered": list(answered.select_related("service", "decided_by").order_by("-decided_at")[:8]),
        "made": made,
    }
    return render(request, "content/directory/due.html", context)


class ServiceActView(View):
    """A link is made (and sent), or closed; or somebody of the team read the entry again."""

    def get(self, request, pk, act):
        return redirect("service_checks:due")

    def post(self, request, pk, act):
        service = get_object_or_404(Service, pk=pk)
        if act == "lien":
            return self._link(request, service)
        if act == "fermer":
            close_links(request.user, service)
            messages.success(request, "Le lien est fermé : il ne s’ouvre plus.")
        elif act == "relu":
            say_checked(request.user, service)
            messages.success(request, f"« {service} » porte la date d’aujourd’hui.")
        else:
            raise Http404
        return redirect("service_checks:due")

    def _link(self, request, service):
        _link, token = make_link(request.user, service)
        address = request.build_absolute_uri(reverse("content:service_check", args=[token]))
        sent = "envoyer" in request.POST and service.email and send_link(service, _link, address)
        return show_due(request, made={"service": service, "address": address, "sent": sent, "link": _link})


def send_link(service, link, address):
    """Whether the mail left; it goes to the public address of the service."""
    text = render_to_string(
        "content/directory/link.txt", {"service": service, "link": link, "address": address}
    )
    try:
        return bool(send_mail("Votre fiche dans l’annuaire d’Héberge Toit", text, None, [service.email]))
    except (OSError, SMTPException):
        return False


class ProposalView(View):
    """What differs, field by field; what is ticked is taken over."""

    def get(self, request, pk):
        return self._show(request, self._find(pk))

    def post(self, request, pk):
        proposal = self._find(pk)
        try:
            if request.POST.get("acte") == "refuser":
                refuse(request.user, proposal)
                messages.success(request, "Rien n’est repris : la fiche reste comme elle était.")
            else:
                taken = request.POST.getlist("repris")
                decide(request.user, proposal, taken=taken, seen=request.POST.get("vu"))
                messages.success(request, "La fiche est à jour. Merci pour le service !")
        except CheckRefused as refused:
            return self._show(request, self._find(pk), refused=refused, status=422)
        return redirect("service_checks:due")

    def _find(self, pk):
        rows = ServiceProposal.objects.select_related("service", "decided_by", "link__made_by")
        return get_object_or_404(rows, pk=pk)

    def _show(self, request, proposal, refused=None, status=200):
        ticked = request.POST.getlist("repris") if request.method == "POST" else list(proposal.proposed)
        context = {
            "header_title": "Corrections proposées",
            "proposal": proposal,
            "service": proposal.service,
            "lines": differences(proposal, ticked),
            "mark": mark_of(proposal.service),
            "refused": refused,
        }
        return render(request, "content/directory/proposal.html", context, status=status)


def differences(proposal, ticked):
    """[{field, label, now, proposed, moved, ticked}], in the order of the entry."""
    now, lines = standing(proposal.service), []
    for name in now:
        if name not in proposal.proposed:
            continue
        stands, before = now[name], proposal.before.get(name)
        lines.append(
            {
                "name": name,
                "label": label_of(name).capitalize(),
                "now": in_words(name, stands),
                "proposed": in_words(name, proposal.proposed[name]),
                # Changed here since the service read it.
                "moved": before is not None and before != stands,
                "ticked": name in ticked,
                "is_web": name == "website",
                "is_list": name in LISTS,
            }
        )
    return lines


class DirectoryPanel(Component):
    """On the home page of who keeps the directory: what waits."""

    name = "directory_due"
    order = 60
    template_name = "content/directory/panel.html"

    def __init__(self):
        self.due = Service.objects.due().count()
        self.pending = ServiceProposal.objects.filter(state=ServiceProposal.State.PENDING).count()

    def get_context_data(self, parent_context=None):
        return {"due": self.due, "pending": self.pending}
