from django.apps import AppConfig
from django.core import checks


class CryptoConfig(AppConfig):
    name = "portal.crypto"
    label = "crypto"

    def ready(self):
        checks.register(check_keys, checks.Tags.database)


def check_keys(app_configs=None, databases=None, **kwargs):
    """`check --database default` and `migrate` ask whether the keys are those of the database."""
    from portal.crypto.canary import ForeignKeys, require_own_keys

    if "default" not in (databases or ()):
        return []
    try:
        require_own_keys()
    except ForeignKeys as error:
        return [checks.Critical(str(error), id="crypto.C001")]
    return []
