from django.core.management.base import BaseCommand

from portal.crypto.rotation import models_with_encryption, reencrypt


class Command(BaseCommand):
    help = "Rechiffre avec la clé la plus récente ce qu’une ancienne clé avait chiffré (hors fichiers)."

    def handle(self, *args, **options):
        for model, fields in models_with_encryption():
            self.stdout.write(f"{model._meta.label} : {reencrypt(model, fields)} lignes")
