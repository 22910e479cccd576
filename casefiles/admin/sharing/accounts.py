"""The accounts of partners, each tied to its service by coordination."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from casefiles.access import visible_to
from casefiles.actions.sharing.tie_partner import TiePartner
from casefiles.admin.acting import attempt
from casefiles.admin.forms.base import CaseForm, service_of
from casefiles.models import PartnerAccount
from portal.accounts.models import User
from portal.accounts.roles import Role


class TieForm(CaseForm):
    slot = "relier"

    service = service_of("Service", required=False, empty="Aucun : ce compte ne voit rien")

    def __init__(self, *args, user, account, **kwargs):
        super().__init__(*args, auto_id=f"id_relier_{account.pk.hex[:8]}_%s", **kwargs)
        self.user, self.account = user, account

    def build(self, data):
        return TiePartner(self.user, self.account, service=data["service"])


class PartnerAccountsView(View):
    def get(self, request):
        return self.show(request)

    def post(self, request):
        account = get_object_or_404(_accounts(), pk=_key(request.POST.get("compte")))
        form = TieForm(request.POST, user=request.user, account=account)
        done, _result = attempt(form, form.build)
        if not done:
            return self.show(request, bound=form, status=422)
        messages.success(request, f"C’est noté pour {account}.", extra_tags="partenaires")
        return redirect("casefiles:partner_accounts")

    def show(self, request, bound=None, status=200):
        ties = {
            row.user_id: row for row in visible_to(request.user, PartnerAccount).select_related("service")
        }
        rows = []
        for account in _accounts().order_by("last_name", "first_name"):
            tie = ties.get(account.pk)
            form = bound if bound is not None and bound.account.pk == account.pk else None
            initial = {"service": tie.service_id if tie else None}
            rows.append((account, tie, form or TieForm(user=request.user, account=account, initial=initial)))
        context = {
            "header_title": "Comptes des services partenaires",
            "rows": rows,
            "problems": bound.problems if bound is not None else [],
        }
        return render(request, "casefiles/admin/sharing/accounts.html", context, status=status)


def _accounts():
    return User.objects.filter(groups__name=Role.PARTNER.value, is_active=True)


def _key(text):
    """The key of an account, or None when it is not one."""
    import uuid

    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
