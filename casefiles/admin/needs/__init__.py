"""Needs nobody answers, gathered without names for the authorities."""
