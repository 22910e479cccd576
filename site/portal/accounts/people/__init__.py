"""The administrator's screens about the team, on Wagtail's user viewset."""
