from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from portal.crypto.canary import ForeignKeys, forget_older_keys, remember_keys, require_own_keys
from portal.crypto.rotation import models_with_encryption, reencrypt

# Named, not imported: the vault stands on this room, not the other way round.
FILES = "portal.vault.rotation.reseal_all"


class Command(BaseCommand):
    help = "Rechiffre avec la clé la plus récente ce qu’une ancienne clé avait chiffré, fichiers compris."

    def handle(self, *args, **options):
        try:
            require_own_keys()
            remember_keys()
        except ForeignKeys as error:
            raise CommandError(str(error)) from error
        for model, fields in models_with_encryption():
            self.stdout.write(f"{model._meta.label} : {reencrypt(model, fields)} lignes")
        changed, failed = import_string(FILES)()
        self.stdout.write(f"Coffre : {changed} fichiers")
        if failed:
            listed = ", ".join(str(file_id) for file_id in failed)
            raise CommandError(f"Gardez l’ancienne clé : des fichiers ne s’ouvrent pas ({listed}).")
        forget_older_keys()
        self.stdout.write("Les clés plus anciennes ne servent plus qu’aux archives.")
