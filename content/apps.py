from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "Site public"

    def ready(self):
        from content import signals  # noqa: F401
