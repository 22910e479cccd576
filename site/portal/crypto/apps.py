from django.apps import AppConfig


class CryptoConfig(AppConfig):
    name = "portal.crypto"
    label = "crypto"
