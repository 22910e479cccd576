from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = "Équipe et accès"
    default = True

    def ready(self):
        from portal.accounts import sessions, signals  # noqa: F401


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own user screens, with our forms: nobody types another person's password."""

    default = False
    user_viewset = "portal.accounts.people.viewset.PeopleViewSet"
