"""Screens of what is shared with partner services: the team's, and the partners' own."""
