from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "content.directory"
    label = "directory"
    verbose_name = "Réseau"

    def ready(self):
        from content.directory import signals  # noqa: F401
