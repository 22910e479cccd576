"""Screens about partners’ software: who may send, since when, and taking it back."""
