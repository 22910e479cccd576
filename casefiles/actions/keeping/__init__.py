"""Keeping a home: visits, alerts, services."""
