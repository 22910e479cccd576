"""Screens of the handover of a file."""
