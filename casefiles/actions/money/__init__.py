"""Debts, their letters, and how they are paid back."""
