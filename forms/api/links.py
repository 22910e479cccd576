"""Whole addresses of this door: they stand in documents that leave the portal."""

from django.conf import settings
from django.urls import reverse


def whole(name, **parts):
    """« https://…/api/formulaires/orientation/versions/3/schema.json »"""
    return settings.BASE_URL.rstrip("/") + reverse(name, kwargs=parts)


def schema_address(slug, number):
    return whole("forms_api:schema", slug=slug, number=number)


def answers_address(slug, number):
    return whole("forms_api:answers", slug=slug, number=number)
