"""Keeping a home: visits, alerts and services of a file on their own page."""
