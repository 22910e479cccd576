from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = "Équipe et accès"
    default = True


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own user screens, with our forms: nobody types another person's password."""

    default = False
