"""Demonstration data: the shipped form is enough; the referrals sent through it belong to case work."""

from forms.setup import create_shipped_forms


def create_demo():
    create_shipped_forms()
