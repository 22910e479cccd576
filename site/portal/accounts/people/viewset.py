"""Wagtail's user screens without passwords, groups to tick or accounts to delete."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.widgets.button import Button
from wagtail.users.views import users as wagtail_users

from portal.accounts.actions.invite import Refused
from portal.accounts.actions.people import change_person, create_person
from portal.accounts.fresh import FreshFactorMixin
from portal.accounts.guardians import asked_roles, link_may_be_shown
from portal.accounts.people.filters import PersonFilterSet
from portal.accounts.people.forms import PersonEditForm, PersonForm
from portal.accounts.roles import Role


def roles_in_words(user):
    """« Coordination, Référent·e (à confirmer) », from what was fetched already."""
    labels = dict(Role.choices)
    words = [labels[group.name] for group in user.groups.all() if group.name in labels]
    waiting = [f"{asked.get_role_display()} (à confirmer)" for asked in user.role_requests.all()]
    return ", ".join(sorted(words) + sorted(waiting))


class IndexView(wagtail_users.IndexView):
    template_name = "wagtailadmin/generic/index.html"
    results_template_name = "wagtailadmin/generic/index_results.html"
    page_title = _("Équipe")
    add_item_label = _("Ajouter une personne")
    show_other_searches = False

    @cached_property
    def columns(self):
        title_class = self._get_title_column_class(TitleColumn)
        return [
            title_class(
                "name",
                accessor=lambda user: user.get_full_name(),
                label=_("Nom"),
                sort_key="name",
                get_url=self.get_edit_url,
            ),
            Column("email", label=_("Adresse e-mail"), sort_key="email"),
            Column("roles", accessor=roles_in_words, label=_("Rôles")),
            BooleanColumn("is_active", label=_("Compte ouvert"), sort_key="is_active"),
            DateColumn("last_login", label=_("Dernière connexion"), sort_key="last_login"),
        ]

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("groups", "role_requests")

    def get_list_buttons(self, instance):
        return self.get_list_more_buttons(instance)

    def get_list_more_buttons(self, instance):
        return []


class AddView(FreshFactorMixin, wagtail_users.CreateView):
    page_title = _("Ajouter une personne")

    def get_success_buttons(self):
        return []

    def save_instance(self):
        user = self.form.save(commit=False)
        self.link = create_person(user, roles=self.form.cleaned_data["roles"], actor=self.request.user)
        return user

    def save_action(self):
        # The link is shown in this very answer and kept nowhere.
        return show_link(self.request, self.object, self.link)


class EditView(FreshFactorMixin, wagtail_users.EditView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if self.object.is_superuser and not request.user.is_superuser:
            raise Http404

    def save_instance(self):
        user = self.form.save(commit=False)
        change_person(user, roles=self.form.cleaned_data["roles"], actor=self.request.user)
        return user

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)

    @cached_property
    def header_more_buttons(self):
        buttons = [button for button in super().header_more_buttons if button.url != self.get_delete_url()]
        if not self.editing_self and self.object.is_active:
            buttons.append(
                Button(
                    _("Envoyer un nouveau lien d’accès"),
                    url=reverse("accounts:send_access_link", args=[self.object.pk]),
                    icon_name="key",
                    priority=10,
                )
            )
        return buttons


class PeopleViewSet(wagtail_users.UserViewSet):
    menu_label = _("Équipe")
    menu_order = 100
    copy_view_enabled = False
    inspect_view_enabled = False
    filterset_class = PersonFilterSet
    template_prefix = ""
    index_view_class = IndexView
    add_view_class = AddView
    edit_view_class = EditView

    def get_form_class(self, for_update=False):
        return PersonEditForm if for_update else PersonForm


def show_link(request, user, link):
    """The link that opens an account, this once; never that of an account which opens case files."""
    shown = link if link_may_be_shown(user) else ""
    return render(
        request, "accounts/access_link.html", {"person": user, "link": shown, "asked": asked_roles(user)}
    )
