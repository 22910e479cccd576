"""Forms of the sign-in pages."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """E-mail and password. The refusal reads the same whether the account exists or not."""

    error_messages = {
        "invalid_login": _(
            "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez l’adresse, puis les majuscules "
            "et les espaces du mot de passe."
        ),
        "inactive": _("Cette adresse et ce mot de passe ne vont pas ensemble."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        username, password = self.fields["username"], self.fields["password"]
        username.label = _("Adresse e-mail")
        username.widget.input_type = "email"
        username.widget.attrs.update({"autocomplete": "username", "maxlength": 254})
        username.error_messages["required"] = _("Écrivez votre adresse e-mail.")
        password.label = _("Mot de passe")
        password.error_messages["required"] = _("Écrivez votre mot de passe.")

    def clean_username(self):
        typed = self.cleaned_data["username"].strip().lower()
        # Django writes this length on the page and checks it nowhere; SQLite gives up on a text without end.
        if len(typed) > self.fields["username"].max_length:
            raise self.get_invalid_login_error()
        return typed


class CodeForm(forms.Form):
    """One field for both kinds of code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Les six chiffres affichés par votre application, ou un de vos codes de secours."),
        error_messages={"required": _("Écrivez le code.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autofocus": True}
        ),
    )


class EnrolForm(CodeForm):
    """The first code of a new application."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code affiché par l’application")
        field.help_text = _("Six chiffres, qui changent toutes les trente secondes.")
        field.widget.attrs.update({"inputmode": "numeric"})
        field.widget.attrs.pop("autofocus")


class NewPasswordForm(forms.Form):
    """A password typed twice and checked against the rules of the house."""

    password = forms.CharField(
        label=_("Nouveau mot de passe"),
        strip=False,
        max_length=4096,
        help_text=_(
            "12 caractères au moins. Quatre ou cinq mots sans lien entre eux sont solides et se retiennent."
        ),
        error_messages={"required": _("Choisissez un mot de passe.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeated = forms.CharField(
        label=_("Le même, encore une fois"),
        strip=False,
        max_length=4096,
        error_messages={"required": _("Écrivez le mot de passe une seconde fois.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self):
        data = super().clean()
        if "password" in data and "repeated" in data and data["password"] != data["repeated"]:
            self.add_error("repeated", _("Les deux mots de passe ne sont pas les mêmes."))
        return data


class ChangePasswordForm(NewPasswordForm):
    current = forms.CharField(
        label=_("Mot de passe actuel"),
        strip=False,
        max_length=4096,
        error_messages={"required": _("Écrivez votre mot de passe actuel.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["current", "password", "repeated"]

    def clean_current(self):
        if not self.user.check_password(self.cleaned_data["current"]):
            raise forms.ValidationError(_("Ce n’est pas votre mot de passe actuel."))
        return self.cleaned_data["current"]
