"""The form of a member of staff: who she is and what she may do. No password: she chooses it herself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.guardians import asked_roles
from portal.accounts.models import User
from portal.accounts.roles import Role

ROLE_CHOICES = [
    (Role.CASE_MANAGER, _("Référent·e – accompagne les personnes, tient ses propres dossiers")),
    (Role.COORDINATION, _("Coordination – répartit le travail, voit l’ensemble des dossiers")),
    (Role.DATA_OFFICER, _("Gestion des données – imports, exports, statistiques")),
    (Role.DATA_PROTECTION, _("Protection des données – journal des accès, droits des personnes")),
    (Role.COMMUNICATION, _("Communication – site public, sans aucun dossier")),
    (Role.ADMINISTRATOR, _("Administration – équipe et réglages, sans aucun dossier")),
    (Role.PARTNER, _("Service partenaire – voit seulement ce qui est partagé avec son service")),
]


class PersonForm(forms.ModelForm):
    roles = forms.MultipleChoiceField(
        label=_("Rôles"),
        choices=ROLE_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins un rôle : sans rôle, rien ne s’ouvre.")},
    )

    class Meta:
        model = User
        fields = ["first_name", "last_name", "email"]

    def __init__(self, *args, **kwargs):
        kwargs.pop("for_user", None)
        self.editing_self = kwargs.pop("editing_self", False)
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.fields["roles"].initial = sorted(self.instance.roles | asked_roles(self.instance))
        self._lock_own_fields()

    def _lock_own_fields(self):
        if not self.editing_self:
            return
        self.fields["roles"].disabled = True
        self.fields["roles"].help_text = _(
            "Vos propres rôles ne peuvent être changés que par une autre personne."
        )
        if "is_active" in self.fields:
            del self.fields["is_active"]

    def clean_roles(self):
        roles = self.cleaned_data["roles"]
        if Role.PARTNER in roles and len(roles) > 1:
            raise forms.ValidationError(
                _("Un service partenaire n’est pas de l’équipe : ce rôle ne se combine avec aucun autre.")
            )
        return roles

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Une personne a déjà un compte avec cette adresse."))
        return email


class PersonEditForm(PersonForm):
    class Meta(PersonForm.Meta):
        fields = [*PersonForm.Meta.fields, "is_active"]
        help_texts = {
            "is_active": _(
                "Décochez quand la personne quitte l’équipe : ses sessions se ferment aussitôt. Le compte "
                "n’est jamais effacé, car le journal le nomme."
            )
        }
